"""The ledger: every cell of every question in one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    kinds = {"1": "open", "2": "closed", "3": "open", "4": "multiple"}
    bench.give("questions", *({"question_id": q, "kind": kind} for q, kind in kinds.items()))
    cells = [
        ("1", "published", "Rien"),
        ("2", "moderated", "Oui"),
        ("2", "published", " Oui"),
        ("4", "published", "a|b"),
        ("4", "published", " | |"),
        ("4", "published", "|"),
    ]
    bench.give(
        "cells",
        *(
            {"contribution_id": n, "question_id": question, "cell": 1, "status": status, "text": t}
            for n, (question, status, t) in enumerate(cells)
        ),
    )
    bench.give(
        "blanks",
        {"question_id": "1", "source": "a.csv", "answers": 4, "contributions": 4},
        {"question_id": "1", "source": "b.csv", "answers": 2, "contributions": 1},
        {"question_id": "2", "source": "a.csv", "answers": 9, "contributions": 9},
    )
    states = ["analysed", "analysed", "no_content", "analysed"]
    bench.give(
        "states",
        *(
            {"answer_id": n, "contribution_id": n // 2, "question_id": "1", "state": state}
            for n, state in enumerate(states)
        ),
    )


def test_by_question_and_state(bench: Bench) -> None:
    """Cells, and contributions with such a cell; a choice is counted if it may be shown."""
    given(bench)
    expected = [
        ("1", "analysed", 3, 2), ("1", "empty", 6, 5), ("1", "no_content", 1, 1),
        ("2", "counted", 1, 1), ("2", "empty", 9, 9), ("2", "moderated", 1, 1),
        ("4", "counted", 1, 1), ("4", "no_content", 2, 2),
    ]  # fmt: skip

    assert expected == [tuple(row.values()) for row in bench.build("ledger")]


def test_law(bench: Bench) -> None:
    """The ledger sums to answers and blanks; in any order, the same bytes."""
    given(bench)

    assert 4 + 6 + 9 + 5 == sum(row["answers"] for row in bench.build("ledger"))
    assert 1 == bench.law("ledger")
