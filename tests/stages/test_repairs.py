"""Repairs: what was undone on the way in, counted by export."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_of_sheets_and_of_cells(bench: Bench) -> None:
    """A cell that took two repairs counts for both; one that took none for neither."""
    bench.give("repaired", {"source": "a", "repair": "nul", "times": 3})
    mended = ["entities", "html,entities", "", None]
    bench.give("taken", *({"source": "a", "mended": each} for each in mended))
    expected = [("a", "entities", 2), ("a", "html", 1), ("a", "nul", 3)]

    assert expected == [tuple(row.values()) for row in bench.build("repairs")]
    assert 1 == bench.law("repairs")
