"""Correspondence analysis: Greenacre's smokers, and what holds of any table."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from synthesis.methods.correspondence import correspondence

Array = NDArray[np.float64]

tables = st.tuples(st.integers(3, 7), st.integers(3, 9)).flatmap(
    lambda shape: st.lists(
        st.lists(st.integers(1, 30), min_size=shape[1], max_size=shape[1]),
        min_size=shape[0],
        max_size=shape[0],
    ).map(lambda rows: np.array(rows, dtype=np.float64))
)


@pytest.mark.reference
@pytest.mark.parametrize("turned", [False, True])
def test_smoke(shared: Path, turned: bool) -> None:
    """Singular values, masses and coordinates as R's `ca`, up to the sign of an axis."""
    known = json.loads((shared / "reference" / "ca" / "greenacre_smoke.json").read_text())
    table = np.array(known["table"], dtype=np.float64)
    found = correspondence(table.T if turned else table, axes=3)
    rows, columns = (found.columns, found.rows) if turned else (found.rows, found.columns)
    expected = np.array(known["rowcoord_standard"])
    signs = np.sign(expected[0] * rows[0])

    assert known["sv"] == pytest.approx(found.singular_values.tolist())
    assert known["total_inertia"] == pytest.approx(found.inertia)
    assert known["rowmass"] == pytest.approx(
        (found.column_masses if turned else found.row_masses).tolist()
    )
    assert rows * signs == pytest.approx(expected)
    assert columns * signs == pytest.approx(np.array(known["colcoord_standard"]))


@given(tables)
def test_laws(table: Array) -> None:
    """The centre is at zero, inertia is chi-squared over the sum, and all axes together hold it."""
    found = correspondence(table, axes=10)
    scale = max(1.0, float(np.abs(found.rows).max(initial=0.0)))

    assert np.abs(found.row_masses @ found.rows).max(initial=0.0) < 1e-6 * scale
    assert stats.chi2_contingency(table, correction=False).statistic / table.sum() == pytest.approx(
        found.inertia, abs=1e-9
    )
    assert found.inertia == pytest.approx(float((found.singular_values**2).sum()), abs=1e-8)
    assert len(found.singular_values) <= min(table.shape) - 1


def test_distances_are_those_of_profiles() -> None:
    """Between principal rows, all axes kept: chi-squared distance of their profiles."""
    table = np.array([[4.0, 2, 3, 9], [4, 3, 7, 4], [25, 10, 1, 4], [8, 1, 2, 2]])
    found = correspondence(table, axes=3)
    profiles = table / table.sum(axis=1, keepdims=True)
    apart = ((profiles[0] - profiles[2]) ** 2 / found.column_masses).sum()
    drawn = ((found.principal_rows[0] - found.principal_rows[2]) ** 2).sum()

    assert apart == pytest.approx(drawn)


def test_equal_axes_are_always_the_same() -> None:
    """Three clusters of words of their own: any axes would do, and any processor takes these."""
    code = (
        "import numpy as np; from synthesis.methods.correspondence import correspondence as c;"
        "x = np.kron(np.eye(4), np.ones(7)) * 9 + 1; print(c(x).principal_rows.round(6).tolist())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env=os.environ | {"OPENBLAS_CORETYPE": kind},
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for kind in ("Haswell", "SkylakeX", "Nehalem", "Prescott")
    }

    assert 1 == len(told)


@given(tables)
def test_singular_values_as_numpy(table: Array) -> None:
    """By rotations as by LAPACK."""
    p = table / table.sum()
    expected = np.outer(p.sum(axis=1), p.sum(axis=0))
    singular = np.linalg.svd((p - expected) / np.sqrt(expected), compute_uv=False)
    found = correspondence(table, axes=10).singular_values

    assert singular[: len(found)] == pytest.approx(found, abs=1e-9)


def test_nothing_to_tell_apart() -> None:
    """Rows all alike have no axis."""
    found = correspondence(np.array([[2.0, 4, 6], [1, 2, 3], [3, 6, 9]]))

    assert (0,) == found.singular_values.shape
    assert (3, 0) == found.principal_rows.shape
    assert (3, 0) == found.principal_columns.shape
