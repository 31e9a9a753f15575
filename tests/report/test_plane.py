"""The plane drawn: one scale for both axes, words that do not touch, discs told apart."""

from __future__ import annotations

import itertools
import math

import pytest

from synthesis.report.plane import DISC, HEIGHT, LETTER, LINE, NEAR, WIDTH, Mark, plane
from synthesis.report.rows import Placed


def point(kind: str, item: str, x: float, y: float) -> Placed:
    return Placed(kind, item, item, x, y, 0.1, 0.5, 0.1, 0.4, 0.3, 0.7)


def pixels(mark: Mark) -> tuple[float, float]:
    """Where a mark is drawn on a desk."""
    return float(mark.drawn_x[:-1]) * WIDTH / 100, float(mark.drawn_y[:-1]) * HEIGHT / 100


def test_no_plane_of_nothing() -> None:
    """A question of two clusters has none."""
    assert plane([]) is None


def test_one_scale_for_both_axes() -> None:
    """As far in pixels to the right as upwards, and up is up."""
    drawn = plane([point("cluster", "1", 0, 0), point("cluster", "2", 2, 0),
                   point("cluster", "3", 0, 2)])  # fmt: skip
    assert drawn is not None
    origin, right, top = map(pixels, drawn.clusters)

    assert right[0] - origin[0] == pytest.approx(origin[1] - top[1], rel=1e-3)
    assert (drawn.centre_x, drawn.centre_y) == (drawn.clusters[0].x, drawn.clusters[0].y)


def test_an_axis_too_short_to_be_seen_is_drawn_as_a_line() -> None:
    """All at one height, or all at one place: no division by nothing."""
    for far in (0.0, 1.0):
        drawn = plane([point("cluster", str(n), far * n, 0) for n in range(3)])
        assert drawn is not None
        assert 3 == len(drawn.clusters)


def test_discs_are_moved_apart_and_tied_to_their_place() -> None:
    """Five clusters at one point, one far away: no two discs touch, none leaves the drawing."""
    drawn = plane([*(point("cluster", str(n), 0, 0) for n in range(5)),
                   point("cluster", "9", 5, 3)])  # fmt: skip
    assert drawn is not None
    places = [pixels(mark) for mark in drawn.clusters]

    assert 6 == len(places)
    for one, other in itertools.combinations(places, 2):
        assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= DISC - 0.01
    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in places)
    assert 1 == len({(mark.x, mark.y) for mark in drawn.clusters[:5]})


def test_words_keep_out_of_each_other_and_near_their_place() -> None:
    """Two hundred at one point: the first stays, others stand aside, the rest is in the table."""
    crowd = [point("term", f"mot {n}", 0, 0) for n in range(200)]
    rows = [*crowd, point("term", "loin", 3, 2), point("cluster", "1", -3, -2)]
    drawn = plane(rows)
    assert drawn is not None
    boxes = [(*pixels(mark), LETTER * len(mark.row.label)) for mark in drawn.terms]

    assert ("mot 0", drawn.terms[0].x) == (drawn.terms[0].row.item, drawn.terms[0].drawn_x)
    assert 5 < len(boxes) < 200
    assert 201 == drawn.words
    for (x, y, wide), (u, v, other) in itertools.combinations(boxes, 2):
        assert abs(y - v) >= LINE - 0.01 or abs(x - u) >= (wide + other) / 2 - 0.01
    for (x, y, _), mark in zip(boxes, drawn.terms, strict=True):
        place = float(mark.x[:-1]) * WIDTH / 100, float(mark.y[:-1]) * HEIGHT / 100
        assert math.dist((x, y), place) <= NEAR * DISC / 2
    assert tuple(rows) == drawn.rows
