"""Rejects: rows no reader could take, and rows that repeat another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_every_row_not_taken_is_listed(bench: Bench) -> None:
    """With its reason; the words of a citizen are not."""
    row = {"source": "a.csv", "contribution_id": 7}
    bench.give(
        "received",
        row | {"line": 2, "taken_as": "contribution"},
        row | {"line": 5, "taken_as": "repeat"},
    )
    bench.give(
        "refused", {"source": "a.csv", "line": 9, "reason": "cells", "excerpt": "3 cells of 12"}
    )
    expected = [
        ("a.csv", 5, "repeat", "same identifier as contribution 7"),
        ("a.csv", 9, "cells", "3 cells of 12"),
    ]

    assert expected == [tuple(row.values()) for row in bench.build("rejects")]
    assert 1 == bench.law("rejects")


def test_nothing_to_list(bench: Bench) -> None:
    """An export without fault has an empty list."""
    bench.give("received", {"source": "a.csv", "line": 2, "taken_as": "contribution"})
    bench.give("refused")

    assert [] == bench.build("rejects")
