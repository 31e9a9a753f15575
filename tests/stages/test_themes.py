"""Themes: those of the codebook, then the signed clusters that it does not name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    """Questions 1 and 2 are published; a group of two themes, one by a rule, one of clusters."""
    bench.give("published", {"question_id": "1"}, {"question_id": "2"})
    bench.give(
        "codebook",
        {"theme_id": "transport", "position": 1, "kind": "opinion", "label_fr": "Transports"},
        {"theme_id": "bus", "position": 2, "kind": "opinion", "label_fr": "Bus",
         "parent_id": "transport", "rule": "bus", "question_id": "1"},
        {"theme_id": "vélo", "position": 3, "kind": "opinion", "label_fr": "Vélo",
         "parent_id": "transport", "question_id": "1"},
    )  # fmt: skip
    bench.give(
        "theme_clusters",
        {"question_id": "1", "theme_id": "vélo", "cluster_id": 4},
        {"question_id": "1", "theme_id": "c2", "cluster_id": 2},
        {"question_id": "2", "theme_id": "c1", "cluster_id": 1},
    )
    bench.give(
        "reviewed",
        *(
            {"question_id": q, "cluster_id": n, "kind": kind, "label_fr": "X", "definition": "d"}
            for q, n, kind in (("1", 4, "opinion"), ("1", 2, "minority"), ("2", 1, "opinion"))
        ),
    )


def test_themes_in_order(bench: Bench) -> None:
    """A theme that neither a rule nor a cluster fills is a group."""
    given(bench)
    found = [
        (row["question_id"], row["theme_id"], row["kind"], row["source"], row["position"])
        for row in sorted(bench.build("themes"), key=lambda r: (r["question_id"], r["position"]))
    ]

    assert found == [
        ("1", "transport", "group", "codebook", 1),
        ("1", "bus", "opinion", "codebook", 2),
        ("1", "vélo", "opinion", "codebook", 3),
        ("1", "c2", "minority", "cluster", 4),
        ("2", "transport", "group", "codebook", 1),
        ("2", "c1", "opinion", "cluster", 2),
    ]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    given(bench)

    assert 1 == bench.law("themes")
