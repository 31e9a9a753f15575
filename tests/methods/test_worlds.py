"""Other ways to do the same: groups that words hold apart are in all of them."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from synthesis.methods.grouping import Rules
from synthesis.methods.worlds import worlds
from synthesis.settings import Settings

Labels = NDArray[np.int64]


NUMBERED = ("longer_units", "lemmas", "without_frequent", "without_rare",
            "reinert", "tfidf", "lsa", "masses")  # fmt: skip


def table(groups: int, size: int, own: float, other: float) -> tuple[sp.csr_matrix, Labels]:
    """Rows with some of twelve terms of their group, and some of the others."""
    random = np.random.default_rng(0)
    truth = np.repeat(np.arange(groups), size)
    chance = np.full((len(truth), 12 * groups), other)
    for group in range(groups):
        chance[truth == group, 12 * group : 12 * group + 12] = own
    made = random.random(chance.shape) < chance
    made[np.arange(len(truth)), 12 * truth + np.arange(len(truth)) % 12] = True
    return sp.csr_matrix(made.astype(np.float64)), truth


def pairs(x: sp.csr_matrix) -> sp.csr_matrix:
    """Rows joined two by two, the next of each: longer units of the same words."""
    joined = sp.csr_matrix(x[0::2] + x[1::2])
    joined.data[:] = 1.0
    return joined


def twins(x: sp.csr_matrix) -> sp.csr_matrix:
    """The rows by lemmas of which the first column has two."""
    return sp.csr_matrix(sp.hstack([x, x[:, :1]]))


def test_groups_far_apart_are_in_every_world_of_their_number() -> None:
    """With as many clusters, any method and vocabulary finds them; fewer cannot, more need not."""
    x, truth = table(4, 60, 0.4, 0.01)
    found = dict(worlds(x, pairs(x), twins(x), 4, Rules.of(Settings())))

    assert ["fewer", "more", *NUMBERED] == list(found)
    assert {3} == {len(set(found["fewer"].tolist()) - {-1})}
    assert {5} == {len(set(found["more"].tolist()) - {-1})}
    for name in NUMBERED:
        assert adjusted_rand_score(truth, found[name]) > 0.9, name


def test_each_world_is_made_of_its_own_table() -> None:
    """Longer units of noise, or lemmas of noise, spoil their world and no other."""
    x, truth = table(4, 60, 0.4, 0.01)
    noise, _ = table(4, 60, 0.1, 0.1)
    longer = dict(worlds(x, pairs(noise), twins(x), 4, Rules.of(Settings())))
    lemmas = dict(worlds(x, pairs(x), noise, 4, Rules.of(Settings())))

    for found, spoilt in ((longer, "longer_units"), (lemmas, "lemmas")):
        for name in NUMBERED:
            agreement = adjusted_rand_score(truth, found[name])
            assert agreement < 0.5 if name == spoilt else agreement > 0.9, name


def test_rows_left_without_a_term_are_nowhere() -> None:
    """A row that holds only what a world leaves out has no group there; it keeps its place."""
    x, _ = table(3, 60, 0.4, 0.01)
    only = np.zeros((1, x.shape[1]))
    only[0, np.argmax(np.asarray(x.sum(axis=0)).ravel())] = 1.0
    given = sp.csr_matrix(sp.vstack([x, only]))
    found = dict(worlds(given, pairs(x), twins(given), 3, Rules.of(Settings())))

    assert -1 == found["without_frequent"][-1]
    assert {x.shape[0] + 1} == {len(labels) for labels in found.values()}


def test_what_changes_nothing_is_no_world() -> None:
    """Two clusters cannot be fewer; units as they were, lemmas that are stems, are left out."""
    x, _ = table(2, 60, 0.4, 0.01)
    found = dict(worlds(x, x, x[:, ::-1], 2, Rules.of(Settings())))

    assert not {"fewer", "longer_units", "lemmas"} & set(found)
    assert {"more", "without_rare", "tfidf", "lsa", "masses", "reinert"} <= set(found)


def test_what_makes_no_group_is_no_world() -> None:
    """Rows of one term: Reinert's tree has none to divide, and says nothing of the others."""
    x = sp.csr_matrix(np.kron(np.eye(4), np.ones((30, 1))))
    found = dict(worlds(x, pairs(x), twins(x), 4, Rules.of(Settings())))

    assert "reinert" not in found
    assert {"tfidf", "lsa"} <= set(found)
