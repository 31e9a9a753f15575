"""How much of a long answer a list of verbatims shows; its own page shows all of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

WHOLE: Final = 24_000  # characters of answers cut short that a page holds besides, at most
LESS: Final = 200  # and so many less for each quotation: the longest pages are near their limit
AROUND: Final = 160  # characters shown on each side of the passage quoted
CUT: Final = "[…]"


def cut_short(quotations: Iterable[dict[str, Any]]) -> None:
    """Cut the words around each quotation where they are long, and say so in `is_cut`.

    `whole` is then the answer, as long as the page has room for it; `text` is taken off.
    """
    listed = list(quotations)
    room = WHOLE - LESS * len(listed)
    for each in listed:
        each["before"], each["after"], each["is_cut"] = trimmed(each["before"], each["after"])
        text = each.pop("text")
        fits = each["is_cut"] and len(text) <= room
        each["whole"] = text if fits else None
        room -= len(text) if fits else 0


def trimmed(before: str, after: str, around: int = AROUND) -> tuple[str, str, bool]:
    """The words before and after a passage, cut at a space where they are long; whether any was."""
    head, tail = before, after
    if len(before) > around:
        kept = before[-around:]
        head = f"{CUT} {kept.partition(' ')[2] or kept}"
    if len(after) > around:
        kept = after[:around]
        tail = f"{kept.rpartition(' ')[0] or kept} {CUT}"
    return head, tail, (head, tail) != (before, after)
