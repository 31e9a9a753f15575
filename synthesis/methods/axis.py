"""First axis of a correspondence analysis, the same bits on any number of threads."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.linalg import eigh_tridiagonal

Array = NDArray[np.float64]

TOLERANCE = 1e-12  # of the leading eigenvalue: the order of the rows no longer moves
MAX_STEPS = 400
LOOK = 4  # steps between two looks at whether it is reached: a look costs more than a step


def dot(a: Array, b: Array) -> float:
    """Sum of products by pairwise addition: BLAS would depend on the number of threads."""
    return float(np.add.reduce(a * b))


def first_axis(x: sp.csr_matrix) -> Array:
    """Coordinate of each row on the first axis, shape (n,); no row or column of `x` is empty.

    The leading left singular vector of D_r^-1/2 (P − r c') D_c^-1/2, divided by the square root
    of the row masses (METHOD.md, section 3). The sign makes the largest coordinate positive.
    Found by Lanczos iterations with full reorthogonalisation on the terms' side.
    """
    total = float(x.sum())
    rows = np.asarray(x.sum(axis=1), dtype=np.float64).ravel()
    columns = np.asarray(x.sum(axis=0), dtype=np.float64).ravel()
    z = sp.diags_array(rows**-0.5) @ x @ sp.diags_array(columns**-0.5)
    z, zt = sp.csr_array(z), sp.csr_array(z.T)
    trivial = np.sqrt(columns / total)

    def apply(v: Array) -> Array:
        w: Array = zt @ (z @ v)
        return w - trivial * dot(trivial, v)

    v = _leading_vector(apply, trivial)
    u = z @ v - np.sqrt(rows / total) * dot(trivial, v)
    coordinates: Array = u / np.sqrt(rows / total)
    peak = int(np.argmax(np.abs(u)))
    return coordinates if u[peak] >= 0 else -coordinates


def _leading_vector(apply: object, trivial: Array) -> Array:
    """Eigenvector of the largest eigenvalue of a symmetric operator, orthogonal to `trivial`."""
    assert callable(apply)
    basis = np.empty((0, len(trivial)))
    diagonal: list[float] = []
    beside: list[float] = []
    v = _start(trivial)
    ritz = np.ones(1)
    last = min(MAX_STEPS, len(trivial))
    for step in range(1, last + 1):
        basis = np.vstack([basis, v])
        w = apply(v)
        diagonal.append(dot(v, w))
        for _ in range(2):  # twice is enough (Kahan, Parlett)
            w = w - np.add.reduce(np.add.reduce(basis * w, axis=1)[:, None] * basis, axis=0)
        w -= trivial * dot(trivial, w)
        norm = dot(w, w) ** 0.5
        if step % LOOK == 0 or step == last or norm <= TOLERANCE:
            ritz, value = _top(diagonal, beside)
            if norm * abs(ritz[-1]) <= TOLERANCE * max(value, TOLERANCE):
                break
        beside.append(norm)
        v = w / norm
    leading: Array = np.add.reduce(ritz[: len(basis), None] * basis, axis=0)
    return leading


def _start(trivial: Array) -> Array:
    """A fixed first direction, far from any symmetry of the table."""
    v = 1.0 + np.sin(np.arange(1.0, len(trivial) + 1.0))
    v -= trivial * dot(trivial, v)
    started: Array = v / max(dot(v, v) ** 0.5, 1e-300)
    return started


def _top(diagonal: list[float], beside: list[float]) -> tuple[Array, float]:
    """Leading eigenvector and eigenvalue of a symmetric tridiagonal matrix."""
    last = len(diagonal) - 1
    values, vectors = eigh_tridiagonal(diagonal, beside, select="i", select_range=(last, last))
    return vectors[:, 0], float(values[0])
