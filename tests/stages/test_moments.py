"""Moments: when the source says things happened, and in which zone, if it says."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Bench


@pytest.mark.parametrize(
    ("written", "moment", "zone"),
    [
        ("2019-01-24 22:29:15 +0100", datetime(2019, 1, 24, 22, 29, 15), "+0100"),
        ("2023-09-11T10:00:00.000+02:00", datetime(2023, 9, 11, 10), "+02:00"),
        ("2025-09-11 08:00:00 UTC", datetime(2025, 9, 11, 8), "UTC"),
        ("2019-02-01 18:30:00", datetime(2019, 2, 1, 18, 30), None),
        ("29/07/2026 15:08:24", datetime(2026, 7, 29, 15, 8, 24), None),
        ("29/07/2026", datetime(2026, 7, 29), None),
    ],
)
def test_as_written(bench: Bench, written: str, moment: datetime, zone: str | None) -> None:
    """The hour is the source's own; it is moved to no other zone."""
    bench.give("received", {"contribution_id": 1, "taken_as": "contribution", "date": written})

    assert [(1, "created", moment, zone)] == [tuple(row.values()) for row in bench.build("moments")]


def test_what_is_no_date_is_none(bench: Bench) -> None:
    """Neither words nor the thirty-first of February."""
    bench.give(
        "received",
        {"contribution_id": 1, "taken_as": "contribution", "date": "hier",
         "published": "31/02/2019", "updated": "2019-01-01"},
    )  # fmt: skip

    assert ["updated"] == [row["event"] for row in bench.build("moments")]
    assert 1 == bench.law("moments")
