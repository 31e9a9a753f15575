"""States: what became of each answer that is not empty; exactly one each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from synthesis.text import folded

if TYPE_CHECKING:
    from tests.conftest import Bench


def states(bench: Bench, *texts: tuple[int, str], pattern: str = "", **more: object) -> list[str]:
    """States of texts, each after the number of its author; 0 is unknown."""
    bench.give(
        "texts",
        *(
            {"answer_id": n, "contribution_id": n, "question_id": "1", "cell": 1,
             "status": "published"} | more
            for n, _ in enumerate(texts, 1)
        ),
    )  # fmt: skip
    bench.give(
        "cells",
        *(
            {"contribution_id": n, "question_id": "1", "cell": 1, "text": text} | more
            for n, (_, text) in enumerate(texts, 1)
        ),
    )
    bench.give(
        "authors",
        *(
            {"contribution_id": n, "author_id": author}
            for n, (author, _) in enumerate(texts, 1)
            if author
        ),
    )
    bench.give("questions", *({"question_id": q, "kind": "open"} for q in "12"))
    bench.give("no_content", {"phrase": "ras"}, {"phrase": "sans objet"})
    return [row["state"] for row in bench.build("states", no_content_pattern=pattern)]


@pytest.mark.parametrize(
    ("folded", "expected"),
    [
        ("", "no_content"),  # « … », « ??? »
        ("ras", "no_content"),
        ("公共交通", "analysed"),  # in another script: no term of ours, yet not nothing
        ("sans objet", "no_content"),
        ("je ne sais pas", "no_content"),
        ("je ne sais pas trop", "analysed"),  # the pattern covers all of it or nothing
        ("ras le bol", "analysed"),
        ("rien", "analysed"),
    ],
)
def test_no_content(bench: Bench, folded: str, expected: str) -> None:
    """The whole answer is a listed phrase, or obeys a listed pattern, or has no letter."""
    assert [expected] == states(bench, (1, folded), pattern="(?:je )?ne sais pas|bof")


def test_a_known_author_who_repeats_is_a_duplicate(bench: Bench) -> None:
    """Only the words of one known author, and only after the first time."""
    expected = ["analysed", "analysed", "duplicate", "analysed", "analysed", "analysed"]

    assert expected == states(bench, (1, "a"), (2, "a"), (1, "a"), (1, "b"), (0, "a"), (0, "a"))


def test_what_the_source_does_not_show_keeps_its_status(bench: Bench) -> None:
    """Even where it says nothing; and it makes nobody a duplicate."""
    assert ["moderated"] * 2 == states(bench, (1, "ras"), (1, "ras"), status="moderated")

    bench.store.rows("update texts set status = 'published' where answer_id = 2")
    bench.store.rows("update cells set text = 'a'")

    assert ["moderated", "analysed"] == [row["state"] for row in bench.build("states")]


def test_the_same_words_to_two_questions_are_not_a_duplicate(bench: Bench) -> None:
    """A person may say one thing twice, where it was asked twice."""
    states(bench, (1, "a"), (1, "a"))
    bench.store.rows("update texts set question_id = '2' where answer_id = 2")
    bench.store.rows("update cells set question_id = '2' where contribution_id = 2")

    assert ["analysed"] * 2 == [row["state"] for row in bench.build("states")]


def test_a_long_answer_says_something(bench: Bench) -> None:
    """Unless no letter is in it; and given twice by one author, it is one."""
    long = "ras " * 100

    assert ["analysed", "no_content"] == states(bench, (0, long), (0, "…! " * 200))
    assert ["analysed", "duplicate"] == states(bench, (1, long), (1, long.upper()))


alike = st.builds(
    lambda pieces, times: "".join(pieces) * times,
    st.lists(
        st.sampled_from(["a", "b", "é", "e\u0301", "E", "œ", "ʼ", " ", "! ", "\u0323", "\u1100",
                         "\u1161", "\u11a8", "…" * 30, "un mot de plus ", "公"]),
        max_size=5,
    ),
    st.sampled_from([1, 2, 7, 30]),
)  # fmt: skip


@given(texts=st.lists(alike, min_size=2, max_size=6))
@example(texts=["a" * 120 + "b", "a" * 120 + "c", "A" * 120 + "-b"])  # one beginning, two ends
@example(texts=["a b", "a" + "!" * 200 + "b"])  # a short one and a long one, the same folded
@example(texts=["…" * 47 + "a" * 200, "a" * 200])  # hardly a letter in the first characters
@example(texts=[f"{'a' * 47}e\u0301 {n}" * 3 for n in (1, 1, 2)])  # cut between letter and mark
def test_a_duplicate_has_the_same_words(lasting_bench: Bench, texts: list[str]) -> None:
    """All of them, whatever their length, and no other answer is one."""
    said = [folded(text) for text in texts]
    found = states(lasting_bench, *((1, text) for text in texts))
    expected = [said.index(words) < n for n, words in enumerate(said) if words]

    assert expected == [
        state == "duplicate" for state, words in zip(found, said, strict=True) if words
    ]


def test_law(bench: Bench) -> None:
    """One state per text; in any order, the same bytes."""
    found = states(bench, (1, "a"), (0, "ras"), (1, "a"), (2, ""), (1, "a"), (3, "b"))

    assert 6 == len(found)
    assert 1 == bench.law("states")
