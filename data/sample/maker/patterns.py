"""How the sample tells who speaks in a text and what may follow it, from `bank/patterns.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Final

from .planted import BANK

_SHAPES: Final = {
    "anywhere": r"(?:{})",
    "starts": r"\b(?:{})",
    "words": r"\b(?:{})\b",
    "opens": r"^(?:{})",
    "opens_word": r"^(?:{})\b",
}


def compiled(table: Mapping[str, Sequence[str]]) -> re.Pattern[str]:
    """One pattern from the expressions of a table, each shape where it belongs."""
    parts = (_SHAPES[shape].format("|".join(each)) for shape, each in table.items())
    return re.compile("|".join(parts).replace("’", "['’]"), re.IGNORECASE)


_READ: Final = tomllib.loads((BANK / "patterns.toml").read_text(encoding="utf-8"))

PERSONA: Final = compiled(_READ["persona"])
FIRST_PERSON: Final = compiled(_READ["first_person"])
FOR_OTHERS: Final = compiled(_READ["for_others"])
IN_BUSINESS: Final = compiled(_READ["in_business"])
NOT_SECOND: Final = compiled(_READ["not_second"])
NOT_FIRST: Final = compiled(_READ["not_first"])
INFINITIVE: Final = compiled(_READ["infinitive"])
