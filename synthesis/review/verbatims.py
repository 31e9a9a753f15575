"""Three lists of quotations of a cluster, never mixed: typical, borderline, random (S2)."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Final, Literal

import numpy as np

from synthesis.decisions.masks import NO_MASKS, Masks, shown
from synthesis.ground.base import texts
from synthesis.review.corpus import NONE, Corpus, Ints, written
from synthesis.review.members import Members

Kind = Literal["typical", "borderline", "random"]
KINDS: Final[tuple[Kind, ...]] = ("typical", "borderline", "random")
AT_ONCE: Final = 5  # quotations of a list


def verbatims(
    members: Members,
    kind: Kind,
    seed: str = "",
    offset: int = 0,
    limit: int = AT_ONCE,
    masks: Masks = NO_MASKS,
) -> dict[str, Any]:
    """A page of a list: `of` quotations in all, and those from `offset` on, in order.

    typical: the slices that weigh most, one per wording. borderline: the smallest margins.
    random: one per wording, by SHA-256 of seed and address: nobody picks.
    """
    corpus = members.corpus
    scores, margins = members.standing
    places = _places(members, kind, seed)
    page = [int(place) for place in places[offset : offset + limit]]
    rows = [int(members.rows[place]) for place in page]
    quoted = quotations(corpus, rows, masks)
    return {
        "kind": kind,
        "seed": seed if kind == "random" else None,
        "offset": offset,
        "of": len(places),
        "list": [
            {
                **quotation,
                "rank": offset + number,
                "wording": int(corpus.wordings[row]),
                # The sum of an answer, less the terms one sees, would give those that are masked.
                **(
                    {}
                    if quotation["address"] in masks
                    else {"score": written(scores[place]), "margin": written(margins[place])}
                ),
                "put_in": bool(members.moved_in[row]),
            }
            for number, (quotation, place, row) in enumerate(
                zip(quoted, page, rows, strict=True), 1
            )
        ],
    }


def quotations(
    corpus: Corpus, rows: Sequence[int], masks: Masks = NO_MASKS
) -> list[dict[str, Any]]:
    """Each answer as it is quoted: a slice, with what stands before and after it, masks applied.

    `start` and `stop` are offsets in its own words; `text` is the three together. `second` is
    the number of the cluster of the run it was nearest to after its own, None if none.
    """
    answers = [int(corpus.answers[row]) for row in rows]
    words = texts(corpus.warehouse, answers)
    return [
        _quotation(corpus, row, words.get(answer, ""), masks)
        for row, answer in zip(rows, answers, strict=True)
    ]


def _quotation(corpus: Corpus, row: int, text: str, masks: Masks) -> dict[str, Any]:
    address = corpus.addresses[row]
    spans = masks.get(address, ())
    segment = int(corpus.best[row])
    start = int(corpus.starts[segment]) if segment >= 0 else 0
    stop = int(corpus.stops[segment]) if segment >= 0 else len(text)
    second = int(corpus.seconds[row])
    return {
        "address": address,
        "reference": corpus.base.reference(address),
        "start": start,
        "stop": stop,
        "before": shown(text, spans, 0, start),
        "quote": shown(text, spans, start, stop),
        "after": shown(text, spans, stop),
        "text": shown(text, spans),
        "is_masked": bool(spans),
        "second": second if second != NONE else None,
        "family": int(corpus.families[row]) or None,
    }


def _places(members: Members, kind: Kind, seed: str) -> Ints:
    """The order of a list, as places in `rows`: found once for the same members."""
    make = {"typical": _typical, "borderline": _borderline, "random": _random}[kind]
    name = (kind, seed if kind == "random" else "")
    return members.once(name, lambda: make(members, seed))


def _typical(members: Members, _: str) -> Ints:
    """Places in `rows`, those quoted by the slice that weighs most first, one per wording."""
    corpus, rows = members.corpus, members.rows
    scores = _slice_scores(members)
    order = np.lexsort((rows, -scores))
    __, first = np.unique(corpus.wordings[rows][order], return_index=True)
    return order[np.sort(first)].astype(np.int64)


def _slice_scores(members: Members) -> Ints:
    """What the slice each of `rows` is quoted by weighs for its cluster, in millionths."""
    corpus, rows = members.corpus, members.rows
    segments = corpus.best[rows]
    scores = np.where(segments >= 0, corpus.slice_scores[np.maximum(segments, 0)], 0)
    moved = members.moved_in[rows] & (segments >= 0)
    if moved.any():  # for the best of these clusters, not for that of the run
        mine = corpus.columns_of(members.clusters)
        sums = corpus.sums(corpus.held, segments[moved], mine)
        scores[moved] = sums.max(axis=1, initial=-(2**62))
    return scores.astype(np.int64)


def _borderline(members: Members, _: str) -> Ints:
    _scores, margins = members.standing
    return np.lexsort((members.rows, margins)).astype(np.int64)


def _random(members: Members, seed: str) -> Ints:
    return drawn(members.corpus, seed, members.rows)


def drawn(corpus: Corpus, seed: str, rows: Ints) -> Ints:
    """Places in `rows` in the order of the draw, the first of each wording.

    A wording has the rank of its earliest answer in the corpus, by SHA-256 of seed and address,
    whether or not that one is in `rows`: one that many wrote is no likelier to be drawn, and has
    the same rank whatever is moved.
    """
    first, whose = corpus.earliest
    found, kept = np.unique(whose[rows], return_index=True)
    keys = seeded(corpus, seed, first[found])
    order: Ints = kept[np.argsort(keys, kind="stable")].astype(np.int64)
    return order


def seeded(corpus: Corpus, seed: str, rows: Ints) -> np.ndarray[Any, np.dtype[np.bytes_]]:
    """SHA-256 of seed and address of each row, in hexadecimal."""
    prefix = hashlib.sha256(f"{seed}\n".encode())
    found = []
    for row in rows.tolist():
        digest = prefix.copy()
        digest.update(corpus.addresses[row].encode())
        found.append(digest.digest())
    return np.array(found, dtype="S32") if found else np.zeros(0, dtype="S32")
