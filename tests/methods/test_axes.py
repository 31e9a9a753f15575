"""The leading axes of a table, against numpy's whole decomposition."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from synthesis.methods.axes import coordinates, unit_rows

Array = NDArray[np.float64]


def table(n: int, p: int, ranks: list[float], seed: int = 0) -> Array:
    """A table whose singular values are those given."""
    random = np.random.default_rng(seed)
    u, _ = np.linalg.qr(random.normal(size=(n, len(ranks))))
    v, _ = np.linalg.qr(random.normal(size=(p, len(ranks))))
    made: Array = u @ np.diag(ranks) @ v.T
    return made


def test_the_axes_are_those_of_numpy() -> None:
    """Where singular values lie well apart, each axis is the same, up to its sign."""
    given = table(60, 40, [27.0, 9.0, 3.0, 1.0] + [0.01] * 10)
    u, s, _ = np.linalg.svd(given, full_matrices=False)
    expected = np.abs(u[:, :4] * s[:4])

    assert expected == pytest.approx(np.abs(coordinates(sp.csr_array(given), 4)), abs=1e-3)


@pytest.mark.parametrize("seed", range(5))
def test_the_axes_hold_what_any_axes_can(seed: int) -> None:
    """Of a table as flat as answers are, the space holds 98 % of what the best one holds."""
    random = np.random.default_rng(seed)
    given = (random.random((300, 120)) < random.random(120) * 0.1).astype(np.float64)
    s = np.linalg.svd(given, compute_uv=False)
    found = coordinates(sp.csr_array(given), 20)

    assert (found.shape, 20) == ((300, 20), np.linalg.matrix_rank(found))
    assert np.sum(found**2) >= 0.98 * np.sum(s[:20] ** 2)


def test_no_more_axes_than_the_table_has() -> None:
    """Three columns, two of them the same: three coordinates, one of them nothing."""
    given = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0], [1.0, 1.0, 1.0]])
    found = coordinates(sp.csr_array(given), 9)

    assert (3, 3) == found.shape
    assert np.sum(given**2) == pytest.approx(np.sum(found**2))


def test_the_same_bits_on_any_number_of_threads() -> None:
    """No BLAS has a part in them."""
    random = np.random.default_rng(1)
    given = sp.csr_array((random.random((2000, 300)) < 0.03).astype(np.float64))
    with threadpool_limits(1):
        one = coordinates(given, 30)
    with threadpool_limits(2):
        two = coordinates(given, 30)

    assert one.tobytes() == two.tobytes()


def test_unit_rows() -> None:
    """Each of length one; nothing stays nothing."""
    assert [[0.6, 0.8], [0.0, 0.0]] == unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).tolist()
