"""Draws depend on identifiers and a seed: not on the order in which they come."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from synthesis.methods.draw import keys, sample

identifiers = st.lists(st.integers(0, 2**62), min_size=1, max_size=60, unique=True)
seeds = st.integers(0, 2**31 - 1)


def drawn(numbers: list[int], size: int, seed: int) -> set[int]:
    array = np.array(numbers, dtype=np.int64)
    return set(array[sample(array, size, seed)].tolist())


def test_keys_are_splitmix64() -> None:
    """The first numbers of SplitMix64 from seed 0, as its author prints them."""
    expected = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]

    assert expected == [int(keys(np.array([0]), seed)[0]) for seed in range(3)]


@given(identifiers, st.integers(0, 60), seeds, st.randoms())
def test_order_is_irrelevant(numbers: list[int], size: int, seed: int, random: object) -> None:
    """The same identifiers are drawn, whatever their order; as many as asked, or all."""
    shuffled = sorted(numbers, key=lambda _: random.random())  # type: ignore[attr-defined]

    assert drawn(numbers, size, seed) == drawn(shuffled, size, seed)
    assert min(size, len(numbers)) == len(drawn(numbers, size, seed))


@given(identifiers, st.integers(0, 59), seeds)
def test_a_larger_draw_holds_the_smaller(numbers: list[int], size: int, seed: int) -> None:
    """Whoever is drawn among few is drawn among more."""
    assert drawn(numbers, size, seed) <= drawn(numbers, size + 1, seed)


def test_everyone_has_the_same_chance() -> None:
    """Of twenty neighbouring numbers, five drawn: each about once in four seeds."""
    times = sum(sample(np.arange(20), 5, seed).astype(int) for seed in range(2000))

    assert 10_000 == times.sum()
    assert 420 < times.min() <= times.max() < 580  # four standard deviations
