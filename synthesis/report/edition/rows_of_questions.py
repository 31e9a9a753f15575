"""What the queries of the page of a question answer: one class a .sql file."""

from __future__ import annotations

from dataclasses import dataclass

from synthesis.report.asking import Decided
from synthesis.report.wording import STABLE, UNSTABLE


@dataclass(frozen=True)
class ThemeSize(Decided):
    """One row per theme that holds answers."""

    query = "theme_sizes"
    theme_id: str
    answers: int
    texts: int
    by_cluster: int
    by_rule: int
    by_child: int
    of_unknown: int


@dataclass(frozen=True)
class ThemeErrors(Decided):
    """One row per theme tried by the blind coding."""

    query = "theme_errors"
    theme_id: str
    units: int
    coded_in: int
    found_in: int
    both: int
    precision: float | None
    precision_low: float | None
    precision_high: float | None
    recall: float | None
    recall_low: float | None
    recall_high: float | None
    raw: float | None
    corrected: float | None
    corrected_low: float | None
    corrected_high: float | None
    method: str | None


@dataclass(frozen=True)
class ThemeOrigin(Decided):
    """One row per theme and cluster of the run it was made from."""

    query = "theme_origins"
    theme_id: str
    cluster_id: int
    home_id: int
    key: str
    position: str
    found: int
    kept: int
    stability: float | None
    found_again: int | None
    resamples: int | None

    @property
    def word(self) -> str:
        """Key of the word for its stability, on the scale of the draft (Hennig 2008)."""
        known = self.stability or 0
        return "unstable" if known < UNSTABLE else "fragile" if known < STABLE else "stable"


@dataclass(frozen=True)
class ThemeMoves(Decided):
    """One row per theme made of clusters: answers that people moved."""

    query = "theme_moves"
    theme_id: str
    moved_in: int
    moved_out: int
    left_out: int
    set_aside: int


@dataclass(frozen=True)
class ThemeTerm(Decided):
    """One row per theme, cluster and term listed."""

    query = "theme_terms"
    theme_id: str
    cluster_id: int
    rank: int
    label: str
    statistic: float
    n_cluster: int
    n_corpus: int
    expected: float


@dataclass(frozen=True)
class ThemeCross(Decided):
    """One row per theme and value declared; no numbers where they are withheld."""

    query = "theme_crosses"
    theme_id: str
    variable: str
    value: str
    answers: int | None
    of: int | None
    withheld: bool


@dataclass(frozen=True)
class Quotation(Decided):
    """One row per quotation of a theme."""

    query = "theme_quotations"
    theme_id: str
    kind: str
    rank: int
    answer_id: int
    reference: str
    start: int
    stop: int
    text: str
    match_start: int | None
    match_stop: int | None

    @property
    def cut_before(self) -> bool:
        """Whether words of the answer come before the slice."""
        return bool(self.text[: self.start].strip())

    @property
    def cut_after(self) -> bool:
        """Whether words of the answer come after the slice."""
        return bool(self.text[self.stop :].strip())

    @property
    def pieces(self) -> tuple[str, str, str]:
        """The slice: before the words that a rule found, those words, after; joined, exact."""
        first, last = self.match_start, self.match_stop
        if first is None or last is None or not self.start <= first < last <= self.stop:
            return self.text[self.start : self.stop], "", ""
        text = self.text
        return text[self.start : first], text[first:last], text[last : self.stop]


@dataclass(frozen=True)
class Isolated(Decided):
    """One row per answer set out as the view of a few; no slice where it cannot be quoted."""

    query = "isolated_views"
    answer_id: int
    position: str
    reference: str
    start: int | None
    stop: int | None
    text: str | None

    @property
    def quotation(self) -> str:
        """Exactly the slice; nothing where none can be quoted."""
        return "" if self.text is None or self.start is None else self.text[self.start : self.stop]

    @property
    def cut_before(self) -> bool:
        """Whether words of the answer come before the slice."""
        return bool((self.text or "")[: self.start].strip())

    @property
    def cut_after(self) -> bool:
        """Whether words of the answer come after the slice."""
        return self.stop is not None and bool((self.text or "")[self.stop :].strip())


@dataclass(frozen=True)
class ThemeLink(Decided):
    """One row per pair of themes that meet."""

    query = "theme_links"
    one_id: str
    other_id: str
    shared: int
    bordering: int


@dataclass(frozen=True)
class ThemeReaders(Decided):
    """One row per theme that people could code."""

    query = "theme_readers"
    theme_id: str
    pairs: int
    either: int
    agreed: int


@dataclass(frozen=True)
class Confusion(Decided):
    """One row per pair of codes that two people gave to one text."""

    query = "question_confusions"
    code_one: str
    code_other: str
    one_fr: str | None
    one_en: str | None
    other_fr: str | None
    other_en: str | None
    units: int


@dataclass(frozen=True)
class Coverage(Decided):
    """One row for a question."""

    query = "question_coverage"
    received: int
    analysed: int
    in_theme: int
    in_several: int
    in_none: int
    without_term: int


@dataclass(frozen=True)
class Unthemed(Decided):
    """One row per answer drawn among those no theme holds."""

    query = "unthemed_sample"
    answer_id: int
    reference: str
    text: str


@dataclass(frozen=True)
class StateMove(Decided):
    """One row per state the run gave and state people gave instead."""

    query = "state_moves"
    found_state: str
    state: str
    answers: int


@dataclass(frozen=True)
class FamilyTheme(Decided):
    """One row per family of copies and theme that holds some of them."""

    query = "family_themes"
    family_id: int
    theme_id: str
    answers: int
