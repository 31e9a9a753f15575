"""The words of an edition in both languages: phrases/*.csv, one line a key; numbers are slots."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Final

from markupsafe import Markup, escape

from synthesis.errors import TableError
from synthesis.report import english, french

LANGUAGES: Final = ("fr", "en")
FOLDER: Final = Path(__file__).parents[1] / "phrases"
PLURAL: Final = "n"  # the slot whose number decides between `_one` and `_many`

Say = Callable[..., Markup]


class Number(Markup):
    """A number as printed, which remembers what it is: words agree with it."""

    number: float

    @classmethod
    def of(cls, printed: Markup, number: float) -> Number:
        """The same text, with its number."""
        made = cls(printed)
        made.number = number
        return made


@cache
def phrases() -> Mapping[str, Mapping[str, str]]:
    """Of each key, what is said in each language; a key written twice is an error."""
    found: dict[str, Mapping[str, str]] = {}
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, strict=True):
                if row["key"] in found:
                    raise TableError(f"Phrase '{row['key']}' is written twice.", where=path)
                found[row["key"]] = {
                    "fr": french.typeset(row["fr"]),
                    "en": english.typeset(row["en"]),
                }
    return found


def said_in(language: str) -> Say:
    """`t("key", n=count(3, "themes"))`: the words of a key, its slots filled and escaped.

    A key that has a plural is two, `key_one` and `key_many`, chosen by the number in slot `n`. A
    slot takes words or a printed number, never a bare one: a number names its query.
    """
    return partial(_say, language)


def _say(language: str, key: str, /, **slots: object) -> Markup:
    found = phrases()
    if key not in found:
        key = f"{key}_{_form(language, slots.get(PLURAL))}"
    if key not in found:
        raise TableError(f"No phrase is called '{key}'.", where=FOLDER)
    for name, value in slots.items():
        if not isinstance(value, str):
            raise TableError(
                f"Phrase '{key}' is given {value!r} in slot '{name}'.",
                todo="Print numbers with count, share, decimal…: each names its query.",
            )
    filled = {name: escape(value) for name, value in slots.items()}
    return Markup(found[key][language]).format(**filled)  # ours: no data is in a phrase


def _form(language: str, number: object) -> str:
    if not isinstance(number, Number):
        return "many"
    rule = french.plural if language == "fr" else english.plural
    return rule(int(number.number), "one", "many") if number.number < 2 else "many"
