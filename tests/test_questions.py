"""Questions: what sources ask, and which one is meant."""

from __future__ import annotations

import pytest

from synthesis.errors import SettingsError
from synthesis.questions import asked_in, open_question
from synthesis.sources.layout import Asked, Layout


def test_two_sources_of_one_question() -> None:
    """The first says its kind and its title; questions come in the order they are first put."""
    one = Layout({}, (Asked("2", "Deux ?", "open", 1), Asked("1", "Un ?", "closed", 2)))
    other = Layout({}, (Asked("1", "Un, donc ?", "open", 1), Asked("3", "Trois ?", "open", 2)))
    kinds, titles = asked_in([one, other])

    assert [("2", "open"), ("1", "closed"), ("3", "open")] == list(kinds.items())
    assert {"2": "Deux ?", "1": "Un ?", "3": "Trois ?"} == titles


@pytest.mark.parametrize("word", ["164", "Q164"])
def test_an_open_question_is_named_with_or_without_a_letter(word: str) -> None:
    """As the platform numbers it, or as people call it."""
    assert "164" == open_question(word, {"163": "closed", "164": "open"})


@pytest.mark.parametrize(
    ("word", "what"),
    [("163", "'163' is closed"), ("Q163", "'Q163' is closed"), ("q164", "no open question 'q164'"),
     ("", "no open question ''")],
)  # fmt: skip
def test_no_other_question_is_meant(word: str, what: str) -> None:
    """A closed one, or none: those there are, are listed."""
    with pytest.raises(SettingsError, match=what) as error:
        open_question(word, {"163": "closed", "164": "open", "165": "open"})

    assert "Open questions: 164, 165." == error.value.todo


def test_where_no_question_is_open() -> None:
    """Nothing can be listed."""
    with pytest.raises(SettingsError) as error:
        open_question("1", {"1": "multiple"})

    assert "No question here is open." == error.value.todo
