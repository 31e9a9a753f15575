"""Votes: as the source counts them; what it does not say is not zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_null_is_not_zero(bench: Bench) -> None:
    """A cell that is empty, or no number, is unknown; a contribution without any has no row."""
    row = {"taken_as": "contribution"}
    bench.give(
        "received",
        row | {"contribution_id": 1, "in_favour": "3", "against": "0", "support": ""},
        row | {"contribution_id": 2, "support": "beaucoup"},
        row | {"contribution_id": 3, "support": "12"},
        {"taken_as": "overlap", "contribution_id": 3, "support": "9"},
    )
    found = bench.build("votes")

    assert [(1, 3, 0, None), (3, None, None, 12)] == [
        (row["contribution_id"], row["in_favour"], row["against"], row["support"]) for row in found
    ]
    assert 1 == bench.law("votes")
