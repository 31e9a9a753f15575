"""Places: what the source declares, of the author or of the document; nothing is derived here."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_of_the_author_and_of_the_document(bench: Bench) -> None:
    """As written, faults included."""
    bench.give(
        "received",
        {"contribution_id": 1, "taken_as": "contribution", "postal_code": "1000"},
        {
            "contribution_id": 2, "taken_as": "contribution", "place": " Orne ",
            "place_code": "61", "place_level": "department", "place_of": "document",
        },
        {"contribution_id": 3, "taken_as": "contribution", "place": ""},
    )  # fmt: skip
    expected = [
        (1, "author", "postal_code", "1000", None),
        (2, "document", "department", "61", "Orne"),
    ]

    assert expected == [tuple(row.values()) for row in bench.build("places")]
    assert 1 == bench.law("places")
