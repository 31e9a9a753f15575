"""Answers: what is published; empty or withdrawn from view is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench

STATES = ["analysed", "no_content", "duplicate", "off_topic", "moderated", "not_public",
          "withdrawn", "unreadable"]  # fmt: skip


def given(bench: Bench) -> None:
    rows = list(enumerate(STATES, 1))
    bench.give(
        "texts",
        *(
            {"answer_id": n, "contribution_id": n, "question_id": "1", "cell": 1,
             "reference": f"r{n}"}
            for n, _ in rows
        ),
    )  # fmt: skip
    bench.give(
        "cells",
        *(
            {"contribution_id": n, "question_id": "1", "cell": 1, "text": f" {state} …"}
            for n, state in rows
        ),
    )
    bench.give("states", *({"answer_id": n, "state": state} for n, state in rows))


def test_only_what_the_source_shows(bench: Bench) -> None:
    """With its words unchanged; what is moderated, private or withdrawn is not published."""
    given(bench)

    assert [" analysed …", " no_content …", " duplicate …", " off_topic …"] == [
        row["text"] for row in bench.build("answers")
    ]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    given(bench)

    assert 1 == bench.law("answers")
