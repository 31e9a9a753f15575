"""k-means (Lloyd 1982) in exact arithmetic: no order of summation can change a label.

Coordinates and centres are multiples of 2⁻²⁰ of at most 1 in size, so that products and their
sums over some hundred columns are exact in double precision, whatever BLAS and threads do.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

GRID = 2.0**20
MAX_ROUNDS = 100


def snapped(points: Array) -> Array:
    """The nearest multiples of 2⁻²⁰."""
    return np.round(points * GRID) / GRID


def kmeans(points: Array | sp.csr_array, count: int, seed: int, starts: int = 1) -> Labels:
    """Label of each row, 0 to `count` − 1, from the best of `starts` starts; shape (n,).

    `points` are on the grid (`snapped`, or 0 and 1). Starts are drawn as in Arthur and
    Vassilvitskii 2007; where rows differ less than `count` ways, fewer labels are used.
    """
    # The generator of numpy whose stream is frozen for good.
    draw = np.random.RandomState(seed)
    squares = np.asarray((points * points).sum(axis=1), dtype=np.float64).ravel()
    best, least = np.zeros(points.shape[0], dtype=np.int64), np.inf
    for _ in range(starts):
        labels, spread = _descend(points, squares, _seeds(points, squares, count, draw))
        if spread < least:
            best, least = labels, spread
    return best


def _seeds(
    points: Array | sp.csr_array, squares: Array, count: int, draw: np.random.RandomState
) -> Array:
    """Centres to start from: each next a row drawn by its squared distance from the nearest."""
    first = int(draw.randint(points.shape[0]))
    centres = [_row(points, first)]
    nearest = _distances(points, squares, centres[0][None, :])[:, 0]
    while len(centres) < count:
        mass = np.cumsum(nearest)
        if mass[-1] <= 0.0:
            break
        place = int(np.searchsorted(mass, draw.random_sample() * mass[-1], side="right"))
        centres.append(_row(points, min(place, points.shape[0] - 1)))
        nearest = np.minimum(nearest, _distances(points, squares, centres[-1][None, :])[:, 0])
    return np.array(centres)


def _descend(points: Array | sp.csr_array, squares: Array, centres: Array) -> tuple[Labels, float]:
    """Rows to their nearest centre, centres to the mean of their rows, until nothing moves."""
    labels = np.full(points.shape[0], -1)
    # A sparse table is turned once: turning costs more than a round.
    by_column = points.T.tocsr() if isinstance(points, sp.csr_array) else points.T
    for _ in range(MAX_ROUNDS):
        # Without the square of the row, the same for every centre.
        apart = np.asarray(points @ (-2.0 * centres.T))
        apart += np.add.reduce(centres * centres, axis=1)
        moved = np.argmin(apart, axis=1)
        if np.array_equal(moved, labels):
            break
        labels = moved
        member = (labels[:, None] == np.arange(len(centres))).astype(np.float64)
        sizes = np.add.reduce(member, axis=0)
        sums = np.asarray(by_column @ member).T
        held = sizes > 0
        centres = centres.copy()
        centres[held] = snapped(sums[held] / sizes[held, None])
    nearest = np.take_along_axis(apart, labels[:, None], axis=1).ravel()
    return labels, float(np.add.reduce(squares + nearest))


def _distances(points: Array | sp.csr_array, squares: Array, centres: Array) -> Array:
    """Squared distance of each row from each centre, shape (n, centres); exact."""
    own = np.add.reduce(centres * centres, axis=1)
    apart: Array = squares[:, None] - 2.0 * np.asarray(points @ centres.T) + own[None, :]
    return apart


def _row(points: Array | sp.csr_array, place: int) -> Array:
    row = points[[place]]
    return (row if isinstance(row, np.ndarray) else np.asarray(row.todense())).ravel()
