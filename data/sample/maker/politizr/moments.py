"""The moment of each document: after what it answers, seldom at night."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from ..dates import moment
from .model import DIRECT, Document

OPENED: Final = date(2024, 1, 20)
DAYS: Final = 40  # in which sujets are opened
CLOSED: Final = datetime(2024, 3, 10, 22)


def schedule(said: Sequence[Document], dice: random.Random) -> None:
    """A moment for each, the day being sometimes in the bank."""
    for document in said:
        if document.kind == "debate":
            day = OPENED + timedelta(int(dice.random() * DAYS))
            document.published = moment(fixed(document) or day, dice)
            follow(document, dice)


def fixed(document: Document) -> date | None:
    """The day the bank gives, if any."""
    return date.fromisoformat(f"2024-{document.day}") if document.day else None


def follow(parent: Document, dice: random.Random) -> None:
    """The answers to a document, in the order of the bank, and the answers to those."""
    free = [each for each in parent.children if not each.day]
    times = sorted(later(parent.published, dice) for _ in free)
    for document, time in zip(free, times, strict=True):
        document.published = time
    for document in parent.children:
        day = fixed(document)
        if day:
            soonest = parent.published + timedelta(seconds=3600 + int(dice.random() * 3600))
            document.published = max(moment(day, dice), soonest)
        follow(document, dice)


def later(start: datetime, dice: random.Random) -> datetime:
    """Some time after: mostly the same day or the next, now and then weeks later."""
    left = CLOSED - start
    least = timedelta(hours=1 + dice.random())
    time = start + max(least, min(left, timedelta(days=24)) * dice.random() ** 3)
    if time.hour < 7:
        time += timedelta(hours=7 - time.hour, seconds=int(dice.random() * 7200))
    return min(time, CLOSED + timedelta(seconds=int(dice.random() * 3600))).replace(microsecond=0)


def written(document: Document) -> timedelta:
    """How long before its publication it was begun; nobody drafts a commentaire."""
    if document.kind == "comment" or document.state == DIRECT:
        return timedelta(0)
    return timedelta(minutes=4 + len(document.title) % 37, seconds=len(document.blocks[0]) % 60)
