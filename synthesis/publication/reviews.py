"""Where the review of each question stands when an edition is made."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synthesis.decisions.fold import fold
from synthesis.decisions.review import Review
from synthesis.ground import base as bases
from synthesis.journal import Event
from synthesis.store import Warehouse


@dataclass(frozen=True)
class Reviewed:
    """The review of a question, and the number of each answer by its address."""

    review: Review
    answers: Mapping[str, int]


def read(
    warehouse: Warehouse,
    id: str,
    questions: Sequence[str],
    events: Sequence[Event],
    keyed: bool = True,
) -> dict[str, Reviewed]:
    """The reviews of `questions`, by question; `id` is that of the consultation.

    Who has not its key, `keyed` false, does not see whether words changed since a decision: that
    is told to reviewers, and changes nothing of what decisions make.
    """
    return {each: _read(warehouse, id, each, events, keyed) for each in questions}


def _read(
    warehouse: Warehouse, id: str, question: str, events: Sequence[Event], keyed: bool
) -> Reviewed:
    base = bases.read(warehouse, question, id)
    if not keyed:
        base = dataclasses.replace(base, words=lambda addresses: {})
    review = fold(base, [event for event in events if event.question == question])
    return Reviewed(review, bases.numbers(warehouse, question))
