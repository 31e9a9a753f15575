"""Clusters joined: chi-squared is shared out whole, and the joints are those of Ward."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy.cluster.hierarchy import linkage
from scipy.stats import chi2_contingency

from synthesis.methods.ascending import ascending

Array = NDArray[np.float64]

tables = st.tuples(st.integers(2, 8), st.integers(2, 9)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=st.integers(1, 50))
)


@given(tables)
def test_the_joints_share_out_the_whole_chi_squared(counts: Array) -> None:
    """Pearson's of the table of clusters by terms; each joint loses at least as much as before."""
    lost = [joint.chi2 for joint in ascending(counts)]

    assert len(counts) - 1 == len(lost)
    assert chi2_contingency(counts, correction=False).statistic == pytest.approx(
        sum(lost), abs=1e-9
    )
    assert all(one <= other + 1e-9 for one, other in pairwise(lost))


def test_rows_of_one_size_are_joined_as_ward_joins_them() -> None:
    """With equal totals the metric is Euclid's on profiles over the roots of the shares."""
    counts = np.random.default_rng(0).multinomial(500, np.full(12, 1 / 12), 7).astype(np.float64)
    counts[3:, :4] += 60
    counts *= 1000 / counts.sum(axis=1, keepdims=True)
    scaled = counts / 1000 / np.sqrt(counts.sum(axis=0) / counts.sum())
    expected = linkage(scaled, "ward")[:, 2] ** 2 / 2 * 1000

    assert expected == pytest.approx([joint.chi2 for joint in ascending(counts)])


def test_sides() -> None:
    """The two alike first; the larger side on the left; each row once."""
    counts = np.array([[10.0, 0, 0], [0, 30, 4], [0, 25, 6]])
    first, last = ascending(counts)

    assert ((1,), (2,)) == (first.left, first.right)
    assert ((1, 2), (0,)) == (last.left, last.right)


def test_one_cluster_has_no_joint() -> None:
    """Nor has none."""
    assert [] == ascending(np.ones((1, 3)))
    assert [] == ascending(np.empty((0, 3)))
