"""Numbers in `data` elements, and words that came with the data."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest

from synthesis.report import figures


def test_a_count_names_its_query() -> None:
    """Its value is for machines, its text for people."""
    expected = '<data value="1234" data-q="ledger">1\u202f234</data>'

    assert expected == figures.count(1234, "ledger")


def test_a_share_carries_both_its_numbers() -> None:
    """A stranger can divide again."""
    made = figures.share(214, 1000, "ledger")

    assert '<data value="0.214000" data-q="ledger" data-n="214" data-of="1000">' in made
    assert "21,4\u00a0%" == _text(made)


def test_a_part_of_one_is_a_percentage() -> None:
    """Its value stays as the query gives it."""
    made = figures.fraction(0.2764, "plane")

    assert '<data value="0.2764" data-q="plane">' in made
    assert "27,6\u00a0%" == _text(made)


@pytest.mark.parametrize("whole", [0, 1, 49])
def test_a_small_base_has_no_percentage(whole: int) -> None:
    """Under fifty, the two numbers are said and not divided."""
    assert "%" not in figures.share(0, whole, "q")
    assert "%" not in figures.ratio(0, whole, "q", "réponse", "réponses")
    assert not figures.bracket(0, whole, "q")


def test_a_ratio_says_of_what() -> None:
    """« 1 réponse sur 50 (2,0 %) »."""
    expected = "1\u00a0réponse sur&nbsp;50 (2,0\u00a0%)"

    assert expected == _text(figures.ratio(1, 50, "q", "réponse", "réponses"))
    assert "(2,0\u00a0% des analysées)" in _text(figures.bracket(1, 50, "q", "des analysées"))


def test_words_are_escaped_and_isolated(nasty: str) -> None:
    """No tag comes out of them, and no character is lost, carriage returns included."""
    made = figures.words(nasty)

    assert made.startswith("<bdi>")
    assert made.endswith("</bdi>")
    assert "<" not in made[5:-6]
    assert "&#13;" in made


def test_escaped_words_parse_back_to_themselves(nasty: str, parser: Callable[[str], Any]) -> None:
    """What is read on the page is what was written."""
    assert nasty == parser(str(figures.exact(nasty))).text()


def test_dates_are_for_people_and_for_machines() -> None:
    """Both writings say the same day."""
    assert '<time datetime="2019-03-01">1er\u00a0mars 2019</time>' == figures.day(
        datetime.date(2019, 3, 1)
    )
    assert '<time datetime="2019-03">mars 2019</time>' == figures.month(datetime.date(2019, 3, 1))


def _text(made: str) -> str:
    return re.sub("<[^>]+>", "", made)
