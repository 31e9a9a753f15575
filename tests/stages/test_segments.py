"""Segments: `methods/segmentation.py` in SQL, on any text."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.methods.segmentation import cut

if TYPE_CHECKING:
    from tests.conftest import Bench

words = st.sampled_from(
    ["a", "été", "e\u0301te\u0301.", "oui,", "soit:", ":", "(", "l’eau;", "😀", "🇫🇷", "non!", "…",
     "1\u00a0000", "fin?", "\n", "a\nb", "\t."]
)  # fmt: skip
gaps = st.sampled_from([" ", " ", " ", "  "])
texts = st.tuples(
    st.lists(st.tuples(words, gaps), min_size=1, max_size=150), st.sampled_from(["", " "])
).map(lambda drawn: drawn[1] + "".join(word + gap for word, gap in drawn[0]))


def segments(
    bench: Bench, given: list[str], size: int = 40, state: str = "analysed"
) -> list[list[tuple[int, int]]]:
    """Offsets of the segments of each text."""
    rows = [{"answer_id": n, "question_id": "1"} for n in range(1, len(given) + 1)]
    bench.give("answers", *(row | {"text": text} for row, text in zip(rows, given, strict=True)))
    bench.give("states", *(row | {"state": state} for row in rows))
    found: list[list[tuple[int, int]]] = [[] for _ in given]
    for row in bench.build("segments", segment_size=size):
        found[row["answer_id"] - 1].append((row["start"], row["stop"]))
    return found


def test_by_hand(bench: Bench) -> None:
    """After the stop, not after five words; an answer of five words is one segment."""
    expected = [[(0, 10), (11, 18)], [(1, 10)]]

    assert expected == segments(bench, ["a b c d é. e f g h", " a b c d e"], size=5)


@given(given=st.lists(texts, min_size=1, max_size=6), size=st.integers(5, 60))
@settings(max_examples=60)
def test_as_cut(lasting_bench: Bench, given: list[str], size: int) -> None:
    """The same offsets as in Python, whatever the text and the size."""
    assert [cut(text, size) for text in given] == segments(lasting_bench, given, size)


def test_a_very_long_answer(bench: Bench) -> None:
    """A book pasted into a form: cut by blocks, as in Python, and it does not cost its square."""
    text = "".join(f"mot{',' * (n % 7 == 0)} " for n in range(300_000))

    assert [cut(text)] == segments(bench, [text])


def test_only_what_is_analysed(bench: Bench) -> None:
    """An answer in another state, or to another question, has no segment."""
    assert [[]] == segments(bench, ["a b c"], state="duplicate")

    bench.give("states", {"answer_id": 1, "question_id": "1", "state": "analysed"})

    assert 1 == len(bench.build("segments"))
    assert 0 == len(bench.build("segments", question="2"))


def test_numbers(bench: Bench) -> None:
    """A segment is numbered after its answer, in order of reading."""
    segments(bench, ["mot " * 100, "mot"])

    assert [1_000_001, 1_000_002, 1_000_003, 2_000_001] == [
        row["segment_id"] for row in bench.build("segments")
    ]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    segments(bench, ["un mot, puis un autre. " * n for n in range(1, 30)])

    assert 1 == bench.law("segments")


@pytest.mark.reference
def test_real_answers(shared: Path, bench: Bench) -> None:
    """All of 35,000 real answers are cut in SQL as they are in Python."""
    given = []
    for path in sorted((shared / "data" / "grand-debat" / "answers").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            given += [row["text"] for row in csv.DictReader(file)]

    assert 30_000 < len(given)
    assert [cut(text) for text in given] == segments(bench, given)
