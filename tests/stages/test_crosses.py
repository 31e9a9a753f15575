"""Crosses: who speaks of each theme, and what is withheld so that nobody is pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from synthesis.methods.suppression import Counts, bounds
from synthesis.settings import Settings
from synthesis.stages.crosses import crosses
from tests.conftest import arrow

if TYPE_CHECKING:
    from tests.conftest import Bench, Row

VALUES = ("01", "02", "03", "04", "")
LEAST = Settings().small_cross


def made(base: Counts, table: Counts) -> list[Row]:
    """The crosses of themes t0, t1… by department, and what all analysed answers declare."""
    rows: list[Row] = [
        {"question_id": "1", "theme_id": theme, "variable": "department", "value": value,
         "answers": int(n)}
        for theme, counts in (("", base), *((f"t{n}", each) for n, each in enumerate(table)))
        for value, n in zip(VALUES, counts, strict=False)
        if n
    ]  # fmt: skip
    rows += [
        {"question_id": "1", "theme_id": f"t{n}", "variable": "", "value": "", "answers": 0}
        for n in range(len(table))
    ]
    found: list[Row] = crosses(arrow("tallies", rows), Settings()).to_pylist()
    return found


def shown(rows: list[Row]) -> list[list[int | None]]:
    """The answers of each theme, None where withheld."""
    return [[row["answers"] for row in rows[n : n + 4]] for n in range(0, len(rows), 4)]


def test_large_counts_are_published(bench: Bench) -> None:
    """Of what each base says."""
    table = np.array([[30, 20, 40, 10], [50, 30, 60, 20]])
    rows = bench.keep("crosses", crosses_of(table.sum(axis=0) + 15, table, bench))

    assert table.tolist() == shown(rows)
    assert [95, 65, 115, 45] == [row["of"] for row in rows[:4]]
    assert not any(row["withheld"] for row in rows)


def crosses_of(base: Counts, table: Counts, bench: Bench) -> object:
    return bench.arrow("crosses", *made(base, table))


def test_a_small_count_takes_another() -> None:
    """Three of a theme in one department: with the others and the theme's own total, it would be
    told; answers of no theme, published nowhere, guard the column.
    """
    table = np.array([[3, 20, 40, 12], [50, 30, 60, 20]])
    found = shown(made(table.sum(axis=0) + 100, table))

    assert [[None, 20, 40, None], [50, 30, 60, 20]] == found


def test_what_was_not_declared_guards_too() -> None:
    """It is published nowhere: no large count need be withheld for a small one."""
    table = np.array([[3, 20, 40, 12, 30], [50, 30, 60, 20, 30]])
    found = shown(made(table.sum(axis=0) + 15, table))

    assert [[None, 20, 40, 12], [50, 30, 60, 20]] == found


def test_a_small_base_is_withheld_with_another() -> None:
    """Four answers in one department: neither they, nor one other base, nor any of their themes."""
    rows = made(np.array([4, 90, 80, 30]), np.array([[2, 40, 40, 15], [1, 30, 20, 10]]))

    assert [None, 90, 80, None] == [row["of"] for row in rows[:4]]
    assert all(row[0] is None and row[3] is None for row in shown(rows))


def test_themes_that_share_answers() -> None:
    """Each is a table of its own: more are in the two together than there are."""
    found = shown(made(np.array([60, 50, 40, 30]), np.array([[50, 40, 30, 20], [55, 45, 4, 25]])))

    assert [50, 40, 30, 20] == found[0]
    assert None is found[1][2]
    assert 1 < sum(n is None for n in found[1])


def test_a_theme_nobody_declared_anything_of() -> None:
    """Nought is a small count too."""
    assert [None] * 4 == shown(made(np.array([40, 40, 40, 40]), np.array([[0, 0, 0, 0]])))[0]


@settings(max_examples=40)
@given(arrays(np.int64, (4, 5), elements=st.integers(0, 70)))
def test_r_k(counts: Counts) -> None:
    """No count under ten is published, no base under five; and no withheld count can be told from
    all others within less than ten, or than what the totals of theme and department allow.
    """
    table, base = counts[:-1], counts.sum(axis=0)
    if not base[:4].all():
        return
    rows = made(base, table)
    hidden = np.array([[n is None for n in row] for row in shown(rows)])
    everywhere = np.ones((4, 5), dtype=bool)
    everywhere[:3, :4] = hidden

    assert all(row["of"] is None or row["of"] >= 5 for row in rows)
    assert all(row["answers"] is None or row["answers"] >= LEAST for row in rows)
    assert all(row["withheld"] == (row["answers"] is None) for row in rows)
    for place in np.argwhere(hidden):
        cell = int(place[0]), int(place[1])
        low, high = bounds(counts, everywhere, cell)
        least, most = bounds(counts, np.ones_like(everywhere), cell)
        assert min(LEAST, most - least) <= high - low


def test_law() -> None:
    """In any order of rows, the same table."""
    rows = [
        {"question_id": q, "theme_id": t, "variable": v, "value": x, "answers": 12 + n}
        for q in "12"
        for t in ("", "a", "b")
        for v in ("department", "author_type")
        for n, x in enumerate(VALUES)
    ]
    one = crosses(arrow("tallies", rows), Settings())

    assert one == crosses(arrow("tallies", rows[::-1]), Settings())
