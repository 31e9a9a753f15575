"""The ledger: every cell of every open question in one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    bench.give(
        "questions",
        {"question_id": "1", "kind": "open"},
        {"question_id": "2", "kind": "closed"},
        {"question_id": "3", "kind": "open"},
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
    """Cells, and contributions with such a cell; closed questions have no ledger."""
    given(bench)
    expected = [("1", "analysed", 3, 2), ("1", "empty", 6, 5), ("1", "no_content", 1, 1)]

    assert expected == [tuple(row.values()) for row in bench.build("ledger")]


def test_law(bench: Bench) -> None:
    """The ledger sums to answers and blanks; in any order, the same bytes."""
    given(bench)

    assert 4 + 6 == sum(row["answers"] for row in bench.build("ledger"))
    assert 1 == bench.law("ledger")
