"""The leading axes of a sparse table, by orthogonal iteration without BLAS: the same bits."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Array = NDArray[np.float64]

SPARE = 8  # directions carried along and dropped: those at the edge converge last
ROUNDS = 6


def coordinates(z: sp.csr_array, count: int) -> Array:
    """Rows of `z`, shape (n, p), on its `count` leading right singular vectors: (n, count).

    Fewer columns where the table has fewer; they are close to the singular vectors, not equal:
    the spectrum of answers is flat, and only the space they span matters here. Orthogonal
    iteration (Golub and Van Loan, 8.2) from a fixed start.
    """
    zt = sp.csr_array(z.T)
    width = min(count + SPARE, *z.shape)
    v = _orthonormal(_start(z.shape[1], width))
    for _ in range(ROUNDS):
        v = _orthonormal(zt @ (z @ v))
    found: Array = z @ v[:, : min(count, width)]
    return found


def unit_rows(points: Array) -> Array:
    """Each row divided by its length; a row of zeros stays."""
    lengths = np.sqrt(np.add.reduce(points * points, axis=1))
    lengths[lengths == 0.0] = 1.0
    scaled: Array = points / lengths[:, None]
    return scaled


def _start(rows: int, width: int) -> Array:
    """Fixed directions far from any symmetry of the table."""
    angles = np.outer(np.arange(1.0, rows + 1.0), np.sqrt(np.arange(1.0, width + 1.0)))
    started: Array = np.sin(angles * angles)
    return started


def _orthonormal(v: Array) -> Array:
    """Columns of length one, at right angles, each in the span of those up to it.

    Gram-Schmidt through the Cholesky factor of the products, twice: once loses half the digits.
    """
    for _ in range(2):
        products = np.einsum("ni,nj->ij", v, v)
        v = np.einsum("ni,ji->nj", v, _inverse_factor(products))
    return v


def _inverse_factor(products: Array) -> Array:
    """L⁻¹ of the Cholesky factorisation L L'; a direction of no length of its own is 0."""
    size = len(products)
    factor, inverse = np.zeros_like(products), np.zeros_like(products)
    least = 1e-14 * np.max(np.diag(products), initial=1e-300)
    for j in range(size):
        row = products[j, :j]
        known = np.add.reduce(inverse[:j, :j] * row[None, :], axis=1)  # row j of L
        left = products[j, j] - np.add.reduce(known * known)
        if left <= least:
            continue
        pivot = left**0.5
        factor[j, :j], factor[j, j] = known, pivot
        inverse[j, :j] = -np.add.reduce(known[:, None] * inverse[:j, :j], axis=0) / pivot
        inverse[j, j] = 1.0 / pivot
    return inverse
