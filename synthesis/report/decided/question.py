"""What the page of a question of an edition says."""

from __future__ import annotations

from dataclasses import dataclass

from synthesis.report import rows
from synthesis.report.asking import Reading
from synthesis.report.decided.about import EditionAbout


@dataclass(frozen=True)
class QuestionFacts:
    """Everything the page of a question says, in either language."""

    question: rows.Question


def question_facts(reading: Reading, about: EditionAbout, question: rows.Question) -> QuestionFacts:
    """The facts of one published question, open, closed or multiple."""
    return QuestionFacts(question)
