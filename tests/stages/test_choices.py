"""Choices: what each contribution chose in closed and multiple questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench, kind: str, *texts: str, status: str = "published") -> None:
    """Cells of one question, one a contribution."""
    bench.give("questions", {"question_id": "1", "kind": kind})
    bench.give(
        "cells",
        *(
            {"contribution_id": n, "question_id": "1", "cell": 1, "status": status, "text": text}
            for n, text in enumerate(texts)
        ),
    )


def chosen(bench: Bench) -> list[tuple[object, ...]]:
    return [tuple(row.values())[1:] for row in bench.build("choices")]


def test_one_choice(bench: Bench) -> None:
    """A bar in an option of a closed question is part of it; white space around is not."""
    given(bench, "closed", " Oui ", "Non|peut-être", " ")

    assert [(0, "Oui"), (1, "Non|peut-être")] == chosen(bench)


def test_several_choices(bench: Bench) -> None:
    """Each once a contribution."""
    given(bench, "multiple", "b| c |b", "a|", "| ")

    assert [(0, "b"), (0, "c"), (1, "a")] == chosen(bench)


def test_case_makes_no_other_option(bench: Bench) -> None:
    """« oui » and « Oui » are one, as most write it; « <18 » and « >18 » stay two."""
    given(bench, "closed", "oui", "Oui", "Oui", "E\u0301te\u0301", "\u00e9t\u00e9", "<18", ">18")
    expected = ["<18", ">18", "E\u0301te\u0301", "Oui"]

    assert expected == sorted({str(option) for _, option in chosen(bench)})


def test_twice_the_same(bench: Bench) -> None:
    """A contribution that answers a question in two cells chose what both say, once."""
    given(bench, "closed")
    cells = [(1, "Oui"), (2, "Oui"), (3, "Non")]
    bench.give(
        "cells",
        *(
            {"contribution_id": 5, "question_id": "1", "cell": cell, "status": "published",
             "text": text}
            for cell, text in cells
        ),
    )  # fmt: skip

    assert [(5, "Non"), (5, "Oui")] == chosen(bench)


def test_not_chosen(bench: Bench) -> None:
    """Words of an open question, and what the source does not show."""
    given(bench, "open", "Oui")
    assert [] == chosen(bench)

    given(bench, "closed", "Oui", status="moderated")
    assert [] == chosen(bench)


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    given(bench, "multiple", "a|b", "b|c|b", "a|", "c")

    assert 1 == bench.law("choices")
