"""Other ways to do the same: which groups are found again when one choice changes."""

from __future__ import annotations

import dataclasses
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
    Left out are those that would change nothing, and those that make no group.
    """
    # Longer units are fewer: half as many as a question needs are enough to compare.
    rules = dataclasses.replace(rules, min_units=max(2, rules.min_units // 2))
    for name, table, shaped, groups in _made(x, longer, lemmas, count, rules):
        if groups.any():
            yield name, placed(table, shaped, groups, rules.smoothing)


def _made(
    x: sp.csr_matrix, longer: sp.csr_matrix, lemmas: sp.csr_matrix, count: int, rules: Rules
) -> Iterator[tuple[str, sp.csr_matrix, sp.csr_matrix, Labels]]:
    """Each world: its name, the rows to place, the rows that shape its groups, and these."""

    def voted(table: sp.csr_matrix, clusters: int) -> Labels:
        rows = np.flatnonzero(np.asarray(table.sum(axis=1)).ravel() > 0)
        groups = np.zeros(table.shape[0], dtype=np.int64)
        groups[rows] = grouped(table[rows], clusters, rules)
        return groups

    fewer = max(2, round(FEWER * count))
    if fewer < count:
        yield "fewer", x, x, voted(x, fewer)
    yield "more", x, x, voted(x, max(count + 1, round(MORE * count)))
    if longer.shape[0] < x.shape[0]:
        yield "longer_units", x, longer, voted(longer, count)
    if not _same(x, lemmas):
        yield "lemmas", lemmas, lemmas, voted(lemmas, count)
    by_frequency = np.argsort(-np.asarray(x.sum(axis=0)).ravel(), kind="stable")
    for name, left_out in (
        ("without_frequent", by_frequency[:FREQUENT]),
        ("without_rare", by_frequency[len(by_frequency) - int(RARE * len(by_frequency)) :]),
    ):
        left = _without(x, left_out)
        yield name, left, left, voted(left, count)
    enough = np.asarray(x.sum(axis=1)).ravel() >= rules.min_unit_terms
    leaves = np.zeros(x.shape[0], dtype=np.int64)
    if enough.sum() >= rules.min_units:
        leaves[enough] = divided(x[enough], count)
    yield "reinert", x, x, leaves
    for name, groups in second_opinions(x, count, rules.seed):
        yield name, x, x, groups + 1


def _same(one: sp.csr_matrix, other: sp.csr_matrix) -> bool:
    """Whether both tables hold the same columns, in any order."""
    if one.shape != other.shape or one.nnz != other.nnz:
        return False
    columns = [sorted(np.split(t.indices, t.indptr[1:-1]), key=lambda rows: rows.tolist())
               for t in (sp.csc_matrix(one), sp.csc_matrix(other))]  # fmt: skip
    return all(np.array_equal(a, b) for a, b in zip(*columns, strict=True))


def _without(x: sp.csr_matrix, terms: Labels) -> sp.csr_matrix:
    kept = np.ones(x.shape[1])
    kept[terms] = 0.0
    left = sp.csr_matrix(x @ sp.diags_array(kept))
    left.eliminate_zeros()
    return left
