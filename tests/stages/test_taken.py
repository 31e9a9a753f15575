"""Cells that count: of the last snapshot, or of an earlier one that alone has the question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synthesis.walk import STAGES

if TYPE_CHECKING:
    from tests.conftest import Bench

SQL = (STAGES / "taken.sql").read_text(encoding="utf-8")


def taken(bench: Bench) -> list[tuple[Any, ...]]:
    bench.store.define("taken", SQL)
    rows = bench.store.rows(
        "select source_number, contribution_id, question_id, text, status from taken order by all"
    )
    return [tuple(row.values()) for row in rows]


def row(source: int, contribution: int, taken_as: str, **more: object) -> dict[str, Any]:
    place = {"source_number": source, "row": contribution, "contribution_id": contribution}
    return place | {"taken_as": taken_as, "status": "published"} | more


def entry(source: int, row: int, question: str, text: str) -> dict[str, Any]:
    return {"source_number": source, "row": row, "question_id": question, "text": text}


def test_repeats_have_no_cell(bench: Bench) -> None:
    """Rows of a contribution and further ones have; a repeated one has none."""
    bench.give("received", row(1, 1, "contribution"), row(1, 2, "further"), row(1, 3, "repeat"))
    bench.give("entries", *(entry(1, n, "q", str(n)) for n in (1, 2, 3)))

    assert [(1, 1, "q", "1", "published"), (1, 2, "q", "2", "published")] == taken(bench)


def test_the_last_snapshot_prevails(bench: Bench) -> None:
    """Even with an empty cell; a question it does not have is taken from the one before."""
    bench.give("received", row(1, 1, "overlap"), row(2, 1, "contribution", status="moderated"))
    bench.give("entries", entry(1, 1, "q", "avant"), entry(1, 1, "r", "seul"), entry(2, 1, "q", ""))

    assert [(1, 1, "r", "seul", "moderated"), (2, 1, "q", "", "moderated")] == taken(bench)


def test_three_snapshots(bench: Bench) -> None:
    """Each cell is taken once, from the last that has it."""
    bench.give("received", row(1, 1, "overlap"), row(2, 1, "overlap"), row(3, 1, "contribution"))
    bench.give("entries", entry(1, 1, "q", "1"), entry(2, 1, "q", "2"), entry(3, 1, "r", "3"))

    assert [(2, 1, "q", "2", "published"), (3, 1, "r", "3", "published")] == taken(bench)
