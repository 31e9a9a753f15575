"""What a term weighs for a cluster: log-odds with a prior, against Python's own logarithms."""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from synthesis.methods.weighting import counts_by_group, log_odds

Array = NDArray[np.float64]

counts = (
    st.tuples(st.integers(2, 5), st.integers(2, 6))
    .flatmap(lambda shape: arrays(np.float64, shape, elements=st.integers(0, 50).map(float)))
    .filter(lambda table: np.count_nonzero(table.sum(axis=0)) > 1)
)
priors = st.floats(0.1, 100)


def weight(counts: list[list[float]], cluster: int, term: int, prior: float) -> float:
    """One weight, written as Monroe, Colaresi and Quinn (2008) do."""
    y, n = counts[cluster][term], sum(counts[cluster])
    total, whole = sum(row[term] for row in counts), sum(map(sum, counts))
    a = prior * total / whole

    def logit(y: float, n: float) -> float:
        return math.log((y + a) / (n + prior - y - a))

    return logit(y, n) - logit(total - y, whole - n) if total else 0.0


def test_by_hand() -> None:
    """Three of four here, one of four there, a prior of two: twice log((3 + 1) / (1 + 1))."""
    expected = 2 * math.log(2)

    assert [[expected, -expected], [-expected, expected]] == pytest.approx(
        log_odds(np.array([[3.0, 1.0], [1.0, 3.0]]), 2.0)
    )


def test_a_term_of_no_row_weighs_nothing() -> None:
    """Nor does one spread as the clusters are."""
    assert np.zeros((2, 3)) == pytest.approx(
        log_odds(np.array([[2.0, 4.0, 0.0], [1.0, 2.0, 0.0]]), 10.0)
    )


@given(counts, priors)
def test_every_weight(counts: Array, prior: float) -> None:
    """The formula, cell by cell."""
    found = log_odds(counts, prior)
    listed = counts.tolist()
    expected = [
        [weight(listed, cluster, term, prior) for term in range(len(listed[0]))]
        for cluster in range(len(listed))
    ]

    assert np.array(expected) == pytest.approx(found, abs=1e-9)


@given(counts, priors)
def test_two_clusters_mirror_each_other(counts: Array, prior: float) -> None:
    """What speaks for one of two clusters speaks as much against the other."""
    one, other = log_odds(counts[:2], prior) if counts[:2].any() else np.zeros((2, 1))
    told = ~np.isnan(one)  # a single term has no odds

    assert one[told] == pytest.approx(-other[told], abs=1e-9)


@given(counts, priors)
def test_order_is_irrelevant(counts: Array, prior: float) -> None:
    """Clusters and terms in another order: the same weights there, but for the last bits."""
    assert log_odds(counts, prior)[::-1, ::-1] == pytest.approx(
        log_odds(counts[::-1, ::-1], prior), abs=1e-9
    )


def test_counts_by_group() -> None:
    """Rows of each group that hold each term, in the order of the labels asked."""
    x = sp.csr_matrix(np.array([[1.0, 0, 1], [1, 1, 0], [0, 1, 0], [1, 1, 1]]))
    groups = np.array([2, 1, 1, 0])

    assert [[1, 2, 0], [1, 0, 1]] == counts_by_group(x, groups, np.array([1, 2])).tolist()
