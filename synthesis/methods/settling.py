"""Clusters that hardly anyone would be assigned to are dissolved (METHOD.md, section 8)."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods.weighting import counts_by_group, log_odds

Ids = NDArray[np.int64]


def settle(
    units: sp.csr_matrix,
    groups: Ids,
    answers: sp.csr_matrix,
    *,
    prior: float,
    min_score: float,
    min_margin: float,
    least: float,
) -> Ids:
    """The cluster of each unit, those dissolved set to 0; smallest first, never below two.

    A cluster is dissolved when fewer than `least` answers score highest for it, by the rule of
    assignment (METHOD.md, section 9). `units` and `answers` are binary, with the same terms.
    """
    groups = groups.copy()
    while True:
        labels = np.unique(groups[groups > 0])
        if len(labels) <= 2:
            return groups
        weights = log_odds(counts_by_group(units, groups, labels), prior)
        sizes = np.bincount(
            assigned(answers, weights, min_score, min_margin) + 1, minlength=len(labels) + 1
        )[1:]
        smallest = int(np.argmin(sizes))
        if sizes[smallest] >= least:
            return groups
        groups[groups == labels[smallest]] = 0


def assigned(
    x: sp.csr_matrix, weights: NDArray[np.float64], min_score: float, min_margin: float
) -> Ids:
    """Row of `weights` each row of `x` scores highest for; −1 where none does clearly enough."""
    scores = np.asarray(x @ weights.T)
    best = np.argmax(scores, axis=1)
    # The runner-up has zero at least, and is nobody where there is one group.
    runner_up = np.sort(np.column_stack([scores, np.zeros(len(scores))]), axis=1)[:, -2]
    highest = scores[np.arange(len(scores)), best]
    clear = (highest >= min_score) & (highest - runner_up >= min_margin)
    return np.where(clear, best, -1)
