"""Numbers and dates as French readers write them."""

from __future__ import annotations

import datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from synthesis.report import french


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1\u202f000"),
        (1932884, "1\u202f932\u202f884"),
        (-1234, "−1\u202f234"),
    ],
)
def test_thousands_are_cut_by_narrow_no_break_spaces(number: int, expected: str) -> None:
    """1 932 884."""
    assert expected == french.grouped(number)


@pytest.mark.parametrize(
    ("number", "places", "expected"),
    [
        (0.125, 2, "0,13"),
        (2.5, 0, "3"),
        (-1234.56, 1, "−1\u202f234,6"),
        (-0.01, 1, "0,0"),
        (Decimal("12.345000"), 2, "12,35"),
        (0.3, 1, "0,3"),
        (1e-7, 3, "0,000"),
    ],
)
def test_decimals_follow_a_comma(number: float | Decimal, places: int, expected: str) -> None:
    """Halves go away from zero, and zero has no sign."""
    assert expected == french.decimal(number, places)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (12.34, "+12,3"),
        (-12.34, "−12,3"),
        (0.0, "+0,0"),
    ],
)
def test_a_signed_number_always_shows_its_sign(number: float, expected: str) -> None:
    """The minus is a minus, not a hyphen."""
    assert expected == french.signed(number, 1)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (214, 1000, "21,4\u00a0%"),
        (1, 8, "12,5\u00a0%"),
        (1, 3, "33,3\u00a0%"),
        (2, 3, "66,7\u00a0%"),
        (0, 50, "0,0\u00a0%"),
        (50, 50, "100,0\u00a0%"),
        (1, 10_000, "<\u00a00,1\u00a0%"),
        (9_999, 10_000, ">\u00a099,9\u00a0%"),
        (1, 2000, "0,1\u00a0%"),
        (3, 2, "150,0\u00a0%"),
    ],
)
def test_a_percentage_never_rounds_to_nothing_or_to_all(
    part: int, whole: int, expected: str
) -> None:
    """0 % and 100 % are said only when they are exact."""
    assert expected == french.percent(part, whole)


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ("0.4", "40\u00a0%"),
        ("0.01", "1\u00a0%"),
        ("0.125", "12,5\u00a0%"),
        ("1", "100\u00a0%"),
    ],
)
def test_a_threshold_has_no_useless_decimal(share: str, expected: str) -> None:
    """A rule reads as it was written."""
    assert expected == french.threshold(Fraction(share))


@pytest.mark.parametrize(
    ("p", "expected"),
    [
        (0.0004, "<\u00a00,001"),
        (0.0005, "0,001"),
        (0.04, "0,040"),
        (1.0, "1,000"),
    ],
)
def test_a_probability_has_three_decimals(p: float, expected: str) -> None:
    """Smaller ones say so instead of printing zero."""
    assert expected == french.probability(p)


@pytest.mark.parametrize(("number", "expected"), [(0, "réponse"), (1, "réponse"), (2, "réponses")])
def test_zero_is_singular(number: int, expected: str) -> None:
    """French says « 0 réponse »."""
    assert expected == french.plural(number, "réponse", "réponses")


def test_days_and_months_are_in_words() -> None:
    """The first of a month is « 1er »."""
    assert "1er\u00a0mars 2019" == french.day(datetime.date(2019, 3, 1))
    assert "22\u00a0août 2019" == french.day(datetime.date(2019, 8, 22))
    assert "février 2019" == french.month(datetime.date(2019, 2, 1))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Oui : « non » ; vraiment ?", "Oui\u00a0: «\u00a0non\u00a0»\u00a0; vraiment\u00a0?"),
        ("{% if a != b %}10 %{% endif %}", "{% if a != b %}10\u00a0%{% endif %}"),
        ("fin !", "fin\u00a0!"),
    ],
)
def test_our_own_words_get_their_no_break_spaces(text: str, expected: str) -> None:
    """And the tags of a template are left alone."""
    assert expected == french.typeset(text)
