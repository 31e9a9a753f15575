"""The concordance of the workshop (S9): every occurrence, in the words around it, by pages."""

from __future__ import annotations

from typing import Any, Final, Literal

import numpy as np

from synthesis.decisions.masks import NO_MASKS, Masks, is_masked, shown
from synthesis.errors import SearchError
from synthesis.ground.base import texts
from synthesis.review.asking import ask, search
from synthesis.review.corpus import NONE, Corpus, Ints
from synthesis.review.members import Members
from synthesis.text import BREAK, tokens

Sort = Literal["order", "left", "right"]
SORTS: Final[tuple[Sort, ...]] = ("order", "left", "right")
WIDTH: Final = 60  # characters shown on each side
AT_ONCE: Final = 50  # lines of a page
LONGEST: Final = 200  # characters of a term or pattern

Facts = dict[str, Any]


def of_term(
    corpus: Corpus,
    term: str,
    token_pattern: str,
    members: Members | None = None,
    sort: Sort = "order",
    offset: int = 0,
    limit: int = AT_ONCE,
    masks: Masks = NO_MASKS,
) -> Facts:
    """Occurrences of a word or of words in a row, each read as any form of the same term.

    `times`: how many there are in all; `forms`: what each word was looked for as; `lines`: those
    from `offset` on. `sort`: by the words that precede in the same segment, the nearest first, by
    those that follow, or in order of arrival. SlowError after two seconds.
    """
    typed = [t.form for t in tokens(_checked(term), token_pattern) if t.form != BREAK]
    if not typed:
        raise SearchError("There is no word to look for.", todo="Type a word, or several.")
    known: dict[str, list[str]] = {form: [form] for form in typed}
    for row in ask(corpus.warehouse, "steps", question=corpus.question, forms=typed):
        known[row["typed"]].append(row["form"])
    steps = [sorted(set(known[form])) for form in typed]
    read = corpus.spoken
    found = read.runs(steps)
    if members is not None:
        found = found[members.mask[corpus.owners[read.segments(found)]]]
    found = _shown(corpus, found, len(steps), token_pattern, masks)
    page = read.first(found, sort, len(steps), offset, limit)
    segments = read.segments(page).tolist()
    texts = _texts(corpus, [int(corpus.owners[segment]) for segment in segments])
    lines = []
    for place, segment in zip(page.tolist(), segments, strict=True):
        owner = int(corpus.owners[segment])
        start, stop = _slice(corpus, place, len(steps), texts[owner], token_pattern)
        lines.append(_line(corpus, owner, texts[owner], start, stop, masks))
    return {"times": len(found), "offset": offset, "forms": steps, "lines": lines}


def of_pattern(
    corpus: Corpus,
    pattern: str,
    members: Members | None = None,
    sort: Sort = "order",
    offset: int = 0,
    limit: int = AT_ONCE,
    masks: Masks = NO_MASKS,
) -> Facts:
    """Matches of an RE2 pattern in the words as typed, in any case; as `of_term` otherwise.

    SearchError where it cannot be read, or matches what has no width.
    """
    hidden = {
        int(corpus.answers[corpus.rows[address]]): spans
        for address, spans in masks.items()
        if spans and address in corpus.rows
    }
    texts = _texts(corpus, [int(np.searchsorted(corpus.answers, answer)) for answer in hidden])
    rows = search(
        corpus.warehouse,
        "matches",
        question=corpus.question,
        pattern=f"(?i){_checked(pattern)}",
        sort=sort,
        offset=offset,
        limit=limit,
        masked=list(hidden),
        # A mask keeps its width here: offsets stay those of the words as typed.
        unmasked=[
            _blanked(texts[int(np.searchsorted(corpus.answers, answer))], spans)
            for answer, spans in hidden.items()
        ],
        answers=None if members is None else corpus.answers[members.rows].tolist(),
    )
    if rows and not rows[0]["are_found"]:
        raise SearchError("This pattern matches nothing at all.", todo="Give it a letter to find.")
    owners = [int(np.searchsorted(corpus.answers, row["answer_id"])) for row in rows]
    texts = _texts(corpus, owners)
    lines = [
        _line(corpus, owner, texts[owner], row["start"], row["stop"], masks)
        for row, owner in zip(rows, owners, strict=True)
    ]
    times = rows[0]["times"] if rows else 0
    return {"times": times, "offset": offset, "forms": [], "lines": lines}


def _checked(words: str) -> str:
    words = words.strip()
    if not words or len(words) > LONGEST or "\0" in words:
        raise SearchError("There is nothing to look for.", todo=f"At most {LONGEST} characters.")
    return words


def _texts(corpus: Corpus, rows: list[int]) -> dict[int, str]:
    """The words of some answers, by row."""
    if not rows:
        return {}
    answers = {int(corpus.answers[row]): row for row in rows}
    found = texts(corpus.warehouse, answers)
    return {answers[answer]: text for answer, text in found.items()}


def _slice(corpus: Corpus, place: int, size: int, text: str, token_pattern: str) -> tuple[int, int]:
    """Where a run of forms stands in the text of its answer, read again as the run read it."""
    segment = int(corpus.spoken.segments(np.array([place]))[0])
    start, stop = int(corpus.starts[segment]), int(corpus.stops[segment])
    read = tokens(text[start:stop], token_pattern)
    first = place - int(corpus.spoken.starts[segment])
    return start + read[first].start, start + read[first + size - 1].stop


def _shown(corpus: Corpus, found: Ints, size: int, token_pattern: str, masks: Masks) -> Ints:
    """The runs of which nothing is masked: what was masked is not found."""
    rows = [corpus.rows[each] for each, spans in masks.items() if spans and each in corpus.rows]
    owners = corpus.owners[corpus.spoken.segments(found)]
    kept = np.ones(len(found), dtype=np.bool_)
    texts = _texts(corpus, rows)
    for each in np.flatnonzero(np.isin(owners, rows)).tolist():
        row = int(owners[each])
        start, stop = _slice(corpus, int(found[each]), size, texts[row], token_pattern)
        kept[each] = not is_masked(masks[corpus.addresses[row]], start, stop)
    return found[kept]


def _blanked(text: str, spans: Any) -> str:
    """A text whose masked characters are ones no pattern can name, but a dot."""
    blank = list(text)
    for start, stop in spans:
        blank[start:stop] = "\ue000" * len(text[start:stop])
    return "".join(blank)


def _line(corpus: Corpus, row: int, text: str, start: int, stop: int, masks: Masks) -> Facts:
    address = corpus.addresses[row]
    spans = masks.get(address, ())
    cluster = int(corpus.clusters[row])
    return {
        "address": address,
        "reference": corpus.base.reference(address),
        "start": start,
        "stop": stop,
        "left": shown(text, spans, max(0, start - WIDTH), start),
        "word": shown(text, spans, start, stop),
        "right": shown(text, spans, stop, min(len(text), stop + WIDTH)),
        "cluster": cluster if cluster != NONE else None,
    }
