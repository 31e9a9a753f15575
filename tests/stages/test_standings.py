"""Standings: what we make of a contribution, beside what its source says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_ours_and_theirs(bench: Bench) -> None:
    """A published contribution of which the source says nothing has no row."""
    row = {"taken_as": "contribution"}
    bench.give(
        "received",
        row | {"contribution_id": 1, "status": "published"},
        row | {"contribution_id": 2, "status": "published", "declared": "moderated_partial"},
        row | {"contribution_id": 3, "status": "moderated"},
        row | {"contribution_id": 4, "status": "requested", "declared": "x"},
    )
    expected = [
        (2, "published", "moderated_partial"),
        (3, "moderated", None),
        (4, "withdrawn", "withdrawn on request"),
    ]

    assert expected == [tuple(row.values()) for row in bench.build("standings")]
    assert 1 == bench.law("standings")
