"""Units: segments joined until they hold enough terms, one copy of a text, a sample of too many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from synthesis.settings import Settings
from synthesis.stages.units import units

if TYPE_CHECKING:
    from tests.conftest import Bench


def made(
    bench: Bench, given: list[list[str]], *, later: tuple[int, ...] = (), **changed: int
) -> dict[int, dict[str, Any]]:
    """Units by segment; each answer is a list of segments, their terms apart by spaces.

    `later` are answers that copy the first one.
    """
    held = [
        (n, 1_000_000 * n + k, words.split())
        for n, of in enumerate(given, 1)
        for k, words in enumerate(of, 1)
    ]
    table = units(
        bench.arrow(
            "terms", *({"segment_id": id, "term": t} for _, id, terms in held for t in terms)
        ),
        bench.arrow("segments", *({"segment_id": id, "answer_id": n} for n, id, _ in held)),
        bench.arrow("copies", *({"answer_id": n, "family_id": 1} for n in later)),
        "1",
        Settings(**changed),  # type: ignore[arg-type]
    )
    return {row["segment_id"]: row for row in bench.keep("units", table)}


def test_short_segments_are_joined(bench: Bench) -> None:
    """To those of their answer, until a unit holds enough; never to another answer's."""
    found = made(bench, [["a b", "c", "d e f"], ["a"]], unit_terms=3)

    assert [1_000_001, 1_000_001, 1_000_003, 2_000_001] == [
        row["unit_id"] for row in found.values()
    ]
    assert [1, 1, 1, 2] == [row["answer_id"] for row in found.values()]
    assert {"1"} == {row["question_id"] for row in found.values()}


def test_a_unit_without_a_kept_term_shapes_nothing(bench: Bench) -> None:
    """Neither does an empty question."""
    assert {2_000_001} == set(made(bench, [[""], ["a"]]))
    assert {} == made(bench, [])


def test_one_copy_of_a_text_shapes(bench: Bench) -> None:
    """The earliest; the others are counted, not weighed."""
    assert {1_000_001, 3_000_001} == set(made(bench, [["a"], ["a"], ["b"]], later=(1, 2)))


def test_above_so_many_units_a_sample_shapes(bench: Bench) -> None:
    """As many as told, the same for the same seed."""
    given = [["a b"]] * 1200
    drawn, again = (set(made(bench, given, exact_units=1000)) for _ in range(2))
    other = set(made(bench, given, exact_units=1000, seed=1))

    assert 1000 == len(drawn) == len(other)
    assert drawn == again != other
