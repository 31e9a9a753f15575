"""Texts: the cells with words of open questions, folded and numbered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    bench.give(
        "questions",
        {"question_id": "9", "kind": "open", "position": 1},
        {"question_id": "2", "kind": "open", "position": 2},
        {"question_id": "5", "kind": "closed", "position": 3},
    )
    bench.give(
        "contributions",
        {"contribution_id": 1, "reference": "a"},
        {"contribution_id": 2, "reference": "b"},
    )
    places = [(2, "9", 2), (1, "2", 1), (1, "9", 1), (1, "5", 1), (2, "9", 1), (2, "2", 1)]
    bench.give(
        "cells",
        *(
            {"contribution_id": n, "question_id": id, "cell": cell, "status": "published",
             "text": f" L’été… {n}\n"}
            for n, id, cell in places
        ),
    )  # fmt: skip


def test_numbered_by_contribution_then_question(bench: Bench) -> None:
    """Of open questions only, in the order the questions were put."""
    given(bench)
    expected = [(1, 1, "9"), (2, 1, "2"), (3, 2, "9"), (4, 2, "9"), (5, 2, "2")]
    found = sorted(bench.build("texts"), key=lambda row: row["answer_id"])

    assert expected == [(r["answer_id"], r["contribution_id"], r["question_id"]) for r in found]
    assert ["a", "a", "b", "b", "b"] == [row["reference"] for row in found]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    given(bench)

    assert 1 == bench.law("texts")
