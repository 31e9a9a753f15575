"""A table dealt anew: what chance makes of the same words in answers of the same lengths."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

ROUNDS = 20  # each entry has had so many occasions to move


def dealt(x: sp.csr_matrix, draw: np.random.RandomState) -> sp.csr_matrix:
    """The binary table after many exchanges of a term between two rows; both margins stay.

    Entries are paired at random, and a pair exchanges its terms unless a row would hold one twice
    (the swaps of Gotelli 2000, many at once).
    """
    rows = np.repeat(np.arange(x.shape[0]), np.diff(x.indptr))
    columns, width = x.indices.astype(np.int64), x.shape[1]
    for _ in range(ROUNDS):
        one, other = draw.permutation(len(rows) // 2 * 2).reshape(2, -1)
        held = np.sort(rows * width + columns)
        given = rows[one] * width + columns[other], rows[other] * width + columns[one]
        both, times = np.unique(np.concatenate(given), return_counts=True)
        taken = np.concatenate([held, both[times > 1]])
        free = ~(np.isin(given[0], taken) | np.isin(given[1], taken))
        columns[one[free]], columns[other[free]] = columns[other[free]], columns[one[free]]
    made = sp.csr_matrix((np.ones(len(columns)), (rows, columns)), shape=x.shape)
    made.sort_indices()
    return made
