"""Settling: a cluster hardly anyone would be assigned to is dissolved."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from synthesis.methods.settling import assigned, settle

# Three clusters of units on terms 0-1, 2-3 and 4-5; answers speak of the first two.
UNITS = sp.csr_matrix(np.kron(np.eye(3), np.ones((6, 2))))
GROUPS = np.repeat([1, 2, 3], 6)
ANSWERS = sp.csr_matrix(
    np.array([[1, 1, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0]] * 10 + [[0, 0, 0, 0, 1, 0]])
)
RULE = {"prior": 10.0, "min_score": 0.5, "min_margin": 0.1}


def test_a_cluster_of_one_answer_is_dissolved() -> None:
    """The third holds one answer of twenty-one; two were asked for."""
    settled = settle(UNITS, GROUPS, ANSWERS, least=2.0, **RULE)

    assert [1] * 6 + [2] * 6 + [0] * 6 == settled.tolist()


def test_a_cluster_with_enough_answers_stays() -> None:
    """Nothing is dissolved where each holds what was asked for."""
    assert GROUPS.tolist() == settle(UNITS, GROUPS, ANSWERS, least=1.0, **RULE).tolist()


def test_two_clusters_always_stay() -> None:
    """One alone would say nothing of anyone."""
    settled = settle(UNITS, GROUPS, ANSWERS, least=1000.0, **RULE)

    assert 2 == len(set(settled.tolist()) - {0})


def test_assigned_by_score_and_margin() -> None:
    """By hand: 3 against 1 is clear, 2 against 2 is not, 0 is nothing."""
    x = sp.csr_matrix(np.array([[1, 0], [0, 1], [0, 0]]))
    weights = np.array([[3.0, 2.0], [1.0, 2.0]])

    assert [0, -1, -1] == assigned(x, weights, 1.0, 0.5).tolist()


def test_one_group_has_nobody_behind_it() -> None:
    """Its rows need the score and the margin over nothing."""
    x = sp.csr_matrix(np.array([[1.0, 0.0], [0.0, 1.0]]))
    weights = np.array([[2.0, 0.1]])

    assert [0, -1] == assigned(x, weights, 1.0, 0.25).tolist()
    assert [0, -1] == assigned(x, weights, 0.0, 0.25).tolist()
