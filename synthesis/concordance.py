"""Keyword in context: each occurrence of a term with the words around it, as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from synthesis.text import BREAK, Token, tokens

WIDTH = 60  # characters shown on each side
_tokens = lru_cache(maxsize=1024)(tokens)  # the keywords of a question show the same few answers


@dataclass(frozen=True)
class Line:
    """One occurrence: `left`, `word` and `right` join into a slice of the answer."""

    reference: str
    left: str
    word: str
    right: str


def lines(
    answers: Iterable[tuple[str, str]],
    forms: frozenset[str],
    token_pattern: str,
    width: int = WIDTH,
) -> Iterator[Line]:
    """Every occurrence of any of the forms in the (reference, text) pairs, in order."""
    for reference, text in answers:
        for token in _tokens(text, token_pattern):
            if token.form in forms:
                yield _line(reference, text, token.start, token.stop, width)


def runs(
    answers: Iterable[tuple[str, str]],
    words: str,
    token_pattern: str,
    width: int = WIDTH,
) -> Iterator[Line]:
    """Every occurrence of a repeated expression: its forms in order, no space after an elision."""
    for reference, text in answers:
        found = _tokens(text, token_pattern)
        for i in range(len(found)):
            j = _run_end(found, i, words)
            if j is not None:
                yield _line(reference, text, found[i].start, found[j].stop, width)


def _run_end(found: Sequence[Token], first: int, words: str) -> int | None:
    """The last token of the run that starts at `first` and reads as `words`, if there is one."""
    read = ""
    for j in range(first, len(found)):
        if found[j].form == BREAK:
            return None
        read += found[j].form
        if read == words:
            return j
        read += "" if read.endswith("'") else " "
        if not words.startswith(read):
            return None
    return None


def _line(reference: str, text: str, start: int, stop: int, width: int) -> Line:
    return Line(
        reference, text[max(0, start - width) : start], text[start:stop], text[stop : stop + width]
    )
