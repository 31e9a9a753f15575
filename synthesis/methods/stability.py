"""How often a cluster is found again when other contributions are drawn (Hennig 2007)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Labels = NDArray[np.int64]

DISSOLVED = 0.5  # a cluster under this is not found again (Hennig 2008)
RECOVERED = 0.75


def clusterwise_jaccard(groups: Labels, found: Labels, labels: Labels) -> Array:
    """For each of `labels`, the largest Jaccard of that group with a group found again.

    `groups` and `found` are the labels of the same rows, those drawn, before and after; negative
    is none. A group none of whose rows was drawn has 0. Shape (len(labels),).
    """
    names = np.unique(found[found >= 0])
    if not len(names):
        return np.zeros(len(labels))
    before = groups[:, None] == labels[None, :]
    after = found[:, None] == names[None, :]
    both = before.T.astype(np.float64) @ after.astype(np.float64)  # whole numbers: exact
    either = before.sum(axis=0)[:, None] + after.sum(axis=0)[None, :] - both
    jaccard: Array = (both / np.maximum(either, 1.0)).max(axis=1)
    return jaccard


def drawn(owners: Labels, draw: np.random.RandomState) -> Labels:
    """Rows whose owners are drawn with replacement, each kept once, in order.

    As many draws as there are owners: about 63 in 100 of them are kept.
    """
    names = np.unique(owners)
    kept = np.unique(names[draw.randint(len(names), size=len(names))])
    return np.flatnonzero(np.isin(owners, kept))
