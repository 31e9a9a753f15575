"""Changes: what became of a contribution from one snapshot to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Bench


def snapshots(bench: Bench, *rows: tuple[int, int, str, str]) -> list[tuple[Any, ...]]:
    """Changes between rows given as source, contribution, status, words; the last one stands."""
    last = {contribution: source for source, contribution, _, _ in sorted(rows)}
    bench.give(
        "received",
        *(
            {
                "source_number": source, "source": f"s{source}", "row": contribution,
                "contribution_id": contribution, "status": status,
                "taken_as": "contribution" if last[contribution] == source else "overlap",
            }
            for source, contribution, status, _ in rows
        ),
    )  # fmt: skip
    bench.give(
        "entries",
        *(
            {"source_number": source, "row": row, "question_id": "q", "text": words}
            for source, row, _, words in rows
        ),
    )
    found = [tuple(row.values()) for row in bench.build("changes")]
    assert 1 == bench.law("changes")
    return found


def test_edited(bench: Bench) -> None:
    """The question is named; blanks around the words are no change."""
    assert [(1, "q", "edited", "s1", "s2")] == snapshots(
        bench, (1, 1, "published", "un"), (2, 1, "published", "deux"),
        (1, 2, "published", "trois "), (2, 2, "published", "trois"),
    )  # fmt: skip


def test_withdrawn_and_restored(bench: Bench) -> None:
    """Changes of state are told with their direction."""
    assert [
        (1, "", "withdrawn", "s1", "s2"),
        (2, "", "restored", "s1", "s2"),
        (3, "", "state", "s1", "s2"),
    ] == snapshots(
        bench, (1, 1, "published", "a"), (2, 1, "moderated", "a"),
        (1, 2, "moderated", "b"), (2, 2, "published", "b"),
        (1, 3, "moderated", "c"), (2, 3, "withdrawn", "c"),
    )  # fmt: skip


def test_absent(bench: Bench) -> None:
    """Of a later snapshot, which has others; one that only came later is no change."""
    assert [(2, "", "absent", "s1", "s2")] == snapshots(
        bench, (1, 1, "published", "a"), (1, 2, "published", "b"),
        (2, 1, "published", "a"), (2, 3, "published", "c"),
    )  # fmt: skip


def test_exports_that_share_nothing_are_no_snapshots(bench: Bench) -> None:
    """Nobody is absent of another export of another thing."""
    assert [] == snapshots(bench, (1, 1, "published", "a"), (2, 2, "published", "b"))
