"""Where the review of each question stands when an edition is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synthesis.decisions.fold import fold
from synthesis.decisions.review import Review
from synthesis.journal import Event
from synthesis.review import base as bases
from synthesis.store import Warehouse

_PLACES = "select answer_id, reference from states where question_id = $question order by answer_id"


@dataclass(frozen=True)
class Reviewed:
    """The review of a question, and the number of each answer by its address."""

    review: Review
    answers: Mapping[str, int]


def read(
    warehouse: Warehouse, id: str, questions: Sequence[str], events: Sequence[Event]
) -> dict[str, Reviewed]:
    """The reviews of `questions`, by question; `id` is that of the consultation."""
    return {each: _read(warehouse, id, each, events) for each in questions}


def _read(warehouse: Warehouse, id: str, question: str, events: Sequence[Event]) -> Reviewed:
    base = bases.read(warehouse, question, id)
    review = fold(base, [event for event in events if event.question == question])
    return Reviewed(review, numbers(warehouse, question))


def numbers(warehouse: Warehouse, question: str) -> dict[str, int]:
    """The number of each answer of a question by its address."""
    placed = warehouse.arrow(_PLACES, question=question)
    addresses, _ = bases.addressed(placed["reference"].to_pylist())
    return dict(zip(addresses, placed["answer_id"].to_pylist(), strict=True))
