"""How many clusters: as many as two halves of the contributions still find alike (METHOD.md, 8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods.consensus import side_by_side
from synthesis.methods.grouping import placed

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

HALVINGS = 4
SPARSER, SPARSEST = 12, 16  # every number is tried up to here; every second; beyond, every fourth


@dataclass(frozen=True)
class Grain:
    """A number of clusters, and how far two halves of the contributions agree on that many."""

    clusters: int
    bits: float  # mean over the halvings
    error: float  # standard error of that mean
    largest: float  # share of the rows in the largest cluster, mean


def numbers(most: int) -> list[int]:
    """The numbers of clusters to try, from two to `most`."""
    return [
        number
        for number in range(2, most + 1)
        if number <= SPARSER or (number % 2 == 0 and (number <= SPARSEST or number % 4 == 0))
    ]


def grains(
    x: sp.csr_matrix, owners: Labels, counts: list[int], prior: float, seed: int
) -> list[Grain]:
    """One grain per number of `counts`; rows of the same owner are in the same half.

    `x` is binary, units by terms, no row empty. Each half is clustered alone, and its weights place
    the rows of both: what the places by one half say of the places by the other is counted in bits.
    """
    source = np.random.RandomState(seed)  # its stream is frozen for good
    of = _by_content(x, owners)
    size = int(of.max(initial=-1)) + 1
    bits, largest = np.zeros((2, HALVINGS, len(counts)))
    for halving in range(HALVINGS):
        first = np.isin(of, source.permutation(size)[: size // 2])
        sides = [x[first], x[~first]]
        found = zip(*(side_by_side(side, counts, seed + halving) for side in sides), strict=True)
        for at, groups in enumerate(found):
            places = [
                placed(x, side, labels + 1, prior)
                for side, labels in zip(sides, groups, strict=True)
            ]
            bits[halving, at] = shared_bits(*places)
            largest[halving, at] = np.mean([_largest(each) for each in places])
    means, shares = bits.mean(axis=0), largest.mean(axis=0)
    error = bits.std(axis=0, ddof=1) / HALVINGS**0.5
    return [
        Grain(count, *(round(float(each[at]), 6) for each in (means, error, shares)))
        for at, count in enumerate(counts)
    ]


def chosen(tried: list[Grain], price: float, bin_share: float) -> int:
    """The number whose bits, less `price` for each cluster, are most; the smallest of equals.

    Numbers that make a cluster above `bin_share` of the rows are left out, if others do not.
    """
    even = [grain for grain in tried if grain.largest <= bin_share] or tried
    return max(
        even, key=lambda grain: (grain.bits - price * grain.clusters, -grain.clusters)
    ).clusters


def shared_bits(one: Labels, other: Labels) -> float:
    """What one label of a row says of its other label, in bits, beyond what chance would.

    Mutual information less its expectation under independence: (G² − degrees of freedom) over
    2 n ln 2 (Miller 1955). Labels from −1.
    """
    counts = np.zeros((one.max(initial=-1) + 2, other.max(initial=-1) + 2))
    np.add.at(counts, (one + 1, other + 1), 1.0)
    counts = counts[counts.any(axis=1)][:, counts.any(axis=0)]
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    held = counts > 0
    g2 = 2.0 * np.sum(counts[held] * np.log(counts[held] / expected[held]))
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return float((g2 - freedom) / (2.0 * counts.sum() * np.log(2.0)))


def _by_content(x: sp.csr_matrix, owners: Labels) -> Labels:
    """The owner of each row, from 0, in the order of the terms they hold: not of their arrival."""
    names, of = np.unique(owners, return_inverse=True)
    held: list[list[list[int]]] = [[] for _ in names]
    for owner, terms in zip(of.tolist(), np.split(x.indices, x.indptr[1:-1]), strict=True):
        held[owner].append(terms.tolist())
    rank = np.empty(len(names), dtype=np.int64)
    rank[sorted(range(len(names)), key=held.__getitem__)] = np.arange(len(names))
    placed_at: Labels = rank[of]
    return placed_at


def _largest(labels: Labels) -> float:
    return float(np.bincount(labels + 1)[1:].max(initial=0) / len(labels))
