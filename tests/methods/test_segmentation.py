"""Segments of about forty words: cut after the strongest punctuation, nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.methods.segmentation import cut

words = st.sampled_from(["a", "été", "fin.", "oui,", "soit :", "(", "l’eau ;", "😀", "non!", "…"])
gaps = st.sampled_from([" ", " ", "  ", "\n", " \n "])
texts = st.lists(st.tuples(gaps, words), max_size=120).map(
    lambda pairs: "".join(gap + word for gap, word in pairs)
)
sizes = st.integers(1, 20)


def slices(text: str, size: int = 40, window: int | None = None) -> list[str]:
    return [text[start:stop] for start, stop in cut(text, size, window)]


@pytest.mark.parametrize(
    ("text", "size", "expected"),
    [
        ("", 5, []),
        ("   ", 5, []),
        ("un deux", 5, ["un deux"]),
        ("  un deux ", 5, ["un deux"]),
        ("a b c d e", 5, ["a b c d e"]),  # as many as a segment
        ("a b c d e f g", 5, ["a b c d e f g"]),  # no more than size and window: the last one
        ("a b c d e f g h", 5, ["a b c d e", "f g h"]),  # no punctuation: the wanted size
        ("a b c d. e f g h", 5, ["a b c d.", "e f g h"]),  # 6/2 against 0.01
        ("a b c. d, e f g h", 5, ["a b c.", "d, e f g h"]),  # 6/3 against 1/2
        ("a b, c d e, f g h", 5, ["a b, c d e,", "f g h"]),  # the nearer of two
        ("a b c d: e f; g h", 5, ["a b c d:", "e f; g h"]),  # 5/2 against 4/2
        ("a b c d, e f, g h", 5, ["a b c d,", "e f, g h"]),  # as strong, as near: the first
        ("a b c d. e f? g h", 5, ["a b c d.", "e f? g h"]),
        ("a b c d? e f! g h", 5, ["a b c d?", "e f! g h"]),
        ("a b c d! e f… g h", 5, ["a b c d!", "e f… g h"]),
        ("a b c d… e f. g h", 5, ["a b c d…", "e f. g h"]),
        ("a b c d. e f. g h i j k. l", 5, ["a b c d.", "e f. g h i j k.", "l"]),  # 6/3 beats 6/4
    ],
)
def test_by_hand(text: str, size: int, expected: list[str]) -> None:
    """Weight over distance from the wanted size, plus one; the window is 0.4 of the size."""
    assert expected == slices(text, size)


@given(texts, sizes)
def test_nothing_is_lost(text: str, size: int) -> None:
    """In order, without overlap, every word in exactly one segment, no space at the ends."""
    found = cut(text, size)
    places = [place for pair in found for place in pair]

    assert sorted(places) == places
    assert text.replace(" ", "") == "".join(slices(text, size)).replace(" ", "")
    assert all(piece == piece.strip(" ") != "" for piece in slices(text, size))


@given(texts, sizes)
def test_no_segment_passes_size_and_window(text: str, size: int) -> None:
    """Nor does a text of at most `size` words have two."""
    lengths = [len(piece.split(" ")) - piece.count("  ") for piece in slices(text, size)]
    total = len([word for word in text.split(" ") if word])

    assert all(length <= size + int(0.4 * size) for length in lengths)
    assert total > size or len(lengths) <= 1


@given(texts, sizes)
def test_what_follows_does_not_move_a_cut(text: str, size: int) -> None:
    """Cutting again from the start of the second segment gives the same ones, while long enough."""
    found = slices(text, size)
    rest = text[cut(text, size)[1][0] :] if len(found) > 2 else ""
    again = slices(rest, size)

    assert found[1:] == again or len(again) == 1 or not rest


@pytest.mark.reference
def test_rainette(shared: Path) -> None:
    """The cases of rainette's own tests, and two longer texts."""
    path = shared / "reference" / "rainette" / "split_segments_cases.json"
    for case in json.loads(path.read_text(encoding="utf-8")):
        segments = case["segments"]
        expected = [segments] if isinstance(segments, str) else segments
        found = slices(case["text"], case["segment_size"], case["window"])

        assert _spaced(expected) == _spaced(found)


def _spaced(segments: list[str]) -> list[str]:
    return [" ".join(segment.split()) for segment in segments]
