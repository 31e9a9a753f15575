"""k-means, against scikit-learn's from the same centres, and exact whatever the order of sums."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from synthesis.methods import kmeans as module
from synthesis.methods.axes import unit_rows
from synthesis.methods.kmeans import kmeans, snapped

Array = NDArray[np.float64]


def points(n: int, width: int, seed: int, groups: int = 0) -> Array:
    """Rows of length one on the grid; about so many directions, or anywhere."""
    random = np.random.default_rng(seed)
    made = random.normal(size=(n, width))
    if groups:
        made = made * 0.2 + random.normal(size=(groups, width))[np.arange(n) % groups]
    return snapped(unit_rows(made))


@pytest.mark.parametrize("seed", range(5))
def test_as_scikit_learn_from_the_same_centres(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lloyd's algorithm has one answer once its centres are given."""
    given = points(400, 6, seed)
    start = given[:7]
    monkeypatch.setattr(module, "_seeds", lambda *_: start)
    expected = KMeans(7, init=start, n_init=1, tol=0.0, max_iter=100, algorithm="lloyd").fit(given)

    assert 1.0 == adjusted_rand_score(expected.labels_, kmeans(given, 7, seed))


def test_groups_far_apart_are_found() -> None:
    """From ten starts, each group is one label."""
    found = kmeans(points(300, 8, 0, groups=5), 5, 2019, starts=10)

    assert 1.0 == adjusted_rand_score(np.arange(300) % 5, found)


@given(st.integers(0, 10_000), st.integers(2, 60), st.integers(1, 9))
def test_sums_are_exact(seed: int, n: int, count: int) -> None:
    """Columns in another order are summed in another order: the labels are the same."""
    given = points(n, 12, seed)
    order = np.random.default_rng(seed).permutation(12)

    assert kmeans(given, count, seed).tolist() == kmeans(given[:, order], count, seed).tolist()


def test_a_sparse_table_is_read_as_a_dense_one() -> None:
    """Zeros and ones: the same labels."""
    given = (np.random.default_rng(0).random((80, 20)) < 0.2).astype(np.float64)

    assert kmeans(given, 4, 1).tolist() == kmeans(sp.csr_array(given), 4, 1).tolist()


def test_rows_that_do_not_differ() -> None:
    """Three ways to be different make at most three labels."""
    given = snapped(np.eye(3))[np.arange(30) % 3]

    assert 3 == len(set(kmeans(given, 8, 0).tolist()))
