"""The words of the screens, in French and in English: words.csv, one line a key."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import Final

LANGUAGES: Final = ("fr", "en")
FILE: Final = Path(__file__).with_name("words.csv")
NARROW_SPACE: Final = "\u202f"
SPACE: Final = "\u00a0"

Say = Callable[..., str]


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Of each key, what is said in each language."""
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    return {row["key"]: {"fr": _typeset(row["fr"]), "en": row["en"]} for row in rows}


def said_in(language: str) -> Say:
    """`t("key", n=3)`: the words of a key, its slots filled; KeyError for a key nobody wrote.

    A key that has a plural is two: `key_one` and `key_many`; in French nought is singular too.
    """
    return partial(_say, language)


def _say(language: str, key: str, /, **slots: object) -> str:
    found = words()
    if key not in found:
        n = slots["n"]
        assert isinstance(n, int)
        key += "_one" if n == 1 or (n == 0 and language == "fr") else "_many"
    filled = {
        name: number(value, language) if isinstance(value, int) else value
        for name, value in slots.items()
    }
    return found[key][language].format(**filled)


def number(value: int, language: str) -> str:
    """A whole number by thousands, as each language writes it."""
    return f"{value:,}".replace(",", NARROW_SPACE if language == "fr" else ",")


def decimal(value: float, places: int, language: str) -> str:
    """A number with so many decimals: 0,75 or 0.75."""
    text = f"{value:,.{places}f}".replace("-", "−")
    return text.translate({44: NARROW_SPACE, 46: ","}) if language == "fr" else text


def percent(part: int, whole: int, language: str) -> str:
    """A share with one decimal; a dash without a whole, never 0 or 100 by rounding."""
    if not whole:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    if 0 < part < whole:
        tenths = min(max(tenths, 1), 999)
    text = f"{tenths // 10}.{tenths % 10}"
    return f"{text.replace('.', ',')}{SPACE}%" if language == "fr" else f"{text}%"


def _typeset(text: str) -> str:
    """No-break spaces where French typography wants them."""
    for mark in ":;?!»%":
        text = text.replace(f" {mark}", f"{SPACE}{mark}")
    return text.replace("« ", f"«{SPACE}")


def day(text: str, language: str) -> str:
    """A day of the source (ISO 8601)."""
    at = date.fromisoformat(text)
    return f"{at:%d/%m/%Y}" if language == "fr" else f"{at:%d %b %Y}"


def moment(text: str, language: str) -> str:
    """A moment of the journal (ISO 8601, UTC) on the clock of this machine, to the minute."""
    at = datetime.fromisoformat(text).astimezone()
    return f"{at:%d/%m/%Y} à {at:%H:%M}" if language == "fr" else f"{at:%d %b %Y at %H:%M}"
