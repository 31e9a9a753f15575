"""Blanks: cells that hold nothing but white space, counted and never dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Bench

BLANKS = [None, "", "  ", "\t\r\n", "\u00a0", "\u2007\u202f", "\ufeff", " \u200b "]
WORDS = ["a", "0", ".", " é ", "\u00a0-", "\u2003", "RAS"]


def taken(bench: Bench, texts: list[str | None], source: str = "a.csv") -> None:
    rows = range(1, len(texts) + 1)
    row = {"source_number": 1, "source": source, "status": "published", "question_id": "1"}
    bench.give(
        "taken",
        *(
            row | {"row": n, "contribution_id": n, "text": text}
            for n, text in zip(rows, texts, strict=True)
        ),
    )
    bench.give("received", *({"contribution_id": n, "taken_as": "contribution"} for n in rows))


@pytest.mark.parametrize("texts", [BLANKS, WORDS, BLANKS + WORDS])
def test_a_cell_is_blank_or_it_is_not(bench: Bench, texts: list[str | None]) -> None:
    """Every cell of a row that is taken has words or is counted here: never both, never neither."""
    taken(bench, texts)
    blank = sum(row["answers"] for row in bench.build("blanks"))

    assert len([text for text in texts if text in BLANKS]) == blank
    assert len(texts) == blank + len(bench.build("cells"))


def test_by_question_and_source(bench: Bench) -> None:
    """Cells, and contributions with one."""
    row = {"source_number": 1, "source": "a.csv", "contribution_id": 1, "question_id": "1"}
    bench.give(
        "taken",
        row | {"row": 1},
        row | {"row": 2},
        row | {"source_number": 2, "source": "b.csv", "row": 1, "contribution_id": 2},
    )
    expected = [("1", "a.csv", 2, 1), ("1", "b.csv", 1, 1)]

    assert expected == [tuple(row.values()) for row in bench.build("blanks")]
    assert 1 == bench.law("blanks")
