"""Titles: shown with the answers, where the contribution itself may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_of_what_may_be_shown(bench: Bench) -> None:
    """The title of a moderated contribution is not published; of two snapshots, the last."""
    row = {"taken_as": "contribution"}
    bench.give(
        "received",
        row | {"contribution_id": 1, "status": "published", "title": "Des bus"},
        row | {"contribution_id": 2, "status": "moderated", "title": "Injures"},
        row | {"contribution_id": 3, "status": "published"},
        {"taken_as": "overlap", "contribution_id": 1, "status": "published", "title": "Avant"},
    )

    assert [(1, "Des bus")] == [tuple(row.values()) for row in bench.build("titles")]
    assert 1 == bench.law("titles")
