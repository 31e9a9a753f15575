"""Short segments joined to their neighbours, within a document."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.methods.merging import merge

documents = st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=8), max_size=6)


def merged(sizes: list[list[int]], minimum: int) -> list[int]:
    """Units of the segments of several documents, given by their sizes."""
    of = [number for number, document in enumerate(sizes) for _ in document]
    flat = [size for document in sizes for size in document]
    return merge(np.array(of, dtype=np.int64), np.array(flat, dtype=np.int64), minimum).tolist()


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([[10, 12]], [0, 1]),
        ([[4, 6, 10]], [0, 0, 2]),  # joined until ten
        ([[10, 4]], [0, 0]),  # what is left joins the unit before it
        ([[10, 4, 3]], [0, 0, 0]),
        ([[4], [10]], [0, 1]),  # never across documents: too short, and left so
        ([[9, 0, 1, 5]], [0, 0, 0, 0]),
        ([], []),
    ],
)
def test_by_hand(sizes: list[list[int]], expected: list[int]) -> None:
    """With a minimum of ten terms."""
    assert expected == merged(sizes, 10)


@given(documents, st.integers(1, 15))
def test_nothing_is_lost_and_only_whole_documents_stay_short(
    sizes: list[list[int]], minimum: int
) -> None:
    """Units are runs named by their first segment; each is long enough, or a whole document."""
    units = merged(sizes, minimum)
    flat = [(number, size) for number, each in enumerate(sizes) for size in each]
    found = []
    for unit, places in groupby(range(len(units)), key=lambda i: units[i]):
        run = list(places)
        found += run

        assert unit == run[0]
        assert 1 == len({flat[i][0] for i in run})
        assert sum(flat[i][1] for i in run) >= minimum or len(run) == len(sizes[flat[unit][0]])

    assert list(range(len(flat))) == found


@given(documents, st.integers(1, 15))
def test_documents_do_not_matter_to_each_other(sizes: list[list[int]], minimum: int) -> None:
    """Each is merged as if it were alone."""
    expected: list[int] = []
    for document in sizes:
        expected += [len(expected) + unit for unit in merged([document], minimum)]

    assert expected == merged(sizes, minimum)


@pytest.mark.reference
def test_rainette(shared: Path) -> None:
    """The cases of rainette's own tests."""
    path = shared / "reference" / "rainette" / "merge_segments_cases.json"
    given = json.loads(path.read_text())
    sizes = np.array(given["matrix"]).sum(axis=1)
    for case in given["cases"]:
        of = np.array([int(name.removeprefix("doc")) for name in case["doc_id"]])

        assert case["uc"] == (1 + merge(of, sizes, case["min_segment_size"])).tolist()
