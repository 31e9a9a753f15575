"""Authors: a number each, in order of arrival; the source's own name is not kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_one_number_an_author(bench: Bench) -> None:
    """Two contributions of one author share it; unknown authors have none."""
    bench.give(
        "received",
        {"contribution_id": 1, "taken_as": "contribution", "reader": "a", "author": "zoé"},
        {"contribution_id": 2, "taken_as": "contribution", "reader": "a"},
        {"contribution_id": 3, "taken_as": "contribution", "reader": "a", "author": "ada"},
        {"contribution_id": 4, "taken_as": "contribution", "reader": "a", "author": "zoé"},
        {"contribution_id": 4, "taken_as": "repeat", "reader": "a", "author": "ada"},
    )

    assert [(1, 1), (3, 2), (4, 1)] == [
        (row["contribution_id"], row["author_id"]) for row in bench.build("authors")
    ]


def test_two_platforms_never_share_one(bench: Bench) -> None:
    """The same identifier on two platforms is two authors."""
    bench.give(
        "received",
        {"contribution_id": 1, "taken_as": "contribution", "reader": "a", "author": "1"},
        {"contribution_id": 2, "taken_as": "contribution", "reader": "b", "author": "1"},
    )

    assert [1, 2] == [row["author_id"] for row in bench.build("authors")]


def test_law(bench: Bench) -> None:
    """As many rows as contributions of known authors; in any order, the same bytes."""
    bench.give(
        "received",
        *(
            {
                "contribution_id": n,
                "taken_as": "contribution",
                "reader": "a",
                "author": name or None,
            }
            for n, name in enumerate(["x", "", "y", "x", "z", ""], 1)
        ),
    )

    assert [1, 3, 4, 5] == [row["contribution_id"] for row in bench.build("authors")]
    assert 1 == bench.law("authors")
