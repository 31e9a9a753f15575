"""The moment of each row."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from .draw import weighed
from .model import Contribution
from .planted import BUS

OPENED: Final = date(2024, 1, 15)
DAYS: Final = 56  # until 10 March
_MEETING: Final = {24: 26, 25: 44, 26: 30, 27: 14, 28: 8}  # 8 February and after
_LAST: Final = {50: 4, 51: 8, 52: 16, 53: 32, 54: 52, 55: 78}
_HOURS: Final = dict(
    enumerate((2, 1, 0, 0, 1, 2, 4, 6, 8, 10, 10, 9, 8, 9, 10, 9, 9, 10, 12, 12, 14, 14, 9, 5))
)


def schedule(rows: Sequence[Contribution], dice: random.Random) -> None:
    """The moment of each row; the campaigns come in bursts of their own."""
    usual = {OPENED + timedelta(day): rhythm(day) for day in range(DAYS)}
    park = {OPENED + timedelta(day): 1 / (1 + abs(day - 37)) for day in range(35, 50)}
    bus = {OPENED + timedelta(day): 1.0 for day in (24, 25, 26)}
    for row in rows:
        texts = {answer.text for answer in row.answers.values() if answer.kind == "campaign"}
        days = usual if not texts else bus if BUS.text in texts else park
        row.created = moment(weighed(days, dice), dice)


def rhythm(day: int) -> float:
    """Opening, a quiet middle, the public meeting of 8 February (day 24), the last days."""
    weekend = 0.6 if (OPENED + timedelta(day)).weekday() >= 5 else 1.0
    opening = 55 * 0.75**day
    return 11 * weekend + opening + _MEETING.get(day, 0) + _LAST.get(day, 0)


def moment(day: date, dice: random.Random) -> datetime:
    """Some time of the day, seldom at night."""
    minute, second = int(dice.random() * 60), int(dice.random() * 60)
    return datetime(day.year, day.month, day.day, weighed(_HOURS, dice), minute, second)
