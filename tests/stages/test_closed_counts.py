"""Closed questions: who chose what, of all asked and of those who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench, kind: str, *texts: str, status: str = "published") -> None:
    """Cells of a question asked of ten contributions, one each."""
    bench.give("questions", {"question_id": "1", "kind": kind, "asked": 10})
    bench.give(
        "cells",
        *(
            {"contribution_id": n, "question_id": "1", "cell": 1, "status": status, "text": text}
            for n, text in enumerate(texts)
        ),
    )


def counts(bench: Bench) -> list[tuple[object, ...]]:
    return [tuple(row.values())[1:] for row in bench.build("closed_counts")]


def test_one_choice(bench: Bench) -> None:
    """On both bases: ten were asked, three answered."""
    given(bench, "closed", "Oui", " Oui ", "Non|peut-être")

    assert [("Non|peut-être", 1, 10, 3), ("Oui", 2, 10, 3)] == counts(bench)


def test_several_choices(bench: Bench) -> None:
    """Each is counted, once a person; the base is still people."""
    given(bench, "multiple", "a|b", "b| c |b", "a|", "| ")

    assert [("a", 2, 10, 3), ("b", 2, 10, 3), ("c", 1, 10, 3)] == counts(bench)


def test_not_counted(bench: Bench) -> None:
    """Open questions, and what the source does not show."""
    given(bench, "open", "Oui")

    assert [] == counts(bench)

    given(bench, "closed", "Oui", status="moderated")

    assert [] == counts(bench)


def test_law(bench: Bench) -> None:
    """In any order, the same bytes; no option is chosen by more than expressed a choice."""
    given(bench, "multiple", "a|b", "b|c|b", "a|", "c", "b|a|c")

    assert all(answers <= expressed <= asked for _, answers, asked, expressed in counts(bench))  # type: ignore[operator]
    assert 1 == bench.law("closed_counts")
