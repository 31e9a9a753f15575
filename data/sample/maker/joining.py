"""Two entries of the bank in one answer."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from .draw import pick
from .patterns import INFINITIVE, NOT_FIRST, NOT_SECOND
from .planted import JOINTS, NAMES


def both(firsts: list[str], seconds: list[str], dice: random.Random) -> str:
    """An entry of one list and one of another, or of the same, as one answer."""
    sparing = dice.random() < 0.75  # of the entries that could come second
    first = take(firsts, lambda entry: may_lead(entry) and not (sparing and may_follow(entry)))
    return joined(first, take(seconds, may_follow), dice)


def take(entries: list[str], fit: Callable[[str], bool]) -> str:
    """The first entry that fits, which leaves the list."""
    entry = next(each for each in entries if fit(each))
    entries.remove(entry)
    return entry


def may_lead(entry: str) -> bool:
    """Whether more can be said after it."""
    return len(entry) < 330 and not entry.isupper() and not NOT_FIRST.search(entry)


def may_follow(entry: str) -> bool:
    """Whether it can be said after something else, by anybody."""
    plain = len(entry) <= 110 and not entry.isupper() and entry.count("!") <= 1
    return plain and not NOT_SECOND.search(entry)


def joined(first: str, second: str, dice: random.Random) -> str:
    """Two entries as one answer."""
    joint = pick(joints(first, second), dice)
    first, second = (each.removesuffix(".") for each in (first, second))
    text = joint.format(A=raised(first), a=lowered(first), B=raised(second), b=lowered(second))
    return re.sub(r"(?<=[!?])\.", "", text)  # « enfin !. »


def joints(first: str, second: str) -> list[str]:
    """The ways in which the second entry can be brought in."""
    if is_brief(first) and is_brief(second):
        return JOINTS["brief"]
    if first[0].islower() and first[-1].isalnum():
        return JOINTS["casual"]
    plain = JOINTS["infinitive" if INFINITIVE.search(second) else "sentences"]
    return [*plain, *JOINTS["listed"]] if len(first) < 90 else plain


def is_brief(entry: str) -> bool:
    """A few words without a sentence around them."""
    return len(entry) <= 45 and not re.search(r"[.,;:!?]", entry)


def lowered(entry: str) -> str:
    """With a small first letter, unless it is a name or a word in capitals."""
    word = re.split(r"[\s,]", entry)[0]
    kept = word in NAMES or (len(word) > 1 and word.isupper())
    return entry if kept else entry[0].lower() + entry[1:]


def raised(entry: str) -> str:
    """With a capital."""
    return entry[0].upper() + entry[1:]
