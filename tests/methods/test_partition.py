"""How many clusters: as many as asked, or divided until no leaf is large, small ones dissolved."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.methods.partition import FEWEST_ROWS, LARGEST_LEAF, partition


def blocks(*sizes: int, terms: int = 6, noise: float = 0.0, seed: int = 0) -> sp.csr_matrix:
    """As many groups of rows, each with terms of its own, and a little of the others'."""
    random = np.random.default_rng(seed)
    x = np.zeros((sum(sizes), terms * len(sizes)))
    for group, (stop, size) in enumerate(zip(np.cumsum(sizes), sizes, strict=True)):
        own = slice(terms * group, terms * (group + 1))
        x[stop - size : stop, own] = random.random((size, terms)) < 0.7
    x = np.maximum(x, random.random(x.shape) < noise)
    return sp.csr_matrix(x)


def groups(*sizes: int) -> set[frozenset[int]]:
    ends = np.cumsum(sizes).tolist()
    return {frozenset(range(end - size, end)) for end, size in zip(ends, sizes, strict=True)}


def found(leaves: np.ndarray) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(leaves == label).tolist()) for label in set(leaves) - {0}}


@pytest.mark.parametrize("asked", [1, 2, 3])
def test_as_many_as_asked(asked: int) -> None:
    """A number is obeyed, however large or small the clusters are."""
    tree, leaves = partition(blocks(30, 20, 5, noise=0.05), asked, max_clusters=2, min_share=0.5)

    assert asked - 1 == len(tree.divisions)
    assert set(range(1, asked + 1)) == set(leaves.tolist())


def test_fewer_when_the_vocabulary_ends() -> None:
    """Two groups of identical rows: no term is left to tell further ones."""
    x = sp.csr_matrix(np.kron(np.eye(2), np.ones((12, 3))))
    for asked in (10, "auto"):
        tree, leaves = partition(x, asked, max_clusters=24, min_share=0.0)

        assert 1 == len(tree.divisions)
        assert groups(12, 12) == found(leaves)


def test_auto_stops_at_the_largest_number_allowed() -> None:
    """Three groups, three clusters at most: they are the groups."""
    _, leaves = partition(blocks(40, 40, 40), "auto", max_clusters=3, min_share=0.02)

    assert groups(40, 40, 40) == found(leaves)


def test_auto_dissolves_small_leaves() -> None:
    """A group of less than its share of the rows is no cluster; its rows belong to none."""
    x = blocks(60, 50, 12)
    _, kept = partition(x, "auto", max_clusters=3, min_share=0.05)
    _, dissolved = partition(x, "auto", max_clusters=3, min_share=0.15)

    assert groups(60, 50, 12) == found(kept)
    assert groups(60, 50) == found(dissolved)
    assert [0] * 12 == dissolved[110:].tolist()


@given(st.integers(0, 1000), st.integers(2, 20), st.sampled_from([0.0, 0.02, 0.1]))
@settings(max_examples=40)
def test_auto_keeps_its_word(seed: int, most: int, share: float) -> None:
    """Never more than allowed, no crumb, and divided no further than a tenth of the rows asks."""
    x = blocks(30, 25, 20, 15, 12, 11, noise=0.1, seed=seed)
    tree, leaves = partition(x, "auto", max_clusters=most, min_share=share)
    sizes = np.bincount(leaves)[1:]
    before = np.bincount(tree.groups(max(1, len(tree.divisions))))[1:]

    assert len(tree.divisions) + 1 <= most
    assert all(size >= max(FEWEST_ROWS, share * x.shape[0]) for size in sizes[sizes > 0])
    assert before.max() > LARGEST_LEAF * x.shape[0]
    assert (leaves[leaves > 0] == tree.groups(len(tree.divisions) + 1)[leaves > 0]).all()
