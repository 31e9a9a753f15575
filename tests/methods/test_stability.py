"""Stability, against fpc's clusterboot on its own recorded draws, and by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage

from synthesis.methods.stability import DISSOLVED, RECOVERED, clusterwise_jaccard, drawn


@pytest.mark.reference
def test_as_clusterboot(shared: Path) -> None:
    """Fifty draws, average linkage cut in five: each Jaccard, each mean, both counts."""
    path = shared / "reference" / "fpc" / "clusterboot_hclust_average_k5.json"
    given = json.loads(path.read_text(encoding="utf-8"))
    data, partition = np.array(given["data"]), np.array(given["partition"])
    found = []
    for sample in given["bootstrap_samples_1based"]:
        rows = np.unique(np.array(sample) - 1)
        again = fcluster(linkage(data[rows], "average"), 5, "maxclust")
        found.append(clusterwise_jaccard(partition[rows], again, np.arange(1, 6)))
    jaccard = np.array(found)

    assert np.array(given["bootresult"]) == pytest.approx(jaccard.T, abs=1e-10)
    assert given["bootmean"] == pytest.approx(jaccard.mean(axis=0).tolist(), abs=1e-10)
    assert given["bootbrd"] == (jaccard <= DISSOLVED).sum(axis=0).tolist()
    assert given["bootrecover"] == (jaccard >= RECOVERED).sum(axis=0).tolist()


def test_by_hand() -> None:
    """Two of three rows of the first group found with one more: 2 of 4; a group gone: 0."""
    before = np.array([1, 1, 1, 2, 2, -1])
    after = np.array([0, 0, 1, 0, 1, -1])

    assert [0.5, 1 / 3, 0.0] == clusterwise_jaccard(before, after, np.array([1, 2, 3])).tolist()
    assert [0.0] == clusterwise_jaccard(before, np.full(6, -1), np.array([1])).tolist()


def test_owners_are_drawn_whole() -> None:
    """All rows of an owner or none; about 63 in 100 owners, in the order of the rows."""
    owners = np.repeat(np.arange(1000), 3)
    rows = drawn(owners, np.random.RandomState(0))
    kept, counts = np.unique(owners[rows], return_counts=True)

    assert {3} == set(counts.tolist())
    assert 600 < len(kept) < 665
    assert sorted(rows.tolist()) == rows.tolist()
