"""What the queries of an edition answer: one class a .sql file, its fields the columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from synthesis.methods import agreement
from synthesis.report.asking import Decided
from synthesis.report.names import theme_anchor

LEAST_UNITS = 20  # texts coded by both: of fewer, no level is read (METHOD.md, section 17)


@dataclass(frozen=True)
class Theme(Decided):
    """One row per theme of a question, in the order of the edition."""

    query = "themes"
    question_id: str
    theme_id: str
    kind: str
    source: str
    parent_id: str | None
    position: int
    label_fr: str
    label_en: str
    definition_fr: str
    definition_en: str
    includes: str
    excludes: str
    rule: str | None


@dataclass(frozen=True)
class ThemeCount(Decided):
    """One row per theme, base and way to count copies."""

    query = "theme_counts"
    question_id: str
    theme_id: str
    base: str
    copies: str
    n: Decimal
    of: Decimal
    share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Standing(Decided):
    """One row per published open question."""

    query = "standing"
    question_id: str
    received: int
    analysed: int
    held: int
    unclassified: int
    taken_out: int  # of those, answers the run had put in a cluster
    authors: int
    themes: int
    minorities: int
    small: int
    isolated: int


@dataclass(frozen=True)
class Leader(Decided):
    """One row per theme of opinion that no other divides, by size."""

    query = "leaders"
    question_id: str
    theme_id: str
    label_fr: str
    label_en: str
    n: Decimal
    of: Decimal
    authors: Decimal
    of_authors: Decimal
    corrected: float | None


@dataclass(frozen=True)
class ThemeRank(Decided):
    """One row per theme that may be ranked, with the ranks it may have."""

    query = "theme_ranks"
    question_id: str
    theme_id: str
    first_rank: int
    last_rank: int
    among: int
    firsts: int  # themes of the question that may be the most frequent

    @property
    def is_known(self) -> bool:
        """Whether nothing else may have its rank."""
        return self.first_rank == self.last_rank


@dataclass(frozen=True)
class Overview(Decided):
    """One row per theme."""

    query = "overview"
    question_id: str
    theme_id: str
    kind: str
    parent_id: str | None
    position: int
    label_fr: str
    label_en: str
    n: Decimal
    of: Decimal
    low: float | None
    high: float | None
    once: Decimal
    corrected: float | None
    corrected_low: float | None
    corrected_high: float | None

    @property
    def anchor(self) -> str:
        """Where it is on the page of its question, after `theme-`."""
        return theme_anchor(self.theme_id)

    @property
    def share(self) -> float:
        """Of the base, for drawing."""
        return float(self.n / self.of) if self.of else 0.0


@dataclass(frozen=True)
class Position(Decided):
    """One row per minority theme."""

    query = "positions"
    question_id: str
    theme_id: str
    position: str


@dataclass(frozen=True)
class IsolatedPosition(Decided):
    """One row per view set out though few hold it."""

    query = "isolated_positions"
    question_id: str
    position: str
    answers: int
    answer_id: int | None
    reference: str | None
    text: str | None


@dataclass(frozen=True)
class Agreement(Decided):
    """One row per question and pair of coders."""

    query = "agreement"
    question_id: str
    one: str
    other: str
    units: int
    raw: float | None
    raw_low: float | None
    raw_high: float | None
    kappa: float | None
    kappa_low: float | None
    kappa_high: float | None
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    resamples: int

    @property
    def level(self) -> str:
        """Krippendorff's word for its alpha: reliable, tentative, to_redo; few, of few texts."""
        if self.alpha is None or self.units < LEAST_UNITS:
            return "few"
        if self.alpha >= agreement.RELIABLE:
            return "reliable"
        return "tentative" if self.alpha >= agreement.TENTATIVE else "to_redo"


def between_people(rows: Iterable[Agreement]) -> Agreement | None:
    """How far people agree, all pairs of them together."""
    return next((row for row in rows if row.one == row.other == "people"), None)


def with_machine(rows: Iterable[Agreement]) -> Agreement | None:
    """How far what people settled on agrees with what the run found."""
    return next((row for row in rows if (row.one, row.other) == ("people", "machine")), None)


@dataclass(frozen=True)
class Measured(Decided):
    """One row per question with a blind coding."""

    query = "measured"
    question_id: str
    units: int
    themes: int
    with_precision: int
    precision_least: float | None
    precision_most: float | None
    with_recall: int
    recall_least: float | None
    recall_most: float | None


@dataclass(frozen=True)
class Steady(Decided):
    """One row per question."""

    query = "steady"
    question_id: str
    clusters: int
    stable: int
    fragile: int
    unstable: int
    unmeasured: int


@dataclass(frozen=True)
class FoundAgain(Decided):
    """One row per question and other way to do the same."""

    query = "found_again"
    question_id: str
    world: str
    clusters: int
    found: int


@dataclass(frozen=True)
class Decisions(Decided):
    """One row per question: what people made of its clusters and answers."""

    query = "decisions"
    question_id: str
    clusters: int
    merged: int
    emptied: int
    off_topic: int
    no_content: int
    minority: int
    opinion: int
    answers: int
    states: int


@dataclass(frozen=True)
class Copied(Decided):
    """One row per question with copied texts."""

    query = "copied"
    question_id: str
    families: int
    answers: int
    largest: int


@dataclass(frozen=True)
class DepartmentRate(Decided):
    """One row per department with five contributions or more."""

    query = "department_rates"
    department: str
    contributions: int
    inhabitants: int
    rate: float
    grade: int
