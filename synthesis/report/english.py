"""Numbers, dates and plurals as English readers write them: the same names as in french.py."""

from __future__ import annotations

import datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

SPACE = "\u00a0"
MINUS = "\u2212"

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def typeset(text: str) -> str:
    """Our own words as they stand: English wants no space of its own."""
    return text


def grouped(number: int) -> str:
    """A whole number by thousands: 1,932,884."""
    return f"{number:,}".replace("-", MINUS)


def decimal(number: float | Decimal, places: int) -> str:
    """A number with its decimals after a point, halves rounded away from zero."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return (MINUS if rounded < 0 else "") + f"{abs(rounded):,f}"


def signed(number: float | Decimal, places: int) -> str:
    """The same, with its sign always written."""
    text = decimal(number, places)
    return text if text.startswith(MINUS) else f"+{text}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal, from whole numbers only: 21.4%; never 0 or 100 by rounding."""
    tenths = (2000 * part + whole) // (2 * whole)
    if part and not tenths:
        return f"<{SPACE}0.1%"
    if part < whole and tenths == 1000:
        return f">{SPACE}99.9%"
    return f"{grouped(tenths // 10)}.{tenths % 10}%"


def threshold(share: Fraction) -> str:
    """A share that is a rule, without decimals when it has none: 80%."""
    hundredths = Decimal(100 * share.numerator) / Decimal(share.denominator)
    return decimal(hundredths, 0 if hundredths == int(hundredths) else 1) + "%"


def probability(p: float) -> str:
    """A probability with three decimals, or "< 0.001"."""
    return f"<{SPACE}0.001" if p < 0.0005 else decimal(p, 3)


def plural(number: int, one: str, many: str) -> str:
    """The word that goes with a number: in English, 1 alone is singular."""
    return one if abs(number) == 1 else many


def day(date: datetime.date) -> str:
    """A day in words: 1 March 2019."""
    return f"{date.day}{SPACE}{MONTHS[date.month - 1]} {date.year}"


def month(date: datetime.date) -> str:
    """A month in words: March 2019."""
    return f"{MONTHS[date.month - 1]} {date.year}"
