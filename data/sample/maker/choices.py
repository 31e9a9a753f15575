"""The answers to the three closed questions, and the titles."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

from .draw import pick, weighed
from .model import Contribution
from .planted import GENERAL_HEADINGS, HEADINGS, LEANINGS, PLACES, TYPED_PLACES, Weights

ANSWERED: Final = {"902": 0.93, "903": 0.95, "905": 0.88}


def choose(rows: Sequence[Contribution], dice: random.Random) -> None:
    """Answers to the closed questions, not quite independent of the words; titles."""
    for row in rows:
        for question, share in ANSWERED.items():
            if dice.random() < share:
                row.choices[question] = (
                    weighed(leaning(question, set(row.ideas)), dice)
                    if question in LEANINGS
                    else places(dice)
                )
        if not row.title and dice.random() < 0.4:
            row.title = heading(row, dice)


def leaning(question: str, ideas: set[str]) -> Weights:
    """The weights of the answers to a closed question, for those who have these ideas."""
    return next(each.weights for each in LEANINGS[question] if not each.ideas or ideas & each.ideas)


def places(dice: random.Random) -> str:
    """The places ticked, joined by bars; now and then one more, typed."""
    ticked = [place for place, share in PLACES.items() if dice.random() < share]
    if dice.random() < 0.025:
        ticked.append(pick(TYPED_PLACES, dice))
    return "|".join(ticked)


def heading(row: Contribution, dice: random.Random) -> str:
    """A title: of one of the ideas, or of no subject."""
    known = [idea for idea in row.ideas if idea in HEADINGS]
    about = pick(known, dice) if known and dice.random() < 0.75 else ""
    return pick(HEADINGS.get(about, GENERAL_HEADINGS), dice)
