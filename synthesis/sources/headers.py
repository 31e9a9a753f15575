"""Names of columns compared as people write them: case, accents, apostrophes and dots aside."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence


def plain(name: str) -> str:
    """A name reduced to its letters and digits: « L’État… » and "l'etat ..." are one."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f]", "", letters)))


def nearest(name: str, names: Iterable[str]) -> str:
    """The known name that looks most like one that is not known; empty when none does."""
    known = {plain(each): each for each in names}
    found = difflib.get_close_matches(plain(name), known, 1)
    return known[found[0]] if found else ""


def hint(name: str, names: Iterable[str]) -> str:
    """`Did you mean …? ` when a known name is near, else nothing."""
    near = nearest(name, names)
    return f"Did you mean '{near}'? " if near else ""


def told_apart(header: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, the second `Pourquoi ?` called `Pourquoi ?#2`."""
    seen: Counter[str] = Counter()
    names = []
    for name in header:
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(names)


def position(name: str, names: Sequence[str]) -> int | None:
    """Where a column is: by its exact name, else by the one name that only looks the same.

    Accents come composed or not, and spaces hide at both ends; neither shows on a screen.
    """
    if name in names:
        return names.index(name)
    alike = [each for each in names if _seen(each) == _seen(name)]
    return names.index(alike[0]) if len(alike) == 1 else None


def _seen(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split())
