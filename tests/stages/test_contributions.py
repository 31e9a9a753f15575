"""Contributions: who deposited what and when, as far as the source says."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Bench


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("75011", "75"),
        ("1000", "01"),  # a spreadsheet dropped the zero
        ("01000", "01"),
        ("95000", "95"),
        ("20000", "2A"),
        ("20137", "2A"),
        ("20200", "2B"),
        ("20620", "2B"),
        ("97410", "974"),
        ("98800", "988"),
        ("96000", None),
        ("00100", None),
        ("750", None),
        ("SW1A 2AA", None),
        (None, None),
    ],
)
def test_department(bench: Bench, code: str | None, expected: str | None) -> None:
    """Derived from a French postal code, and from nothing else."""
    bench.give("received", {"contribution_id": 1, "taken_as": "contribution", "postal_code": code})

    assert expected == bench.build("contributions")[0]["department"]


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2019-01-22 10:15:00", datetime.date(2019, 1, 22)),
        ("2019-01-22T10:15:00+01:00", datetime.date(2019, 1, 22)),
        ("22/01/2019", datetime.date(2019, 1, 22)),
        ("31/02/2019", None),
        ("hier", None),
        (None, None),
    ],
)
def test_day(bench: Bench, date: str | None, expected: datetime.date | None) -> None:
    """The day as the source gives it; never its hour, never a guess."""
    bench.give("received", {"contribution_id": 1, "taken_as": "contribution", "date": date})

    assert expected == bench.build("contributions")[0]["day"]


def test_law(bench: Bench) -> None:
    """One row per contribution, its first; in any order, the same bytes."""
    bench.give(
        "received",
        {"contribution_id": 1, "taken_as": "contribution", "reference": "a", "author": "x"},
        {"contribution_id": 1, "taken_as": "repeat", "reference": "a", "author": "z"},
        {"contribution_id": 2, "taken_as": "contribution", "reference": "b"},
    )
    found = bench.build("contributions")

    assert [("a", True), ("b", False)] == [(r["reference"], r["author_known"]) for r in found]
    assert 1 == bench.law("contributions")
