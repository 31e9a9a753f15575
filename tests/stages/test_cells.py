"""Cells: what was written in a question's place, of the rows that are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_words_make_a_cell(bench: Bench) -> None:
    """Unchanged, with the status of its row; a repeated row has none."""
    bench.give(
        "received",
        {"source_number": 1, "row": 1, "contribution_id": 1, "is_taken": True, "status": "p"},
        {"source_number": 1, "row": 2, "contribution_id": 1, "is_taken": False, "status": "q"},
    )
    bench.give(
        "entries",
        {"source_number": 1, "row": 1, "question_id": "1", "text": " Été,\n RAS  "},
        {"source_number": 1, "row": 1, "question_id": "2", "text": " \u00a0"},
        {"source_number": 1, "row": 2, "question_id": "1", "text": "Été"},
    )
    expected = {
        "contribution_id": 1, "question_id": "1", "cell": 1, "status": "p",
        "text": " Été,\n RAS  ",
    }  # fmt: skip

    assert [expected] == bench.build("cells")


def test_several_rows_of_one_question_are_ranked(bench: Bench) -> None:
    """When one contribution answers a question twice, in the order of the rows."""
    bench.give(
        "received",
        *(
            {"source_number": 1, "row": row, "contribution_id": 1, "is_taken": True}
            for row in (3, 5)
        ),
    )
    bench.give(
        "entries",
        {"source_number": 1, "row": 5, "question_id": "1", "text": "b"},
        {"source_number": 1, "row": 3, "question_id": "1", "text": "a"},
    )

    assert [(1, "a"), (2, "b")] == [(r["cell"], r["text"]) for r in bench.build("cells")]
    assert 1 == bench.law("cells")
