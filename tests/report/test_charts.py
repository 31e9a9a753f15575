"""Where the marks of each drawing go."""

from __future__ import annotations

import datetime

import pytest

from synthesis.errors import TableError
from synthesis.report.charts import calendar, dendrogram, percent, scale, stack
from synthesis.report.rows import Day, Division

FIRST = datetime.date(2019, 1, 22)  # a Tuesday


def test_the_pieces_of_a_bar_fill_it() -> None:
    """Each begins where the one before ends."""
    pieces = stack([("a", 1), ("b", 2), ("c", 1)])

    assert [
        ("a", "0.000%", "25.000%"),
        ("b", "25.000%", "50.000%"),
        ("c", "75.000%", "25.000%"),
    ] == [_piece(piece) for piece in pieces]


def test_nothing_of_nothing_is_nothing() -> None:
    """An empty question draws an empty bar."""
    assert "0%" == percent(0, 0)
    assert ["0%"] == [piece.width for piece in stack([("a", 0)])]


def test_signed_bars_start_from_zero() -> None:
    """−1 goes left of it, 3 goes right of it, on one scale."""
    drawn = scale([-1.0, 3.0])

    assert "25.000%" == drawn.zero
    assert ("under", "0.000%", "25.000%") == _piece(drawn.bar(-1.0))
    assert ("over", "25.000%", "75.000%") == _piece(drawn.bar(3.0))


def test_a_scale_holds_zero_even_when_all_are_over() -> None:
    """A bar is never cut at its foot."""
    assert "0.000%" == scale([2.0, 3.0]).zero


@pytest.mark.parametrize(
    ("span", "unit", "periods"),
    [
        (1, "day", 1),
        (62, "day", 62),
        (63, "week", 10),
        (434, "week", 63),
        (435, "month", 15),
    ],
)
def test_a_long_period_is_drawn_by_week_or_month(span: int, unit: str, periods: int) -> None:
    """Bars stay wide enough to see; none is missing; nothing is lost."""
    last = FIRST + datetime.timedelta(days=span - 1)
    days = [Day(FIRST, 2)] + ([Day(last, 5)] if span > 1 else [])
    made = calendar(days)

    assert made is not None
    assert unit == made.unit
    assert periods == len(made.periods)
    assert sum(day.contributions for day in days) == sum(p.contributions for p in made.periods)
    assert "100.000%" == made.peak.height


def test_a_week_starts_on_monday() -> None:
    """22 January 2019 was a Tuesday."""
    made = calendar([Day(FIRST, 1), Day(FIRST + datetime.timedelta(days=100), 1)])

    assert made is not None
    assert datetime.date(2019, 1, 21) == made.periods[0].start


def test_no_day_no_calendar() -> None:
    """A source without dates has no chart."""
    assert calendar([]) is None


def test_the_tree_joins_what_was_separated_last_on_the_right() -> None:
    """((2, 3), 1): the first division sits left of the second."""
    made = dendrogram([Division(1, 2, -1, 9.0), Division(2, -2, -3, 4.0)])

    assert made is not None
    assert (2, 3, 1) == made.leaves
    assert (
        "M100.00 5.00H50.00V15.00H100.00",
        "M50.00 10.00H4.00V25.00H100.00",
        "M0 17.50H4.00",
    ) == made.lines


def test_no_division_no_tree() -> None:
    """One cluster, or none, was never divided."""
    assert dendrogram([]) is None


@pytest.mark.parametrize(
    "divisions",
    [
        [Division(1, -1, -2, 1.0), Division(2, -3, -4, 1.0)],  # two roots
        [Division(1, 2, -1, 1.0), Division(2, 1, -2, 1.0)],  # a circle
        [Division(1, -1, -1, 1.0)],  # one cluster on both sides
    ],
)
def test_divisions_that_make_no_tree_are_refused(divisions: list[Division]) -> None:
    """A drawing of them would be false."""
    with pytest.raises(TableError, match="do not make one tree"):
        dendrogram(divisions)


def _piece(piece: object) -> tuple[str, ...]:
    return tuple(vars(piece).values())
