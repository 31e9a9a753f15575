"""What an edition says: gathered once, told in two languages."""

from __future__ import annotations

from dataclasses import dataclass

from synthesis.report import rows
from synthesis.report.asking import Reading, ask
from synthesis.report.edition.about import EditionAbout
from synthesis.report.edition.index import Index, index
from synthesis.report.edition.question import QuestionFacts, question_facts


@dataclass(frozen=True)
class EditionFacts:
    """Everything the pages of an edition say."""

    index: Index
    questions: tuple[QuestionFacts, ...]


def gather(reading: Reading, about: EditionAbout) -> EditionFacts:
    """The facts of an edition, its published questions in their order."""
    published = [
        question
        for question in ask(reading, rows.Question)
        if question.question_id in about.published
    ]
    return EditionFacts(
        index(reading, about),
        tuple(question_facts(reading, about, question) for question in published),
    )
