"""What a page of the look-up says of an answer, in one language: short sentences, many times."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any, cast

from jinja2 import Environment
from markupsafe import Markup

from synthesis.report.edition.facts import EditionFacts
from synthesis.report.edition.figures import FIGURES
from synthesis.report.edition.lookup import Found, LookupPage, anchor, page_of
from synthesis.report.edition.question import QuestionFacts
from synthesis.report.edition.words import phrases
from synthesis.report.figures import exact

_HUNDREDTH = Decimal("0.01")
_SECTIONS = {
    "minoritaires": "q_views",
    "non-classees": "q_unclassified",
    "copies": "q_families",
}
_SILENT = ("moderated", "not_public", "off_topic", "withdrawn")  # of a whole contribution


class Lines:
    """The sentences of one language.

    There may be millions: what many share is written once and kept, and what is escaped once is
    only joined from there on.
    """

    def __init__(self, made: Environment, facts: EditionFacts, pages: Sequence[LookupPage]) -> None:
        self._made = cast(Mapping[str, Any], made.globals)
        self._decimal = FIGURES[str(self._made["language"])].tongue.decimal
        self._questions = {each.question.question_id: each for each in facts.questions}
        self._beside = _beside(facts.questions)
        self._pages = pages
        self._phrase = cache(self._phrase_of)
        self._question = cache(self._question_of)
        self._theme = cache(self._theme_of)
        self._cluster = cache(self._cluster_of)
        self._hundredths = cache(self._hundredths_of)
        self._open, self._close = str(self._made["words"]("\n")).split("\n")

    def entry(self, reference: str, rows: Sequence[Found]) -> Markup:
        """A reference and all that is said of its answers, as terms of a list of descriptions."""
        said = "".join(f"<dd>{self.line(row)}</dd>\n" for row in rows)
        return Markup(f'<dt id="{anchor(reference)}">{self._words(reference)}</dt>\n{said}')

    def line(self, row: Found) -> str:
        """All that is said of one answer, or of a contribution without any."""
        if row.question_id is None:
            known = row.standing in _SILENT
            return self._phrase(f"lookup.silent_{row.standing}" if known else "lookup.silent")
        question, state = self._question(row.question_id), self._phrase(f"state.{row.state}")
        told = [self._said("lookup.state", question=question, state=state)]
        if row.twin is not None:
            told.append(self._said("lookup.twin", reference=self._reference(row.twin)))
        if row.state == "analysed":
            told.append(self._themes(row))
        told += self._reasons(row)
        if row.copies:
            told.append(str(self._made["t"]("lookup.copies", n=self._count(row.copies))))
        if row.is_masked:
            told.append(self._phrase("lookup.masked"))
        if row.view is not None:
            told.append(self._said("lookup.view", position=self._words(row.view)))
        places = self._places(row)
        if places:
            told.append(self._said("lookup.quoted", places=" · ".join(places)))
        return " ".join(told)

    def _reasons(self, row: Found) -> Iterator[str]:
        """Where the run put it, the words that weighed most, and what people made of that."""
        if row.found_cluster_id is not None:
            yield self._weighed(row, self._cluster(row.found_cluster_id))
        elif row.state == "analysed":
            yield self._phrase("lookup.unclassified")
        if row.change and row.cluster_id is None:
            yield self._phrase(f"lookup.{row.change}")
        elif row.change:
            yield self._said(f"lookup.{row.change}", cluster=self._cluster(row.cluster_id))

    def _weighed(self, row: Found, cluster: str) -> str:
        if not row.words:
            return self._said("lookup.placed", cluster=cluster)
        words = self._words(", ".join(row.words))
        if row.score is None or row.margin is None:
            return self._said("lookup.placed_for", cluster=cluster, words=words)
        score, margin = self._number(row.score), self._number(row.margin)
        return self._said(
            "lookup.weighed", cluster=cluster, words=words, score=score, margin=margin
        )

    def _themes(self, row: Found) -> str:
        """Its themes, each with what put it there where that is no cluster."""
        told = []
        for theme in row.themes or ():
            link, way = self._theme(row.question_id, theme["theme_id"]), theme["sources"][0]
            told.append(link if way == "cluster" else self._said(f"lookup.by_{way}", theme=link))
        if not told:
            return self._phrase("lookup.no_theme")
        return self._said("lookup.themes", themes=" · ".join(told))

    def _places(self, row: Found) -> list[str]:
        """Links to where its words are shown."""
        question = str(row.question_id)
        told = [
            self._theme(question, theme) if theme else self._section(question, "minoritaires")
            for theme in row.quoted or ()
        ]
        beside = self._beside.get((question, row.reference), ())
        return told + [self._section(question, at) for at in beside]

    # What is said from here on is safe in a page: it comes from our phrases, or was escaped.

    def _said(self, key: str, **safe: str) -> str:
        return self._phrase(key).format(**safe)

    def _words(self, text: str) -> str:
        return f"{self._open}{exact(text)}{self._close}"

    def _number(self, number: Decimal) -> str:
        printed = self._hundredths(number.quantize(_HUNDREDTH, ROUND_HALF_UP))
        return f'<data value="{number}" data-q="{Found.query}">{printed}</data>'

    def _count(self, number: int) -> Any:
        return self._made["count"](number, Found.query)

    def _section(self, question: str, at: str) -> str:
        return _link(f"{self._address(question)}#{at}", self._phrase(_SECTIONS[at]))

    def _reference(self, reference: str) -> str:
        page = page_of(self._pages, reference)
        text = self._words(reference)
        return _link(f"{page.page}.html#{anchor(reference)}", text) if page else text

    def _address(self, question: str) -> str:
        """The page of a question, from those of the look-up."""
        return f"../q/{self._made['pages'][question]}.html"

    def _phrase_of(self, key: str) -> str:
        return phrases()[key][self._made["language"]]

    def _question_of(self, question: str) -> str:
        position = self._made["cell"](self._questions[question].question, "position")
        return _link(self._address(question), self._made["t"]("page_question", n=position))

    def _theme_of(self, question: str, theme: str) -> str:
        facts = self._questions[question]
        where = f"{self._address(question)}#theme-{facts.anchors[theme]}"
        return _link(where, self._made["label"](facts.named(theme)))

    def _cluster_of(self, number: int) -> str:
        return str(self._count(number))

    def _hundredths_of(self, rounded: Decimal) -> str:
        return str(self._decimal(rounded, 2))


def _link(where: str, text: str) -> str:
    return f'<a href="{where}">{text}</a>'


def _beside(questions: Sequence[QuestionFacts]) -> Mapping[tuple[str, str], Sequence[str]]:
    """The sections, themes apart, that show an answer, by its question and its reference."""
    shown: dict[tuple[str, str], list[str]] = {}
    for each in questions:
        question = each.question.question_id
        for drawn in each.unthemed:
            shown.setdefault((question, drawn.reference), []).append("non-classees")
        for family in each.families:
            if "█" not in family.text:
                shown.setdefault((question, family.reference), []).append("copies")
    return shown
