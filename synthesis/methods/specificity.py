"""Specificity of a form in a part of a corpus (Lafon 1980): how unlikely its count is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Array = NDArray[np.float64]

NOTHING = 1e-17  # relative: what a term of the tail adds to it no more


def lafon(observed: Array, total: Array, part: Array, corpus: int) -> Array:
    """Signed −log10 of the hypergeometric tail, in log space; the arrays broadcast.

    `observed`: occurrences in the part; `total`: in the corpus; `part`: size of the part;
    `corpus`: size of the corpus. Positive, −log10 P(X ≥ observed), where the count is at least
    the expected one; negative, log10 P(X ≤ observed), where it is below.
    """
    k, total, part = (
        each.astype(np.float64) for each in np.broadcast_arrays(observed, total, part)
    )
    rest = corpus - total - part  # in neither, less what is in both
    over = k * corpus >= total * part
    first = (
        _log_choose(total, k) + _log_choose(corpus - total, part - k) - _log_choose(corpus, part)
    )
    # From the count outwards each term is the one before times a ratio: P(k ± 1) / P(k).
    tail, term = np.ones(k.shape), np.ones(k.shape)
    while (term > NOTHING * tail).any():
        up = (total - k) * (part - k) / ((k + 1) * (rest + k + 1))
        with np.errstate(divide="ignore", invalid="ignore"):
            down = k * (rest + k) / ((total - k + 1) * (part - k + 1))
        term = term * np.where(over, up, down)
        tail = tail + term
        k = np.where(term > 0, k + np.where(over, 1.0, -1.0), k)
    log10 = np.minimum(first + np.log(tail), 0.0) / np.log(10.0)
    signed: Array = np.where(over, -log10, log10)
    return signed


def _log_choose(n: Array | int, k: Array) -> Array:
    chosen: Array = gammaln(np.asarray(n) + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return chosen
