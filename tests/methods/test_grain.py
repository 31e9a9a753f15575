"""How many clusters: bits by hand and by scikit-learn, planted numbers, halves by owner."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from sklearn.metrics import adjusted_rand_score, mutual_info_score
from sklearn.metrics.cluster import contingency_matrix, expected_mutual_information

from synthesis.methods.consensus import side_by_side
from synthesis.methods.grain import Grain, chosen, grains, is_even, numbers, shared_bits


def table(groups: int, size: int, seed: int = 0) -> tuple[sp.csr_matrix, np.ndarray]:
    """Rows with half of eight terms of their group, and a few of the others'."""
    random = np.random.default_rng(seed)
    truth = np.repeat(np.arange(groups), size)
    chance = np.full((len(truth), 8 * groups), 0.01)
    for group in range(groups):
        chance[truth == group, 8 * group : 8 * group + 8] = 0.5
    made = random.random(chance.shape) < chance
    made[np.arange(len(truth)), 8 * truth] = True
    return sp.csr_matrix(made.astype(np.float64)), truth


def test_numbers_tried() -> None:
    """Every one to twelve, every second to sixteen, every fourth beyond; two at least."""
    assert [2] == numbers(2)
    assert [*range(2, 13), 14, 16, 20, 24, 28] == numbers(31)


def test_bits_by_hand() -> None:
    """Eight rows in four equal cells of the diagonal: one bit, less one degree of freedom."""
    same = np.array([0, 0, 0, 0, 1, 1, 1, 1])

    assert shared_bits(same, same) == pytest.approx(1.0 - 1 / (2 * 8 * np.log(2)))
    assert shared_bits(same, np.array([0, 1] * 4)) == pytest.approx(-1 / (16 * np.log(2)))
    assert 0.0 == shared_bits(np.full(8, -1), same)


@pytest.mark.parametrize("seed", range(4))
def test_what_independent_places_would_show_is_taken_off(seed: int) -> None:
    """Close to scikit-learn's exact expectation, with large cells."""
    random = np.random.default_rng(seed)
    one, other = random.integers(0, 5, 2000), random.integers(0, 7, 2000)
    expected = expected_mutual_information(contingency_matrix(one, other, sparse=True), 2000)
    exact = (mutual_info_score(one, other) - expected) / np.log(2)

    assert shared_bits(one, other) == pytest.approx(exact, abs=2e-4)
    assert abs(shared_bits(one, other)) < 0.02


def test_side_by_side() -> None:
    """One partition for each number, and the planted groups at theirs."""
    x, truth = table(5, 50)
    found = list(side_by_side(x, [2, 5, 9], 2019))

    assert [2, 5, 9] == [len(set(labels)) for labels in found]
    assert adjusted_rand_score(truth, found[1]) > 0.95


@pytest.mark.parametrize("groups", [3, 6, 9])
def test_planted_number(groups: int) -> None:
    """Halves agree on as many clusters as there are groups, and on no more."""
    x, _ = table(groups, 60)
    tried = grains(x, np.arange(x.shape[0]), numbers(12), 10.0, 2019)
    found = tried[groups - 2]

    assert groups == chosen(tried, 0.03, 0.4)
    assert found.bits == pytest.approx(np.log2(groups), rel=0.15)
    assert found.chance < found.bits / 2


@pytest.mark.parametrize("seed", range(3))
def test_noise_is_told_from_groups(seed: int) -> None:
    """Words drawn by their frequency alone: dealt anew they give as many bits, and some."""
    random = np.random.default_rng(seed)
    frequency = 1.0 / np.arange(1, 301)
    rows = np.zeros((600, 300))
    for row in rows:
        row[random.choice(300, 8, replace=False, p=frequency / frequency.sum())] = 1.0
    tried = grains(sp.csr_matrix(rows), np.arange(600), numbers(16), 10.0, seed)

    assert abs(np.mean([grain.bits - grain.chance for grain in tried])) < 0.05
    assert tried[-1].chance > 0.1


def test_rows_of_one_owner_are_in_one_half() -> None:
    """Four copies of each row: halves that shared them would agree the more."""
    random = np.random.default_rng(0)
    noise = random.random((120, 60)) < 0.08
    noise[np.arange(120), random.integers(60, size=120)] = True
    x = sp.csr_matrix(np.repeat(noise, 4, axis=0).astype(np.float64))
    together = grains(x, np.repeat(np.arange(120), 4), [12], 10.0, 0)[0]
    apart = grains(x, np.arange(480), [12], 10.0, 0)[0]

    assert together.bits < 0.8 * apart.bits


def test_too_few_people() -> None:
    """Three cannot be dealt into halves of two; the rows of one of them neither."""
    x, _ = table(2, 30)

    assert [] == grains(x, np.arange(60) % 3, [2], 10.0, 0)
    assert [] == grains(x, np.zeros(60, dtype=np.int64), [2], 10.0, 0)
    assert 1 == len(grains(x, np.arange(60) % 4, [2], 10.0, 0))


def test_a_half_with_one_wording() -> None:
    """All say the same but one or two: nothing is shared, and nothing breaks."""
    rows = np.zeros((40, 4))
    rows[:, 0] = rows[:, 1] = 1.0
    rows[0, 2] = 1.0
    [grain] = grains(sp.csr_matrix(rows), np.arange(40), [2], 10.0, 0)

    assert grain.bits <= 0.1


def test_the_order_of_the_rows_changes_nothing() -> None:
    """The same rows of the same owners in another order: the same bits."""
    x, _ = table(4, 40)
    owners = np.arange(160) // 2
    order = np.random.default_rng(1).permutation(80).repeat(2) * 2 + np.tile([0, 1], 80)
    renamed = np.arange(160) // 2  # numbered as they come

    assert grains(x, owners, [3, 4], 10.0, 0) == grains(
        sp.csr_matrix(x[order]), renamed, [3, 4], 10.0, 0
    )


def test_bins_are_left_out_unless_there_is_nothing_else() -> None:
    """Two clusters keep most; one of them holds three rows of four."""
    tried = [
        Grain(2, 0.9, 0.0, 0.1, 0.76),
        Grain(3, 0.9, 0.0, 0.1, 0.49),
        Grain(4, 0.9, 0.0, 0.1, 0.45),
        Grain(5, 0.9, 0.0, 0.1, 0.30),
    ]

    assert [False, True, False, True] == [is_even(grain, 0.4) for grain in tried]
    assert 3 == chosen(tried, 0.03, 0.4)
    assert 2 == chosen(tried, 0.03, 0.8)
    assert 2 == chosen(tried[:1], 0.03, 0.1)
    assert 2 == chosen(tried, 0.0, 0.8)  # of equals, the fewest
    assert 0 == chosen([], 0.03, 0.4)
