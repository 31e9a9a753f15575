"""Bootstrap: by hand, against one draw at a time, and the widths that were measured."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.methods import agreement, bootstrap
from synthesis.methods.agreement import Array, Codes

NOMINAL = 1.0 - np.eye(3)

pairs = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=20)


def votes(first: Codes, second: Codes) -> Array:
    """How many of the two gave each of three codes, shape (units, 3)."""
    return (first[:, None] == np.arange(3)).astype(float) + (second[:, None] == np.arange(3))


def test_each_resample_has_as_many_units() -> None:
    """And the same ones for the same seed, whatever ran before."""
    times = bootstrap.drawn(7, 3, 50)

    assert [7.0] * 50 == times.sum(axis=1).tolist()
    assert (times == bootstrap.drawn(7, 3, 50)).all()
    assert not (times == bootstrap.drawn(7, 4, 50)).all()
    assert (2, 0) == bootstrap.drawn(0, 3, 2).shape


@given(pairs, st.integers(0, 5))
def test_all_draws_at_once_are_as_one_by_one(given_codes: list[tuple[int, int]], seed: int) -> None:
    """The measures of the units of each resample written out."""
    first, second = np.array(given_codes).T
    times = bootstrap.drawn(len(first), seed, 6)
    alone = []
    for row in times.astype(int):
        one, other = np.repeat(first, row), np.repeat(second, row)
        table = agreement.confusion(one, other, 3)
        alone.append(
            (
                agreement.raw(table),
                agreement.cohen(table),
                agreement.alpha(votes(one, other), NOMINAL),
            )
        )
    together = (
        bootstrap.raw(first, second, times),
        bootstrap.cohen(first, second, times),
        bootstrap.alpha(votes(first, second), NOMINAL, times),
    )

    assert np.array(alone).T == pytest.approx(np.array(together), nan_ok=True, abs=1e-9)


def test_an_interval_by_hand() -> None:
    """Of 0 to 100, the 2.5th and 97.5th; what could not be computed is left out, and counted."""
    values = np.append(np.arange(101.0), [math.nan, math.nan])

    assert (2.5, 97.5, 101) == pytest.approx(bootstrap.interval(values))
    assert 0 == bootstrap.interval(np.array([math.nan]))[2]
    assert math.isnan(bootstrap.interval(np.array([]))[0])


def test_gaps_and_one_code() -> None:
    """A unit coded once weighs nothing; one code throughout is no number in any resample."""
    first = np.array([0, 0, 0])
    times = bootstrap.drawn(3, 1, 20)
    alone = np.array([[1.0, 0, 0], [0, 2, 0], [0, 1, 1]])
    without = agreement.alpha(alone[1:], NOMINAL)

    assert np.isnan(bootstrap.cohen(first, first, times)).all()
    assert np.isnan(bootstrap.alpha(votes(first, first), NOMINAL, times)).all()
    assert without == pytest.approx(float(bootstrap.alpha(alone, NOMINAL, np.ones((1, 3)))[0]))


@pytest.mark.parametrize(
    ("units", "least", "most"), [(100, 0.070, 0.095), (200, 0.050, 0.068), (400, 0.035, 0.047)]
)
def test_widths_for_twelve_codes(units: int, least: float, most: float) -> None:
    """Two coders who agree on 80 in 100, twelve codes: kappa ± 0.08, ± 0.06, ± 0.04."""
    draw = np.random.RandomState(7)
    half = []
    for _ in range(20):
        first = draw.randint(12, size=units)
        second = np.where(draw.random_sample(units) < 0.78, first, draw.randint(12, size=units))
        values = bootstrap.cohen(first, second, bootstrap.drawn(units, 1))
        low, high, known = bootstrap.interval(values)
        half.append((high - low) / 2)
        assert 1000 == known

    assert least < float(np.mean(half)) < most


def test_the_interval_holds_what_it_should() -> None:
    """Of samples drawn from one law, about 95 in 100 intervals hold its kappa (here 0.6)."""
    draw = np.random.RandomState(11)
    inside = 0
    for _ in range(200):
        first = draw.randint(4, size=200)
        second = np.where(draw.random_sample(200) < 0.6, first, draw.randint(4, size=200))
        values = bootstrap.cohen(first, second, bootstrap.drawn(200, 5, 400))
        low, high, _ = bootstrap.interval(values)
        inside += low <= 0.6 <= high

    assert 180 <= inside <= 199
