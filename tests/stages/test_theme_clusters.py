"""Theme clusters: a signed cluster is a theme, or part of the one that has its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    """Clusters 1 and 5 are signed; 2 is merged, 3 off topic, 4 not signed, 6 a minority."""
    rows = [
        (1, 1, "opinion", "signed", "Éclairage public"),
        (2, 1, "opinion", "absorbed", "Lampes"),
        (3, 3, "off_topic", "signed", "Autre chose"),
        (4, 4, "opinion", "one_vote", "Bus"),
        (5, 5, "opinion", "signed", "Le bus, plus souvent"),
        (6, 6, "minority", "signed", "Bus"),
    ]
    names = ("cluster_id", "home_id", "kind", "status", "label_fr")
    bench.give(
        "reviewed", *({"question_id": "1", **dict(zip(names, row, strict=True))} for row in rows)
    )
    bench.give("clusters", *({"question_id": "1", "cluster_id": n} for n in (1, 3, 4, 5, 6)))
    bench.give(
        "codebook",
        {"theme_id": "eclairage", "position": 1, "label_fr": "éclairage public", "kind": "opinion"},
        {"theme_id": "bus", "position": 2, "label_fr": "Bus", "question_id": "2"},
    )


def test_names_meet_whatever_their_accents(bench: Bench) -> None:
    """But only in the questions the codebook names."""
    given(bench)
    expected = [("1", "eclairage", 1), ("1", "c5", 5), ("1", "c6", 6)]

    assert expected == [tuple(row.values()) for row in bench.build("theme_clusters")]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    given(bench)

    assert 1 == bench.law("theme_clusters")
