"""Worlds: for each cluster, how far it is found again when one choice changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from synthesis.settings import Settings
from synthesis.stages.worlds import worlds

if TYPE_CHECKING:
    from tests.conftest import Bench


def measured(bench: Bench, sizes: list[int], noise: float) -> list[dict[str, Any]]:
    """Groups of segments with words of their own, each a cluster."""
    random = np.random.default_rng(0)
    terms, shapes = [], []
    for id, group in enumerate(np.repeat(np.arange(1, len(sizes) + 1), sizes).tolist(), 1):
        held = {f"{g}-{n}" for g in range(1, len(sizes) + 1) for n in range(12)
                if random.random() < (0.4 if g == group else noise)}  # fmt: skip
        terms += [{"segment_id": id, "term": word} for word in sorted(held | {f"{group}-0"})]
        shapes.append({"segment_id": id, "unit_id": id, "cluster_id": group})
    table = worlds(bench.arrow("terms", *terms), bench.arrow("shapes", *shapes), "1", Settings())
    return bench.keep("worlds", table)


def test_clusters_apart_are_in_every_world(bench: Bench) -> None:
    """A row for each cluster and world; where nothing else is possible, each is found again."""
    rows = measured(bench, [80, 60, 60], 0.01)

    assert 3 * 7 == len(rows)
    assert all(row["jaccard"] > 0.8 for row in rows if row["world"] not in ("fewer", "more"))


def test_clusters_of_nothing_are_in_few(bench: Bench) -> None:
    """Where all say anything, another choice makes other clusters."""
    rows = measured(bench, [60, 60, 60], 0.4)

    assert np.mean([row["jaccard"] for row in rows]) < 0.6


def test_a_question_without_clusters(bench: Bench) -> None:
    """No row."""
    assert [] == measured(bench, [], 0.0)
