"""What the page of a question of an edition says."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from synthesis.report import facts, rows
from synthesis.report.asking import Reading, ask
from synthesis.report.charts import Piece, stack
from synthesis.report.edition import rows_of_questions as published
from synthesis.report.edition.about import EditionAbout
from synthesis.report.edition.rows import (
    Agreement,
    Decisions,
    Theme,
    ThemeCount,
    between_people,
    with_machine,
)
from synthesis.report.edition.theme import ThemeFacts, themes

DRAWN = 10  # answers in no theme that are shown


@dataclass(frozen=True)
class QuestionFacts:
    """Everything the page of a question says, in either language.

    A closed question has a ledger and options, and nothing else.
    """

    question: rows.Question
    ledger: tuple[rows.Ledger, ...]
    options: tuple[rows.Option, ...] = ()
    coverage: published.Coverage | None = None
    themes: tuple[ThemeFacts, ...] = ()
    crumb: int = 0  # answers under which a theme is listed with the minority views
    links: tuple[published.ThemeLink, ...] = ()
    isolated: tuple[published.Isolated, ...] = ()
    unthemed: tuple[published.Unthemed, ...] = ()
    families: tuple[rows.Family, ...] = ()
    copied: Mapping[int, tuple[published.FamilyTheme, ...]] | None = None
    agreement: tuple[Agreement, ...] = ()
    confusions: tuple[published.Confusion, ...] = ()
    decisions: Decisions | None = None
    moves: tuple[published.StateMove, ...] = ()

    @property
    def shared(self) -> tuple[ThemeFacts, ...]:
        """The themes that are no minority view."""
        return tuple(each for each in self.themes if not each.is_minority)

    @property
    def minorities(self) -> tuple[ThemeFacts, ...]:
        """The themes signed as minority views."""
        return tuple(each for each in self.themes if each.is_minority)

    @property
    def small(self) -> tuple[ThemeFacts, ...]:
        """Themes of few answers that nobody signed as a minority view."""
        return tuple(each for each in self.shared if not each.gathers and each.main.n < self.crumb)

    @property
    def first(self) -> tuple[ThemeFacts, ...]:
        """The themes that may be the most frequent: one, or those that nothing tells apart."""
        return tuple(each for each in self.themes if each.rank and each.rank.first_rank == 1)

    @property
    def between_people(self) -> Agreement | None:
        """How far people agree, all together."""
        return between_people(self.agreement)

    @property
    def with_machine(self) -> Agreement | None:
        """How far what people settled on agrees with what the run found."""
        return with_machine(self.agreement)

    @property
    def strays(self) -> tuple[ThemeFacts, ...]:
        """The themes whose raw share misleads: it is clear of the corrected one."""
        return tuple(each for each in self.themes if each.strays)

    @property
    def anchors(self) -> Mapping[str, str]:
        """Where each theme is on the page, after `theme-`."""
        return {each.id: each.anchor for each in self.themes}

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The bar of its ledger."""
        return stack((row.state, row.answers) for row in self.ledger)

    @property
    def within(self) -> float:
        """The share that the full width of the bars of themes stands for."""
        return max((each.furthest for each in self.themes), default=0) or 1

    def named(self, theme_id: str) -> Theme:
        """The theme of that name."""
        return next(each.row for each in self.themes if each.id == theme_id)


def question_facts(reading: Reading, about: EditionAbout, question: rows.Question) -> QuestionFacts:
    """The facts of one published question, open, closed or multiple."""
    which = question.question_id
    if question.kind != "open":
        closed = facts.closed_question(reading, question)
        return QuestionFacts(question, closed.ledger, closed.options)
    ledger = _of(which, ask(reading, rows.Ledger))
    copied = ask(reading, published.FamilyTheme, question=which)
    families = ask(reading, rows.Family, question=which)
    return QuestionFacts(
        question,
        facts.in_order(ledger),
        coverage=ask(reading, published.Coverage, question=which)[0],
        themes=themes(reading, which, ask(reading, Theme), ask(reading, ThemeCount)),
        crumb=_crumb(about, question),
        links=ask(reading, published.ThemeLink, question=which),
        isolated=ask(reading, published.Isolated, question=which),
        unthemed=ask(
            reading, published.Unthemed, question=which, seed=about.setting("seed"), drawn=DRAWN
        ),
        families=families,
        copied={
            family.family_id: tuple(row for row in copied if row.family_id == family.family_id)
            for family in families
        },
        agreement=_of(which, ask(reading, Agreement)),
        confusions=ask(reading, published.Confusion, question=which),
        decisions=next(iter(_of(which, ask(reading, Decisions))), None),
        moves=ask(reading, published.StateMove, question=which),
    )


class _Asked(Protocol):
    """A row that says of which question it is."""

    @property
    def question_id(self) -> str:
        """The question."""


_AnyAsked = TypeVar("_AnyAsked", bound=_Asked)


def _of(question: str, every: Iterable[_AnyAsked]) -> tuple[_AnyAsked, ...]:
    """The rows of one question, of a query that both pages ask."""
    return tuple(row for row in every if row.question_id == question)


def _crumb(about: EditionAbout, question: rows.Question) -> int:
    """The least answers a theme needs not to be a crumb: the share the draft warns under."""
    return math.ceil(about.threshold("crumb_share") * question.analysed)
