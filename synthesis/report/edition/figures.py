"""Numbers as an edition prints them, in the language of the page; each names its query."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from types import ModuleType

from markupsafe import Markup

from synthesis.report import english, french
from synthesis.report.asking import Answered
from synthesis.report.edition.words import Number
from synthesis.report.figures import MIN_PERCENT_BASE

DASH = Markup('<span class="dash">–</span>')


@dataclass(frozen=True)
class Figures:
    """The same figures in one language: `tongue` is french or english."""

    tongue: ModuleType

    def count(self, number: int | Decimal, query: str, column: str = "") -> Number:
        """A whole number; with one decimal where parts of answers are added up."""
        whole = int(number)
        text = self.tongue.grouped(whole) if number == whole else self.tongue.decimal(number, 1)
        return _data(number if number != whole else whole, query, text, column)

    def cell(self, row: Answered, column: str, places: int = 0) -> Markup:
        """A number that is a cell of a query: both are named."""
        value = getattr(row, column)
        if places:
            return self.decimal(value, places, row.query, column)
        return self.count(value, row.query, column)

    def constant(self, number: float, places: int = 0) -> Number:
        """A number that is a rule of these pages: no query gives it."""
        text = self.tongue.decimal(number, places)
        return Number.of(Markup('<data value="{}">{}</data>').format(number, text), number)

    def share(self, part: int | Decimal, whole: int | Decimal, query: str) -> Markup:
        """A percentage that carries both its numbers; a dash when its base is too small."""
        if whole < MIN_PERCENT_BASE:
            return DASH
        text = self.tongue.percent(*_whole_numbers(part, whole))
        return Markup('<data value="{:.6f}" data-q="{}" data-n="{}" data-of="{}">{}</data>').format(
            float(Fraction(part) / Fraction(whole)), query, part, whole, text
        )

    def bracket(self, part: int | Decimal, whole: int | Decimal, query: str) -> Markup:
        """« (21,4 %) » with the space before it; nothing when its base is too small."""
        if whole < MIN_PERCENT_BASE:
            return Markup("")
        return Markup(" ({})").format(self.share(part, whole, query))

    def ratio(self, part: int | Decimal, whole: int | Decimal, query: str) -> Number:
        """« 214 sur 1 000 (21,4 %) », without the percentage when its base is too small."""
        over = {"french": "sur", "english": "of"}[self.tongue.__name__.rpartition(".")[2]]
        printed = Markup("{} {}\u00a0{}{}").format(
            self.count(part, query),
            over,
            self.count(whole, query),
            self.bracket(part, whole, query),
        )
        return Number.of(printed, float(part))

    def fraction(self, part: float | None, query: str, column: str = "") -> Markup:
        """A part of one that is a cell of its query, as a percentage; a dash for none."""
        return DASH if part is None else _data(part, query, self._percent(part), column)

    def interval(
        self, low: float | None, high: float | None, query: str, whole: int | Decimal | None = None
    ) -> Markup:
        """« [18,9 % ; 23,9 %] », parts of one; a dash without one, or on a base too small."""
        if low is None or high is None or (whole is not None and whole < MIN_PERCENT_BASE):
            return DASH
        return Markup('<span class="interval">[{}{}{}]</span>').format(
            _data(low, query, self._percent(low)),
            self._between,
            _data(high, query, self._percent(high)),
        )

    def between(self, low: float | None, high: float | None, places: int, query: str) -> Markup:
        """« [0,62 ; 0,81] », of numbers that are no shares; a dash without one."""
        if low is None or high is None:
            return DASH
        return Markup('<span class="interval">[{}{}{}]</span>').format(
            self.decimal(low, places, query), self._between, self.decimal(high, places, query)
        )

    def decimal(
        self, number: float | Decimal | None, places: int, query: str, column: str = ""
    ) -> Markup:
        """A number with decimals; a dash for none."""
        if number is None:
            return DASH
        return _data(number, query, self.tongue.decimal(number, places), column)

    def signed(self, number: float | Decimal, places: int, query: str) -> Number:
        """A number with decimals, its sign always written."""
        return _data(number, query, self.tongue.signed(number, places))

    def probability(self, p: float, query: str) -> Number:
        """A probability."""
        return _data(p, query, self.tongue.probability(p))

    def threshold(self, limit: Fraction) -> Number:
        """A share that is a setting."""
        return _data(float(limit), "manifest", self.tongue.threshold(limit))

    def day(self, date: datetime.date) -> Markup:
        """A day, for people and for machines."""
        return Markup('<time datetime="{}">{}</time>').format(
            date.isoformat(), self.tongue.day(date)
        )

    def month(self, date: datetime.date) -> Markup:
        """A month, for people and for machines."""
        return Markup('<time datetime="{:%Y-%m}">{}</time>').format(date, self.tongue.month(date))

    @property
    def _between(self) -> str:
        return "\u00a0; " if self.tongue is french else "; "

    def _percent(self, part: float) -> str:
        if 0 < part < 0.0005 or 0.9995 <= part < 1:  # never nought or a hundred by rounding
            return str(self.tongue.percent(1 if part < 0.5 else 9999, 10_000))
        return str(self.tongue.percent(round(Decimal(repr(part)) * 10**9), 10**9))


FIGURES = {"fr": Figures(french), "en": Figures(english)}


def _whole_numbers(part: int | Decimal, whole: int | Decimal) -> tuple[int, int]:
    """The same share as two whole numbers."""
    share = Fraction(part) / Fraction(whole)
    return share.numerator, share.denominator


def _data(value: object, query: str, text: str, column: str = "") -> Number:
    where = Markup(' data-c="{}"').format(column) if column else Markup("")
    printed = Markup('<data value="{}" data-q="{}"{}>{}</data>').format(value, query, where, text)
    return Number.of(printed, float(str(value)))
