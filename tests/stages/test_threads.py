"""Threads: who answers whom, how deep; orphans and knots are told, never dropped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.conftest import Bench


def threads(bench: Bench, *rows: tuple[str, str | None], **more: Any) -> list[dict[str, Any]]:
    """Contributions as native identifier and parent."""
    bench.give(
        "received",
        *(
            {
                "contribution_id": n, "dataset": "d", "native_id": id, "parent": parent,
                "kind": "comment", "taken_as": "contribution",
            }
            | more
            for n, (id, parent) in enumerate(rows, 1)
        ),
    )  # fmt: skip
    return bench.build("threads")


def test_depth(bench: Bench) -> None:
    """Of a comment on a comment on a proposal; the root is the proposal."""
    found = threads(bench, ("c", "b"), ("b", "a"), ("a", None))

    assert [(2, 3, 2), (3, 3, 1), (None, 3, 0)] == [
        (row["parent_id"], row["root_id"], row["depth"]) for row in found
    ]


def test_an_orphan_keeps_the_name_of_what_it_answers(bench: Bench) -> None:
    """It is the top of its own thread."""
    (found,) = threads(bench, ("a", "p9"))

    assert (None, "p9", 1, 0) == (
        found["parent_id"], found["missing_parent"], found["root_id"], found["depth"]
    )  # fmt: skip


def test_a_knot_has_no_top(bench: Bench) -> None:
    """Two that answer each other, and one that answers itself: they are there, without a root."""
    found = threads(bench, ("a", "b"), ("b", "a"), ("c", "c"))

    assert [None, None, None] == [row["root_id"] for row in found]
    assert [2, 1, 3] == [row["parent_id"] for row in found]


def test_two_datasets_do_not_answer_each_other(bench: Bench) -> None:
    """The same number on two sites is two things."""
    bench.give(
        "received",
        *(
            {"contribution_id": n, "dataset": name, "native_id": id, "parent": parent,
             "kind": "comment", "taken_as": "contribution"}
            for n, (name, id, parent) in enumerate([("x", "1", None), ("y", "2", "1")], 1)
        ),
    )  # fmt: skip

    assert [None, "1"] == [row["missing_parent"] for row in bench.build("threads")]


def test_paragraph_and_stance(bench: Bench) -> None:
    """As the source declares them; what is no number is none."""
    (found,) = threads(bench, ("a", None), paragraph="3", stance="against")
    (other,) = threads(bench, ("a", None), paragraph="x", stance="")

    assert (3, "against") == (found["paragraph"], found["stance"])
    assert (None, None) == (other["paragraph"], other["stance"])


def test_questionnaires_have_no_threads(bench: Bench) -> None:
    """A contribution of no kind that answers nothing is in none."""
    assert [] == threads(bench, ("a", None), kind=None)


@given(parents=st.lists(st.integers(0, 12), min_size=1, max_size=12))
@settings(max_examples=40)
def test_law(lasting_bench: Bench, parents: list[int]) -> None:
    """Every contribution has one row; depth is that of walking up, where there is a top."""
    rows = [(str(n), str(up) if up else None) for n, up in enumerate(parents, 1)]
    found = {row["contribution_id"]: row for row in threads(lasting_bench, *rows)}

    for n in range(1, len(parents) + 1):
        above = [n]
        while 0 < parents[above[-1] - 1] <= len(parents) and len(above) <= len(parents):
            above.append(parents[above[-1] - 1])
        knot = len(above) > len(parents)
        assert (None if knot else len(above) - 1) == found[n]["depth"]
        assert (None if knot else above[-1]) == found[n]["root_id"]
    assert len(parents) == len(found)
    assert 1 == lasting_bench.law("threads")
