"""How many clusters: as many as two halves of the contributions still find alike (METHOD.md, 8)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods.consensus import side_by_side
from synthesis.methods.dealing import dealt
from synthesis.methods.grouping import placed

Labels = NDArray[np.int64]

HALVINGS = 4
SPARSER, SPARSEST = 12, 16  # every number is tried up to here; every second; beyond, every fourth
FEWEST = 4  # people: two a half
UNEVEN = 1.5  # times an even part: the largest cluster of so few may hold that much


@dataclass(frozen=True)
class Grain:
    """A number of clusters, and how far two halves of the contributions agree on that many."""

    clusters: int
    bits: float  # mean over the halvings
    error: float  # standard error of that mean
    chance: float  # bits of one halving when the terms are dealt anew
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
    """One grain per number of `counts`; none where fewer than four people own the rows.

    `x` is binary, units by terms, no row empty. Each half of the owners is clustered alone, and its
    weights place the rows of both: what the places by one half say of the places by the other is
    counted in bits. The same words dealt anew, in rows of the same lengths, are told beside.
    """
    x, owner = _in_order(x, owners)
    people = int(owner.max(initial=-1)) + 1
    if people < FEWEST:
        return []
    source = np.random.RandomState(seed)  # its stream is frozen for good

    def halved(table: sp.csr_matrix, start: int) -> tuple[list[float], list[float]]:
        first = np.isin(owner, source.permutation(people)[: people // 2])
        return _compared(table, [table[first], table[~first]], counts, prior, start)

    real = np.array([halved(x, seed + each) for each in range(HALVINGS)])
    chance, _ = halved(dealt(x, source), seed)
    bits, largest = real.mean(axis=0)
    error = real[:, 0].std(axis=0, ddof=1) / HALVINGS**0.5
    told = np.round([bits, error, chance, largest], 6)
    return [Grain(count, *map(float, told[:, at])) for at, count in enumerate(counts)]


def is_even(grain: Grain, bin_share: float) -> bool:
    """Whether no cluster is a bin: above `bin_share` of the rows, and well above an even part."""
    return grain.largest <= max(bin_share, UNEVEN / grain.clusters)


def chosen(tried: list[Grain], price: float, bin_share: float) -> int:
    """The number whose bits, less `price` for each cluster, are most; the smallest of equals.

    Numbers that make a bin are left out, if others do not; 0 where nothing was tried.
    """
    even = [grain for grain in tried if is_even(grain, bin_share)] or tried
    if not even:
        return 0
    best = max(even, key=lambda grain: (grain.bits - price * grain.clusters, -grain.clusters))
    return best.clusters


def _compared(
    x: sp.csr_matrix, sides: list[sp.csr_matrix], counts: list[int], prior: float, seed: int
) -> tuple[list[float], list[float]]:
    """For each number, the bits two sides share on all rows, and their largest cluster, mean."""
    bits, largest = [], []
    for groups in zip(*(side_by_side(side, counts, seed) for side in sides), strict=True):
        places = [
            placed(x, side, labels + 1, prior) for side, labels in zip(sides, groups, strict=True)
        ]
        bits.append(shared_bits(*places))
        largest.append(float(np.mean([_largest(each) for each in places])))
    return bits, largest


def shared_bits(one: Labels, other: Labels) -> float:
    """What one label of a row says of its other label, in bits, beyond independence.

    Mutual information less its expectation were the labels independent: (G² − degrees of freedom)
    over 2 n ln 2, with G² = 2 Σ o ln(o / e) (Miller 1955). Labels from −1.
    """
    counts = np.zeros((one.max(initial=-1) + 2, other.max(initial=-1) + 2))
    np.add.at(counts, (one + 1, other + 1), 1.0)
    counts = counts[counts.any(axis=1)][:, counts.any(axis=0)]
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / counts.sum()
    held = counts > 0
    g2 = 2.0 * np.sum(counts[held] * np.log(counts[held] / expected[held]))
    freedom = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    return float((g2 - freedom) / (2.0 * counts.sum() * np.log(2.0)))


def _in_order(x: sp.csr_matrix, owners: Labels) -> tuple[sp.csr_matrix, Labels]:
    """Rows, and the owner of each from 0, in the order of the terms owners hold: not of arrival."""
    names, of = np.unique(owners, return_inverse=True)
    held: list[list[list[int]]] = [[] for _ in names]
    for owner, terms in zip(of.tolist(), np.split(x.indices, x.indptr[1:-1]), strict=True):
        held[owner].append(terms.tolist())
    rank = np.empty(len(names), dtype=np.int64)
    rank[sorted(range(len(names)), key=held.__getitem__)] = np.arange(len(names))
    order = np.argsort(rank[of], kind="stable")
    return x[order], rank[of][order]


def _largest(labels: Labels) -> float:
    return float(np.bincount(labels + 1)[1:].max(initial=0) / len(labels))
