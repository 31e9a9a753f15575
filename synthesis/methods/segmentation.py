"""Segments of about forty words, cut after the strongest punctuation (METHOD.md, section 1)."""

from __future__ import annotations

import re

# The weight of a word as a place to cut, read off its last character.
STRENGTH = {".": 6.0, "?": 6.0, "!": 6.0, "…": 6.0, ":": 5.0, ";": 4.0, ",": 1.0}
WEAK = 0.01  # any other word: only distance from the wanted size decides
WINDOW = 0.4  # of the size: how far past it a cut may be looked for
BLOCK = 4000  # words: a longer text is cut there first, so that its cost grows with its length

_word = re.compile(r"[^ ]+")


def cut(text: str, size: int = 40, window: int | None = None) -> list[tuple[int, int]]:
    """Half-open character offsets of the segments of `text`, in order, white space trimmed.

    From each start, the cut follows the word with the largest weight / (|position − size| + 1)
    among the next `size + window` words, the first on ties; fewer words than that remaining are
    the last segment, and a text of at most `size` words is one. Every `BLOCK` words the text is
    cut first. Reinert 1983; the weights are those of Alceste as rainette documents them.
    """
    reach = size + (int(WINDOW * size) if window is None else window)
    words = [match.span() for match in _word.finditer(text)]
    blocks = [words[first : first + BLOCK] for first in range(0, len(words), BLOCK)]
    return [segment for block in blocks for segment in _cut(text, block, size, reach)]


def _cut(text: str, words: list[tuple[int, int]], size: int, reach: int) -> list[tuple[int, int]]:
    segments = []
    first = 0
    while len(words) > size and len(words) - first > reach:
        ends = [text[stop - 1] for _, stop in words[first : first + reach]]
        scores = [STRENGTH.get(end, WEAK) / (abs(i + 1 - size) + 1) for i, end in enumerate(ends)]
        last = first + scores.index(max(scores))
        segments.append((words[first][0], words[last][1]))
        first = last + 1
    if first < len(words):
        segments.append((words[first][0], words[-1][1]))
    return segments
