"""Rows of the exports: which contribution each belongs to, and which repeat one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest

from synthesis.walk import STAGES

if TYPE_CHECKING:
    from tests.conftest import Bench

SQL = (STAGES / "received.sql").read_text(encoding="utf-8")


def received(
    bench: Bench, *rows: dict[str, Any], withdrawn: Sequence[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    """The rows of sheets, by source and row; a source is the first one where none is said."""
    bench.give(
        "sheets",
        *(
            {"source_number": 1, "source": "a.csv", "is_long": False}
            | {"dataset": f"source {row.get('source_number', 1)}"}
            | row
            for row in rows
        ),
    )
    bench.give("withdrawals", *withdrawn)
    bench.store.create("received", SQL, {})
    return bench.store.rows("select * from received order by source_number, row")


def column(rows: list[dict[str, Any]], name: str) -> list[Any]:
    return [row[name] for row in rows]


def test_a_row_given_twice_is_taken_once(bench: Bench) -> None:
    """In a wide sheet, a second row of the same identifier repeats the first contribution."""
    found = received(
        bench, *({"row": n, "native_id": id} for n, id in enumerate(["x", "y", " x "], 1))
    )

    assert [1, 2, 1] == column(found, "contribution_id")
    assert ["contribution", "contribution", "repeat"] == column(found, "taken_as")


def test_the_identifier_shown_tells_rows_too(bench: Bench) -> None:
    """Where the source keeps none for itself; blanks around it are no difference."""
    found = received(
        bench, *({"row": n, "reference": id} for n, id in enumerate(["x", " x", "y"], 1))
    )

    assert [1, 1, 2] == column(found, "contribution_id")
    assert ["x", "x", "y"] == column(found, "reference")


def test_a_long_sheet_says_one_contribution_in_several_rows(bench: Bench) -> None:
    """All of them are taken; one of them is the first."""
    found = received(bench, *({"row": n, "reference": "x", "is_long": True} for n in (1, 2, 3)))

    assert [1, 1, 1] == column(found, "contribution_id")
    assert ["contribution", "further", "further"] == column(found, "taken_as")


def test_without_an_identifier_each_row_is_a_contribution(bench: Bench) -> None:
    """And the row number is the reference."""
    found = received(bench, {"row": 1, "native_id": " "}, {"row": 2, "reference": ""})

    assert [1, 2] == column(found, "contribution_id")
    assert ["1", "2"] == column(found, "reference")


def test_two_sources_never_share_a_contribution(bench: Bench) -> None:
    """Contributions are numbered source after source, row after row."""
    found = received(
        bench,
        {"source_number": 2, "row": 1, "native_id": "x"},
        {"source_number": 1, "row": 2, "native_id": "x"},
        {"source_number": 1, "row": 1, "native_id": "z"},
    )

    assert [(1, 1, 1), (1, 2, 2), (2, 1, 3)] == [
        (row["source_number"], row["row"], row["contribution_id"]) for row in found
    ]


def test_snapshots_of_one_dataset_share_their_contributions(bench: Bench) -> None:
    """The last one listed describes each; the earlier rows are superseded, and numbered once."""
    one, other = {"source_number": 1, "dataset": "d"}, {"source_number": 2, "dataset": "d"}
    found = received(
        bench,
        one | {"row": 1, "native_id": "x", "status": "published"},
        one | {"row": 2, "native_id": "y"},
        other | {"row": 1, "native_id": "z"},
        other | {"row": 2, "native_id": "x", "status": "moderated"},
        other | {"row": 3, "native_id": "x"},
    )

    assert [1, 2, 3, 1, 1] == column(found, "contribution_id")
    assert ["overlap", "contribution", "contribution", "contribution", "repeat"] == column(
        found, "taken_as"
    )


def test_an_identifier_missing_from_one_snapshot(bench: Bench) -> None:
    """The one shown leads to the one kept, where another snapshot gives both."""
    found = received(
        bench,
        {"source_number": 1, "dataset": "d", "row": 1, "native_id": "x", "reference": "3-1"},
        {"source_number": 2, "dataset": "d", "row": 1, "reference": "3-1"},
    )

    assert [1, 1] == column(found, "contribution_id")


def test_rows_without_identifiers_are_never_one(bench: Bench) -> None:
    """Not even in two snapshots of one dataset."""
    found = received(bench, *({"source_number": n, "dataset": "d", "row": 1} for n in (1, 2)))

    assert [1, 2] == column(found, "contribution_id")


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ({"reference": "2-1", "source": ""}, ["requested", "published"]),
        ({"reference": "abc", "source": "a.csv"}, ["requested", "published"]),
        ({"reference": "2-1", "source": "b.csv"}, ["published", "published"]),
        ({"reference": "2", "source": "a.csv"}, ["published", "requested"]),
        ({"reference": "2", "source": ""}, ["published", "published"]),
    ],
)
def test_withdrawals(bench: Bench, request_: dict[str, str], expected: list[str]) -> None:
    """By either identifier, or by the row where there is none; of the source that is named."""
    found = received(
        bench,
        {"row": 1, "reference": "2-1", "native_id": "abc"},
        {"row": 2},
        withdrawn=[request_],
    )

    assert expected == column(found, "status")


def test_a_withdrawal_names_any_snapshot(bench: Bench) -> None:
    """By an address the last one no longer has, or of a source it is not in: all is withdrawn."""
    one, other = {"source_number": 1, "dataset": "d"}, {"source_number": 2, "dataset": "d"}
    found = received(
        bench,
        one | {"row": 1, "native_id": "x", "reference": "avant"},
        other | {"row": 1, "native_id": "\tx\u00a0", "reference": "après", "source": "b.csv"},
        withdrawn=[{"reference": "avant", "source": "a.csv"}],
    )

    assert ["requested", "requested"] == column(found, "status")
    assert [1, 1] == column(found, "contribution_id")


def test_what_readers_are_shown(bench: Bench) -> None:
    """The reference before the native identifier; what is blank is unknown."""
    found = received(
        bench,
        {"row": 1, "reference": "2-1", "native_id": "abc", "author": " ", "date": ""},
        {"row": 2, "native_id": "def", "author": " ada ", "postal_code": " 75011 "},
    )

    assert ["2-1", "def"] == column(found, "reference")
    assert [None, "ada"] == column(found, "author")
    assert [None, "75011"] == column(found, "postal_code")
    assert [None, None] == column(found, "date")


@pytest.mark.parametrize(
    ("status", "trashed", "expected"),
    [
        (None, None, "published"),
        (" ", "false", "published"),
        (None, "True", "moderated"),
        (None, "oui", "moderated"),
        ("not_public", "true", "not_public"),
    ],
)
def test_status(bench: Bench, status: str | None, trashed: str | None, expected: str) -> None:
    """What the reader says, else moderated where the source withdrew it from view."""
    found = received(bench, {"row": 1, "status": status, "trashed": trashed})

    assert [expected] == column(found, "status")


def test_law(bench: Bench) -> None:
    """Every row stays one row; the order in which they are read does not matter."""
    rows = [
        {"source_number": n % 2 + 1, "row": n, "native_id": id, "is_long": n % 2 == 1}
        for n, id in enumerate("abcabcdd", 1)
    ]
    expected = received(bench, *rows)

    assert len(rows) == len(expected)
    assert expected == received(bench, *rows) == received(bench, *rows[::-1])
