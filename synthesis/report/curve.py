"""The curve behind the number of clusters: what halves of the contributions share, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.report.rows import Grain

LEFT, RIGHT, TOP, BOTTOM = 5.0, 98.0, 4.0, 88.0  # of the drawing, in percent
GAP = 6.5  # between two figures under the curve, so that they do not touch on a phone


@dataclass(frozen=True)
class Point:
    """One number of clusters: where it is, how far two standard errors reach, where chance is."""

    row: Grain
    x: str
    y: str
    chance: str
    low: str
    high: str
    is_labelled: bool


@dataclass(frozen=True)
class Curve:
    """The points from left to right, and the height of no bits."""

    points: tuple[Point, ...]
    zero: str

    @property
    def chosen(self) -> Grain:
        """The number that was taken."""
        return next(point.row for point in self.points if point.row.chosen)

    @property
    def highest(self) -> Grain:
        """The number with most bits."""
        return max((point.row for point in self.points), key=lambda row: row.bits)

    @property
    def is_chance(self) -> bool:
        """Whether words dealt anew give as much on the whole, within two standard errors."""
        more = sum(point.row.bits - point.row.chance for point in self.points)
        return more <= 2 * sum(point.row.error for point in self.points)


def curve(rows: Sequence[Grain]) -> Curve | None:
    """The drawing of a question; None where one number alone could be tried."""
    if len(rows) < 2:
        return None
    top = max(1e-6, *(max(row.bits + 2 * row.error, row.chance) for row in rows))
    bottom = min(0.0, *(min(row.bits - 2 * row.error, row.chance) for row in rows))
    first, last = rows[0].clusters, rows[-1].clusters
    across = {
        row.clusters: LEFT + (RIGHT - LEFT) * (row.clusters - first) / (last - first)
        for row in rows
    }
    labelled = _apart(across, next(row.clusters for row in rows if row.chosen))

    def at(value: float) -> str:
        return f"{BOTTOM - (BOTTOM - TOP) * (value - bottom) / (top - bottom):.3f}%"

    return Curve(
        tuple(
            Point(
                row,
                f"{across[row.clusters]:.3f}%",
                at(row.bits),
                at(row.chance),
                at(row.bits - 2 * row.error),
                at(row.bits + 2 * row.error),
                row.clusters in labelled,
            )
            for row in rows
        ),
        at(0.0),
    )


def _apart(across: dict[int, float], chosen: int) -> set[int]:
    """The numbers that have room for their figure: the chosen one first, then from the left."""
    kept = {chosen}
    for number, place in across.items():
        if all(abs(place - across[other]) >= GAP for other in kept):
            kept.add(number)
    return kept
