"""The map of departments: outlines of the mainland and Corsica, overseas as labelled squares."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from synthesis.report.edition.rows import DepartmentRate

OUTLINES: Final = Path(__file__).parents[1] / "geography" / "outlines.csv"
OVERSEAS: Final = ("971", "972", "973", "974", "976", "975", "977", "978", "986", "987", "988")
COLUMNS: Final = 3  # of squares, in the sea south-west
SIDE, STEP, LEFT, TOP = 74, 84, 12, 800
GRADES: Final = 5


@dataclass(frozen=True)
class Place:
    """A department or collectivity and its grade; None where it is too small to show, or absent."""

    code: str
    grade: int | None
    path: str = ""
    x: int = 0
    y: int = 0


@dataclass(frozen=True)
class Grade:
    """A class of the legend: the lowest and the highest rate in it."""

    grade: int
    least: DepartmentRate
    most: DepartmentRate


@dataclass(frozen=True)
class Map:
    """The map: outlines, squares, legend, and the rate of each department shown."""

    mainland: tuple[Place, ...]
    overseas: tuple[Place, ...]
    grades: tuple[Grade, ...]
    rates: dict[str, DepartmentRate]


def drawn(rates: Iterable[DepartmentRate], shown: Sequence[str]) -> Map:
    """The map of the departments whose number may be shown."""
    by_code = {rate.department: rate for rate in rates if rate.department in shown}

    def grade(code: str) -> int | None:
        return by_code[code].grade if code in by_code else None

    return Map(
        tuple(Place(code, grade(code), path) for code, path in outlines()),
        tuple(
            Place(
                code,
                grade(code),
                x=LEFT + STEP * (place % COLUMNS),
                y=TOP + STEP * (place // COLUMNS),
            )
            for place, code in enumerate(OVERSEAS)
        ),
        _grades(by_code.values()),
        by_code,
    )


@cache
def outlines() -> tuple[tuple[str, str], ...]:
    """Code and SVG path of each department of the mainland and Corsica."""
    with OUTLINES.open(encoding="utf-8", newline="") as file:
        return tuple((row["code"], row["path"]) for row in csv.DictReader(file, strict=True))


def _grades(rates: Iterable[DepartmentRate]) -> tuple[Grade, ...]:
    listed = sorted(rates, key=lambda rate: (rate.rate, rate.department))
    found = []
    for number in range(1, GRADES + 1):
        inside = [rate for rate in listed if rate.grade == number]
        if inside:
            found.append(Grade(number, inside[0], inside[-1]))
    return tuple(found)
