"""Other ways to do the same: which groups are found again when one choice changes."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods.consensus import alone
from synthesis.methods.grouping import Rules, grouped, placed
from synthesis.methods.partition import partition

Labels = NDArray[np.int64]

FEWER, MORE = 0.75, 1.25  # of the number of clusters
FREQUENT = 3  # terms left out as if they were stop words
RARE = 0.25  # of the terms: those in fewest units are left out


def worlds(x: sp.csr_matrix, count: int, rules: Rules) -> Iterator[tuple[str, Labels]]:
    """Name of each world and the group of each row in it, from 0; −1 for none.

    `x` is binary, units by terms, of which the draft made `count` clusters. Every world ends by
    the same pass of weights. One changes the number of clusters, or the vocabulary; three are the
    opinion of one method alone, where the draft has the vote of all.
    """

    def settled(table: sp.csr_matrix, groups: Labels) -> Labels:
        if not groups.any():
            return np.full(x.shape[0], -1)
        return placed(table, table, groups, rules.smoothing)

    def voted(table: sp.csr_matrix, clusters: int) -> Labels:
        rows = np.flatnonzero(np.asarray(table.sum(axis=1)).ravel() > 0)
        groups = np.zeros(table.shape[0], dtype=np.int64)
        groups[rows] = grouped(table[rows], dataclasses.replace(rules, clusters=clusters))
        return settled(table, groups)

    yield "fewer", voted(x, max(2, round(FEWER * count)))
    yield "more", voted(x, max(count + 1, round(MORE * count)))
    by_frequency = np.argsort(-np.asarray(x.sum(axis=0)).ravel(), kind="stable")
    yield "without_frequent", voted(_without(x, by_frequency[:FREQUENT]), count)
    rare = by_frequency[len(by_frequency) - int(RARE * len(by_frequency)) :]
    yield "without_rare", voted(_without(x, rare), count)
    enough = np.asarray(x.sum(axis=1)).ravel() >= rules.min_unit_terms
    leaves = np.zeros(x.shape[0], dtype=np.int64)
    _, leaves[enough] = partition(x[enough], count, max_clusters=count, min_share=0.0)
    yield "reinert", settled(x, leaves)
    yield "frequency", settled(x, alone(x, "frequency", count, rules.seed) + 1)
    yield "masses", settled(x, alone(x, "masses", count, rules.seed) + 1)


def _without(x: sp.csr_matrix, terms: Labels) -> sp.csr_matrix:
    kept = np.ones(x.shape[1])
    kept[terms] = 0.0
    left = sp.csr_matrix(x @ sp.diags_array(kept))
    left.eliminate_zeros()
    return left
