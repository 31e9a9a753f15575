"""Correspondence analysis: rows and columns of a table of counts in one plane (Benzécri 1973)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

GRID = 2.0**44  # products are taken on it, so that the last bits of a sum decide nothing
SWEEPS = 60  # of Jacobi: some ten are enough


@dataclass(frozen=True)
class Correspondence:
    """Axes from the one with most inertia; r rows, c columns, k axes."""

    singular_values: Array  # (k,); their squares are the inertia of each axis
    row_masses: Array  # (r,)
    column_masses: Array  # (c,)
    rows: Array  # (r, k), standard coordinates: times a singular value, principal ones
    columns: Array  # (c, k), likewise
    inertia: float  # of the whole table: its chi-squared over its sum

    @property
    def principal_rows(self) -> Array:
        """Coordinates whose distances are those of chi-squared between profiles of rows."""
        coordinates: Array = self.rows * self.singular_values
        return coordinates

    @property
    def principal_columns(self) -> Array:
        """The same of columns."""
        coordinates: Array = self.columns * self.singular_values
        return coordinates


def correspondence(table: Array, axes: int = 2) -> Correspondence:
    """The analysis of a table of counts, shape (r, c), no row and no column of which is empty.

    S = D_r^-1/2 (P − r c') D_c^-1/2 and its singular vectors u, v; standard coordinates are
    D_r^-1/2 u and D_c^-1/2 v (Greenacre 2007). At most min(r, c) − 1 axes, fewer where the rest of
    the table is exhausted. The sign of an axis makes the coordinate of the row farthest from the
    centre, weighed by its mass, positive.
    """
    p = table / np.add.reduce(np.add.reduce(table))
    rows, columns = np.add.reduce(p, axis=1), np.add.reduce(p, axis=0)
    expected = rows[:, None] * columns[None, :]
    s = (p - expected) / np.sqrt(expected)
    # Through the smaller side, and without BLAS or LAPACK, whose bits depend on the processor.
    turned = s.shape[0] > s.shape[1]
    side = s.T if turned else s
    values, vectors = _eigen(np.round(np.einsum("ik,jk->ij", side, side) * GRID) / GRID)
    order = np.argsort(-values, kind="stable")[: min(axes, len(values) - 1)]
    order = order[values[order] > 1e-12]
    singular = np.sqrt(values[order])
    near = vectors[:, order]
    far = np.einsum("ik,ij->kj", side, near) / singular
    u, v = (far, near) if turned else (near, far)
    farthest = np.argmax(np.abs(u), axis=0)
    sign = np.sign(np.take_along_axis(u, farthest[None, :], axis=0))
    return Correspondence(
        singular,
        rows,
        columns,
        u * sign / np.sqrt(rows)[:, None],
        v * sign / np.sqrt(columns)[:, None],
        float(np.add.reduce((s * s).ravel())),
    )


def _eigen(symmetric: Array) -> tuple[Array, Array]:
    """Eigenvalues and eigenvectors (in columns) by Jacobi's rotations (Golub and Van Loan, 8.5).

    In additions and products of pairs alone: where two axes are equal any direction would do, and
    it is always the same one.
    """
    a, vectors = symmetric.copy(), np.eye(len(symmetric))
    for _ in range(SWEEPS):
        if np.abs(a - np.diag(np.diag(a))).max(initial=0.0) <= 1e-15 * np.abs(a).max(initial=0.0):
            break
        for p in range(len(a) - 1):
            for q in range(p + 1, len(a)):
                if a[p, q] == 0.0:
                    continue
                slope = (a[q, q] - a[p, p]) / (2.0 * a[p, q])
                t = (1.0 if slope >= 0 else -1.0) / (abs(slope) + (slope * slope + 1.0) ** 0.5)
                cosine = 1.0 / (t * t + 1.0) ** 0.5
                sine = t * cosine
                for table in (a, a.T, vectors.T):  # columns, then rows, then directions
                    one, other = table[p].copy(), table[q].copy()
                    table[p], table[q] = cosine * one - sine * other, sine * one + cosine * other
                a[p, q] = a[q, p] = 0.0
    return np.diag(a).copy(), vectors
