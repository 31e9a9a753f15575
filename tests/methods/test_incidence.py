"""The lexical table: which row holds which term."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from synthesis.methods.incidence import incidence, joined

entries = st.sets(st.tuples(st.sampled_from([3, 5, 8, 13]), st.sampled_from("abcdé")))


def table(pairs: list[tuple[int, str]], chunks: int = 1) -> tuple[list[list[float]], list[str]]:
    rows = np.array([row for row, _ in pairs], dtype=np.int64)
    words = [term for _, term in pairs]
    column = pa.chunked_array([words[i::chunks] for i in range(chunks)], pa.string())
    rows = np.concatenate([rows[i::chunks] for i in range(chunks)])
    x, terms = incidence(np.array([3, 5, 8, 13]), rows, column)
    return x.toarray().tolist(), terms


def test_by_hand() -> None:
    """Rows as given, terms in alphabetical order, one where the row holds the term."""
    expected = [[1, 0, 1], [0, 0, 0], [0, 1, 0], [1, 0, 0]]

    assert (expected, ["eau", "tri", "vélo"]) == table(
        [(3, "vélo"), (3, "eau"), (8, "tri"), (13, "eau")]
    )


def test_nothing() -> None:
    """No entry, no column."""
    assert ([[], [], [], []], []) == table([])


@given(entries, st.integers(1, 4))
def test_every_entry_once_in_any_order(pairs: set[tuple[int, str]], chunks: int) -> None:
    """As many ones as entries, wherever they stood."""
    listed = sorted(pairs)
    x, terms = table(listed)

    assert len(pairs) == sum(map(sum, x))
    assert (x, terms) == table(listed[::-1], chunks)


def test_joined() -> None:
    """A unit holds what any of its rows holds, once."""
    x, _ = incidence(
        np.array([1, 2, 3]), np.array([1, 1, 2, 3]), pa.chunked_array([["a", "b", "b", "c"]])
    )

    assert [[1, 1, 0], [0, 0, 1]] == joined(x, np.array([0, 0, 1]), 2).toarray().tolist()
