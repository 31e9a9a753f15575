"""The votes: who, on what, for or against, and when."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from ..draw import shuffled
from .model import MODERATED, Account, Document

MOST: Final = {"debate": 22, "reaction": 10, "comment": 4}  # votes on one document
AGAINST: Final = (0.04, 0.12, 0.12, 0.3)  # the share of votes against; one of these a document
DISLIKED: Final = 0.85
END: Final = datetime(2024, 3, 11, 8)


@dataclass(frozen=True)
class Ballot:
    """One vote."""

    voter: Account
    document: Document
    favourable: bool
    cast: datetime


def voted(
    said: Sequence[Document], accounts: Sequence[Account], dice: random.Random
) -> list[Ballot]:
    """Votes on what was published, by citizens and elected people, never on their own."""
    voters = [each for each in accounts if each.role in ("citizen", "elected")]
    ballots = []
    for document in said:
        if not document.is_published:
            continue
        count = int(MOST[document.kind] * dice.random() ** 1.6)
        against = AGAINST[int(dice.random() * len(AGAINST))]
        against = DISLIKED if document.state == MODERATED else against
        others = [each for each in shuffled(voters, dice) if each is not document.author]
        for voter in others[:count]:
            favourable = dice.random() >= against
            document.votes.append((voter, favourable))
            moment = document.published + (END - document.published) * dice.random() ** 2
            whole = moment.replace(microsecond=0) + timedelta(seconds=1)
            ballots.append(Ballot(voter, document, favourable, whole))
    return ballots
