"""Every English name a reader could meet has French words."""

from __future__ import annotations

import dataclasses
import re

import pytest

from synthesis.report import departments, wording
from synthesis.settings import Settings
from synthesis.tables import TABLES


def test_every_state_has_words() -> None:
    """tables.py lists the states in the meaning of the column."""
    meaning = next(c.meaning for c in TABLES["ledger"].columns if c.name == "state")

    assert set(re.findall(r"[a-z_]+", meaning)) - {"or"} == set(wording.STATES)


def test_every_setting_has_a_reason_in_french() -> None:
    """A number that can change a result is explained to those who read the result."""
    assert {field.name for field in dataclasses.fields(Settings)} == set(wording.SETTINGS)


def test_our_words_are_typeset() -> None:
    """No plain space before high punctuation."""
    texts = [
        *wording.SETTINGS.values(),
        *(w.meaning for w in wording.STATES.values()),
        *(w.meaning for w in wording.VERBATIMS.values()),
    ]

    assert [] == [text for text in texts if re.search(r" [:;?!»]|« ", text) or "'" in text]


@pytest.mark.parametrize(
    ("value", "word"), [(0.59, "instable"), (0.6, "fragile"), (0.749, "fragile"), (0.75, "stable")]
)
def test_stability_is_said_on_hennigs_scale(value: float, word: str) -> None:
    """METHOD.md, 4.14."""
    assert word == wording.stability(value)


def test_departments_have_names() -> None:
    """101 departments, their former and particular codes; any other text is shown as it is."""
    assert "Paris (75)" == departments.department("75")
    assert "Corse-du-Sud (2A)" == departments.department("2A")
    assert "La Réunion (974)" == departments.department("974")
    assert "<b>" == departments.department("<b>")
    assert {f"{n:02d}" for n in range(1, 96)} | {"2A", "2B", "971", "976"} <= set(departments.NAMES)
