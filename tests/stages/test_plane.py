"""The plane: clusters and terms on two axes, near what they go with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from synthesis.stages.plane import TERMS, plane

if TYPE_CHECKING:
    from tests.conftest import Bench

THREE = [["bus", "gare"], ["école", "cour"], ["impôt", "taxe"]]


def placed(bench: Bench, topics: list[list[str]], each: int = 10) -> list[dict[str, Any]]:
    """Ten segments of each topic, in a cluster of its own; « commune » is said in all."""
    segments = [
        (n, 1 + n % len(topics), [*topics[n % len(topics)], "commune"])
        for n in range(each * len(topics))
    ]
    segments.append((999, None, ["bus", "taxe"]))  # in no cluster: not counted
    table = plane(
        bench.arrow(
            "terms",
            *({"segment_id": n, "term": term} for n, _, terms in segments for term in terms),
        ),
        bench.arrow("memberships", *({"segment_id": n, "cluster_id": c} for n, c, _ in segments)),
        "1",
    )
    return bench.keep("plane", table)


def test_terms_are_near_their_cluster(bench: Bench) -> None:
    """Words of one cluster alone lie on its side; what all say lies at the centre."""
    rows = {(row["kind"], row["item"]): row for row in placed(bench, THREE)}

    def apart(cluster: int, term: str) -> float:
        one, other = rows["cluster", str(cluster)], rows["term", term]
        return float((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2)

    for number, terms in enumerate(THREE, 1):
        for term in terms:
            assert all(apart(number, term) < apart(other, term) for other in {1, 2, 3} - {number})
    assert (0, 0) == pytest.approx((rows["term", "commune"]["x"], rows["term", "commune"]["y"]))
    for kind, column in (("term", "inertia"), ("cluster", "inertia"), ("cluster", "mass")):
        parts = [row[column] for row in rows.values() if row["kind"] == kind]
        assert 1 == pytest.approx(sum(parts), abs=1e-5)


def test_three_clusters_have_all_on_their_plane(bench: Bench) -> None:
    """Two axes hold the whole table: nothing of any point is lost."""
    rows = placed(bench, THREE)

    assert {1.0} == {row["quality"] for row in rows if row["item"] != "commune"}
    assert 1 == pytest.approx(rows[0]["share_x"] + rows[0]["share_y"])


def test_two_clusters_make_no_plane(bench: Bench) -> None:
    """One axis is a line; one cluster, or none, is not even that."""
    for count in (0, 1, 2):
        assert [] == placed(bench, THREE[:count] or [[]], each=10 if count else 0)


def test_the_terms_that_make_the_plane(bench: Bench) -> None:
    """Sixty at most, and every cluster."""
    topics = [[f"{name}{n}" for n in range(40)] for name in "abc"]
    rows = placed(bench, topics)

    assert TERMS == sum(row["kind"] == "term" for row in rows)
    assert 3 == sum(row["kind"] == "cluster" for row in rows)
