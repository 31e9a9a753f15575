"""How far people agree, two by two, all together, and with the machine (METHOD.md, section 17)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, Final

import pyarrow as pa

from synthesis.methods import accord
from synthesis.methods.accord import Accord, Codes, Measure

MACHINE: Final = "machine"
ARBITER: Final = "arbiter"  # settles what others said, and is no coder
PEOPLE: Final = "people"

Codings = Mapping[int, Codes]

_MEASURES: Final = ("raw", "kappa", "alpha")
_AGREEMENT: Final = pa.schema(
    [
        *((name, pa.string()) for name in ("question_id", "one", "other")),
        ("units", pa.int64()),
        *((f"{m}{end}", pa.float64()) for m in _MEASURES for end in ("", "_low", "_high")),
        ("resamples", pa.int32()),
    ]
)
_CONFUSION: Final = pa.schema(
    [
        *((n, pa.string()) for n in ("question_id", "one", "other", "code_one", "code_other")),
        ("units", pa.int64()),
    ]
)


def agreement(coded: pa.Table) -> dict[str, pa.Table]:
    """One row per pair of coders, on the units of the random sample that both coded; and, of each
    pair, one row per pair of main codes given.

    `people` with themselves are all coders together: with three or more, or gaps, only alpha can
    be told. With the machine, people are what they settled on.
    """
    figures: list[dict[str, Any]] = []
    tables: list[dict[str, Any]] = []
    for question, (by, outcomes) in sorted(_read(coded).items()):
        people = {coder: said for coder, said in by.items() if coder != MACHINE}
        for one, other, first, second in _pairs(by, people, outcomes):
            both = sorted(first.keys() & second.keys())
            pair = tuple(first[unit] for unit in both), tuple(second[unit] for unit in both)
            codes = tuple(sorted({code for side in pair for said in side for code in said}))
            named = {"question_id": question, "one": one, "other": other}
            found = accord.compare(*pair, codes)
            figures.append(named | _told(found.n, found.raw, found.kappa, found.alpha))
            tables += [named | row for row in _cells(found)]
        if people:
            figures.append({"question_id": question, "one": PEOPLE, "other": PEOPLE}
                           | _together(people))  # fmt: skip
    return {
        "agreement": pa.Table.from_pylist(figures, _AGREEMENT),
        "confusion": pa.Table.from_pylist(tables, _CONFUSION),
    }


def _read(coded: pa.Table) -> dict[str, tuple[dict[str, dict[int, Codes]], dict[int, str]]]:
    """Of each question, what each coder said of the random sample, and what was settled."""
    found: dict[str, tuple[dict[str, dict[int, Codes]], dict[int, str]]] = {}
    for row in coded.filter(coded["is_random"]).to_pylist():
        by, outcomes = found.setdefault(row["question_id"], ({}, {}))
        if row["coder"] == ARBITER:
            outcomes[row["unit"]] = row["code"]
        else:
            by.setdefault(row["coder"], {})[row["unit"]] = tuple(row["codes"].split())
    return found


def _pairs(
    by: Mapping[str, Codings], people: Mapping[str, Codings], outcomes: Mapping[int, str]
) -> Iterator[tuple[str, str, Codings, Codings]]:
    for one, other in combinations(sorted(people), 2):
        yield one, other, people[one], people[other]
    if MACHINE in by and people:
        for one in sorted(people):
            yield one, MACHINE, people[one], by[MACHINE]
        units = sorted({unit for said in people.values() for unit in said})
        whole = {
            unit: accord.settled(_said(people, unit), outcomes.get(unit, "")) for unit in units
        }
        yield PEOPLE, MACHINE, whole, by[MACHINE]


def _said(people: Mapping[str, Codings], unit: int) -> list[Codes]:
    return [people[coder][unit] for coder in sorted(people) if unit in people[coder]]


def _together(people: Mapping[str, Codings]) -> dict[str, Any]:
    units = sorted({unit for said in people.values() for unit in said})
    several = tuple(tuple(_said(people, unit)) for unit in units)
    several = tuple(said for said in several if len(said) > 1)
    codes = tuple(sorted({code for unit in several for said in unit for code in said}))
    none = Measure(math.nan)
    if len(people) == 2:  # then it is their pair
        first, second = zip(*several, strict=True) if several else ((), ())
        found = accord.compare(first, second, codes)
        return _told(found.n, found.raw, found.kappa, found.alpha)
    whole = accord.together(several, len(people), codes)
    return _told(whole.n, none, none, whole.alpha)


def _told(units: int, *measures: Measure) -> dict[str, Any]:
    row: dict[str, Any] = {"units": units, "resamples": max(each.resamples for each in measures)}
    for name, measure in zip(_MEASURES, measures, strict=True):
        facts = measure.facts()
        row |= {name: facts["value"], f"{name}_low": facts["low"], f"{name}_high": facts["high"]}
    return row


def _cells(found: Accord) -> Iterator[dict[str, Any]]:
    for one, row in zip(found.used, found.table, strict=True):
        for other, units in zip(found.used, row, strict=True):
            if units:
                yield {"code_one": one, "code_other": other, "units": units}
