"""Where the marks of each drawing go, in percent of its width, so that none shrinks on a phone."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from synthesis.errors import TableError
from synthesis.report.rows import Day, Division


def percent(part: float, whole: float) -> str:
    """A length as SVG writes it; nothing of nothing is nothing."""
    return f"{100 * part / whole:.3f}%" if whole else "0%"


@dataclass(frozen=True)
class Piece:
    """One piece of a bar: what it stands for, where it begins, how long it is."""

    name: str
    x: str
    width: str


def stack(parts: Iterable[tuple[str, int]]) -> tuple[Piece, ...]:
    """One piece per part, end to end; together they fill the bar."""
    listed = list(parts)
    whole = sum(number for _, number in listed)
    pieces, before = [], 0
    for name, number in listed:
        pieces.append(Piece(name, percent(before, whole), percent(number, whole)))
        before += number
    return tuple(pieces)


@dataclass(frozen=True)
class Scale:
    """A scale with a zero inside: signed bars start there, to the left or to the right."""

    low: float
    high: float

    @property
    def zero(self) -> str:
        """Where zero is."""
        return percent(0 - self.low, self.high - self.low)

    def bar(self, value: float) -> Piece:
        """The bar of one value."""
        span = self.high - self.low
        name = "over" if value > 0 else "under"
        return Piece(name, percent(min(value, 0) - self.low, span), percent(abs(value), span))


def scale(values: Iterable[float]) -> Scale:
    """The scale on which all values fit, zero included."""
    listed = [0.0, *values]
    return Scale(min(listed), max(listed))


@dataclass(frozen=True)
class Period:
    """Contributions of a day, week or month, and the bar that shows them."""

    start: datetime.date
    contributions: int
    x: str
    width: str
    height: str


@dataclass(frozen=True)
class Calendar:
    """Periods without a gap from the first to the last."""

    unit: Literal["day", "week", "month"]
    periods: tuple[Period, ...]

    @property
    def peak(self) -> Period:
        """The period with most contributions, the first of them."""
        return max(self.periods, key=lambda period: period.contributions)


MOST_BARS = 62  # more would be thinner than four pixels on a phone


def calendar(days: Sequence[Day]) -> Calendar | None:
    """Contributions by day; by week or month when the days would not fit on a phone."""
    if not days:
        return None
    span = (days[-1].day - days[0].day).days + 1
    unit: Literal["day", "week", "month"] = (
        "day" if span <= MOST_BARS else "week" if span <= 7 * MOST_BARS else "month"
    )
    counts: dict[datetime.date, int] = {}
    start, last = _start(days[0].day, unit), _start(days[-1].day, unit)
    while start <= last:
        counts[start] = 0
        start = _next(start, unit)
    for day in days:
        counts[_start(day.day, unit)] += day.contributions
    peak, width = max(counts.values()), 100 / len(counts)
    return Calendar(
        unit,
        tuple(
            Period(start, number, f"{rank * width:.3f}%", f"{width:.3f}%", percent(number, peak))
            for rank, (start, number) in enumerate(counts.items())
        ),
    )


def _start(day: datetime.date, unit: str) -> datetime.date:
    if unit == "week":
        return day - datetime.timedelta(days=day.weekday())
    return day.replace(day=1) if unit == "month" else day


def _next(start: datetime.date, unit: str) -> datetime.date:
    if unit == "month":
        return (start + datetime.timedelta(days=31)).replace(day=1)
    return start + datetime.timedelta(days=7 if unit == "week" else 1)


@dataclass(frozen=True)
class Branch:
    """A joint and what lies on each side: another joint, or the number of a cluster."""

    node: int
    chi2: float
    left: Branch | int
    right: Branch | int


@dataclass(frozen=True)
class Dendrogram:
    """The joints as a tree, its clusters from top to bottom, and the lines that join them.

    Lines are drawn in a box 100 wide and 10 high per cluster, last joint on the left.
    """

    root: Branch
    leaves: tuple[int, ...]
    lines: tuple[str, ...]


def dendrogram(divisions: Sequence[Division]) -> Dendrogram | None:
    """The tree of a question; None when it was never divided."""
    if not divisions:
        return None
    by_node = {division.node: division for division in divisions}
    sides = [side for division in divisions for side in (division.left, division.right)]
    roots = sorted(set(by_node) - set(sides))
    if len(roots) != 1 or len(set(sides)) != len(sides):
        raise TableError(
            f"The divisions {sorted(by_node)} do not make one tree.",
            where="tree",
            todo="Run again with --fresh; if it stays, report it as a defect.",
        )
    root = _branch(roots[0], by_node)
    leaves = tuple(_leaves(root))
    place = {node: 4 + 92 * rank / len(by_node) for rank, node in enumerate(sorted(by_node))}
    lines: list[str] = []
    height = _draw(root, place, {leaf: 10 * i + 5 for i, leaf in enumerate(leaves)}, lines)
    lines.append(f"M0 {height:.2f}H{place[root.node]:.2f}")
    return Dendrogram(root, leaves, tuple(lines))


def _branch(node: int, by_node: dict[int, Division]) -> Branch:
    division = by_node[node]
    left, right = (
        -side if side < 0 else _branch(side, by_node) for side in (division.left, division.right)
    )
    return Branch(node, division.chi2, left, right)


def _leaves(branch: Branch | int) -> Iterable[int]:
    if isinstance(branch, int):
        yield branch
    else:
        yield from _leaves(branch.left)
        yield from _leaves(branch.right)


def _draw(
    branch: Branch | int, place: dict[int, float], row: dict[int, int], lines: list[str]
) -> float:
    """Height at which a branch begins; its lines are added on the way."""
    if isinstance(branch, int):
        return row[branch]
    top, bottom = (_draw(side, place, row, lines) for side in (branch.left, branch.right))
    ends = (
        100 if isinstance(side, int) else place[side.node] for side in (branch.left, branch.right)
    )
    left, right = ends
    x = place[branch.node]
    lines.append(f"M{left:.2f} {top:.2f}H{x:.2f}V{bottom:.2f}H{right:.2f}")
    return (top + bottom) / 2
