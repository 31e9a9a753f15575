"""Descending classification by chi-squared (Reinert 1983), exact (METHOD.md, sections 3 to 7).

Each division orders the rows along the first axis of a correspondence analysis, cuts where the
chi-squared of the two halves is largest, moves single rows as long as one improves it, best move
first, and keeps for each half the terms that are not against it. Two invariants are asserted in
every run: no move lowers the chi-squared, and the one recorded is that of the partition.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.errors import MethodError
from synthesis.methods.axis import first_axis

Array = NDArray[np.float64]
Rows = NDArray[np.int64]

DECIMALS = 12  # of a coordinate: closer rows are taken as tied, and ordered by number
DRIFT = 1e-9  # relative: what the updated chi-squared may lose against the recomputed one
CONTINGENCY = 0.3  # a term this little tied to the division stays in both halves


@dataclass(frozen=True)
class Division:
    """One cut in two: which leaf (numbered from 0, left to right) and what lies on each side."""

    leaf: int
    chi2: float
    left: Rows
    right: Rows


@dataclass(frozen=True)
class Tree:
    """The divisions in the order they were made, of a table with `row_count` rows."""

    row_count: int
    divisions: tuple[Division, ...]

    @property
    def heights(self) -> list[float]:
        """Chi-squared of each division, in order."""
        return [division.chi2 for division in self.divisions]

    def groups(self, k: int) -> NDArray[np.int64]:
        """Cluster of each row at `k` clusters, 1 to k from left to right; 0 = none.

        Raises MethodError when the table could not be cut into that many.
        """
        if not 1 <= k <= len(self.divisions) + 1:
            raise MethodError(f"The tree has 1 to {len(self.divisions) + 1} clusters, not {k}.")
        leaves: list[Rows] = [np.arange(self.row_count)]
        for division in self.divisions[: k - 1]:
            leaves[division.leaf : division.leaf + 1] = [division.left, division.right]
        labels = np.zeros(self.row_count, dtype=np.int64)
        for label, rows in enumerate(leaves, 1):
            labels[rows] = label
        return labels


@dataclass(frozen=True)
class _Leaf:
    rows: Rows  # numbers in the whole table
    columns: Rows
    alike: bool = False  # every row holds every term: nothing tells them apart

    @property
    def size(self) -> int:
        """Rows to be told apart."""
        return 0 if self.alike else len(self.rows)


def classify(
    x: sp.csr_matrix, cluster_count: int, *, min_split_members: int = 5, min_term_count: int = 3
) -> Tree:
    """Divide the rows of a binary matrix (units × terms) until `cluster_count` leaves.

    The largest leaf is divided next, the first on ties, unless its rows are all alike; it ends
    when that leaf has fewer than `min_split_members` rows or three terms. A term stays in a half
    where at least `min_term_count` rows hold it. Rows left without a term belong to no cluster.
    """
    x = sp.csr_matrix(x, dtype=np.float64)
    x.data[:] = 1.0
    leaves = [_occupied(x, _Leaf(np.arange(x.shape[0]), np.arange(x.shape[1])))]
    divisions: list[Division] = []
    while len(leaves) < cluster_count:
        largest = max(range(len(leaves)), key=lambda i: leaves[i].size)
        leaf = leaves[largest]
        if leaf.size < max(min_split_members, 3) or len(leaf.columns) < 3:
            break
        table = x[leaf.rows][:, leaf.columns]
        side, chi2 = divide(table)
        halves = []
        for rows, columns in zip((side, ~side), _columns(table, side, min_term_count), strict=True):
            halves.append(_occupied(x, _Leaf(leaf.rows[rows], leaf.columns[columns])))
        divisions.append(Division(largest, chi2, leaf.rows[side], leaf.rows[~side]))
        leaves[largest : largest + 1] = halves
    return Tree(x.shape[0], tuple(divisions))


def divide(x: sp.csr_matrix) -> tuple[NDArray[np.bool_], float]:
    """The best cut of the rows in two: which rows lie left, and its chi-squared."""
    side = _cut(x, first_axis(x))
    side, chi2 = _switch(x, side)
    recomputed = chi2_of(x, side)
    if abs(chi2 - recomputed) > DRIFT * max(recomputed, 1.0):
        raise MethodError(f"A division records chi2 {chi2}, its partition has {recomputed}.")
    return side, recomputed


def chi2_of(x: sp.csr_matrix, side: NDArray[np.bool_]) -> float:
    """Chi-squared of the 2 × p table of the terms of two halves."""
    totals = _sums(x)
    left = _sums(x[side])
    n, n1 = float(totals.sum()), float(left.sum())
    if n1 in (0.0, n):
        return 0.0
    spread = float(np.add.reduce(left**2 / totals))
    return float(n * n / (n1 * (n - n1)) * (spread - n1 * n1 / n))


def _sums(x: sp.csr_matrix) -> Array:
    return np.asarray(x.sum(axis=0), dtype=np.float64).ravel()


def _occupied(x: sp.csr_matrix, leaf: _Leaf) -> _Leaf:
    """The leaf without the terms that no row holds, then without the rows that hold none."""
    table = x[leaf.rows][:, leaf.columns]
    columns = leaf.columns[_sums(table) > 0]
    sizes = np.asarray(x[leaf.rows][:, columns].sum(axis=1)).ravel()
    alike = bool((sizes[sizes > 0] == len(columns)).all())
    return _Leaf(leaf.rows[sizes > 0], columns, alike)


def _cut(x: sp.csr_matrix, coordinates: Array) -> NDArray[np.bool_]:
    """The prefix, in the order of the axis, whose chi-squared is largest; the first on ties."""
    order = np.argsort(np.round(coordinates, DECIMALS), kind="stable")
    ordered = x[order]
    totals, sizes = _sums(x), np.diff(ordered.indptr)
    # Adding a row raises sum(a²/T) by (2 a + 1)/T for each of its terms; `a`, the rows before it
    # that hold the term, is the rank of the entry in its column.
    by_column = np.argsort(ordered.indices, kind="stable")
    before = np.empty(len(by_column))
    starts = np.concatenate([[0], np.cumsum(totals)[:-1]]).astype(np.int64)
    before[by_column] = np.arange(len(by_column)) - np.repeat(starts, totals.astype(np.int64))
    gains = (2.0 * before + 1.0) / totals[ordered.indices]
    n, n1 = float(totals.sum()), np.cumsum(sizes)[:-1].astype(np.float64)
    spread = np.cumsum(np.add.reduceat(gains, ordered.indptr[:-1]))[:-1]
    chi2 = n * n / (n1 * (n - n1)) * (spread - n1 * n1 / n)
    side = np.zeros(x.shape[0], dtype=bool)
    side[order[: int(np.argmax(chi2)) + 1]] = True
    return side


def _switch(x: sp.csr_matrix, side: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], float]:
    """Move the row that raises the chi-squared most, as long as one does."""
    side = side.copy()
    by_term = sp.csc_matrix(x)
    totals, sizes = _sums(x), np.diff(x.indptr).astype(np.float64)
    n, longest = float(totals.sum()), float(sizes.max())
    left = _sums(x[side])
    n1, spread = float(left.sum()), float(np.add.reduce(left**2 / totals))
    pull = x @ (left / totals)  # for each row, the sum over its terms of a/T
    own = x @ (1.0 / totals)
    chi2 = n * n / (n1 * (n - n1)) * (spread - n1 * n1 / n)
    sign = np.where(side, -1.0, 1.0)
    toward, twice = sign * sizes, 2.0 * sign
    # Written in place: there are thousands of moves, and each looks at every row.
    moved, candidates, gains = (np.empty(len(side)) for _ in range(3))
    while True:
        np.add(toward, n1, out=moved)
        np.multiply(twice, pull, out=gains)
        gains += spread
        gains += own
        emptied = (moved <= 0) | (moved >= n) if min(n1, n - n1) <= longest else None
        with np.errstate(divide="ignore", invalid="ignore"):
            np.subtract(n, moved, out=candidates)
            candidates *= moved
            np.divide(n * n, candidates, out=candidates)
            moved *= moved
            moved /= n
            gains -= moved
            candidates *= gains
        if emptied is not None:
            candidates[emptied] = -np.inf
        best = int(np.argmax(candidates))
        if not candidates[best] > chi2 * (1.0 + 1e-12):
            return side, chi2
        direction = float(sign[best])
        chi2 = float(candidates[best])
        n1 = float(n1 + toward[best])
        spread = float(spread + twice[best] * pull[best] + own[best])
        side[best] = not side[best]
        sign[best], toward[best], twice[best] = -direction, -toward[best], -twice[best]
        for j in x.indices[x.indptr[best] : x.indptr[best + 1]]:
            holders = by_term.indices[by_term.indptr[j] : by_term.indptr[j + 1]]
            pull[holders] += direction / totals[j]


def _columns(
    x: sp.csr_matrix, side: NDArray[np.bool_], min_term_count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The terms each half keeps: frequent enough there, and not clearly against it.

    Per term, counts a and b against those expected from the size of each half in terms, and the
    contingency coefficient sqrt(x² / (x² + t)) (METHOD.md, section 6).
    """
    totals, left = _sums(x), _sums(x[side])
    share = float(left.sum() / totals.sum())
    kept = []
    expected = (totals * share, totals * (1.0 - share))
    counts = (left, totals - left)
    distance = sum((a - e) ** 2 / e for a, e in zip(counts, expected, strict=True))
    coefficient = np.sqrt(distance / (distance + totals))
    for count, wanted in zip(counts, expected, strict=True):
        against = (coefficient > CONTINGENCY) & (count <= wanted)
        kept.append(np.flatnonzero((count >= min_term_count) & ~against))
    return kept[0], kept[1]
