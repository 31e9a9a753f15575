"""Groups of units: as many as asked; none where there is too little."""

from __future__ import annotations

import dataclasses

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from synthesis.methods.grouping import Rules, divided, grouped, placed
from synthesis.settings import Settings

Labels = NDArray[np.int64]


def rules(**changed: object) -> Rules:
    default = Settings()
    values = {field.name: getattr(default, field.name) for field in dataclasses.fields(Rules)}
    return Rules(**(values | changed))  # type: ignore[arg-type]


def table(
    groups: int, size: int, terms: int, others: int = 1, seed: int = 0
) -> tuple[sp.csr_matrix, Labels]:
    """Rows of some terms of their group, and others of any."""
    random = np.random.default_rng(seed)
    truth = np.repeat(np.arange(groups), size)
    made = np.zeros((len(truth), 8 * groups))
    for row, group in enumerate(truth):
        made[row, 8 * group + random.choice(8, terms, replace=False)] = 1
        made[row, random.integers(8 * groups, size=others)] = 1
    return sp.csr_matrix(made), truth


def test_as_many_as_asked() -> None:
    """Twelve groups of forty, five terms each: twelve are found, and the rows in them."""
    x, truth = table(12, 40, 5)
    found = grouped(x, 12, rules())

    assert set(range(1, 13)) == set(found)
    assert adjusted_rand_score(truth, found) > 0.9


def test_answers_too_short_for_the_tree_are_grouped() -> None:
    """Of two terms each: as many groups as asked, without the vote of the tree."""
    x, truth = table(3, 40, 2, others=0)
    found = grouped(x, 3, rules())

    assert 3 == found.max()
    assert adjusted_rand_score(truth, found) > 0.8
    assert 5 == grouped(x, 5, rules()).max()


def test_no_more_than_the_vocabulary_allows() -> None:
    """Two groups of identical rows: no term tells further ones."""
    x = sp.csr_matrix(np.kron(np.eye(2), np.ones((20, 3))))

    assert 2 == grouped(x, 10, rules()).max()


def test_the_opinion_of_the_tree() -> None:
    """As many leaves as asked; none where nothing is divided."""
    x, truth = table(3, 40, 5)

    assert adjusted_rand_score(truth, divided(x, 3)) > 0.9
    assert {1, 2, 3, 4, 5} == set(divided(x, 5))
    assert {0} == set(divided(sp.csr_matrix(np.ones((60, 4))), 3))


def test_too_little() -> None:
    """Fewer rows than `min_units`; or rows that nothing tells apart."""
    x, _ = table(2, 14, 5)
    alike = sp.csr_matrix(np.ones((60, 4)))

    assert not grouped(x, 2, rules()).any()
    assert not grouped(alike, 2, rules()).any()


def test_placed() -> None:
    """Where its terms weigh most; nowhere without a term that speaks for a group."""
    shaped = sp.csr_matrix(np.array([[1.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]]))
    rows = sp.csr_matrix(np.array([[0.0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]))

    assert [0, 1, -1] == placed(rows, shaped, np.array([1, 1, 4, 4]), 1.0).tolist()


def test_no_group_holds_no_row() -> None:
    """Where nothing was grouped, no row is placed."""
    x = sp.csr_matrix(np.ones((3, 2)))

    assert [-1, -1, -1] == placed(x, x, np.zeros(3, dtype=np.int64), 1.0).tolist()
