"""Suppression: by hand, against linear programming, and what an enemy with all totals can tell."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.optimize import linprog

from synthesis.methods.suppression import Cell, Counts, Mask, bounds, withhold, withhold_values

LEAST = 10

tables = st.tuples(st.integers(2, 5), st.integers(2, 5)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 60))
)


def enemy(counts: Counts, hidden: Mask, cell: Cell) -> tuple[float, float]:
    """The least and the most a cell can be, by linear programming on the totals."""
    cells = list(zip(*np.nonzero(hidden), strict=True))
    lines = [[place[0] == n for place in cells] for n in range(counts.shape[0])]
    lines += [[place[1] == n for place in cells] for n in range(counts.shape[1])]
    left = np.where(hidden, counts, 0)
    totals = [*left.sum(axis=1), *left.sum(axis=0)]
    aim = np.array([place == cell for place in cells], dtype=float)
    ends = [
        linprog(sign * aim, A_eq=np.array(lines, dtype=float), b_eq=totals).fun for sign in (1, -1)
    ]
    return ends[0], -ends[1]


def test_a_small_cell_takes_three_with_it() -> None:
    """By hand: 3 is withheld, and the cheapest rectangle that leaves it ten apart."""
    counts = np.array([[3, 40, 50], [30, 12, 60], [70, 80, 90]])
    expected = [[True, True, False], [True, True, False], [False, False, False]]

    assert expected == withhold(counts, LEAST).tolist()
    assert (0, 33) == bounds(counts, withhold(counts, LEAST), (0, 0))  # 3 + 30: the column's rest


def test_one_more_cell_of_a_row_is_not_enough() -> None:
    """The column's total would give it away."""
    counts = np.array([[3, 40], [30, 50]])
    hidden = np.array([[True, True], [False, False]])

    assert (3, 3) == bounds(counts, hidden, (0, 0))


def test_what_is_withheld_for_another_is_guarded_too() -> None:
    """A line of four in all leaves what is withheld with it within four: a third line guards it."""
    counts = np.array([[2, 2, 0], [30, 40, 70], [35, 45, 80]])
    hidden = withhold(counts, LEAST)

    for place in np.argwhere(hidden[1:]):
        low, high = bounds(counts, hidden, (int(place[0]) + 1, int(place[1])))
        assert high - low >= LEAST


def test_what_has_no_small_cell_is_published() -> None:
    """Ten is not under ten."""
    assert not withhold(np.full((3, 3), LEAST), LEAST).any()


def test_a_line_is_withheld_with_another() -> None:
    """One cell alone is its total less the others; two of nought are known to be."""
    found = [
        withhold_values(np.array(each), 5).tolist()
        for each in ([50, 3, 20, 9], [50, 0, 0, 20], [50, 3, 2, 20], [50, 20], [3], [])
    ]

    assert [
        [False, True, False, True],
        [False, True, True, True],
        [False, True, True, False],
        [False, False],
        [True],
        [],
    ] == found


@given(arrays(np.int64, st.integers(2, 8), elements=st.integers(0, 30)))
def test_no_cell_of_a_line_can_be_told(counts: Counts) -> None:
    """From the total: anything from nought to what is withheld, five at least if there are five."""
    hidden = withhold_values(counts, 5)

    assert not (counts[~hidden] < 5).any()
    assert not hidden.any() or hidden.sum() > 1
    assert not hidden.any() or counts[hidden].sum() >= min(5, counts.sum())


@given(tables, st.data())
def test_bounds_are_those_of_linear_programming(counts: Counts, data: st.DataObject) -> None:
    """Whatever is withheld."""
    hidden = data.draw(arrays(np.bool_, counts.shape))
    assume(hidden.any())
    cells = list(zip(*(axis.tolist() for axis in np.nonzero(hidden)), strict=True))
    cell = data.draw(st.sampled_from(cells))

    assert enemy(counts, hidden, cell) == pytest.approx(bounds(counts, hidden, cell), abs=1e-6)


@settings(max_examples=40)
@given(tables)
def test_no_withheld_cell_can_be_told(counts: Counts) -> None:
    """An enemy with every total cannot place one within less than ten, unless the totals, had
    nothing else been published, would.
    """
    hidden = withhold(counts, LEAST)
    everything = np.ones_like(hidden)

    assert hidden[counts < LEAST].all()
    for cell in zip(*(axis.tolist() for axis in np.nonzero(hidden)), strict=True):
        low, high = enemy(counts, hidden, cell)
        least, most = enemy(counts, everything, cell)
        assert min(LEAST, most - least) <= high - low + 1e-6


@given(tables, st.data())
def test_what_was_hidden_stays_hidden(counts: Counts, data: st.DataObject) -> None:
    """A row that is published nowhere hides others at no cost."""
    before = data.draw(arrays(np.bool_, counts.shape))

    assert withhold(counts, LEAST, before)[before].all()
    assert (withhold(counts, LEAST, np.ones_like(before))).all()
