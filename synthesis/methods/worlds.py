"""Other ways to do the same: which groups are found again when one choice changes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods.consensus import second_opinions
from synthesis.methods.grouping import Rules, divided, grouped, placed

Labels = NDArray[np.int64]

FEWER, MORE = 0.75, 1.25  # of the number of clusters
FREQUENT = 3  # terms left out as if they were stop words
RARE = 0.25  # of the terms: those in fewest units are left out


def worlds(
    x: sp.csr_matrix, longer: sp.csr_matrix, lemmas: sp.csr_matrix, count: int, rules: Rules
) -> Iterator[tuple[str, Labels]]:
    """Name of each world and the group of each row in it, from 0; −1 for none.

    `x` is binary, units by terms, of which the draft made `count` clusters; `longer` the same
    segments joined to longer units, `lemmas` the same units by lemmas not brought to their stems.
    Every world ends by the same pass of weights. One changes the number of clusters, the units or
    the vocabulary; the last four are the opinion of one method alone, where the draft has a vote.
    """

    def settled(
        table: sp.csr_matrix, groups: Labels, shaped: sp.csr_matrix | None = None
    ) -> Labels:
        return placed(table, table if shaped is None else shaped, groups, rules.smoothing)

    def voted(table: sp.csr_matrix, clusters: int) -> Labels:
        rows = np.flatnonzero(np.asarray(table.sum(axis=1)).ravel() > 0)
        groups = np.zeros(table.shape[0], dtype=np.int64)
        groups[rows] = grouped(table[rows], clusters, rules)
        return groups

    yield "fewer", settled(x, voted(x, max(2, round(FEWER * count))))
    yield "more", settled(x, voted(x, max(count + 1, round(MORE * count))))
    yield "longer_units", settled(x, voted(longer, count), longer)
    yield "lemmas", settled(lemmas, voted(lemmas, count))
    by_frequency = np.argsort(-np.asarray(x.sum(axis=0)).ravel(), kind="stable")
    frequent = _without(x, by_frequency[:FREQUENT])
    yield "without_frequent", settled(frequent, voted(frequent, count))
    common = _without(x, by_frequency[len(by_frequency) - int(RARE * len(by_frequency)) :])
    yield "without_rare", settled(common, voted(common, count))
    enough = np.asarray(x.sum(axis=1)).ravel() >= rules.min_unit_terms
    leaves = np.zeros(x.shape[0], dtype=np.int64)
    leaves[enough] = divided(x[enough], count)
    yield "reinert", settled(x, leaves)
    for name, groups in second_opinions(x, count, rules.seed):
        yield name, settled(x, groups + 1)


def _without(x: sp.csr_matrix, terms: Labels) -> sp.csr_matrix:
    kept = np.ones(x.shape[1])
    kept[terms] = 0.0
    left = sp.csr_matrix(x @ sp.diags_array(kept))
    left.eliminate_zeros()
    return left
