"""The tree: joints of the clusters, and where each segment that shaped them fell."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.settings import Settings
from synthesis.stages.grains import grains
from synthesis.stages.tree import tree
from synthesis.stages.units import units

if TYPE_CHECKING:
    from tests.conftest import Bench

Row = dict[str, Any]


def answers(sizes: list[int], seed: int = 0, noise: float = 0.0) -> list[list[set[str]]]:
    """Answers of one segment, in groups with eight words of their own, more than half of them."""
    random = np.random.default_rng(seed)
    found = []
    for group, size in enumerate(sizes):
        own = [f"{chr(97 + group)}{n}" for n in range(8)]
        for _ in range(size):
            words = {*own[:3], *(word for word in own if random.random() < 0.5)}
            words |= {f"{chr(97 + g)}7" for g in range(len(sizes)) if random.random() < noise}
            found.append([words])
    return found


def made(
    bench: Bench, given: list[list[set[str]]], *, later: tuple[int, ...] = (), **changed: object
) -> tuple[list[Row], dict[int, Row]]:
    """Joints, and shapes by segment, of units of answers; `later` are copies of the first."""
    ids = [(n, 1_000_000 * n + k) for n, of in enumerate(given, 1) for k in range(1, len(of) + 1)]
    words = list(chain.from_iterable(given))
    terms = bench.arrow(
        "terms",
        *(
            {"segment_id": id, "term": word}
            for (_, id), held in zip(ids, words, strict=True)
            for word in sorted(held)
        ),
    )
    segments = bench.arrow("segments", *({"segment_id": id, "answer_id": n} for n, id in ids))
    copies = bench.arrow("copies", *({"answer_id": n, "family_id": 1} for n in later))
    asked = Settings(**changed)  # type: ignore[arg-type]
    joined = units(terms, segments, copies, "1", asked)
    bench.keep("units", joined)
    answers = bench.arrow(
        "answers", *({"answer_id": n, "contribution_id": n} for n in range(1, len(given) + 1))
    )
    curve = grains(terms, joined, answers, "1", asked)
    tables = tree(terms, segments, joined, curve, "1", asked)
    shapes = {row["segment_id"]: row for row in bench.keep("shapes", tables["shapes"])}
    return bench.keep("tree", tables["tree"]), shapes


def test_two_groups(bench: Bench) -> None:
    """One division, two clusters: those who speak of one thing, those who speak of the other."""
    divisions, shapes = made(bench, answers([30, 25]), clusters=2)
    clusters = [row["cluster_id"] for row in shapes.values()]

    assert [(1, {-1, -2})] == [(d["node"], {d["left"], d["right"]}) for d in divisions]
    assert [set(clusters[:30]), set(clusters[30:])] in ([{1}, {2}], [{2}, {1}])


def test_short_segments_follow_their_unit(bench: Bench) -> None:
    """Both segments of a unit fall in the same cluster."""
    given = answers([20, 20])
    given[0] = [given[0][0], {"a0"}]
    _, shapes = made(bench, given, clusters=2, unit_terms=4)

    assert 1_000_001 == shapes[1_000_002]["unit_id"] == shapes[1_000_001]["unit_id"]
    assert shapes[1_000_001]["cluster_id"] == shapes[1_000_002]["cluster_id"]
    assert 41 == len(shapes)


def test_units_of_few_terms_are_put_with_their_like(bench: Bench) -> None:
    """They have no part in Reinert's tree."""
    _, shapes = made(bench, [*answers([20, 20]), [{"a0", "a1"}], [{"b0"}], [set()]], clusters=2)

    assert shapes[41_000_001]["cluster_id"] == shapes[1_000_001]["cluster_id"]
    assert shapes[42_000_001]["cluster_id"] == shapes[40_000_001]["cluster_id"]


def test_too_little_to_divide(bench: Bench) -> None:
    """Under thirty units nothing is divided; an empty question neither."""
    assert ([], {}) == made(bench, answers([15, 14]), clusters=2)
    assert 30 == len(made(bench, answers([15, 15]), clusters=2)[1])
    assert ([], {}) == made(bench, [])


def test_as_many_as_the_curve_says(bench: Bench) -> None:
    """Five groups of forty: five clusters, fewer where the settings allow no more."""
    given = answers([40] * 5)

    def count(**changed: int) -> int:
        return len(made(bench, given, **changed)[0]) + 1

    assert 5 == count()
    assert 4 == count(max_clusters=4)
    assert 4 == count(units_per_cluster=50)
    assert 2 == count(units_per_cluster=1000)


def test_a_crumb_is_no_cluster(bench: Bench) -> None:
    """Its units are put with the others; a number asked for is obeyed."""
    given = answers([50, 40, 12])
    whole, kept = made(bench, given, units_per_cluster=5, max_clusters=3)
    pruned, left = made(bench, given, units_per_cluster=5, max_clusters=3, crumb_share=0.2)
    asked, _ = made(bench, given, clusters=3, crumb_share=0.2)

    assert (2, 102) == (len(whole), len(kept))
    assert 1 == len(pruned)
    assert {-1, -2} == {pruned[0]["left"], pruned[0]["right"]}
    assert len(left) < 102
    assert 2 == len(asked)


@given(
    seed=st.integers(0, 999),
    sizes=st.lists(st.integers(5, 40), min_size=2, max_size=5),
    clusters=st.sampled_from(["auto", "auto", 2, 9]),
    share=st.sampled_from([0.01, 0.1, 0.15]),
)
@settings(max_examples=25)
def test_law(
    lasting_bench: Bench, seed: int, sizes: list[int], clusters: int | str, share: float
) -> None:
    """Each cluster and each division but the first hangs in one place; twice the same."""
    given = answers(sizes, seed, noise=0.2)
    changed = {"clusters": clusters, "units_per_cluster": 6, "crumb_share": share}
    divisions, shapes = made(lasting_bench, given, **changed)
    hanging = sorted(side for d in divisions for side in (d["left"], d["right"]))
    used = sorted({row["cluster_id"] for row in shapes.values()})
    nodes = [d["node"] for d in divisions]

    assert list(range(1, len(nodes) + 1)) == nodes
    if divisions:
        assert [*(-c for c in reversed(used)), *nodes[1:]] == hanging
        assert all(
            side < 0 or side > division["node"]
            for division in divisions
            for side in (division["left"], division["right"])
        )
    assert (divisions, shapes) == made(lasting_bench, given, **changed)
