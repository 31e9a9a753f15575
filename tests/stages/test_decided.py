"""Decided: the answers whose state or cluster people changed, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    """Cluster 2 was merged into 1, 3 is off topic; answer 12 was moved, 13 has no content."""
    placed = {10: 1, 11: 2, 12: 1, 13: 1, 14: 3, 15: None}
    bench.give(
        "assignments",
        *(
            {"question_id": "1", "answer_id": n, "state": "analysed", "cluster_id": cluster}
            for n, cluster in placed.items()
        ),
        {"question_id": "1", "answer_id": 16, "state": "moderated", "cluster_id": None},
    )
    homes = {1: (1, "opinion"), 2: (1, "opinion"), 3: (3, "off_topic"), 4: (4, "opinion")}
    bench.give(
        "reviewed",
        *(
            {"question_id": "1", "cluster_id": n, "home_id": home, "kind": kind}
            for n, (home, kind) in homes.items()
        ),
    )
    bench.give(
        "changed",
        {"question_id": "1", "answer_id": 12, "state": "analysed", "cluster_id": 4},
        {"question_id": "1", "answer_id": 13, "state": "no_content", "cluster_id": 1},
    )


def test_each_way_to_change(bench: Bench) -> None:
    """Merged, moved, set aside alone, set aside with its cluster; what was not touched is not."""
    given(bench)
    expected = [
        (11, "analysed", 2, "analysed", 1),
        (12, "analysed", 1, "analysed", 4),
        (13, "analysed", 1, "no_content", None),
        (14, "analysed", 3, "off_topic", None),
    ]

    assert expected == [tuple(row.values())[1:] for row in bench.build("decided")]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    given(bench)

    assert 1 == bench.law("decided")
