"""Numbers as the pages print them: each in a `data` element that names the query it came from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from markupsafe import Markup, escape

from synthesis.report import french

MIN_PERCENT_BASE = 50  # under it one answer is more than 2 %: the share says less than n of N


def _data(value: object, query: str, text: str) -> Markup:
    return Markup('<data value="{}" data-q="{}">{}</data>').format(value, query, text)


def count(number: int, query: str) -> Markup:
    """A whole number."""
    return _data(number, query, french.grouped(number))


def constant(number: float, places: int = 0) -> Markup:
    """A number that is a rule of these pages: no query gives it."""
    return Markup('<data value="{}">{}</data>').format(number, french.decimal(number, places))


def amount(number: int, one: str, many: str, query: str) -> Markup:
    """A whole number and the noun it counts, in agreement."""
    noun = french.plural(number, one, many)
    return count(number, query) + escape(french.SPACE + noun)


def share(part: int, whole: int, query: str) -> Markup:
    """A percentage that carries both its numbers; a dash when its base is too small for one."""
    if whole < MIN_PERCENT_BASE:
        return Markup('<span class="dash">–</span>')
    return Markup('<data value="{:.6f}" data-q="{}" data-n="{}" data-of="{}">{}</data>').format(
        part / whole, query, part, whole, french.percent(part, whole)
    )


def bracket(part: int, whole: int, query: str, of_what: str = "") -> Markup:
    """« (21,4 % des analysées) » with the space before it; nothing when its base is too small."""
    if whole < MIN_PERCENT_BASE:
        return Markup("")
    inside = share(part, whole, query) + (escape(" " + of_what) if of_what else Markup(""))
    return Markup(" ({})").format(inside)


def ratio(part: int, whole: int, query: str, one: str = "", many: str = "") -> Markup:
    """« 214 réponses sur 1 000 (21,4 %) », without the percentage when its base is too small."""
    counted = amount(part, one, many, query) if one else count(part, query)
    return counted + Markup(" sur&nbsp;") + count(whole, query) + bracket(part, whole, query)


def decimal(number: float | Decimal, places: int, query: str) -> Markup:
    """A number with decimals."""
    return _data(number, query, french.decimal(number, places))


def fraction(number: float, query: str) -> Markup:
    """A part of one, as a percentage."""
    return _data(number, query, f"{french.decimal(100 * number, 1)}{french.SPACE}%")


def signed(number: float | Decimal, places: int, query: str) -> Markup:
    """A number with decimals, its sign always written."""
    return _data(number, query, french.signed(number, places))


def probability(p: float, query: str) -> Markup:
    """A probability."""
    return _data(p, query, french.probability(p))


def threshold(limit: Fraction) -> Markup:
    """A share that is a setting."""
    return _data(float(limit), "manifest", french.threshold(limit))


def day(date: datetime.date) -> Markup:
    """A day, for people and for machines."""
    return Markup('<time datetime="{}">{}</time>').format(date.isoformat(), french.day(date))


def month(date: datetime.date) -> Markup:
    """A month, for people and for machines."""
    return Markup('<time datetime="{:%Y-%m}">{}</time>').format(date, french.month(date))


def words(text: str) -> Markup:
    """Words that came with the data: escaped, and kept from turning the line around them."""
    return Markup("<bdi>{}</bdi>").format(exact(text))


def exact(text: str) -> Markup:
    """Escaped so that a browser gives back every character, carriage returns included."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))


def listing(texts: Iterable[str]) -> Markup:
    """Words that came with the data, in a row with middle dots."""
    return Markup(" · ").join(words(text) for text in texts)
