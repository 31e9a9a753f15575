"""Descending classification: its invariants on any table, and the partitions of rainette."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray
from scipy import stats

from synthesis.errors import MethodError
from synthesis.methods import reinert
from synthesis.methods.merging import merge
from synthesis.methods.reinert import Tree, chi2_of, classify, divide

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

tables = st.tuples(st.integers(1, 24), st.integers(1, 9)).flatmap(
    lambda shape: arrays(np.bool_, shape)
)
randoms = pytest.mark.parametrize("seed", range(8))


def drawn(seed: int, rows: int = 60, terms: int = 25, density: float = 0.25) -> Array:
    """A random table, no row empty, no two rows alike: no tie decides."""
    table = np.random.default_rng(seed).random((rows, terms)) < density
    table = np.unique(table[table.any(axis=1)], axis=0)
    return np.random.default_rng(seed).permutation(table).astype(np.float64)


def cut(x: Array, k: int, **options: int) -> Tree:
    return classify(sp.csr_matrix(x, dtype=np.float64), k, **options)


def parts(labels: Labels) -> set[frozenset[int]]:
    """The groups of rows, whatever they are called; rows of no group apart."""
    return {
        frozenset(np.flatnonzero(labels == label).tolist()) for label in set(labels.tolist()) - {0}
    }


def levels(tree: Tree) -> list[Labels]:
    return [tree.groups(k) for k in range(1, len(tree.divisions) + 2)]


def witness(x: Array, left: Labels, right: Labels) -> float:
    """Chi-squared of the 2 × p table of two halves, by scipy."""
    counts = np.array([x[left].sum(axis=0), x[right].sum(axis=0)])
    counts = counts[:, counts.any(axis=0)]
    return float(stats.chi2_contingency(counts, correction=False).statistic)


def kept(x: Array, mine: Labels, other: Labels, columns: list[int]) -> list[int]:
    """The terms of one half, one by one, as METHOD.md says it."""
    n1, n2 = x[mine][:, columns].sum(), x[other][:, columns].sum()
    chosen = []
    for j in columns:
        a, b = x[mine, j].sum(), x[other, j].sum()
        e1, e2 = (a + b) * n1 / (n1 + n2), (a + b) * n2 / (n1 + n2)
        distance = (a - e1) ** 2 / e1 + (b - e2) ** 2 / e2
        if a >= 3 and ((distance / (distance + a + b)) ** 0.5 <= 0.3 or a > e1):
            chosen.append(j)
    return chosen


def test_two_groups_without_a_common_word() -> None:
    """They are the two clusters, and chi-squared is the number of occurrences."""
    x = np.kron(np.eye(2), np.ones((4, 3)))
    tree = cut(x, 2)

    assert {frozenset(range(4)), frozenset(range(4, 8))} == parts(tree.groups(2))
    assert [24] == pytest.approx(tree.heights)


def test_the_largest_leaf_is_divided_next() -> None:
    """Of three groups, the last two are told apart in the second division: they hold most rows."""
    x = np.kron(np.eye(3), np.ones((6, 3)))
    x[6:, 9 - 1] = 1  # a word of the second and third groups
    tree = cut(x, 3)

    assert {frozenset(range(6)), frozenset(range(6, 18))} == parts(tree.groups(2))
    assert {frozenset(range(i, i + 6)) for i in (0, 6, 12)} == parts(tree.groups(3))


def test_what_ends_it() -> None:
    """A leaf with too few rows, or fewer than three terms, is not divided."""
    x = np.kron(np.eye(2), np.ones((4, 3)))

    assert 0 == len(cut(x, 2, min_split_members=9).divisions)
    assert 0 == len(cut(x[:, [0, 3]], 2).divisions)
    assert 1 == len(cut(x, 9).divisions)  # four rows a side: fewer than five


def test_rows_all_alike_are_not_divided() -> None:
    """However many they are; the next largest leaf is."""
    x = np.zeros((30, 9))
    x[:16, :3] = 1  # sixteen times the same
    x[16:23, 3:6] = x[23:, 6:] = x[16:, 5] = 1
    tree = cut(x, 9)

    assert {frozenset(range(16)), frozenset(range(16, 23)), frozenset(range(23, 30))} == parts(
        tree.groups(len(tree.divisions) + 1)
    )
    assert 0 == len(cut(np.ones((9, 4)), 2).divisions)


def test_a_rare_term_leaves_the_half_and_so_do_its_rows() -> None:
    """Below `min_term_count` in a half a term is set aside there; a row with no other, too."""
    x = np.zeros((16, 7))
    x[:9, :3] = x[9:15, 3:6] = 1
    x[:5, 0] = 0
    x[[0, 15], 6] = 1  # a word of two rows, and the only one of the last
    tree, lenient = cut(x, 3), cut(x, 3, min_term_count=1)

    assert tree.groups(2)[15] == tree.groups(2)[0]
    assert 0 == tree.groups(3)[15]
    assert 0 < lenient.groups(3)[15]


def test_groups_there_are_not() -> None:
    """Asking for more clusters than there are, or none, is an error that says how many."""
    tree = cut(np.kron(np.eye(2), np.ones((4, 3))), 2)
    for k in (0, 3):
        with pytest.raises(MethodError, match="1 to 2 clusters"):
            tree.groups(k)


def test_a_wrong_chi2_is_not_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the moves lose count, the division fails: rainette's defect cannot come back."""
    monkeypatch.setattr(reinert, "_switch", lambda x, side: (side, 1.0))
    with pytest.raises(MethodError, match="records chi2 1"):
        divide(sp.csr_matrix(np.kron(np.eye(2), np.ones((4, 3)))))


@given(tables, st.integers(1, 6))
def test_any_table(x: Array, k: int) -> None:
    """Whatever the table: at most k clusters, nested; who leaves does not come back; same twice."""
    tree = cut(x, k)
    found = levels(tree)

    assert len(found) <= k
    assert len(x) == np.count_nonzero(found[0])
    for above, below in pairwise(found):
        assert not (below[above == 0]).any()
        assert all(len(set(above[below == label].tolist())) == 1 for label in set(below) - {0})
    assert [level.tolist() for level in found] == [level.tolist() for level in levels(cut(x, k))]


@given(tables)
def test_a_division_divides(x: Array) -> None:
    """Each division parts the rows of its leaf that still hold a term: in two, none lost."""
    for division in cut(x, 5).divisions:
        rows = np.concatenate([division.left, division.right])

        assert 0 < len(division.left) < len(rows)
        assert len(set(rows.tolist())) == len(rows)
        assert division.chi2 > 0


@randoms
def test_recorded_chi2_is_that_of_the_partition(seed: int) -> None:
    """Every division, against scipy, with the terms its leaf kept chosen one by one."""
    x = drawn(seed)
    tree = cut(x, 5)
    leaves = [list(range(x.shape[1]))]
    for division in tree.divisions:
        columns = leaves[division.leaf]
        half = x[:, columns]

        assert witness(half, division.left, division.right) == pytest.approx(division.chi2)
        leaves[division.leaf : division.leaf + 1] = [
            kept(x, division.left, division.right, columns),
            kept(x, division.right, division.left, columns),
        ]
    assert 4 == len(tree.divisions)


@randoms
def test_no_single_move_would_do_better(seed: int) -> None:
    """The first division is a best one among its neighbours."""
    x = sp.csr_matrix(drawn(seed))
    side, chi2 = divide(x)
    for i in range(x.shape[0]):
        side[i] = not side[i]

        assert chi2_of(x, side) <= chi2 * (1 + 1e-9)
        side[i] = not side[i]


@randoms
def test_order_is_irrelevant(seed: int) -> None:
    """Rows and terms in another order: the same groups, the same heights."""
    x = drawn(seed)
    random = np.random.default_rng(seed + 100)
    rows, terms = random.permutation(x.shape[0]), random.permutation(x.shape[1])
    tree, other = cut(x, 5), cut(x[rows][:, terms], 5)

    assert tree.heights == pytest.approx(other.heights)
    for level, again in zip(levels(tree), levels(other), strict=True):
        back = np.empty_like(again)
        back[rows] = again
        assert parts(level) == parts(back)


def test_counts_are_taken_as_presence() -> None:
    """A word written five times in a row counts once."""
    x = drawn(3)

    assert cut(x, 4).groups(4).tolist() == cut(5 * x, 4).groups(4).tolist()


def test_chi2_of_one_half_is_nothing() -> None:
    """All rows on one side: no table, no distance."""
    assert 0 == chi2_of(sp.csr_matrix(drawn(1)), np.zeros(len(drawn(1)), dtype=bool))


@pytest.mark.reference
@pytest.mark.parametrize(
    ("corpus", "name", "k"),
    [
        ("manifeste", "manifeste_k7_mss10_FIXED", 7),
        ("manifeste", "manifeste_k7_mss15_FIXED", 7),
        ("inaugural", "inaugural_k5_mss15_FIXED", 5),
    ],
)
def test_rainette(shared: Path, corpus: str, name: str, k: int) -> None:
    """The partitions of rainette, its defect corrected, at every k; its heights within 1e-6."""
    folder = shared / "reference" / "rainette"
    with (folder / f"{name}_groups.csv").open(newline="") as file:
        rows = list(csv.reader(file))[1:]
    expected = np.array([[0 if cell == "NA" else int(cell) for cell in row] for row in rows])
    segments = _matrix(folder / f"{corpus}_dtm_triplets.csv", len(rows))
    firsts, unit = np.unique(expected[:, 1], return_inverse=True)
    x = np.zeros((len(firsts), segments.shape[1]))
    np.maximum.at(x, unit, segments)
    tree = cut(x, k)
    steps = np.diff([0, *json.loads((folder / f"{name}_tree.json").read_text())["height"]])[::-1]

    assert steps.tolist() == pytest.approx(tree.heights, abs=1e-6)
    for level in range(2, k + 1):
        assert parts(expected[:, level]) == parts(tree.groups(level)[unit])


@pytest.mark.reference
def test_rainette_merges_as_we_do(shared: Path) -> None:
    """Its units of at least fifteen kept terms are ours: `uc` comes out of `merge`."""
    folder = shared / "reference" / "rainette"
    with (folder / "manifeste_merge15.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    with (folder / "manifeste_dtm_triplets.csv").open(newline="") as file:
        sizes = np.zeros(len(rows), dtype=np.int64)
        for triplet in csv.DictReader(file):
            sizes[int(triplet["doc"]) - 1] += int(triplet["count"])
    documents = np.array([int(row["segment"].split("_")[0].removeprefix("text")) for row in rows])

    assert [int(row["uc"]) for row in rows] == (1 + merge(documents, sizes, 15)).tolist()


@pytest.mark.reference
def test_rainette_mini(shared: Path) -> None:
    """Its small matrix: the prefix chi-squared, the cut and the groups."""
    mini = json.loads((shared / "reference" / "rainette" / "mini_steps.json").read_text())
    x = sp.csr_matrix(np.array(mini["matrix"], dtype=np.float64))
    order = np.array(mini["order"]) - 1
    prefixes = [np.isin(np.arange(7), order[:i]) for i in range(1, 7)]
    side, chi2 = divide(x)

    assert mini["prefix_chi2_after_i_docs"] == pytest.approx([chi2_of(x, p) for p in prefixes])
    assert mini["height"] == pytest.approx(chi2)
    assert parts(np.array(mini["group"])) == parts(np.where(side, 1, 2))


def _matrix(path: Path, rows: int) -> Array:
    with path.open(newline="") as file:
        places = np.array([(int(t["doc"]) - 1, int(t["feat"]) - 1) for t in csv.DictReader(file)])
    x = np.zeros((rows, places[:, 1].max() + 1))
    x[places[:, 0], places[:, 1]] = 1
    return x
