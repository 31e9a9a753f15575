"""What a term weighs for a cluster: its log-odds there against the rest (Monroe et al. 2008)."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Array = NDArray[np.float64]


def log_odds(counts: Array, prior: float) -> Array:
    """Weights, shape (clusters, terms), of counts of rows with a term, of the same shape.

    With n the count of a term in a cluster, N the sum of a cluster's counts, and a prior of
    `prior` occurrences spread as in the whole, a_t = prior · n_t / n:
    log((n + a) / (N + prior − n − a)) less the same for all other clusters together.
    """
    totals = np.add.reduce(counts, axis=0)
    grand = float(np.add.reduce(totals))
    spread = prior * totals / grand
    sizes = np.add.reduce(counts, axis=1)[:, None]
    others, other_sizes = totals - counts, grand - sizes

    def logit(n: Array, size: Array) -> Array:
        odds: Array = np.log(n + spread) - np.log(size + prior - n - spread)
        return odds

    with np.errstate(divide="ignore", invalid="ignore"):  # a term of no row has no odds
        weights = logit(counts, sizes) - logit(others, other_sizes)
    return np.where(totals > 0, weights, 0.0)


def counts_by_group(
    x: sp.csr_matrix, groups: NDArray[np.int64], labels: NDArray[np.int64]
) -> Array:
    """Rows of each group that hold each term, shape (groups, terms), in the order of `labels`."""
    member = sp.csr_matrix((groups[:, None] == labels[None, :]).T.astype(np.float64))
    return np.asarray((member @ x).todense(), dtype=np.float64)
