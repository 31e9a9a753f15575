"""Intake: every row of every export became something, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_every_row_is_something(bench: Bench) -> None:
    """Contribution, further row, superseded, repeated or refused; the parts sum to the rows."""
    bench.give("counted", {"source_number": 1, "source": "a", "reader": "table", "rows": 6})
    became = ["contribution", "contribution", "further", "overlap", "repeat"]
    bench.give("received", *({"source_number": 1, "taken_as": each} for each in became))
    bench.give("refused", {"source": "a", "line": 7})

    assert [("a", "table", 6, 2, 1, 1, 1, 1)] == [
        tuple(row.values()) for row in bench.build("intake")
    ]
    assert 1 == bench.law("intake")


def test_an_export_of_refused_rows(bench: Bench) -> None:
    """It is listed all the same."""
    bench.give("counted", {"source_number": 1, "source": "a", "reader": "table", "rows": 1})
    bench.give("received")
    bench.give("refused", {"source": "a", "line": 2})

    assert [1, 0] == [bench.build("intake")[0][name] for name in ("refused", "contributions")]
