"""How much of a long answer a list of verbatims shows; its own page shows all of it."""

from __future__ import annotations

from typing import Final

AROUND: Final = 160  # characters shown on each side of the passage quoted
CUT: Final = "[…]"


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
