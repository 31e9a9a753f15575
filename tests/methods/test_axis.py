"""The first axis of a correspondence analysis, against numpy's whole decomposition."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from synthesis.methods.axis import dot, first_axis

Array = NDArray[np.float64]

tables = st.tuples(st.integers(3, 14), st.integers(3, 10)).flatmap(
    lambda shape: arrays(np.bool_, shape)
)


def occupied(table: Array) -> Array:
    """The table without its empty rows and columns."""
    table = table[table.any(axis=1)].astype(np.float64)
    return table[:, table.any(axis=0)]


def witness(table: Array) -> tuple[Array, Array]:
    """Left singular vector of the residuals, over the root of the masses; and singular values."""
    p = table / table.sum()
    r, c = p.sum(axis=1), p.sum(axis=0)
    u, values, _ = np.linalg.svd((p - np.outer(r, c)) / np.sqrt(np.outer(r, c)))
    return u[:, 0] / np.sqrt(r), values


def direction(coordinates: Array) -> Array:
    unit: Array = coordinates / np.sqrt(np.sum(coordinates**2))
    return unit


@given(tables)
def test_same_axis_as_numpy(table: Array) -> None:
    """Where one axis is first by far enough, the rows lie on it as numpy has them."""
    table = occupied(table)
    assume(min(table.shape, default=0) >= 2)
    expected, values = witness(table)
    assume(values[0] > 1e-3)
    assume(values[0] - values[1] > 1e-3)
    axis = direction(first_axis(sp.csr_matrix(table)))
    near = direction(expected) * np.sign(np.sum(axis * expected))

    assert near == pytest.approx(axis, abs=1e-7)


@given(tables)
def test_any_table_has_an_axis(table: Array) -> None:
    """Whatever the table: finite coordinates of mean zero, twice the same, the largest positive."""
    table = occupied(table)
    assume(table.size)
    axis = first_axis(sp.csr_matrix(table))
    u = axis * np.sqrt(table.sum(axis=1))

    assert np.isfinite(axis).all()
    assert 0 == pytest.approx(float(np.sum(axis * table.sum(axis=1))), abs=1e-9)
    assert u.max() >= np.abs(u).max() - 1e-9
    assert axis.tobytes() == first_axis(sp.csr_matrix(table)).tobytes()


def test_rows_carry_their_coordinates() -> None:
    """The order of the rows is of no importance to where they lie."""
    table = np.random.default_rng(1).random((40, 25)) < 0.3
    order = np.random.default_rng(2).permutation(40)
    axis = first_axis(sp.csr_matrix(table, dtype=float))

    assert axis[order] == pytest.approx(first_axis(sp.csr_matrix(table[order], dtype=float)))


def test_two_blocks() -> None:
    """Two groups that share no word lie at two points, on either side."""
    block = np.ones((3, 2))
    axis = first_axis(sp.csr_matrix(np.block([[block, 0 * block], [0 * block, block]])))

    assert [axis[0]] * 3 + [-axis[0]] * 3 == pytest.approx(axis)


@given(arrays(np.float64, st.integers(0, 50), elements=st.floats(-1e6, 1e6)))
def test_dot(values: Array) -> None:
    """A sum of squares, as exact as `math.fsum` can tell."""
    assert math.fsum(value * value for value in values) == pytest.approx(dot(values, values))


@pytest.mark.reference
def test_axis_of_rainette(shared: Path) -> None:
    """The coordinates and the order printed by rainette for its own small matrix."""
    mini = json.loads((shared / "reference" / "rainette" / "mini_steps.json").read_text())
    axis = first_axis(sp.csr_matrix(np.array(mini["matrix"], dtype=float)))
    expected = direction(np.array(mini["ca_first_axis_coord"]))

    assert expected == pytest.approx(direction(axis), abs=1e-9)
    assert mini["order"] == (1 + np.argsort(axis.round(9), kind="stable")).tolist()
