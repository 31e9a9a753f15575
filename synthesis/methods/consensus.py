"""One partition from several: what most of them put together stays together (METHOD.md, section 8).

Reinert's tree sees divisions, k-means on axes sees neighbours, and each weighting of the terms sees
other ones. Each votes; answers are then grouped by the votes they got, not by their words again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods.axes import coordinates, unit_rows
from synthesis.methods.kmeans import kmeans, snapped

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

SEEDS = 5  # partitions of each weighting
STARTS = 10  # of the last k-means, on the votes
FEW_STARTS = 4
AXES_PER_CLUSTER = 3


def consensus(x: sp.csr_matrix, given: list[Labels], count: int, seed: int) -> Labels:
    """Label of each row of a binary table, 0 to `count` − 1; no row is empty. Shape (n,).

    Votes are those `given`, each a label per row (−1 for none), and k-means on the leading axes
    of three weightings of the table, `SEEDS` times each. The order of the rows changes nothing.
    """
    order = _by_content(x)
    x = x[order]
    votes = [labels[order] for labels in given]
    for weighting in WEIGHTINGS.values():
        placed = _points(_axes(weighting(x), count), count)
        votes += [kmeans(placed, count, seed + each) for each in range(SEEDS)]
    return _reordered(kmeans(ballots(votes), count, seed, STARTS), order)


def side_by_side(x: sp.csr_matrix, counts: list[int], seed: int) -> Iterator[Labels]:
    """Label of each row for each of `counts`: one k-means on the three sets of axes at once.

    What the vote would say, nearly, at a fraction of its cost.
    """
    order = _by_content(x)
    axes = [_axes(weighting(x[order]), max(counts)) for weighting in WEIGHTINGS.values()]
    for count in counts:
        points = np.hstack([_points(each, count) for each in axes])
        yield _reordered(kmeans(points, count, seed, FEW_STARTS), order)


def second_opinions(x: sp.csr_matrix, count: int, seed: int) -> Iterator[tuple[str, Labels]]:
    """What other programs would say of the same table: k-means on TF-IDF, on LSA, on axes of CA.

    Each alone, the best of `STARTS` starts, on as many axes as clusters.
    """
    order = _by_content(x)
    weighted = inverse_frequency(x[order])
    latent = unit_rows(coordinates(weighted, count))
    # The first axis of uncentred masses says how many terms a row holds, and is left out.
    axes = unit_rows(coordinates(masses(x[order]), count + 1)[:, 1:])
    weighted.data = snapped(weighted.data)
    tables = {"tfidf": weighted, "lsa": snapped(latent), "masses": snapped(axes)}
    for name, table in tables.items():
        yield name, _reordered(kmeans(table, count, seed, STARTS), order)


def _axes(z: sp.csr_array, count: int) -> Array:
    return coordinates(z, AXES_PER_CLUSTER * count)


def _points(axes: Array, count: int) -> Array:
    """Rows on the leading axes, each axis counting by its singular value once more.

    Answers are short, axes many and close in strength: what several terms share counts more.
    """
    leading = axes[:, : AXES_PER_CLUSTER * count]
    lengths = np.sqrt(np.add.reduce(leading * leading, axis=0))
    return snapped(unit_rows(leading * lengths))


def _reordered(labels: Labels, order: Labels) -> Labels:
    found = np.empty(len(labels), dtype=np.int64)
    found[order] = labels
    return found


def _by_content(x: sp.csr_matrix) -> Labels:
    """The rows in the order of the terms they hold: k-means starts from rows by their place."""
    held = np.split(x.indices, x.indptr[1:-1])
    return np.array(sorted(range(x.shape[0]), key=lambda row: held[row].tolist()), dtype=np.int64)


def ballots(votes: list[Labels]) -> sp.csr_array:
    """One column for each cluster of each partition, 1 where the row is in it."""
    blocks = []
    for labels in votes:
        rows = np.flatnonzero(labels >= 0)
        shape = (len(labels), int(labels.max(initial=0)) + 1)
        blocks.append(sp.csr_array((np.ones(len(rows)), (rows, labels[rows])), shape=shape))
    return sp.csr_array(sp.hstack(blocks, format="csr"))


def inverse_frequency(x: sp.csr_matrix, power: int = 1) -> sp.csr_array:
    """Rows of length one, a term weighing (1 + ln((1 + n) / (1 + rows that hold it)))^power."""
    held = np.asarray(x.sum(axis=0), dtype=np.float64).ravel()
    weight = (1.0 + np.log((1.0 + x.shape[0]) / (1.0 + held))) ** power
    z = sp.csr_array(x) @ sp.diags_array(weight)
    lengths = np.sqrt(np.asarray((z * z).sum(axis=1)).ravel())
    return sp.csr_array(sp.diags_array(1.0 / lengths) @ z)


def masses(x: sp.csr_matrix) -> sp.csr_array:
    """D_r^-1/2 X D_c^-1/2: the table whose axes are those of its correspondence analysis."""
    rows = np.asarray(x.sum(axis=1), dtype=np.float64).ravel()
    columns = np.asarray(x.sum(axis=0), dtype=np.float64).ravel()
    columns[columns == 0.0] = 1.0
    return sp.csr_array(
        sp.diags_array(rows**-0.5) @ sp.csr_array(x) @ sp.diags_array(columns**-0.5)
    )


WEIGHTINGS: Final[dict[str, Callable[[sp.csr_matrix], sp.csr_array]]] = {
    "frequency": inverse_frequency,
    "rarity": partial(inverse_frequency, power=2),
    "masses": masses,
}
