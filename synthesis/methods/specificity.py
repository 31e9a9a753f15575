"""Specificity of a form in a part of a corpus (Lafon 1980): how unlikely its count is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Array = NDArray[np.float64]


def lafon(observed: Array, total: Array, part: Array, corpus: int) -> Array:
    """Signed −log10 of the hypergeometric tail, in log space; the arrays broadcast.

    `observed`: occurrences in the part; `total`: in the corpus; `part`: size of the part;
    `corpus`: size of the corpus. Positive, −log10 P(X ≥ observed), where the count is at least
    the expected one; negative, log10 P(X ≤ observed), where it is below.
    """
    law = stats.hypergeom(corpus, total, part)
    above = -law.logsf(np.asarray(observed) - 1) / np.log(10.0)
    below = law.logcdf(observed) / np.log(10.0)
    over = np.asarray(observed) * corpus >= np.asarray(total) * np.asarray(part)
    signed: Array = np.where(over, above, below)
    return signed
