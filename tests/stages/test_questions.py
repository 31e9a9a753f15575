"""Questions: in the order the sources put them, with the cells received."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_the_first_source_decides(bench: Bench) -> None:
    """Of title and kind; positions are those of first mention, from 1."""
    bench.give("taken", {"row": 1, "question_id": "9"})
    bench.give(
        "asked",
        {"place": 0, "question_id": "9", "title": "Un", "kind": "open"},
        {"place": 1, "question_id": "2", "title": "Deux", "kind": "closed"},
        {"place": 2, "question_id": "9", "title": "Autre", "kind": "closed"},
    )
    expected = [("2", "Deux", "closed", 2, 0), ("9", "Un", "open", 1, 1)]

    assert expected == [tuple(row.values()) for row in bench.build("questions")]


def test_law(bench: Bench) -> None:
    """Cells received are those taken, empty ones included; in any order, the same bytes."""
    bench.give(
        "taken",
        *(
            {"row": n, "question_id": id, "text": text}
            for n in (1, 2, 4)
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
