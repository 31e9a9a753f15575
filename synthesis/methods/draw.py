"""Draws that depend on identifiers and a seed alone: not on order, threads or machine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def keys(identifiers: NDArray[np.int64], seed: int) -> NDArray[np.uint64]:
    """A fixed pseudo-random 64-bit number for each identifier (SplitMix64, Steele 2014)."""
    with np.errstate(over="ignore"):
        z = identifiers.astype(np.uint64) + np.uint64(seed) * np.uint64(0x9E3779B97F4A7C15)
        z += np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def sample(identifiers: NDArray[np.int64], size: int, seed: int) -> NDArray[np.bool_]:
    """Which of the identifiers are drawn: the `size` with the smallest keys, or all."""
    if len(identifiers) <= size:
        return np.ones(len(identifiers), dtype=bool)
    drawn = np.zeros(len(identifiers), dtype=bool)
    drawn[np.lexsort((identifiers, keys(identifiers, seed)))[:size]] = True
    return drawn
