"""What people masked: shown as […] wherever an answer is; offsets stay those of its own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

Spans = Sequence[tuple[int, int]]
Masks = Mapping[str, Spans]  # by address

MASK: Final = "[…]"
NO_MASKS: Final[Masks] = {}


def merged(spans: Iterable[tuple[int, int]], size: int) -> list[tuple[int, int]]:
    """Slices within a text of that size, in order, those that meet joined."""
    kept: list[tuple[int, int]] = []
    for start, stop in sorted((max(0, start), min(stop, size)) for start, stop in spans):
        if start >= stop:
            continue
        if kept and start <= kept[-1][1]:
            kept[-1] = (kept[-1][0], max(stop, kept[-1][1]))
        else:
            kept.append((start, stop))
    return kept


def shown(text: str, spans: Spans, start: int = 0, stop: int | None = None) -> str:
    """The slice of a text, each masked slice of it as […]; offsets are those of the whole text."""
    stop = len(text) if stop is None else stop
    parts, at = [], start
    for begin, end in merged(spans, len(text)):
        if end <= start or begin >= stop:
            continue
        parts += [text[at : max(at, begin)], MASK]
        at = min(end, stop)
    return "".join([*parts, text[at:stop]])


def is_masked(spans: Spans, start: int, stop: int) -> bool:
    """Whether any of a slice is masked."""
    return any(begin < stop and start < end for begin, end in spans)
