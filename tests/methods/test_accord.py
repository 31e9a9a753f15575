"""Codings of the same units: figures by hand and as published; what people settle on."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.methods.accord import Codes, compare, level, settled, together

CODES = ("k1", "k2", "k3", "none")


def units(*all: str) -> tuple[Codes, ...]:
    """Each unit by its codes: "k1", or "k1 k2" for two."""
    return tuple(tuple(codes.split()) for codes in all)


def test_all_figures_together() -> None:
    """Ten units, seven alike; by chance 3 × 4 + 5 × 4 + 2 × 2 of a hundred."""
    first = units("k1", "k1", "k1", "k2", "k2", "k2", "k2", "k2", "k3", "k3")
    second = units("k1", "k1", "k2", "k2", "k2", "k2", "k1", "k1", "k3", "k3")
    found = compare(first, second, CODES)

    assert (10, 0.7, 1000) == (found.n, found.raw.value, found.raw.resamples)
    assert (0.7 - 0.36) / 0.64 == pytest.approx(found.kappa.value)
    assert found.alpha.low < found.alpha.value < found.alpha.high


def test_krippendorff_with_gaps() -> None:
    """Three coders and fifteen units, twelve coded twice at least: 0.691, as published."""
    ratings = ["000003412113303", "102133430000000", "002134402113304"]
    coded = (tuple((f"k{c}",) for c in unit if c != "0") for unit in zip(*ratings, strict=True))
    found = together(tuple(each for each in coded if len(each) > 1), 3, ("k1", "k2", "k3", "k4"))

    assert (12, 0.691) == (found.n, round(found.alpha.value, 3))


def test_one_code_alone_is_no_agreement() -> None:
    """Neither 0 nor 1."""
    found = compare(units("k1", "k1"), units("k1", "k1"), CODES)

    assert "one_code" == found.obstacle
    assert math.isnan(found.alpha.value)
    assert None is found.facts()["alpha"]["value"]


def test_levels_as_published() -> None:
    """Krippendorff's; of fewer than twenty units, none."""
    assert ["reliable", "tentative", "to_redo", ""] == [
        level(0.8, 20),
        level(0.667, 20),
        level(0.66, 20),
        level(0.9, 19),
    ]


@pytest.mark.parametrize(
    ("said", "outcome", "expected"),
    [
        (("k1", "k1"), "", "k1"),
        (("k1", "k2"), "", "k1"),  # unsettled: the first coder's
        (("k1", "k2"), "k2", "k2"),
        (("k1", "k2"), "k3", "k3"),
        (("k1 k2", "k2 k1"), "", "k1 k2"),  # both say both
        (("k1 k2", "k2 k1"), "k2", "k2 k1"),
        (("k1 k2", "k1"), "", "k1"),  # only one says the second
        (("k1 k2", "k1"), "k2", "k2 k1"),
        (("k1", "k2", "k2"), "", "k2"),
        (("k1 k3", "k2 k3", "k2"), "", "k2 k3"),
        (("k1 k2",), "", "k1 k2"),
    ],
)
def test_what_people_settle_on(said: tuple[str, ...], outcome: str, expected: str) -> None:
    """What a third person says, else most, else the first."""
    assert tuple(expected.split()) == settled(units(*said), outcome)


@given(st.lists(st.lists(st.sampled_from(CODES), min_size=1, unique=True), min_size=1, max_size=5))
def test_what_all_say_is_what_people_say(said: list[list[str]]) -> None:
    """And nothing that nobody said."""
    found = settled([tuple(each) for each in said])
    everyone = set.intersection(*map(set, said))

    assert everyone <= set(found) <= set().union(*said)
    assert len(set(found)) == len(found)
