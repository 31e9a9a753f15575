"""The curve drawn: heights in proportion, no bits where they belong, figures that do not touch."""

from __future__ import annotations

import itertools

from synthesis.report.curve import GAP, curve
from synthesis.report.rows import Grain


def grain(clusters: int, bits: float, *, chosen: bool = False, error: float = 0.0) -> Grain:
    return Grain(clusters, bits, error, 0.1, 0.2, True, chosen, bits - 0.03 * clusters)


def percents(*lengths: str) -> list[float]:
    return [float(length[:-1]) for length in lengths]


def test_no_curve_of_one_number() -> None:
    """Nor of none: a number was asked for."""
    assert curve([]) is None
    assert curve([grain(2, 0.5, chosen=True)]) is None


def test_heights() -> None:
    """Twice the bits, twice as high above no bits; two errors on each side."""
    drawn = curve([grain(2, 0.4), grain(3, 0.8, chosen=True, error=0.1)])
    assert drawn is not None
    one, two = drawn.points
    zero, low, high, *heights = percents(drawn.zero, two.low, two.high, one.y, two.y)

    assert abs(2 * (zero - heights[0]) - (zero - heights[1])) < 0.01
    assert abs((low - heights[1]) - (heights[1] - high)) < 0.01
    assert abs((low - heights[1]) - (zero - heights[0]) / 2) < 0.01
    assert (3, 3) == (drawn.chosen.clusters, drawn.highest.clusters)


def test_below_nothing() -> None:
    """Halves that share less than chance gives are drawn below the line of no bits."""
    drawn = curve([grain(2, 0.1, chosen=True), grain(3, -0.3)])
    assert drawn is not None
    zero, above, below = percents(drawn.zero, drawn.points[0].y, drawn.points[1].y)

    assert above < zero < below <= 88.0


def test_figures_do_not_touch() -> None:
    """Of sixty numbers a few have their figure; the chosen one always."""
    for chosen in (2, 11, 31, 60):
        drawn = curve([grain(n, n / 60, chosen=n == chosen) for n in range(2, 61)])
        assert drawn is not None
        labelled = [point for point in drawn.points if point.is_labelled]

        assert chosen in {point.row.clusters for point in labelled}
        assert 10 < len(labelled) < 16
        for one, two in itertools.pairwise(labelled):
            assert percents(two.x)[0] - percents(one.x)[0] > GAP - 0.01
