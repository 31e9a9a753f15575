"""Clusters joined two by two, the nearest first, in the chi-squared metric (Benzécri 1973)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Joint:
    """Two groups made one; each side is the number of a cluster, or of clusters joined before."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    chi2: float


def ascending(counts: Array) -> list[Joint]:
    """The joints of the rows of a table of counts, shape (clusters, terms), in the order made.

    Two rows of totals a and b lie apart by ab / (a + b) · Σ (p − q)² / m, with p and q their
    profiles and m the share of each term: what chi-squared loses when they are joined. All joints
    together lose the whole chi-squared of the table.
    """
    totals = np.add.reduce(counts, axis=0)
    held = totals > 0
    mass = totals[held] / np.add.reduce(totals)
    groups: dict[tuple[int, ...], Array] = {(i,): counts[i][held] for i in range(len(counts))}
    joints: list[Joint] = []
    while len(groups) > 1:
        names = sorted(groups)
        pairs = [(one, other) for i, one in enumerate(names) for other in names[i + 1 :]]
        lost = [_lost(groups[one], groups[other], mass) for one, other in pairs]
        nearest = int(np.argmin(lost))
        one, other = pairs[nearest]
        # The larger side is drawn on the left, the one named first on ties.
        if np.add.reduce(groups[other]) > np.add.reduce(groups[one]):
            one, other = other, one
        joints.append(Joint(one, other, float(lost[nearest])))
        groups[(*one, *other)] = groups.pop(one) + groups.pop(other)
    return joints


def _lost(one: Array, other: Array, mass: Array) -> float:
    a, b = float(np.add.reduce(one)), float(np.add.reduce(other))
    if not a or not b:
        return 0.0
    apart = one / a - other / b
    return a * b / (a + b) * float(np.add.reduce(apart * apart / mass))
