"""Two clusters side by side (S4): what they share, what tells them apart, what one would make."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import scipy.sparse as sp

from synthesis.decisions.masks import NO_MASKS, Masks
from synthesis.review.corpus import Corpus, Ints
from synthesis.review.evidence import Facts, cosines, facts, terms
from synthesis.review.members import Members
from synthesis.review.verbatims import quotations
from synthesis.settings import Settings

SHOWN: Final = 15  # terms of each list
ALL: Final = 1_000_000  # terms: as many as there are
PAIRS: Final = 5
CANDIDATES: Final = 400  # answers of each side among which pairs are sought


def compare(
    one: Members,
    other: Members,
    settings: Settings,
    analysed: int | None = None,
    masks: Masks = NO_MASKS,
) -> Facts:
    """All that a page on two clusters shows.

    `shared` terms are over-represented in both, `only` in one: statistic and n_cluster of each.
    `nearest` pairs are sought among the answers of each side that weigh most for the other.
    """
    listed = [terms(each, settings, ALL, 0)["over"] for each in (one, other)]
    return {
        "facts": [facts(one, analysed), facts(other, analysed)],
        "cosine": float(cosines([one, other])[0, 1]),
        "shared": _shared(listed[0], listed[1])[:SHOWN],
        "only": [
            _only(listed[0], listed[1])[:SHOWN],
            _only(listed[1], listed[0])[:SHOWN],
        ],
        "nearest": _nearest(one, other, masks),
        "merged": _merged(one, other, settings, analysed),
    }


def _shared(one: list[Facts], other: list[Facts]) -> list[Facts]:
    """Terms of both lists, those that both use most first."""
    theirs = {row["term"]: row for row in other}
    both = [(row, theirs[row["term"]]) for row in one if row["term"] in theirs]
    both.sort(key=lambda pair: (-min(pair[0]["statistic"], pair[1]["statistic"]), pair[0]["term"]))
    return [
        {
            "term": a["term"],
            "label": a["label"],
            "statistic": [a["statistic"], b["statistic"]],
            "n_cluster": [a["n_cluster"], b["n_cluster"]],
        }
        for a, b in both
    ]


def _only(one: list[Facts], other: list[Facts]) -> list[Facts]:
    theirs = {row["term"] for row in other}
    return [row for row in one if row["term"] not in theirs]


def _merged(
    one: Members, other: Members, settings: Settings, analysed: int | None
) -> dict[str, Any]:
    """What they would be together; how many answers of each have the other as their second."""
    corpus = one.corpus
    whole = int(corpus.analysed.sum()) if analysed is None else analysed
    together = int((one.mask | other.mask).sum())
    return {
        "answers": together,
        "analysed": whole,
        "is_bin": together > settings.bin_share * whole,
        "bin_share": settings.bin_share,
        "seconds": [
            int(np.isin(corpus.seconds[one.rows], other.clusters).sum()),
            int(np.isin(corpus.seconds[other.rows], one.clusters).sum()),
        ],
    }


def _nearest(one: Members, other: Members, masks: Masks) -> list[Facts]:
    """Pairs of answers, one of each side, by the cosine of their rare terms; none is in two."""
    corpus = one.corpus
    rows = [_candidates(one, other), _candidates(other, one)]
    if not all(map(len, rows)):
        return []
    rare = _rare(corpus, np.concatenate(rows))
    one_side, other_side = rare[: len(rows[0])], rare[len(rows[0]) :]
    cosine = np.round((one_side @ other_side.T).toarray(), 6)
    order = np.argsort(-cosine, axis=None, kind="stable")
    kept: list[tuple[int, int]] = []
    for place in order.tolist():
        i, j = divmod(place, cosine.shape[1])
        if len(kept) == PAIRS or cosine[i, j] <= 0:
            break
        if all(i != a and j != b for a, b in kept):
            kept.append((i, j))
    quoted = quotations(
        corpus, [int(rows[side][pair[side]]) for pair in kept for side in (0, 1)], masks
    )
    return [
        {"cosine": float(cosine[pair]), "pair": quoted[2 * place : 2 * place + 2]}
        for place, pair in enumerate(kept)
    ]


def _candidates(one: Members, other: Members) -> Ints:
    """The rows of one side that weigh most for the other, one per wording, the first of equals."""
    corpus, rows = one.corpus, one.rows
    columns = corpus.columns_of(other.clusters)
    if not len(rows) or not len(columns):
        return rows[:CANDIDATES]
    weight = corpus.sums(corpus.of_answers, rows, columns).max(axis=1)
    order = np.lexsort((rows, -weight))[: 4 * CANDIDATES]
    __, first = np.unique(corpus.wordings[rows[order]], return_index=True)
    return rows[order[np.sort(first)]][:CANDIDATES]


def _rare(corpus: Corpus, rows: Ints) -> sp.csr_matrix:
    """Answers by the terms they hold, each as ln(N / n) of segments, every row of length one."""
    places, codes = corpus.of_answers.of(rows)
    whole = max(len(corpus.segments), 1)
    weights = np.log(whole / np.maximum(corpus.spread[codes], 1))
    length = np.sqrt(np.bincount(places, weights**2, minlength=len(rows)))
    weights /= np.where(length[places] > 0, length[places], 1.0)
    return sp.csr_matrix((weights, (places, codes)), shape=(len(rows), len(corpus.terms)))
