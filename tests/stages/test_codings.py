"""Codings: an answer may hold several themes, each for a reason one can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    """Theme `bus` (cluster 1, and a rule) is under `transport`, itself under `all`."""
    rows = [(10, 1, "analysed"), (11, 2, "analysed"), (12, None, "analysed"), (13, 1, "off_topic")]
    bench.give(
        "assignments",
        *(
            {"question_id": "1", "answer_id": n, "contribution_id": 100 + n, "cluster_id": c,
             "state": state}
            for n, c, state in rows
        ),
    )  # fmt: skip
    bench.give(
        "theme_clusters",
        {"question_id": "1", "theme_id": "bus", "cluster_id": 1},
        {"question_id": "1", "theme_id": "c2", "cluster_id": 2},
    )
    above = {"all": None, "transport": "all", "bus": "transport", "c2": None}
    bench.give(
        "themes",
        *({"question_id": "1", "theme_id": t, "parent_id": p} for t, p in above.items()),
    )
    bench.give(
        "rule_matches",
        *(
            {"question_id": "1", "theme_id": "bus", "answer_id": n, "found": "bus", "start": 3,
             "stop": 6}
            for n in (10, 12, 13)
        ),
    )  # fmt: skip


def test_why(bench: Bench) -> None:
    """By cluster and by rule, each its row; a theme above holds what those below hold."""
    given(bench)
    found = [
        (row["theme_id"], row["answer_id"], row["source"], row["why"], row["start"])
        for row in bench.build("codings")
    ]

    assert found == [
        ("all", 10, "child", "bus", None),
        ("all", 12, "child", "bus", None),
        ("bus", 10, "cluster", "1", None),
        ("bus", 10, "rule", "bus", 3),
        ("bus", 12, "rule", "bus", 3),
        ("c2", 11, "cluster", "2", None),
        ("transport", 10, "child", "bus", None),
        ("transport", 12, "child", "bus", None),
    ]


def test_law(bench: Bench) -> None:
    """Only analysed answers are coded; in any order, the same bytes."""
    given(bench)

    assert 13 not in {row["answer_id"] for row in bench.build("codings")}
    assert 1 == bench.law("codings")
