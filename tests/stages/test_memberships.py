"""Memberships: the cluster of each segment, by the rule of the answers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench

WEIGHTS = {(1, "eau"): "2.0", (2, "eau"): "-2.0", (1, "bus"): "-0.6", (2, "bus"): "0.6"}


def memberships(bench: Bench, *held: str, **changed: object) -> list[int | None]:
    """Clusters of the segments of one answer, each given as its terms."""
    bench.give("segments", *({"segment_id": n, "answer_id": 1} for n in range(len(held))))
    bench.give(
        "terms",
        *({"segment_id": n, "term": term} for n, of in enumerate(held) for term in of.split()),
    )
    bench.give(
        "weights",
        *(
            {"cluster_id": c, "term": term, "weight": Decimal(weight)}
            for (c, term), weight in WEIGHTS.items()
        ),
    )
    return [row["cluster_id"] for row in bench.build("memberships", **changed)]


def test_each_segment_by_its_own_terms(bench: Bench) -> None:
    """One answer may speak of two things; a segment that scores too little is unclassified."""
    assert [1, None, 1, None] == memberships(bench, "eau", "bus", "eau bus", "")
    assert [1, 2, 1, None] == memberships(bench, "eau", "bus", "eau bus", "", min_score=0.5)
    assert [1, None, 1, None] == memberships(
        bench, "eau", "bus", "eau bus", "", min_score=0.5, min_margin=0.7
    )


def test_law(bench: Bench) -> None:
    """Every segment has a row; in any order, the same bytes."""
    assert 5 == len(memberships(bench, "eau", "", "bus", "eau", "bus eau"))
    assert 1 == bench.law("memberships")
