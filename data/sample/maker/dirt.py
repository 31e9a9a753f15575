"""Dirt in the answers, as real exports have it."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from .draw import shuffled
from .model import Contribution
from .planted import MARKS_AFTER, MARKS_BEFORE


def soil(rows: Sequence[Contribution], dice: random.Random) -> None:
    """Each kind of dirt in a few cells, none in a cell that already has some."""
    places = ((row, question) for row in rows for question in row.answers)
    clean = [
        (row, question)
        for row, question in shuffled(places, dice)
        if row.answers[question].kind in ("idea", "mixed")
    ]
    for dirty, count in DIRT:
        texts = {place: place[0].answers[place[1]].text for place in clean}
        soiled = [place for place in clean if dirty(texts[place]) != texts[place]][:count]
        for row, question in soiled:
            text = dirty(texts[row, question])
            row.answers[question] = replace(row.answers[question], text=text)
        clean = [place for place in clean if place not in soiled]


def preceded(mark: str) -> Callable[[str], str]:
    """Something before a short text: blanks, or a character that a spreadsheet would obey."""
    return lambda text: mark + text if len(text) <= 110 and text[0].isalpha() else text


def followed(mark: str) -> Callable[[str], str]:
    """Something behind it: a blank, a little face."""
    return lambda text: text + mark if len(text) <= 160 else text


def unbroken(text: str) -> str:
    """No-break spaces where French puts them."""
    return re.sub(r" (?=[?!:;»])|(?<=«) ", "\u00a0", text)


def decomposed(text: str) -> str:
    """Letters and accents apart, as some telephones write them."""
    return unicodedata.normalize("NFD", text)


def escaped(text: str) -> str:
    """HTML entities that the platform forgot to turn back."""
    quoted = re.sub(r"« ?| ?»", "&quot;", text)
    return quoted.replace(" et ", " &amp; ", 1) if quoted != text else text


def shouted(text: str) -> str:
    """All in capitals."""
    return text.upper() if len(text) < 80 else text


def with_nul(text: str) -> str:
    """One NUL behind the third word."""
    return re.sub(r"^(\S+ \S+ \S+)", "\\1\x00", text)


def twice_spaced(text: str) -> str:
    """Two blanks where there was a line break or a hesitation."""
    return re.sub(r"(?<=[.!,]) ", "  ", text, count=1)


DIRT: Final[tuple[tuple[Callable[[str], str], int], ...]] = (
    (escaped, 8),
    (unbroken, 15),
    (with_nul, 1),
    (decomposed, 8),
    (shouted, 6),
    (twice_spaced, 18),
    *((preceded(mark), 2) for mark in MARKS_BEFORE),
    *((followed(mark), 2) for mark in MARKS_AFTER),
    (preceded(" "), 3),
    (preceded("   "), 3),
    (followed(" "), 3),
)
