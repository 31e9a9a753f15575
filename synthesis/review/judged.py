"""How many of the texts drawn at random a person judged to be in the subject of a cluster (S2).

Each is judged by itself (operation `judge`), whatever becomes of it: a text taken out of the
cluster afterwards stays judged, one that takes its place in the list is not until someone says so.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from synthesis.decisions.review import Review
from synthesis.methods.interval import wilson
from synthesis.review.members import Members
from synthesis.review.verbatims import drawn

SIZES: Final = (5, 20, 50)  # readings whose reach is printed before anyone has read


def judged(review: Review, members: Members, key: str, actor: str) -> dict[int, bool]:
    """Of each wording someone judged in a cluster, whether it is in its subject.

    What was said before a merge was said of another subject, and is left out.
    """
    corpus, parts = members.corpus, tuple(sorted(review.parts(key)))
    said = [
        (each.seq, address, each.fits)
        for (cluster, who, address), each in review.judgements.items()
        if (cluster, who) == (key, actor) and each.parts == parts
    ]
    return {
        int(corpus.wordings[corpus.rows[address]]): fits
        for _, address, fits in sorted(said)
        if address in corpus.rows
    }


def precision(review: Review, members: Members, key: str, actor: str, seed: str) -> dict[str, Any]:
    """K in n texts drawn at random that someone judged are in the subject, of `of` texts.

    `low` and `high` are Wilson's 95 % bounds for n drawn of so many; `skipped` the texts drawn
    before the last one judged, and not judged; `reach` what n in n would support for some n.
    """
    said = judged(review, members, key, actor)
    corpus = members.corpus
    taken = [corpus.rows[each] for each in review.taken_out(key) if each in corpus.rows]
    rows = np.concatenate([members.rows, np.array(taken, dtype=np.int64)])
    order = [int(corpus.wordings[row]) for row in rows[drawn(corpus, seed, rows)].tolist()]
    places = [place for place, wording in enumerate(order, 1) if wording in said]
    k, n = sum(said[order[place - 1]] for place in places), len(places)
    low, high = wilson(k, n, of=len(order))
    return {
        "k": k,
        "n": n,
        "of": len(order),
        "skipped": max(places, default=0) - n,
        "low": low,
        "high": high,
        "reach": [[n, *wilson(n, n, of=len(order))] for n in SIZES if n <= len(order)],
    }
