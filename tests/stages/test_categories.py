"""Categories and tags: one row a label."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_one_row_a_label(bench: Bench) -> None:
    """A label given twice is one; a blank one is none."""
    bench.give(
        "received",
        {
            "contribution_id": 1, "taken_as": "contribution",
            "category": "Santé\n\nTransports", "tags": "bus\nbus \n",
        },
        {"contribution_id": 1, "taken_as": "repeat", "category": "Autre"},
    )  # fmt: skip
    expected = [(1, "category", "Santé"), (1, "category", "Transports"), (1, "tag", "bus")]

    assert expected == [tuple(row.values()) for row in bench.build("categories")]
    assert 1 == bench.law("categories")
