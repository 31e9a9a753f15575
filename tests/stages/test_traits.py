"""Traits: what is known of each contribution beside its words."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    bench.give(
        "contributions",
        {"contribution_id": 1, "author_type": "Citoyen", "department": "31",
         "day": datetime.date(2019, 2, 3)},
        {"contribution_id": 2, "author_type": None, "department": None, "day": None},
    )  # fmt: skip
    kinds = {"1": "open", "2": "closed", "3": "multiple"}
    bench.give("questions", *({"question_id": q, "kind": kind} for q, kind in kinds.items()))
    cells = [
        (1, "1", "published", "Des bus"),
        (1, "2", "published", " Oui "),
        (1, "3", "published", "a|b| a|"),
        (2, "2", "moderated", "Non"),
    ]
    bench.give(
        "cells",
        *(
            {"contribution_id": c, "question_id": q, "cell": 1, "status": status, "text": text}
            for c, q, status, text in cells
        ),
    )


def test_what_is_known(bench: Bench) -> None:
    """What is declared, the month, each choice once; nothing of what is not shown."""
    given(bench)
    expected = [
        (1, "author_type", "Citoyen"),
        (1, "department", "31"),
        (1, "month", "2019-02"),
        (1, "question 2", "Oui"),
        (1, "question 3", "a"),
        (1, "question 3", "b"),
    ]

    assert expected == sorted(tuple(row.values()) for row in bench.build("traits"))


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    given(bench)

    assert 1 == bench.law("traits")
