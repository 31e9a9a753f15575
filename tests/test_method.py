"""The two pages of the method: the settings there are, with their defaults, in both languages."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from synthesis.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = {"en": ROOT / "METHOD.md", "fr": ROOT / "METHODE.md"}
DEFAULTS = {field.name: field.default for field in dataclasses.fields(Settings)}


def text(language: str) -> str:
    """A page on one line, so that a setting and its default are not parted."""
    return " ".join(PAGES[language].read_text(encoding="utf-8").split())


def printed(language: str) -> dict[str, float]:
    """Each setting with the number in brackets after it."""
    found = re.findall(r"`([a-z_0-9]+)`\s*\(([\d.,\s]+)( %)?\)", text(language))
    return {
        name: float(_plain(number, language)) / (100 if percent else 1)
        for name, number, percent in found
        if name in DEFAULTS
    }


def _plain(number: str, language: str) -> str:
    number = "".join(number.split())
    return number.replace(",", "") if language == "en" else number.replace(",", ".")


@pytest.mark.parametrize("language", PAGES)
def test_defaults_are_those_of_the_program(language: str) -> None:
    """A number that changed in the code is not left behind on paper."""
    found = printed(language)

    assert len(found) > 25
    assert {name: DEFAULTS[name] for name in found} == found


def test_both_pages_speak_of_the_same() -> None:
    """The same sections, the same settings and modules, the same formulas' numbers."""
    for pattern in (r"^## (\d+)\.", r"^### ", r"`((?:stages|methods)/\w+\.\w+)`"):
        english, french = (
            re.findall(pattern, page.read_text(encoding="utf-8"), re.MULTILINE)
            for page in PAGES.values()
        )
        assert sorted(set(english)) == sorted(set(french))
    assert printed("en") == printed("fr")


@pytest.mark.parametrize("language", PAGES)
def test_modules_are_there(language: str) -> None:
    """Where a section says to look, there is something to look at."""
    for name in re.findall(r"`((?:stages|methods)/\w+\.\w+)`", text(language)):
        assert (ROOT / "synthesis" / name).is_file()
