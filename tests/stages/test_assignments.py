"""Assignments: the cluster of each answer is the one its terms speak for most."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.conftest import Bench

WEIGHTS = {
    (1, "eau"): "2.0", (2, "eau"): "-2.0", (3, "eau"): "0.5",
    (1, "bus"): "-1.5", (2, "bus"): "1.5", (3, "bus"): "0.0",
    (1, "tri"): "0.3", (2, "tri"): "0.2", (3, "tri"): "-0.4",
}  # fmt: skip

Given = list[list[list[str]]]
held = st.lists(st.sampled_from(["eau", "bus", "tri"]), unique=True)
texts = st.lists(st.lists(held, max_size=3))


def assignments(bench: Bench, given: Given, **changed: object) -> list[dict[str, Any]]:
    """Assignments of answers given as the terms of their segments."""
    ids = [(n, 1_000_000 * n + k) for n, of in enumerate(given, 1) for k in range(len(of))]
    held = [terms for of in given for terms in of]
    bench.give(
        "states",
        *(
            {"answer_id": n, "contribution_id": n, "reference": f"r{n}", "question_id": "1",
             "state": "analysed" if of else "no_content"}
            for n, of in enumerate(given, 1)
        ),
    )  # fmt: skip
    bench.give("copies", {"answer_id": 1, "question_id": "1", "family_id": 1})
    bench.give("segments", *({"segment_id": id, "answer_id": n} for n, id in ids))
    bench.give(
        "terms",
        *(
            {"segment_id": id, "term": term}
            for (_, id), terms in zip(ids, held, strict=True)
            for term in terms
        ),
    )
    bench.give(
        "weights",
        *(
            {"question_id": "1", "cluster_id": c, "term": term, "weight": Decimal(weight)}
            for (c, term), weight in WEIGHTS.items()
        ),
    )
    # The thresholds alone, unless a test is of what lifts them.
    return bench.build("assignments", **({"min_classified_share": 0.0} | changed))


def one(bench: Bench, *segments: list[str], **changed: object) -> tuple[Any, ...]:
    """Cluster, runner-up, score and margin of one answer."""
    return tuple(assignments(bench, [list(segments)], **changed)[0].values())[6:]


def test_a_score_is_the_sum_of_its_weights(bench: Bench) -> None:
    """2.0 + 0.3 for cluster 1; 0.5 − 0.4 for cluster 3; −1.8 for cluster 2."""
    assert (1, 3, Decimal("2.3"), Decimal("2.2")) == one(bench, ["eau", "tri"])


def test_a_term_counts_once_an_answer(bench: Bench) -> None:
    """However many of its segments hold it."""
    assert one(bench, ["eau", "tri"]) == one(bench, ["eau"], ["tri", "eau"], ["eau"])


def test_a_runner_up_has_a_score_above_zero(bench: Bench) -> None:
    """Else there is none, and the margin is the score itself."""
    assert (2, None, Decimal("1.5"), Decimal("1.5")) == one(bench, ["bus"])


def test_unclassified(bench: Bench) -> None:
    """A score too small, a margin too small, or no term at all."""
    nothing = (None, None, None, None)

    assert nothing == one(bench, ["tri"])
    assert nothing == one(bench, ["tri"], min_score=0.1)
    assert (1, 2, Decimal("0.3"), Decimal("0.1")) == one(
        bench, ["tri"], min_score=0.3, min_margin=0.1
    )
    assert nothing == one(bench, [])


@given(given=texts)
@settings(max_examples=40)
def test_scores_by_adding(lasting_bench: Bench, given: Given) -> None:
    """Python's sums, on any answers: exact, and every answer is there once, classified or not."""
    found = assignments(lasting_bench, given, min_score=0.2, min_margin=0.1)
    for row, segments in zip(found, given, strict=True):
        terms = {term for segment in segments for term in segment}
        scores = sorted((-sum(Decimal(WEIGHTS[c, term]) for term in terms), c) for c in (1, 2, 3))
        best, margin = -scores[0][0], -scores[0][0] - max(-scores[1][0], Decimal(0))
        sure = bool(terms) and best >= Decimal("0.2") and margin >= Decimal("0.1")

        assert (scores[0][1] if sure else None) == row["cluster_id"]
        assert (best if sure else None) == row["score"]
        assert (margin if sure else None) == row["margin"]


def test_enough_answers_are_classified(bench: Bench) -> None:
    """Where the thresholds leave too many aside, the clearest join; equal texts fare alike."""
    given = [[["eau"]], [["tri"]], [["tri", "bus"]], [["tri", "bus"]], [[]]]
    strict = {"min_score": 1.8, "min_margin": 1.5}

    assert [1, None, None, None, None] == clusters(bench, given, **strict)
    # Two fifths of five answers are wanted: the third, at 1.7, and the fourth like it.
    assert [1, None, 2, 2, None] == clusters(bench, given, **strict, min_classified_share=0.4)
    assert [1, 1, 2, 2, None] == clusters(bench, given, **strict, min_classified_share=1.0)


def clusters(bench: Bench, given: Given, **changed: object) -> list[int | None]:
    """Cluster of each answer."""
    return [row["cluster_id"] for row in assignments(bench, given, **changed)]


def test_what_has_no_content_has_no_cluster(bench: Bench) -> None:
    """It has no segment: it is listed with its state, and nothing else."""
    found = assignments(bench, [[["eau"]], []])

    assert ["analysed", "no_content"] == [row["state"] for row in found]
    assert [1, None] == [row["cluster_id"] for row in found]
    assert [1, None] == [row["family_id"] for row in found]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes; other questions are not there."""
    given = [[["eau"], ["bus", "tri"]], [], [["tri"]], [["bus"]], [[]]]

    assert 5 == len(assignments(bench, given))
    assert 0 == len(assignments(bench, given, question="2"))
    assert 1 == bench.law("assignments")
