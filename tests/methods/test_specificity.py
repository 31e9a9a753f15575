"""Specificities: hypergeometric tails, against sums by hand and the values of textometry."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.methods.specificity import lafon

tables = st.tuples(*[st.integers(0, 40)] * 4).filter(lambda t: t[0] + t[1] > 0)


def probability(k: int, total: int, part: int, corpus: int) -> float:
    """Of `k` occurrences in the part, by counting the draws."""
    return math.comb(total, k) * math.comb(corpus - total, part - k) / math.comb(corpus, part)


def test_by_hand() -> None:
    """Both of two occurrences in half of four words: one draw of six."""
    assert [math.log10(6), -math.log10(6)] == pytest.approx(
        lafon(np.array([2, 0]), np.array([2, 2]), np.array([2, 2]), 4).tolist()
    )


@given(tables)
def test_tails_by_counting(table: tuple[int, int, int, int]) -> None:
    """The sum of the tail on the side of the count, as integers have it."""
    observed, elsewhere, rest, _ = table
    total, part, corpus = observed + elsewhere, observed + rest, sum(table)
    over = observed * corpus >= total * part
    tail = range(observed, min(total, part) + 1) if over else range(observed + 1)
    p = math.fsum(probability(k, total, part, corpus) for k in tail)
    found = float(lafon(np.array(observed), np.array(total), np.array(part), corpus))

    assert (-math.log10(p) if over else math.log10(p)) == pytest.approx(found, abs=1e-6)


def test_far_tails_are_not_clipped() -> None:
    """A thousand of a thousand in a tenth of the corpus: about a thousand, not infinity."""
    found = float(lafon(np.array(1000), np.array(1000), np.array(100_000), 1_000_000))

    assert 1000 < found < 1005


@pytest.mark.reference
def test_robespierre(shared: Path) -> None:
    """The whole table of Lafon 1980, as textometry prints it to four decimals."""
    folder = shared / "reference" / "textometry"
    table = _read(folder / "robespierre_lexical_table.csv")
    expected = _read(folder / "robespierre_specificities_log10_signed.csv")
    counts = np.array(list(table.values()))
    corpus = int(counts.sum())
    found = lafon(counts, counts.sum(axis=1)[:, None], counts.sum(axis=0)[None, :], corpus)
    forms = list(table)

    assert 61_449 == corpus
    assert np.array(list(expected.values())) == pytest.approx(found, abs=6e-5)
    assert -4.1743 == pytest.approx(found[forms.index("peuple"), 3], abs=5e-5)
    assert -4.2432 == pytest.approx(found[forms.index("patrie"), 0], abs=5e-5)
    assert 2.6891 == pytest.approx(found[forms.index("de"), 1], abs=5e-5)


def _read(path: Path) -> dict[str, list[float]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[0]: [float(cell) for cell in row[1:]] for row in list(csv.reader(file))[1:]}
