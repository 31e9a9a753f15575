"""Cells: what was written in a question's place, of the rows that are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench, *rows: dict[str, object]) -> None:
    """Cells that are taken, of the rows received."""
    bench.give("taken", *rows)
    sheet_rows = {(row["contribution_id"], row["source_number"], row["row"]) for row in rows}
    bench.give(
        "received",
        *({"contribution_id": each, "taken_as": "contribution"} for each, _, _ in sheet_rows),
    )


def test_words_make_a_cell(bench: Bench) -> None:
    """Unchanged, with the status of its row, and what was repaired in it."""
    row = {"source_number": 1, "row": 1, "contribution_id": 1, "status": "p"}
    given(
        bench,
        row | {"question_id": "1", "text": " Été,\n RAS  ", "mended": "entities"},
        row | {"question_id": "2", "text": " \u00a0"},
    )
    expected = {
        "contribution_id": 1, "question_id": "1", "cell": 1, "status": "p",
        "text": " Été,\n RAS  ", "mended": "entities",
    }  # fmt: skip

    assert [expected] == bench.build("cells")


def test_several_rows_of_one_question_are_ranked(bench: Bench) -> None:
    """When one contribution answers a question twice, in the order of the rows."""
    row = {"source_number": 1, "contribution_id": 1, "question_id": "1", "status": "published"}
    given(bench, row | {"row": 5, "text": "b"}, row | {"row": 3, "text": "a"})

    assert [(1, "a"), (2, "b")] == [(r["cell"], r["text"]) for r in bench.build("cells")]
    assert 1 == bench.law("cells")


def test_who_asked_to_be_withdrawn_has_no_words_left(bench: Bench) -> None:
    """Their cell is counted as withdrawn; what it said is in no table."""
    row = {"source_number": 1, "row": 1, "contribution_id": 1, "question_id": "1"}
    given(bench, row | {"status": "requested", "text": "Mon nom est secret"})

    assert [("withdrawn", None)] == [(r["status"], r["text"]) for r in bench.build("cells")]
