"""The same figures, as French and as English readers write them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from synthesis.report.edition.figures import FIGURES, Figures


def _seen(printed: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", printed))


@pytest.mark.parametrize(
    ("figure", "french", "english"),
    [
        (lambda f: f.count(1932884, "q"), "1\u202f932\u202f884", "1,932,884"),
        (lambda f: f.count(Decimal("12.5"), "q"), "12,5", "12.5"),
        (lambda f: f.share(214, 1000, "q"), "21,4\u00a0%", "21.4%"),
        (lambda f: f.share(Decimal("0.5"), 200, "q"), "0,3\u00a0%", "0.3%"),
        (lambda f: f.share(20, 49, "q"), "–", "–"),
        (lambda f: f.bracket(20, 49, "q"), "", ""),
        (lambda f: f.interval(0.189, 0.239, "q"), "[18,9\u00a0%\u00a0; 23,9\u00a0%]",
         "[18.9%; 23.9%]"),
        (lambda f: f.interval(0.189, 0.239, "q", 49), "–", "–"),
        (lambda f: f.interval(None, 0.239, "q"), "–", "–"),
        (lambda f: f.fraction(0.0001, "q"), "<\u00a00,1\u00a0%", "<\u00a00.1%"),
        (lambda f: f.fraction(0.99999, "q"), ">\u00a099,9\u00a0%", ">\u00a099.9%"),
        (lambda f: f.ratio(3, 200, "q"), "3 sur\u00a0200 (1,5\u00a0%)", "3 of\u00a0200 (1.5%)"),
        (lambda f: f.between(0.62, 0.81, 2, "q"), "[0,62\u00a0; 0,81]", "[0.62; 0.81]"),
        (lambda f: f.decimal(None, 2, "q"), "–", "–"),
    ],
)  # fmt: skip
def test_a_figure_in_both_languages(
    figure: Callable[[Figures], str], french: str, english: str
) -> None:
    """Commas or points, spaces or none; a dash where nothing may be said."""
    assert french == _seen(figure(FIGURES["fr"]))
    assert english == _seen(figure(FIGURES["en"]))


def test_a_figure_names_its_query_and_its_column() -> None:
    """So that a stranger finds where it came from."""
    made = FIGURES["en"].count(1234, "standing", "analysed")

    assert '<data value="1234" data-q="standing" data-c="analysed">1,234</data>' == made
    assert 1234 == made.number
