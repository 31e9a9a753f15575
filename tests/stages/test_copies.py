"""Copies: answers of one text, the same words or nearly, followed from text to text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.stages.copies import copies

if TYPE_CHECKING:
    from tests.conftest import Bench

pairs = st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)).filter(lambda p: p[0] < p[1]))


def families(
    bench: Bench,
    wordings: dict[int, int],
    likenesses: list[tuple[int, int]],
    questions: dict[int, str] | None = None,
    people: dict[int, int] | None = None,
) -> dict[int, int]:
    """The family of each copy, from the wording of each answer and the pairs of like ones."""
    made = copies(
        bench.arrow(
            "wordings",
            *(
                {
                    "answer_id": answer,
                    "question_id": (questions or {}).get(answer, "1"),
                    "wording_id": wording,
                    "person": (people or {}).get(answer, -answer),
                }
                for answer, wording in wordings.items()
            ),
        ),
        bench.arrow(
            "likenesses",
            *({"wording_id": a, "like_id": b} for a, b in likenesses),
        ),
    )
    return {row["answer_id"]: row["family_id"] for row in bench.keep("copies", made)}


def test_the_same_words(bench: Bench) -> None:
    """A text sent twice is a family, named by its earliest answer; one sent once is none."""
    assert {1: 1, 4: 1} == families(bench, {1: 1, 2: 2, 3: 3, 4: 1}, [])


def test_nearly_the_same_words(bench: Bench) -> None:
    """Likeness is followed: 2 is like 5, 5 like 7, so the three are one family."""
    wordings = {2: 2, 5: 5, 6: 6, 7: 7, 9: 7}

    assert {2: 2, 5: 2, 7: 2, 9: 2} == families(bench, wordings, [(2, 5), (5, 7)])


def test_on_two_platforms(bench: Bench) -> None:
    """The same text to two questions, by two people, is one family."""
    assert {1: 1, 2: 1} == families(bench, {1: 1, 2: 1}, [], {2: "autre"})


def test_who_copies_only_oneself_copies_nobody(bench: Bench) -> None:
    """One person's text in two questions is no family; sent again to one question, it is."""
    alone = {1: 7, 2: 7, 3: 7}

    assert {} == families(bench, {1: 1, 2: 1}, [], {2: "autre"}, alone)
    assert {1: 1, 2: 1, 3: 1} == families(bench, {1: 1, 2: 1, 3: 1}, [], {2: "autre"}, alone)


def test_nobody(bench: Bench) -> None:
    """No long text, no family."""
    assert {} == families(bench, {}, [])


@given(pairs=pairs)
@settings(max_examples=30)
def test_law(lasting_bench: Bench, pairs: list[tuple[int, int]]) -> None:
    """Families are what walking from pair to pair reaches; their order does not matter."""
    reached = {n: n for n in range(1, 31)}
    for _ in reached:
        for a, b in pairs:
            reached[a] = reached[b] = min(reached[a], reached[b])
    sizes = Counter(reached.values())
    expected = {n: first for n, first in reached.items() if sizes[first] > 1}
    alone = {n: n for n in range(1, 31)}

    assert expected == families(lasting_bench, alone, pairs)
    assert expected == families(lasting_bench, alone, pairs[::-1])
