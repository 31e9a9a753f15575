"""Groups of units: as many as the tree says, or as asked; none where there is too little."""

from __future__ import annotations

import dataclasses

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from sklearn.metrics import adjusted_rand_score

from synthesis.methods.grouping import Rules, grouped, placed
from synthesis.methods.partition import partition
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


def test_as_many_as_the_tree_says() -> None:
    """Twelve groups of forty, five terms each: about twelve are found, and the rows in them."""
    x, truth = table(12, 40, 5)
    found = grouped(x, rules())

    assert 10 <= found.max() <= 14
    assert adjusted_rand_score(truth, found) > 0.8


def test_answers_too_short_for_the_tree_are_grouped() -> None:
    """Of two terms each: as many groups as there may be, without the vote of the tree."""
    x, truth = table(3, 40, 2, others=0)
    found = grouped(x, rules(units_per_cluster=40))

    assert 3 == found.max()
    assert adjusted_rand_score(truth, found) > 0.8
    assert 5 == grouped(x, rules(clusters=5)).max()


def test_never_below_two_where_something_tells_them_apart() -> None:
    """Five rows unlike the rest, too few to be counted as a leaf: two clusters all the same."""
    random = np.random.default_rng(3)
    made = np.zeros((60, 40))
    made[:5, :15] = 1
    for row in range(5, 60):
        made[row, 15 + random.choice(25, 5, replace=False)] = 1
    _, leaves = partition(sp.csr_matrix(made), "auto", max_clusters=2, min_share=0.0)

    assert 1 == len(set(leaves) - {0})
    assert {1, 2} == set(grouped(sp.csr_matrix(made), rules()))


def test_too_little() -> None:
    """Fewer rows than `min_units`; or rows that nothing tells apart."""
    x, _ = table(2, 14, 5)
    alike = sp.csr_matrix(np.ones((60, 4)))

    assert not grouped(x, rules()).any()
    assert not grouped(alike, rules()).any()


def test_placed() -> None:
    """Where its terms weigh most; nowhere without a term that speaks for a group."""
    shaped = sp.csr_matrix(np.array([[1.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 1, 1], [0, 0, 1, 0]]))
    rows = sp.csr_matrix(np.array([[0.0, 1, 0, 0], [0, 0, 1, 1], [0, 0, 0, 0]]))

    assert [0, 1, -1] == placed(rows, shaped, np.array([1, 1, 4, 4]), 1.0).tolist()


def test_no_group_holds_no_row() -> None:
    """Where nothing was grouped, no row is placed."""
    x = sp.csr_matrix(np.ones((3, 2)))

    assert [-1, -1, -1] == placed(x, x, np.zeros(3, dtype=np.int64), 1.0).tolist()
