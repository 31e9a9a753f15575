"""Clusters: their size in segments, answers, contributions and known authors."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    """Cluster 1: answers b, a and c of two contributions; cluster 2: d; e is unclassified."""
    rows = [(1, 1, "b", 1), (2, 1, "a", 1), (3, 2, "c", 1), (4, 3, "d", 2), (5, 3, "e", None)]
    bench.give(
        "assignments",
        *(
            {"answer_id": n, "contribution_id": by, "reference": reference, "cluster_id": cluster}
            for n, by, reference, cluster in rows
        ),
    )
    bench.give(
        "memberships",
        *({"segment_id": n, "cluster_id": c} for n, c in enumerate([1, 1, 1, 1, None])),
    )
    bench.give("authors", {"contribution_id": 1, "author_id": 7})
    bench.give("stability", {"cluster_id": 1, "mean_jaccard": 0.8})


def test_sizes(bench: Bench) -> None:
    """A cluster none of whose answers has a segment of its own still has its answers."""
    given(bench)
    expected = [(1, 4, 3, 2, 1), (2, 0, 1, 1, 0)]

    assert expected == [tuple(row.values())[1:6] for row in bench.build("clusters")]
    assert [0.8, None] == [row["stability"] for row in bench.build("clusters")]


def test_the_digest_is_that_of_its_sorted_references(bench: Bench) -> None:
    """A decision finds its cluster again as long as its answers are the same."""
    given(bench)
    expected = [hashlib.sha256(text).hexdigest() for text in (b"a\nb\nc", b"d")]

    assert expected == [row["digest"] for row in bench.build("clusters")]


def test_law(bench: Bench) -> None:
    """Every classified answer is in one cluster; in any order, the same bytes."""
    given(bench)

    assert 4 == sum(row["answers"] for row in bench.build("clusters"))
    assert 1 == bench.law("clusters")
