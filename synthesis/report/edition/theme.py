"""What the page of a question says of each theme, gathered by theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from synthesis.report.asking import Reading, ask
from synthesis.report.edition import rows_of_questions as rows
from synthesis.report.edition.rows import Theme, ThemeCount, ThemeRank
from synthesis.report.figures import MIN_PERCENT_BASE
from synthesis.report.names import theme_anchor

BASES = ("received", "with_content", "authors")
VARIABLES = ("author_type", "department")
KINDS = ("random", "minority", "borderline", "typical")


@dataclass(frozen=True)
class ThemeFacts:
    """Everything said of one theme: counts by base and way to count copies, and what they rest on.

    `rank` is None of a theme that gathers others, and where no percentage may be given.
    """

    row: Theme
    counts: Mapping[tuple[str, str], ThemeCount]
    size: rows.ThemeSize | None
    errors: rows.ThemeErrors | None
    readers: rows.ThemeReaders | None
    moves: rows.ThemeMoves | None
    origins: tuple[rows.ThemeOrigin, ...]
    terms: Mapping[int, tuple[rows.ThemeTerm, ...]]
    crosses: Mapping[str, tuple[rows.ThemeCross, ...]]
    quotations: Mapping[str, tuple[rows.Quotation, ...]]
    children: tuple[str, ...]
    rank: ThemeRank | None

    @property
    def id(self) -> str:
        """Its name in the tables."""
        return self.row.theme_id

    @property
    def anchor(self) -> str:
        """Where it is on its page, after `theme-`."""
        return theme_anchor(self.id)

    @property
    def main(self) -> ThemeCount:
        """Its count among analysed answers, copies included: what the page ranks by."""
        return self.counts["with_content", "all"]

    @property
    def gathers(self) -> bool:
        """Whether it holds the answers of themes below it: it is not ranked with them."""
        return self.row.kind == "group" or bool(self.children)

    @property
    def is_minority(self) -> bool:
        """Whether people signed it as the view of a few."""
        return self.row.kind == "minority"

    @property
    def corrected(self) -> rows.ThemeErrors | None:
        """Its share corrected of errors, where one was worked out on enough texts to print it."""
        errors = self.errors
        enough = errors and errors.units >= MIN_PERCENT_BASE <= self.main.of
        return errors if errors and enough and errors.corrected is not None else None

    @property
    def strays(self) -> str:
        """Where the raw share lies, clear of the corrected one: `under`, `over`, or nothing."""
        errors, low, high = self.corrected, self.main.low, self.main.high
        if not errors or errors.corrected_low is None or errors.corrected_high is None:
            return ""
        if high is not None and high < errors.corrected_low:
            return "under"
        return "over" if low is not None and low > errors.corrected_high else ""

    @property
    def furthest(self) -> float:
        """The highest share that any mark of it stands for."""
        ends = [each.high for each in self.counts.values()]
        errors = self.corrected
        return max([end for end in (*ends, errors and errors.corrected_high) if end], default=0)

    @property
    def position(self) -> str:
        """Of a minority view: what it holds, as people wrote it."""
        return next((each.position for each in self.origins if each.position), "")

    @property
    def stability(self) -> rows.ThemeOrigin | None:
        """Of the clusters it was made from, the one found again least."""
        known = [each for each in self.origins if each.stability is not None]
        return min(known, key=lambda each: (each.stability or 0, each.cluster_id), default=None)

    @property
    def merged(self) -> tuple[rows.ThemeOrigin, ...]:
        """The clusters of the run that people merged into it."""
        return tuple(each for each in self.origins if each.cluster_id != each.home_id)


def themes(
    reading: Reading, question: str, named: Iterable[Theme], counts: Iterable[ThemeCount]
) -> tuple[ThemeFacts, ...]:
    """The themes of a question, most answers first; of equal ones, in the order of the edition."""
    mine = [row for row in named if row.question_id == question]
    of = _By(reading, question)
    counted: dict[str, dict[tuple[str, str], ThemeCount]] = {row.theme_id: {} for row in mine}
    for row in counts:
        if row.question_id == question and row.theme_id in counted:
            counted[row.theme_id][row.base, row.copies] = row
    made = [of.theme(row, counted[row.theme_id], mine) for row in mine]
    made.sort(key=lambda each: (-each.main.n, each.row.position, each.id))
    return tuple(made)


class _By:
    """The answers of every query about themes, looked up by theme."""

    def __init__(self, reading: Reading, question: str) -> None:
        self.sizes = {row.theme_id: row for row in ask(reading, rows.ThemeSize, question=question)}
        self.errors = {
            row.theme_id: row for row in ask(reading, rows.ThemeErrors, question=question)
        }
        self.readers = {
            row.theme_id: row for row in ask(reading, rows.ThemeReaders, question=question)
        }
        self.ranks = {
            row.theme_id: row
            for row in ask(reading, ThemeRank, least=MIN_PERCENT_BASE)
            if row.question_id == question
        }
        self.moves = {row.theme_id: row for row in ask(reading, rows.ThemeMoves, question=question)}
        self.origins = ask(reading, rows.ThemeOrigin, question=question)
        self.terms = ask(reading, rows.ThemeTerm, question=question)
        self.crosses = ask(reading, rows.ThemeCross, question=question)
        self.quotations = ask(reading, rows.Quotation, question=question)

    def theme(
        self, row: Theme, counts: Mapping[tuple[str, str], ThemeCount], every: Sequence[Theme]
    ) -> ThemeFacts:
        id = row.theme_id
        origins = tuple(each for each in self.origins if each.theme_id == id)
        terms = [each for each in self.terms if each.theme_id == id]
        crosses = [each for each in self.crosses if each.theme_id == id]
        quoted = [each for each in self.quotations if each.theme_id == id]
        return ThemeFacts(
            row,
            counts,
            self.sizes.get(id),
            self.errors.get(id),
            self.readers.get(id),
            self.moves.get(id),
            origins,
            {
                each.cluster_id: listed
                for each in origins
                if (listed := tuple(t for t in terms if t.cluster_id == each.cluster_id))
            },
            {name: _crossed(crosses, name) for name in VARIABLES},
            {
                kind: found
                for kind in KINDS
                if (found := tuple(each for each in quoted if each.kind == kind))
            },
            tuple(each.theme_id for each in every if each.parent_id == id),
            self.ranks.get(id),
        )


def _crossed(crosses: Sequence[rows.ThemeCross], variable: str) -> tuple[rows.ThemeCross, ...]:
    """Published cells, most answers first, then those withheld."""
    mine = [each for each in crosses if each.variable == variable]
    return tuple(sorted(mine, key=lambda each: (each.withheld, -(each.answers or 0), each.value)))
