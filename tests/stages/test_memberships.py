"""Memberships: the cluster of each segment, by the rule of the answers."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench

WEIGHTS = {
    (1, "eau"): "2.0", (2, "eau"): "-2.0", (3, "eau"): "0.5",
    (1, "bus"): "-0.6", (2, "bus"): "0.6", (3, "bus"): "0.4",
}  # fmt: skip


Given = tuple[Decimal | None, Decimal | None]  # score and margin of the answer


def memberships(
    bench: Bench, *held: str, of_answer: Given = (None, None), **changed: object
) -> list[int | None]:
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
    bench.give("assignments", {"answer_id": 1, "score": of_answer[0], "margin": of_answer[1]})
    return [row["cluster_id"] for row in bench.build("memberships", **changed)]


def test_each_segment_by_its_own_terms(bench: Bench) -> None:
    """One answer may speak of two things."""
    assert [1, 2, 1, None] == memberships(
        bench, "eau", "bus", "eau bus", "", min_score=0.5, min_margin=0.1
    )


def test_scores_too_small_or_too_close(bench: Bench) -> None:
    """« bus » scores 0.6, 0.2 more than the runner-up; « eau bus » 1.4, 0.5 more."""
    held = ("eau", "bus", "eau bus", "")

    assert [1, None, 1, None] == memberships(bench, *held)
    assert [1, 2, 1, None] == memberships(bench, *held, min_score=0.6, min_margin=0.2)
    assert [1, None, 1, None] == memberships(bench, *held, min_score=0.61, min_margin=0.2)
    assert [1, None, 1, None] == memberships(bench, *held, min_score=0.6, min_margin=0.21)
    assert [1, None, None, None] == memberships(bench, *held, min_score=0.6, min_margin=0.51)


def test_what_was_enough_for_an_answer_is_enough(bench: Bench) -> None:
    """Where an answer was classified below the thresholds, so are segments as clear as it."""
    enough, too_much = Decimal("0.2"), Decimal("0.21")
    score = Decimal("0.6")

    assert [1, 2, None] == memberships(bench, "eau", "bus", "", of_answer=(score, enough))
    assert [1, None, None] == memberships(bench, "eau", "bus", "", of_answer=(score, too_much))


def test_law(bench: Bench) -> None:
    """Every segment has a row; in any order, the same bytes."""
    assert 5 == len(memberships(bench, "eau", "", "bus", "eau", "bus eau"))
    assert 1 == bench.law("memberships")
