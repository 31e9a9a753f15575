"""A consensus: planted groups are found, a wrong vote is outvoted, no order of rows counts."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.metrics import adjusted_rand_score

from synthesis.methods.consensus import ballots, consensus, inverse_frequency, masses

Labels = NDArray[np.int64]


def table(sizes: list[int], noise: float, seed: int = 0) -> tuple[sp.csr_matrix, Labels]:
    """Rows with some of eight terms of their group, and any other term by chance."""
    random = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    chance = np.full((len(truth), 8 * len(sizes)), noise)
    for group in range(len(sizes)):
        chance[truth == group, 8 * group : 8 * group + 8] = 0.4
    made = random.random(chance.shape) < chance
    made[np.arange(len(truth)), 8 * truth] = True
    return sp.csr_matrix(made.astype(np.float64)), truth


def test_planted_groups_are_found() -> None:
    """Six groups, a term in fifty by chance."""
    x, truth = table([60, 50, 40, 40, 30, 20], 0.02)

    assert adjusted_rand_score(truth, consensus(x, [], 6, 2019)) > 0.95


def test_a_wrong_vote_is_outvoted() -> None:
    """One partition of eleven drawn at random moves almost nobody."""
    x, truth = table([50, 50, 50], 0.05)
    odd = np.random.default_rng(3).integers(0, 3, len(truth))

    assert adjusted_rand_score(truth, consensus(x, [odd], 3, 2019)) > 0.95


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_changes_nothing(seed: int) -> None:
    """The same rows are together, under the same labels."""
    x, truth = table([40, 30, 30], 0.15, seed)
    order = np.random.default_rng(seed).permutation(len(truth))
    votes = [truth % 2]
    first = consensus(x, votes, 4, 2019)
    second = consensus(sp.csr_matrix(x[order]), [votes[0][order]], 4, 2019)

    assert first[order].tolist() == second.tolist()


def test_ballots() -> None:
    """A column a cluster; a row that was given none has no ballot."""
    found = ballots([np.array([0, 1, -1]), np.array([1, 1, 0])])

    assert [[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 0]] == found.toarray().tolist()


def test_weights_of_terms() -> None:
    """As scikit-learn's smoothed TF-IDF; and rows over the roots of both margins."""
    x, _ = table([20, 20], 0.1)
    expected = TfidfTransformer().fit_transform(x).toarray()
    scaled = x.toarray() / np.sqrt(np.outer(x.sum(axis=1), np.maximum(x.sum(axis=0), 1)))

    assert expected == pytest.approx(inverse_frequency(x, 1).toarray())
    assert scaled == pytest.approx(masses(x).toarray())
