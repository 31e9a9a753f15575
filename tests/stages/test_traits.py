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
    choices = [(1, "2", "Oui"), (1, "3", "a"), (1, "3", "b")]
    bench.give(
        "choices",
        *({"contribution_id": c, "question_id": q, "option": option} for c, q, option in choices),
    )


def test_what_is_known(bench: Bench) -> None:
    """What is declared, the month, each choice; what is not known is no row."""
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
