"""Correspondence analysis: rows and columns of a table of counts in one plane (Benzécri 1973)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


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
    # Through the smaller side, and without BLAS: the same bits under any number of threads.
    turned = s.shape[0] > s.shape[1]
    side = s.T if turned else s
    values, vectors = np.linalg.eigh(np.einsum("ik,jk->ij", side, side))
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
