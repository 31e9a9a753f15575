"""What an edition says of who took part: never of so few that it would point at them (R-K)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pytest

from synthesis.settings import Settings

if TYPE_CHECKING:
    from tests.conftest import Bench, Row

CELL, CROSS = Settings().small_cell, Settings().small_cross
PARAMETERS = {"small_cell": CELL, "small_cross": CROSS}


def shown(bench: Bench, *declared: tuple[str | None, str | None, int]) -> list[Row]:
    """Contributions by department, type of author and how many; as the edition has them."""
    each = [(place, kind) for place, kind, times in declared for _ in range(times)]
    bench.find(
        "contributions",
        *(
            {"contribution_id": n, "reference": f"r{n}", "department": place, "author_type": kind}
            for n, (place, kind) in enumerate(each)
        ),
    )
    return bench.overlay("contributions", **PARAMETERS)


def pairs(rows: list[Row]) -> Counter[tuple[str | None, str | None]]:
    return Counter((row["department"], row["author_type"]) for row in rows)


def test_by_hand(bench: Bench) -> None:
    """Four in 02 are of no department. In 01, nine elected people are of no type; in 61, four are,
    too few for a department without a type.
    """
    rows = shown(
        bench, ("01", "Citoyen", 20), ("01", "Élu", 9), ("02", "Citoyen", 4), ("61", "Citoyen", 30),
        ("61", "Élu", 4), (None, "Citoyen", 6),
    )  # fmt: skip

    assert {
        ("01", "Citoyen"): 20,
        ("01", None): 9,
        ("61", "Citoyen"): 30,
        (None, "Citoyen"): 10,
        (None, None): 4,
    } == pairs(rows)
    assert [f"r{n}" for n in range(73)] == [row["reference"] for row in rows]


@pytest.mark.parametrize("seed", range(30))
def test_r_k(bench: Bench, seed: int) -> None:
    """Nothing is said of fewer than five, no two things of fewer than ten; nothing is made up."""
    rng = np.random.default_rng(seed)
    places, kinds = ["01", "02", "61", None], ["Citoyen", "Élu", None]
    declared = [
        (places[rng.integers(4)], kinds[rng.integers(3)], int(rng.geometric(0.15)))
        for _ in range(rng.integers(9))
    ]
    rows = shown(bench, *declared)
    before = [pair for *pair, times in declared for _ in range(times)]

    for (place, kind), times in pairs(rows).items():
        assert times >= (CROSS if place and kind else CELL if place or kind else 0)
    for name in ("department", "author_type"):
        told = Counter(row[name] for row in rows if row[name])
        assert all(times >= CELL for times in told.values())
    assert len(before) == len(rows)
    for row, (place, kind) in zip(rows, before, strict=True):
        assert row["department"] in (place, None)
        assert row["author_type"] in (kind, None)


def test_profiles(bench: Bench) -> None:
    """Those of ten answers at least; and where the few left over could be told, one more is left
    out.
    """
    bench.give("published", {"question_id": "1"})
    rows = [
        ("1", 1, "61", 12, 60),
        ("1", 2, "61", 20, 60),
        ("1", 3, "61", 9, 60),
        ("1", 1, "75", 12, 35),
        ("1", 2, "75", 20, 35),
        ("1", 1, "33", 12, 12),
        ("2", 1, "61", 12, 60),
    ]
    names = ("question_id", "cluster_id", "value", "n_cluster", "n_corpus")
    bench.find(
        "profiles",
        *({"variable": "month", **dict(zip(names, row, strict=True))} for row in rows),
        {"variable": "department", **dict(zip(names, rows[0], strict=True))},
        {"variable": "author_type", **dict(zip(names, rows[1], strict=True))},
    )
    found = [tuple(row[name] for name in names) for row in bench.overlay("profiles", **PARAMETERS)]

    assert sorted([rows[0], rows[1], rows[4], rows[5]]) == sorted(found)
