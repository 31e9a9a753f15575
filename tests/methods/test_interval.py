"""Wilson's interval: against scipy, against what is published, and its laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, hypergeom

from synthesis.methods.interval import wilson


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_it_is_that_of_scipy(counts: tuple[int, int]) -> None:
    """For every count."""
    expected = binomtest(*counts).proportion_ci(method="wilson")

    assert wilson(*counts) == pytest.approx((expected.low, expected.high), abs=1e-12)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(5, 5, 0.57, 1.0), (20, 20, 0.84, 1.0), (45, 50, 0.79, 0.96), (0, 10, 0.0, 0.28)],
)
def test_known_intervals(k: int, n: int, low: float, high: float) -> None:
    """Five read out of five support no more than 57 in 100."""
    assert (low, high) == tuple(round(bound, 2) for bound in wilson(k, n))


def test_nothing_drawn_says_nothing() -> None:
    """Any proportion is possible."""
    assert (0.0, 1.0) == wilson(0, 0)


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3), (1, 0)])
def test_what_is_no_count_is_refused(k: int, n: int) -> None:
    """More found than drawn, or less than none."""
    with pytest.raises(ValueError, match="count"):
        wilson(k, n)


@given(st.integers(0, 200), st.integers(0, 200))
def test_it_holds_the_share_and_mirrors(k: int, rest: int) -> None:
    """The share is inside; that of the others is the mirror image."""
    low, high = wilson(k, k + rest)
    mirror = wilson(rest, k + rest)

    assert k + rest == 0 or low <= k / (k + rest) <= high
    assert (1 - high, 1 - low) == pytest.approx(mirror, abs=1e-12)


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.integers(n, 80))))
def test_drawn_without_replacement_it_is_narrower_and_a_count(counts: tuple[int, int]) -> None:
    """Within what is already known; nothing left to doubt once all are read."""
    n, of = counts[1], counts[1] + 40
    k = min(counts)
    low, high = wilson(k, n, of=of)

    assert k / of <= low <= k / n <= high <= (of - (n - k)) / of
    assert low == pytest.approx(round(low * of) / of)
    assert low >= wilson(k, n)[0] - 1 / of
    assert high <= wilson(k, n)[1] + 1 / of
    assert (k / n, k / n) == wilson(k, n, of=n)


@pytest.mark.parametrize(("n", "of"), [(5, 20), (9, 10), (20, 60), (50, 60), (20, 2000)])
def test_drawn_without_replacement_it_holds_the_truth(n: int, of: int) -> None:
    """Nineteen times in twenty over all truths, against the hypergeometric law."""
    held = [
        sum(
            hypergeom.pmf(k, of, right, n)
            for k in range(n + 1)
            if wilson(k, n, of=of)[0] <= right / of <= wilson(k, n, of=of)[1]
        )
        for right in range(of + 1)
    ]

    assert sum(held) / len(held) >= 0.95
    assert min(held) > 0.8


def test_no_more_is_drawn_than_there_is() -> None:
    with pytest.raises(ValueError, match="count"):
        wilson(3, 4, of=3)
