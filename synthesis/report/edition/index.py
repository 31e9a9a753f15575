"""What the first page of an edition says, beside its questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synthesis.report import rows as of_run
from synthesis.report.asking import Reading, ask
from synthesis.report.charts import Calendar, calendar
from synthesis.report.edition import rows
from synthesis.report.edition.about import EditionAbout
from synthesis.report.edition.geography import Map, drawn
from synthesis.report.facts import Declared, declared, in_order
from synthesis.report.figures import MIN_PERCENT_BASE
from synthesis.report.wording import DISSOLVED, STABLE, STATES, UNSTABLE


@dataclass(frozen=True)
class Family:
    """A theme and those under it, by size."""

    theme: rows.Overview
    below: tuple[rows.Overview, ...]


@dataclass(frozen=True)
class Open:
    """What the first page says of one published open question."""

    question: of_run.Question
    standing: rows.Standing
    leaders: tuple[rows.Leader, ...]
    ranks: tuple[rows.ThemeRank, ...]
    families: tuple[Family, ...]
    minorities: tuple[rows.Overview, ...]
    positions: Mapping[str, str]
    isolated: tuple[rows.IsolatedPosition, ...]
    agreement: tuple[rows.Agreement, ...]
    measured: rows.Measured | None
    steady: rows.Steady | None
    found_again: tuple[rows.FoundAgain, ...]
    decisions: rows.Decisions | None
    copied: rows.Copied | None

    @property
    def level(self) -> tuple[rows.Leader, ...]:
        """Those that may be the most frequent, most answers first; all, where none is ranked."""
        first = [each.theme_id for each in self.ranks if each.first_rank == 1]
        return tuple(each for each in self.leaders if not first or each.theme_id in first)

    @property
    def most(self) -> float:
        """The share on which all bars of its themes fit, intervals included."""
        listed = [each for family in self.families for each in (family.theme, *family.below)]
        return max([each.high or each.share for each in listed], default=0.0) or 1.0

    @property
    def between_people(self) -> rows.Agreement | None:
        """How far people agree, all together."""
        return rows.between_people(self.agreement)

    @property
    def with_machine(self) -> rows.Agreement | None:
        """How far what people settled on agrees with what the run found."""
        return rows.with_machine(self.agreement)


@dataclass(frozen=True)
class Who:
    """Who took part, as far as the sources say."""

    total: of_run.Participation
    author_types: Declared
    departments: Declared
    map: Map
    calendar: Calendar | None


@dataclass(frozen=True)
class Index:
    """Everything the first page says."""

    exports: tuple[of_run.Intake, ...]
    rejects: tuple[of_run.Reject, ...]
    who: Who
    questions: tuple[of_run.Question, ...]  # all, published or not
    opened: tuple[Open, ...]
    closed: tuple[of_run.Question, ...]
    ledger: Mapping[str, Sequence[of_run.Ledger]]  # by open question, from what is read on

    @property
    def states(self) -> tuple[str, ...]:
        """The states met, in the order bars show them."""
        met = {row.state for rows in self.ledger.values() for row in rows}
        return tuple(state for state in STATES if state in met)


def index(reading: Reading, about: EditionAbout) -> Index:
    """The facts of the first page."""
    questions = ask(reading, of_run.Question)
    ledger = ask(reading, of_run.Ledger)
    return Index(
        ask(reading, of_run.Intake),
        ask(reading, of_run.Reject),
        _who(reading),
        questions,
        _opened(reading, about, questions),
        tuple(q for q in questions if q.question_id in about.published and q.kind != "open"),
        {
            question.question_id: in_order(
                row for row in ledger if row.question_id == question.question_id
            )
            for question in questions
            if question.kind == "open"
        },
    )


def _who(reading: Reading) -> Who:
    departments = declared(ask(reading, of_run.Department))
    return Who(
        ask(reading, of_run.Participation)[0],
        declared(ask(reading, of_run.AuthorType)),
        departments,
        drawn(ask(reading, rows.DepartmentRate), [code for code, _ in departments.shown]),
        calendar(ask(reading, of_run.Day)),
    )


def _opened(
    reading: Reading, about: EditionAbout, questions: Sequence[of_run.Question]
) -> tuple[Open, ...]:
    standings = {
        row.question_id: row
        for row in ask(reading, rows.Standing, crumb=float(about.threshold("crumb_share")))
    }
    of = _Gathered(
        ask(reading, rows.Leader, least=MIN_PERCENT_BASE),
        ask(reading, rows.ThemeRank, least=MIN_PERCENT_BASE),
        ask(reading, rows.Overview),
        ask(reading, rows.Position),
        ask(reading, rows.IsolatedPosition),
        ask(reading, rows.Agreement),
        ask(reading, rows.Measured),
        ask(reading, rows.Steady, unstable=UNSTABLE, stable=STABLE),
        ask(reading, rows.FoundAgain, dissolved=DISSOLVED),
        ask(reading, rows.Decisions),
        ask(reading, rows.Copied),
    )
    return tuple(
        of.question(question, standings[question.question_id])
        for question in questions
        if question.question_id in about.published and question.question_id in standings
    )


@dataclass(frozen=True)
class _Gathered:
    """What the queries answer, of all questions."""

    leaders: tuple[rows.Leader, ...]
    ranks: tuple[rows.ThemeRank, ...]
    themes: tuple[rows.Overview, ...]
    positions: tuple[rows.Position, ...]
    isolated: tuple[rows.IsolatedPosition, ...]
    agreement: tuple[rows.Agreement, ...]
    measured: tuple[rows.Measured, ...]
    steady: tuple[rows.Steady, ...]
    found_again: tuple[rows.FoundAgain, ...]
    decisions: tuple[rows.Decisions, ...]
    copied: tuple[rows.Copied, ...]

    def question(self, question: of_run.Question, standing: rows.Standing) -> Open:
        """What they answer of one."""
        which = question.question_id
        themes = [row for row in self.themes if row.question_id == which]
        return Open(
            question,
            standing,
            tuple(row for row in self.leaders if row.question_id == which),
            tuple(row for row in self.ranks if row.question_id == which),
            families([row for row in themes if row.kind != "minority"]),
            tuple(row for row in themes if row.kind == "minority"),
            {row.theme_id: row.position for row in self.positions if row.question_id == which},
            tuple(row for row in self.isolated if row.question_id == which),
            tuple(row for row in self.agreement if row.question_id == which),
            next((row for row in self.measured if row.question_id == which), None),
            next((row for row in self.steady if row.question_id == which), None),
            tuple(row for row in self.found_again if row.question_id == which),
            next((row for row in self.decisions if row.question_id == which), None),
            next((row for row in self.copied if row.question_id == which), None),
        )


def families(themes: Sequence[rows.Overview]) -> tuple[Family, ...]:
    """Themes under none, largest first, each with all those under it, largest first too."""
    names = {theme.theme_id for theme in themes}
    sized = sorted(themes, key=lambda theme: (-theme.n, theme.position, theme.theme_id))

    def below(theme_id: str) -> tuple[rows.Overview, ...]:
        children = [theme for theme in sized if theme.parent_id == theme_id]
        return tuple(each for child in children for each in (child, *below(child.theme_id)))

    return tuple(
        Family(theme, below(theme.theme_id)) for theme in sized if theme.parent_id not in names
    )
