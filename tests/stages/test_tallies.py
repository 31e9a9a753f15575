"""Tallies: answers by what their authors declared, of each theme and of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def give(bench: Bench) -> None:
    """Four answers of three contributions, one of which declared nothing; one has no content."""
    bench.give(
        "contributions",
        {"contribution_id": 1, "department": "75", "author_type": "Citoyen"},
        {"contribution_id": 2, "department": "75"},
        {"contribution_id": 3},
    )
    bench.give(
        "assignments",
        *(
            {"question_id": "1", "answer_id": n, "contribution_id": c, "state": state}
            for n, c, state in [
                (10, 1, "analysed"),
                (20, 2, "analysed"),
                (21, 2, "no_content"),
                (30, 3, "analysed"),
            ]
        ),
    )
    bench.give(
        "themes",
        {"question_id": "1", "theme_id": "all", "kind": "group"},
        {"question_id": "1", "theme_id": "bus", "parent_id": "all"},
        {"question_id": "1", "theme_id": "moon"},
    )
    bench.give(
        "codings",
        *(
            {"question_id": "1", "theme_id": theme, "answer_id": n, "source": source}
            for n in (10, 30)
            for theme, source in (("bus", "cluster"), ("bus", "rule"), ("all", "child"))
        ),
    )


def test_by_hand(bench: Bench) -> None:
    """Of all, and of themes nothing stands under: an answer found twice counts once."""
    give(bench)
    expected = {
        ("", "department", "75", 2),
        ("", "department", "", 1),
        ("", "author_type", "Citoyen", 1),
        ("", "author_type", "", 2),
        ("bus", "department", "75", 1),
        ("bus", "department", "", 1),
        ("bus", "author_type", "Citoyen", 1),
        ("bus", "author_type", "", 1),
        ("bus", "", "", 0),
        ("moon", "", "", 0),
    }

    assert expected == {tuple(row.values())[1:] for row in bench.build("tallies")}


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    give(bench)

    assert 1 == bench.law("tallies")
