"""Why a contribution is here (S3): its words, the terms read in them, and the sum that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from synthesis.decisions.masks import MASK, NO_MASKS, Masks, Spans, is_masked, merged, shown
from synthesis.errors import SearchError
from synthesis.review.asking import ask
from synthesis.review.corpus import NONE, Corpus, written
from synthesis.settings import Settings
from synthesis.text import BREAK, tokens

COLUMNS: Final = 3  # clusters whose weights are shown: the assigned one and the next two
COPIES: Final = 20  # copies of a text listed

Facts = dict[str, Any]


@dataclass(frozen=True)
class Word:
    """A form where it stands in the text, and the terms it counts as; `reason` if none is kept."""

    form: str
    start: int
    stop: int
    terms: tuple[str, ...]
    reason: str | None


def why(
    corpus: Corpus,
    address: str,
    settings: Settings,
    token_pattern: str,
    masks: Masks = NO_MASKS,
) -> Facts:
    """All that a page on one answer shows; SearchError where the question has no such answer.

    `pieces` join into `text`. `columns` are clusters of the run, the assigned one first, each
    with its total; each of `terms` has a weight for each of them, and each of `differences` is
    the first less another. Weights are strings of six decimals: their sums are the totals. None
    of this is told where a recognised term is masked.
    """
    row = corpus.rows.get(address)
    if row is None:
        raise SearchError("There is no such answer.", where=address)
    answer = ask(corpus.warehouse, "answer", answer=int(corpus.answers[row]))[0]
    spans = masks.get(address, ())
    text = answer["text"] or ""
    read = words(corpus, row, text, token_pattern)
    weighed = sums(corpus, row, read, spans)
    # A weight is as good as the word: the same one stands beside it on another page.
    hides = any(not term["forms"] for term in weighed["terms"])
    if hides:
        weighed = {"terms": [], "columns": [], "differences": []}
    return {
        "address": address,
        "reference": corpus.base.reference(address),
        "state": answer["state"],
        "text": shown(text, spans),
        "masked": [list(span) for span in merged(spans, len(text))],
        "pieces": _pieces(corpus, text, read, spans),
        **weighed,
        "rule": {"name": "masked"} if hides else rule(corpus, row, settings),
        "unread": _unread(read, spans),
        "family": _family(corpus, row),
        "about": _about(corpus, answer),
        "personal": ask(corpus.warehouse, "personal", answer=answer["answer_id"]),
    }


def words(corpus: Corpus, row: int, text: str, token_pattern: str) -> list[Word]:
    """The forms of an answer as the run read them, segment by segment, in order."""
    segments = np.flatnonzero(corpus.owners == row)
    found = []
    for segment in segments:
        start, stop = int(corpus.starts[segment]), int(corpus.stops[segment])
        for token in tokens(text[start:stop], token_pattern):
            if token.form != BREAK:
                found.append((token.form, start + token.start, start + token.stop))
    forms: dict[str, list[Facts]] = {}
    asked = sorted({form for form, _, _ in found})
    for each in ask(corpus.warehouse, "forms", question=corpus.question, forms=asked):
        forms.setdefault(each["form"], []).append(each)
    return [_word(form, start, stop, forms.get(form, [])) for form, start, stop in found]


def _word(form: str, start: int, stop: int, terms: Sequence[Facts]) -> Word:
    kept = tuple(each["term"] for each in terms if each["kept"])
    reason = str(terms[0]["reason"]) if terms else "unknown"
    return Word(form, start, stop, kept, None if kept else reason)


def _pieces(corpus: Corpus, text: str, read: Sequence[Word], spans: Spans) -> list[Facts]:
    """The text cut at each recognised term: `number` is its rank in the table, 0 between terms.

    A masked slice is a piece of its own; a word that it touches is not marked.
    """
    order = {term: number for number, term in enumerate(_terms(read), 1)}
    masked = merged(spans, len(text))
    marks: list[tuple[int, int, Word | None]] = [(start, stop, None) for start, stop in masked]
    marks += [
        (word.start, word.stop, word)
        for word in read
        if word.terms and not is_masked(masked, word.start, word.stop)
    ]
    pieces: list[Facts] = []
    at = 0
    for start, stop, word in sorted(marks, key=lambda mark: mark[:2]):
        if start > at:
            pieces.append({"text": text[at:start], "numbers": [], "is_masked": False})
        numbers = [order[term] for term in word.terms] if word else []
        piece = MASK if word is None else text[start:stop]
        pieces.append({"text": piece, "numbers": numbers, "is_masked": word is None})
        at = stop
    if at < len(text):
        pieces.append({"text": text[at:], "numbers": [], "is_masked": False})
    return pieces


def _terms(read: Sequence[Word]) -> list[str]:
    """The kept terms of an answer, in order of first reading."""
    return list(dict.fromkeys(term for word in read for term in word.terms))


def sums(corpus: Corpus, row: int, read: Sequence[Word], spans: Spans = ()) -> Facts:
    """The table of terms by clusters, and its totals: `terms`, `columns` and `differences`."""
    totals = corpus.totals_of(np.array([row]))[0]
    columns = _columns(corpus, row, totals.tolist())
    place = {term: number for number, term in enumerate(corpus.terms)}
    listed = []
    for number, term in enumerate(_terms(read), 1):
        code = place[term]
        weights = corpus.weights[code][columns].tolist()
        forms = _forms(read, term, spans)
        listed.append(
            {
                "number": number,
                "term": term,
                "label": corpus.labels[code],
                "forms": forms,
                "times": sum(term in word.terms for word in read),
                "weighs": bool(corpus.weighed[code]),
                "weights": [written(weight) for weight in weights],
                "differences": [written(weights[0] - weight) for weight in weights[1:]],
            }
        )
    found = totals[columns].tolist()
    return {
        "terms": listed,
        "columns": [
            {"cluster": int(corpus.numbers[column]), "total": written(total)}
            for column, total in zip(columns, found, strict=True)
        ],
        "differences": [written(found[0] - total) for total in found[1:]],
    }


def _columns(corpus: Corpus, row: int, totals: Sequence[int]) -> list[int]:
    """The clusters to show, by their columns: the assigned one, then the largest totals."""
    mine = int(corpus.clusters[row])
    order = sorted(
        range(len(totals)),
        key=lambda column: (
            int(corpus.numbers[column]) != mine,
            -totals[column],
            int(corpus.numbers[column]),
        ),
    )
    return order[:COLUMNS]


def _forms(read: Sequence[Word], term: str, spans: Spans) -> list[str]:
    """The forms a term has in the answer, those of masked words left out."""
    seen = (
        word.form
        for word in read
        if term in word.terms and not is_masked(spans, word.start, word.stop)
    )
    return list(dict.fromkeys(seen))


def rule(corpus: Corpus, row: int, settings: Settings) -> Facts:
    """What put the answer where the run has it, with its figures.

    clear: both thresholds are met; share: among the clearest of the others, taken until
    `min_classified_share` of the answers are classified; no_term, no_lead, unclear: why it is
    unclassified; state: the run did not read it.
    """
    classified = int(corpus.clusters[row]) != NONE
    scores = np.sort(corpus.totals_of(np.array([row]))[0])[::-1].tolist() or [0]
    score = scores[0]
    margin = score - max(scores[1] if len(scores) > 1 else 0, 0)
    least_score, least_margin = (
        round(each * 1_000_000) for each in (settings.min_score, settings.min_margin)
    )
    has_terms = bool(corpus.of_answers.starts[row + 1] > corpus.of_answers.starts[row])
    if not corpus.analysed[row]:
        name = "state"
    elif classified:
        name = "clear" if score >= least_score and margin >= least_margin else "share"
    elif not has_terms:
        name = "no_term"
    else:
        name = "no_lead" if margin <= 0 else "unclear"
    return {
        "name": name,
        "score": written(score),
        "margin": written(margin),
        "min_score": written(least_score),
        "min_margin": written(least_margin),
        "min_classified_share": settings.min_classified_share,
    }


def _unread(read: Sequence[Word], spans: Spans) -> list[Facts]:
    """The forms that shape nothing, each once with its reason, in order of reading.

    reason: stop_word, number, letter or rare; unknown would be a form the run never met.
    """
    seen: dict[str, Facts] = {}
    for word in read:
        if word.terms or is_masked(spans, word.start, word.stop):
            continue
        entry = seen.setdefault(word.form, {"form": word.form, "reason": word.reason, "times": 0})
        entry["times"] += 1
    return list(seen.values())


def _family(corpus: Corpus, row: int) -> Facts | None:
    """The copies of the text: how many in all, and the first of those in this question."""
    family = int(corpus.families[row])
    if not family:
        return None
    copies = np.flatnonzero(corpus.families == family)
    return {
        **ask(corpus.warehouse, "family", family=family)[0],
        "here": len(copies),
        "copies": [corpus.addresses[int(each)] for each in copies[:COPIES] if each != row],
    }


def _about(corpus: Corpus, answer: Facts) -> Facts:
    """What reviewers may know of the contribution: never who wrote it."""
    contribution = answer["contribution_id"]
    thread = ask(corpus.warehouse, "thread", contribution=contribution)
    return {
        "source": answer["source"],
        "title": answer["title"],
        "author_type": answer["author_type"],
        "author_known": answer["author_known"],
        "department": answer["department"],
        "day": answer["day"].isoformat() if answer["day"] else None,
        "thread": thread[0] if thread else None,
        "changes": ask(
            corpus.warehouse, "changes", contribution=contribution, question=corpus.question
        ),
    }
