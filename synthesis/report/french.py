"""Numbers, dates and plurals as French readers write them: pure functions, never the locale."""

from __future__ import annotations

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

NARROW_SPACE = "\u202f"
SPACE = "\u00a0"
MINUS = "\u2212"

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


_before = re.compile(r" (?=[:;?»]|!(?!=)|%(?!}))")


def typeset(text: str) -> str:
    """Our own words with no-break spaces where French typography wants them; never a citizen's."""
    return _before.sub(SPACE, text).replace("« ", f"«{SPACE}")


def grouped(number: int) -> str:
    """A whole number by thousands: 1 932 884, with narrow no-break spaces."""
    return f"{number:,}".replace(",", NARROW_SPACE).replace("-", MINUS)


def decimal(number: float | Decimal, places: int) -> str:
    """A number with its decimals after a comma, halves rounded away from zero."""
    exact = number if isinstance(number, Decimal) else Decimal(repr(number))
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, decimals = f"{abs(rounded):,f}".partition(".")
    sign = MINUS if rounded < 0 else ""
    return sign + whole.replace(",", NARROW_SPACE) + (f",{decimals}" if decimals else "")


def signed(number: float | Decimal, places: int) -> str:
    """The same, with its sign always written."""
    text = decimal(number, places)
    return text if text.startswith(MINUS) else f"+{text}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal, from whole numbers only: 21,4 %; never 0 or 100 by rounding."""
    tenths = (2000 * part + whole) // (2 * whole)
    if part and not tenths:
        return f"<{SPACE}0,1{SPACE}%"
    if part < whole and tenths == 1000:
        return f">{SPACE}99,9{SPACE}%"
    return f"{grouped(tenths // 10)},{tenths % 10}{SPACE}%"


def threshold(share: Fraction) -> str:
    """A share that is a rule, without decimals when it has none: 80 %."""
    hundredths = Decimal(100 * share.numerator) / Decimal(share.denominator)
    return decimal(hundredths, 0 if hundredths == int(hundredths) else 1) + f"{SPACE}%"


def probability(p: float) -> str:
    """A probability with three decimals, or « < 0,001 »."""
    return f"<{SPACE}0,001" if p < 0.0005 else decimal(p, 3)


def plural(number: int, one: str, many: str) -> str:
    """The word that goes with a number: in French, 0 and 1 are singular."""
    return one if abs(number) < 2 else many


def day(date: datetime.date) -> str:
    """A day in words: 1er mars 2019."""
    first = "1er" if date.day == 1 else str(date.day)
    return f"{first}{SPACE}{MONTHS[date.month - 1]} {date.year}"


def month(date: datetime.date) -> str:
    """A month in words: mars 2019."""
    return f"{MONTHS[date.month - 1]} {date.year}"
