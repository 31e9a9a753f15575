"""Closed questions: who chose what, of all asked and of those who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench, *chosen: str, status: str = "published") -> None:
    """A question asked of ten contributions, once each, the tenth twice; the options of some."""
    bench.give(
        "taken",
        *({"row": row, "contribution_id": min(row, 9), "question_id": "1"} for row in range(11)),
    )
    shown = [(n, option) for n, options in enumerate(chosen) for option in options.split("|")]
    bench.give(
        "choices",
        *({"question_id": "1", "contribution_id": n, "option": option} for n, option in shown),
    )
    cells(bench, *((n, status) for n in range(len(chosen))))


def cells(bench: Bench, *cells: tuple[int, str]) -> None:
    """The contribution and the status of each cell with words."""
    bench.give(
        "cells",
        *({"contribution_id": n, "question_id": "1", "status": status} for n, status in cells),
    )


def counts(bench: Bench) -> list[tuple[object, ...]]:
    return [tuple(row.values())[1:] for row in bench.build("closed_counts")]


def test_both_bases(bench: Bench) -> None:
    """Ten were asked, three chose; of several options each is counted, the base is people."""
    given(bench, "Oui", "Oui", "Non|Peut-être")

    assert [("Non", 1, 10, 3), ("Oui", 2, 10, 3), ("Peut-être", 1, 10, 3)] == counts(bench)


def test_a_choice_that_is_not_shown_is_in_neither_base(bench: Bench) -> None:
    """A contribution set aside chose something: it is not one of those who chose nothing."""
    given(bench, "Oui")
    cells(bench, (0, "published"), (1, "moderated"))

    assert [("Oui", 1, 9, 1)] == counts(bench)


def test_a_choice_shown_once_is_shown(bench: Bench) -> None:
    """Of two cells of one contribution, one set aside: it is asked and it chose."""
    given(bench, "Oui")
    cells(bench, (0, "published"), (0, "moderated"))

    assert [("Oui", 1, 10, 1)] == counts(bench)


def test_law(bench: Bench) -> None:
    """In any order, the same bytes; no option is chosen by more than expressed a choice."""
    given(bench, "a|b", "b|c", "a", "c", "b|a|c")

    assert all(answers <= expressed <= asked for _, answers, asked, expressed in counts(bench))  # type: ignore[operator]
    assert 1 == bench.law("closed_counts")
