"""Weights: what each term says for each cluster, rounded so that sums are exact."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from synthesis.settings import Settings
from synthesis.stages.weights import weights

if TYPE_CHECKING:
    from tests.conftest import Bench

# Segments of three units in two clusters; 12 belongs to the unit of 11, 40 shapes nothing.
SHAPES = [(11, 11, 1), (12, 11, 1), (20, 20, 1), (30, 30, 2)]
TERMS = [(11, "eau"), (12, "eau"), (12, "tri"), (20, "eau"), (30, "tri"), (30, "bus"), (40, "vélo")]


def made(
    bench: Bench, shapes: list[tuple[int, int, int]], terms: list[tuple[int, str]]
) -> list[dict[str, Any]]:
    table = weights(
        bench.arrow("terms", *({"segment_id": id, "term": term} for id, term in terms)),
        bench.arrow(
            "shapes", *({"segment_id": s, "unit_id": u, "cluster_id": c} for s, u, c in shapes)
        ),
        "1",
        Settings(smoothing=6.0),
    )
    return bench.keep("weights", table)


def test_log_odds_of_units(bench: Bench) -> None:
    """« eau » in two units of cluster 1 (counted once each), none of cluster 2; five in all."""
    found = {(r["cluster_id"], r["term"]): r["weight"] for r in made(bench, SHAPES, TERMS)}
    a = 6 * 2 / 5  # prior occurrences of « eau »
    expected = math.log((2 + a) / (3 + 6 - 2 - a)) - math.log(a / (2 + 6 - a))

    assert Decimal(f"{expected:.6f}") == found[1, "eau"]
    assert {"eau", "tri", "bus"} == {term for _, term in found}


def test_two_clusters_mirror_each_other(bench: Bench) -> None:
    """What speaks for one speaks as much against the other, to the last decimal."""
    found = made(bench, SHAPES, TERMS)
    one, two = ([r["weight"] for r in found if r["cluster_id"] == c] for c in (1, 2))

    assert one == [-weight for weight in two]


def test_a_single_cluster_weighs_nothing(bench: Bench) -> None:
    """There is nothing to compare it with; nor is there in an empty question."""
    assert [] == made(bench, [(11, 11, 1), (20, 20, 1)], TERMS)
    assert [] == made(bench, [], [])


def test_law(bench: Bench) -> None:
    """Every cluster weighs every term; the order of the incidence does not matter."""
    found = made(bench, SHAPES, TERMS)

    assert 2 * 3 == len(found)
    assert found == made(bench, SHAPES, TERMS[::-1])
