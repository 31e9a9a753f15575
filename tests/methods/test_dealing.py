"""A table dealt anew: both margins stay, what was together is not."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from synthesis.methods.dealing import dealt


@given(st.integers(0, 10_000), st.integers(1, 30), st.integers(1, 20))
def test_margins_stay(seed: int, rows: int, terms: int) -> None:
    """Each row holds as many terms, each term is in as many rows, none twice in one."""
    x = sp.csr_matrix((np.random.default_rng(seed).random((rows, terms)) < 0.3).astype(np.float64))
    found = dealt(x, np.random.RandomState(seed))

    assert found.sum(axis=0).tolist() == x.sum(axis=0).tolist()
    assert found.sum(axis=1).tolist() == x.sum(axis=1).tolist()
    assert found.nnz == x.nnz
    assert set(found.data.tolist()) <= {1.0}


def test_what_was_together_is_not() -> None:
    """Two groups with words of their own: afterwards half the words are of the other."""
    x = sp.csr_matrix(np.kron(np.eye(2), np.tile(np.kron(np.eye(5), np.ones((1, 4))), (20, 1))))
    found = dealt(x, np.random.RandomState(0))

    assert 0.4 < found[:100, 20:].sum() / found[:100].sum() < 0.6


def test_same_draw_same_deal() -> None:
    """The stream of numpy's RandomState is frozen."""
    x = sp.csr_matrix((np.random.default_rng(1).random((40, 30)) < 0.2).astype(np.float64))
    one, other = (dealt(x, np.random.RandomState(5)) for _ in range(2))

    assert (one != other).nnz == 0
