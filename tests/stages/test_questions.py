"""Questions: in the order the sources put them, with the cells received."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_the_first_source_decides(bench: Bench) -> None:
    """Of title and kind; positions are those of first mention, from 1."""
    bench.give("received", {"source_number": 1, "row": 1, "is_taken": True})
    bench.give("entries", {"source_number": 1, "row": 1, "question_id": "9"})
    bench.give(
        "asked",
        {"place": 0, "question_id": "9", "title": "Un", "kind": "open"},
        {"place": 1, "question_id": "2", "title": "Deux", "kind": "closed"},
        {"place": 2, "question_id": "9", "title": "Autre", "kind": "closed"},
    )
    expected = [("2", "Deux", "closed", 2, 0), ("9", "Un", "open", 1, 1)]

    assert expected == [tuple(row.values()) for row in bench.build("questions")]


def test_law(bench: Bench) -> None:
    """Cells received are those of the rows that are taken; in any order, the same bytes."""
    bench.give(
        "received",
        *({"source_number": 1, "row": n, "is_taken": n != 3} for n in range(1, 5)),
    )
    bench.give(
        "entries",
        *(
            {"source_number": 1, "row": n, "question_id": id, "text": text}
            for n in range(1, 5)
            for id, text in (("1", "oui"), ("2", None))
        ),
    )
    bench.give(
        "asked",
        *(
            {"place": n, "question_id": id, "title": id, "kind": "open"}
            for n, id in enumerate("123")
        ),
    )

    assert [3, 3, 0] == [row["asked"] for row in bench.build("questions")]
    assert 1 == bench.law("questions")
