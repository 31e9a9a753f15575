"""Closed questions: who chose what, of all asked and of those who answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench, kind: str, *texts: str, status: str = "published") -> None:
    """Cells of a question asked of ten contributions, one each, the tenth of them twice."""
    bench.give("questions", {"question_id": "1", "kind": kind})
    bench.give(
        "received",
        *(
            {"source_number": 1, "row": row, "contribution_id": min(row, 9), "is_taken": row != 11}
            for row in range(12)
        ),
    )
    bench.give(
        "entries", *({"source_number": 1, "row": row, "question_id": "1"} for row in range(12))
    )
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


def test_a_choice_that_is_not_shown_is_in_neither_base(bench: Bench) -> None:
    """A contribution set aside chose something: it is not one of those who chose nothing."""
    given(bench, "closed", "Oui", "Non")
    bench.give(
        "cells",
        {"contribution_id": 0, "question_id": "1", "cell": 1, "status": "published", "text": "Oui"},
        {"contribution_id": 1, "question_id": "1", "cell": 1, "status": "moderated", "text": "Non"},
    )

    assert [("Oui", 1, 9, 1)] == counts(bench)


def test_law(bench: Bench) -> None:
    """In any order, the same bytes; no option is chosen by more than expressed a choice."""
    given(bench, "multiple", "a|b", "b|c|b", "a|", "c", "b|a|c")

    assert all(answers <= expressed <= asked for _, answers, asked, expressed in counts(bench))  # type: ignore[operator]
    assert 1 == bench.law("closed_counts")
