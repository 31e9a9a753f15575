"""Clusters and terms on one plane: where each mark goes, and which words fit without touching."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from synthesis.report.charts import percent
from synthesis.report.rows import Placed

# The drawing as it is on a desk, in pixels: words are placed for it, and hidden on a phone.
WIDTH, HEIGHT = 750, 560
MARGIN = 40
LINE, LETTER = 17, 7.2  # height of a line, width of a letter
DISC = 26  # that stands for a cluster
LEAST = 1e-6  # coordinates are rounded to six decimals: an axis may be left with none
ROUNDS, NEAR = 40, 5  # how far a disc, or a word, may be moved: in halves of a disc

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Mark:
    """A cluster or a term, where it lies, and where it is drawn: beside that, if it is taken."""

    row: Placed
    x: str
    y: str
    drawn_x: str
    drawn_y: str


@dataclass(frozen=True)
class Plane:
    """The marks of both kinds; terms that find no room near their place are in the table alone."""

    clusters: tuple[Mark, ...]
    terms: tuple[Mark, ...]
    rows: tuple[Placed, ...]
    centre_x: str
    centre_y: str

    @property
    def words(self) -> int:
        """The terms there are, drawn or not."""
        return sum(row.kind == "term" for row in self.rows)

    @property
    def axes(self) -> Placed:
        """Any row: each says what the axes hold."""
        return self.rows[0]


def plane(rows: Sequence[Placed]) -> Plane | None:
    """The drawing of a question; None where there is no plane. One scale for both axes."""
    if not rows:
        return None
    left, right = min(row.x for row in rows), max(row.x for row in rows)
    bottom, top = min(row.y for row in rows), max(row.y for row in rows)
    unit = min(
        (WIDTH - 2 * MARGIN) / max(right - left, LEAST),
        (HEIGHT - 2 * MARGIN) / max(top - bottom, LEAST),
    )

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            WIDTH / 2 + unit * (x - (left + right) / 2),
            HEIGHT / 2 - unit * (y - (bottom + top) / 2),
        )

    taken: list[Box] = []
    marks: dict[str, list[Mark]] = {"cluster": [], "term": []}
    for row in sorted(rows, key=lambda row: row.kind != "cluster"):  # the heaviest terms first
        size = (DISC, DISC) if row.kind == "cluster" else (LETTER * len(row.label), LINE)
        x, y = place(row.x, row.y)
        around = _around(x, y, ROUNDS if row.kind == "cluster" else NEAR)
        free = next((at for at in around if not _is_taken(_box(*at, *size), taken)), None)
        if free:
            taken.append(_box(*free, *size))
            at = (
                percent(v, whole)
                for v, whole in zip((x, y, *free), 2 * (WIDTH, HEIGHT), strict=True)
            )
            marks[row.kind].append(Mark(row, *at))
    x, y = place(0.0, 0.0)
    return Plane(
        tuple(marks["cluster"]),
        tuple(marks["term"]),
        tuple(rows),
        percent(x, WIDTH),
        percent(y, HEIGHT),
    )


def _around(x: float, y: float, rounds: int) -> Iterator[tuple[float, float]]:
    """A place, then others farther and farther from it, all inside the drawing."""
    yield x, y
    for step in range(1, rounds):
        for turn in range(16):
            at = (
                x + step * DISC / 2 * math.cos(turn * math.pi / 8),
                y + step * DISC / 2 * math.sin(turn * math.pi / 8),
            )
            if DISC < at[0] < WIDTH - DISC and DISC < at[1] < HEIGHT - DISC:
                yield at


def _box(x: float, y: float, wide: float, high: float) -> Box:
    return x - wide / 2, y - high / 2, x + wide / 2, y + high / 2


def _is_taken(box: Box, taken: Sequence[Box]) -> bool:
    return any(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in taken
    )
