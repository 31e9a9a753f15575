"""Keyword in context: each occurrence of a term with the words around it, as they were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from synthesis.questions import open_question
from synthesis.store import Warehouse
from synthesis.text import BREAK, Token, normal, tokens

WIDTH = 60  # characters shown on each side
_tokens = lru_cache(maxsize=1024)(tokens)  # the keywords of a question show the same few answers


@dataclass(frozen=True)
class Line:
    """One occurrence: `left`, `word` and `right` join into a slice of the answer."""

    reference: str
    left: str
    word: str
    right: str


def occurrences(
    warehouse: Path, term: str, question: str | None, token_pattern: str
) -> Iterator[Line]:
    """Each occurrence of a term, or of the term a form counts as, in the answers of a run."""
    word = normal(term.strip())
    with Warehouse(warehouse) as reading:
        if question is not None:
            asked = reading.rows("select question_id, kind from questions order by position")
            question = open_question(question, {row["question_id"]: row["kind"] for row in asked})
        forms = frozenset(
            row["form"]
            for row in reading.rows(
                "select distinct form from forms where reason is null and term in "
                "(select term from forms where (form = $word or term = $word) and reason is null)",
                word=word,
            )
        )
        answers = [
            (row["reference"], row["text"])
            for row in reading.rows(
                "select reference, text from answers where $question is null "
                "or question_id = $question order by answer_id",
                question=question,
            )
        ]
    if forms:
        yield from lines(answers, forms, token_pattern)
    else:
        yield from runs(answers, word, token_pattern)


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
