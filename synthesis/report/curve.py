"""The curve behind the number of clusters: what halves of the contributions find alike, drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from synthesis.report.rows import Grain

LEFT, RIGHT, TOP, BOTTOM = 5.0, 98.0, 4.0, 88.0  # of the drawing, in percent
LABELLED = 2  # every second number has its figure under it: all would touch on a phone


@dataclass(frozen=True)
class Point:
    """One number of clusters: where it is, and how far its error reaches (two of them)."""

    row: Grain
    x: str
    y: str
    low: str
    high: str
    is_labelled: bool


@dataclass(frozen=True)
class Curve:
    """The points from left to right, and the base they stand on."""

    points: tuple[Point, ...]
    base: str = f"{BOTTOM:.3f}%"

    @property
    def chosen(self) -> Grain:
        """The number that was taken."""
        return next(point.row for point in self.points if point.row.chosen)


def curve(rows: Sequence[Grain]) -> Curve | None:
    """The drawing of a question; None where one number alone could be tried."""
    if len(rows) < 2:
        return None
    top = max(max(row.bits + 2 * row.error for row in rows), 1e-6)
    first, last = rows[0].clusters, rows[-1].clusters

    def at(value: float) -> str:
        height = min(max(value / top, 0.0), 1.0)
        return f"{BOTTOM - (BOTTOM - TOP) * height:.3f}%"

    return Curve(
        tuple(
            Point(
                row,
                f"{LEFT + (RIGHT - LEFT) * (row.clusters - first) / (last - first):.3f}%",
                at(row.bits),
                at(row.bits - 2 * row.error),
                at(row.bits + 2 * row.error),
                row.clusters % LABELLED == 0,
            )
            for row in rows
        )
    )
