"""Likenesses: pairs of wordings that share nearly all their runs of words."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from tests.conftest import Bench

WORDS = [f"m{n}" for n in range(40)]

# Texts that are one appeal, cut, continued or changed in places.
retouched = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(30, 40),
        st.sets(st.integers(0, 39), max_size=3),
    ).map(
        lambda change: [
            "x" if n in change[2] else word
            for n, word in enumerate(WORDS)
            if change[0] <= n < change[1]
        ]
    ),
    max_size=8,
)


def shingles(words: list[str], size: int = 5) -> set[tuple[str, ...]]:
    return {tuple(words[n : n + size]) for n in range(max(len(words) - size, 0) + 1)}


def jaccard(one: list[str], other: list[str]) -> float:
    ours, theirs = shingles(one), shingles(other)
    return len(ours & theirs) / len(ours | theirs)


def likenesses(
    bench: Bench, texts: list[list[str]], **changed: object
) -> dict[tuple[int, int], float]:
    """Jaccard of the pairs found among texts, all different, of one question."""
    rows = list(enumerate(texts, 1))
    bench.give(
        "wordings",
        *(
            {"answer_id": n, "question_id": "1", "wording_id": n, "folded": " ".join(words)}
            for n, words in rows
        ),
    )
    found = bench.build("likenesses", **changed)
    return {(row["wording_id"], row["like_id"]): row["jaccard"] for row in found}


def test_a_word_changed_at_the_end(bench: Bench) -> None:
    """Of thirty-six runs of five words, one differs: 35 of 37 are shared."""
    found = likenesses(bench, [WORDS, [*WORDS[:-1], "x"], WORDS[::-1]])

    assert {(1, 2): 35 / 37} == pytest.approx(found)


def test_a_word_changed_in_the_middle(bench: Bench) -> None:
    """Five runs differ: 31 of 41, under four fifths, and no likeness."""
    texts = [WORDS, [*WORDS[:20], "x", *WORDS[21:]]]

    assert {} == likenesses(bench, texts)
    assert {(1, 2): 31 / 41} == pytest.approx(likenesses(bench, texts, copy_jaccard=0.75))


def test_four_fifths_are_enough(bench: Bench) -> None:
    """Nine runs each, eight of them shared: eight of ten."""
    assert {(1, 2): 0.8} == likenesses(bench, [WORDS[:13], WORDS[1:14]])


def test_a_wording_sent_ten_times_is_one_wording(bench: Bench) -> None:
    """The pair is listed once, however many answers are worded so."""
    likenesses(bench, [WORDS, [*WORDS, "x"]])
    bench.store.rows("insert into wordings select 9, '1', wording_id, -9, folded from wordings")

    assert [(1, 2)] == [(r["wording_id"], r["like_id"]) for r in bench.build("likenesses")]


def test_questions_are_compared(bench: Bench) -> None:
    """An appeal sent to two questions, or on two platforms, is one text."""
    likenesses(bench, [WORDS, [*WORDS, "x"]])
    bench.store.rows("update wordings set question_id = '2' where wording_id = 2")

    assert [(1, 2)] == [(r["wording_id"], r["like_id"]) for r in bench.build("likenesses")]


@given(texts=retouched)
@settings(max_examples=40)
def test_jaccard_by_counting(lasting_bench: Bench, texts: list[list[str]]) -> None:
    """Each pair's share is that of Python's sets; none under four fifths is listed."""
    distinct = [list(text) for text in dict.fromkeys(map(tuple, texts))]
    expected = {
        (one + 1, other + 1): jaccard(distinct[one], distinct[other])
        for one, other in combinations(range(len(distinct)), 2)
    }
    found = likenesses(lasting_bench, distinct)

    assert {pair: expected[pair] for pair in found} == pytest.approx(found)
    assert all(share >= 0.8 for share in found.values())


def test_no_likeness_is_missed(bench: Bench) -> None:
    """Of fifty pairs whose last word differs, each is found, whatever the signatures."""
    texts = []
    for n in range(50):
        words = [f"{word}-{n}" for word in WORDS]
        texts += [words, [*words[:-1], "x"]]

    assert {(2 * n + 1, 2 * n + 2) for n in range(50)} == set(likenesses(bench, texts))


def test_law(bench: Bench) -> None:
    """In any order, the same bytes; a pair is listed once, the earlier first."""
    found = likenesses(bench, [[*WORDS, *["x"] * n] for n in range(4)])

    assert all(one < other for one, other in found)
    assert 1 == bench.law("likenesses")
