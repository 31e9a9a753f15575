"""Agreement: the published examples, and other libraries on tables drawn at random."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from nltk.metrics import masi_distance
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from synthesis.methods.agreement import (
    Array,
    Metric,
    alpha,
    cohen,
    confusion,
    fleiss,
    krippendorff,
    masi,
    prevalence,
    raw,
)

# Krippendorff's data of three coders and fifteen units, some not coded (0 here); one unit by none.
GAPS = ["000003412113303", "102133430000000", "002134402113304"]
NONE = float("nan")

codes = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=3, max_size=30)


@pytest.fixture
def published(shared: Path) -> Any:
    """The worked examples by the name of their file."""
    folder = shared / "reference" / "agreement"
    return {path.stem: json.loads(path.read_text()) for path in folder.glob("*.json")}


@pytest.mark.reference
def test_cohen_as_published(published: Any) -> None:
    """Fifty grant proposals, two readers."""
    example = published["cohen_example"]

    assert example["kappa"] == pytest.approx(cohen(np.array(example["table"], dtype=float)))


@pytest.mark.reference
def test_fleiss_as_published(published: Any) -> None:
    """Ten subjects, fourteen raters, five categories."""
    example = published["fleiss_example"]

    assert example["kappa"] == round(fleiss(np.array(example["table"], dtype=float)), 4)


@pytest.mark.reference
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_krippendorff_as_published(published: Any, metric: Metric) -> None:
    """Four observers, twelve units, some not seen by all, one seen by one alone."""
    example = published["krippendorff2011"]
    ratings = np.array(example["ratings"], dtype=float)  # None is NaN

    assert example["alpha_published"][metric] == round(krippendorff(ratings, metric), 3)


@given(codes)
def test_two_coders_against_other_libraries(pairs: list[tuple[int, int]]) -> None:
    """Kappa as scikit-learn's, alpha as nltk's, where more than one code was given."""
    table = np.zeros((3, 3))
    for one, other in pairs:
        table[one, other] += 1
    if len({code for pair in pairs for code in pair}) < 2:
        assert math.isnan(krippendorff(np.array(pairs, dtype=float).T))
        assert math.isnan(cohen(table))
        return
    rows = [(f"c{k}", n, pair[k]) for n, pair in enumerate(pairs) for k in (0, 1)]
    kappa = cohen_kappa_score(*zip(*pairs, strict=True))

    assert AnnotationTask(data=rows).alpha() == pytest.approx(
        krippendorff(np.array(pairs, dtype=float).T), abs=1e-9
    )
    assert kappa == pytest.approx(cohen(table), abs=1e-9, nan_ok=True)


def test_perfect_and_by_chance() -> None:
    """All alike is one; two coders who each say one thing always are no better than chance."""
    assert 1.0 == cohen(np.diag([3.0, 2.0])) == fleiss(np.array([[2.0, 0], [0, 2], [2, 0]]))
    assert 0.0 == cohen(np.array([[0.0, 4.0], [0.0, 0.0]]))
    assert 1.0 == krippendorff(np.array([[1.0, 2, 2], [1, 2, 2]]))


def test_fleiss_wants_as_many_coders_of_each() -> None:
    """Otherwise the formula is another one."""
    with pytest.raises(ValueError, match="same number of coders"):
        fleiss(np.array([[2.0, 0], [1, 0]]))


def gaps() -> Array:
    """The published ratings, shape (coders, units)."""
    return np.array([[float(code) if code != "0" else NONE for code in row] for row in GAPS])


def test_krippendorff_with_gaps_as_published() -> None:
    """Three coders who each skipped some: 0.691 nominal, 0.811 interval; and nltk says the same."""
    rows = [
        (f"c{coder}", unit, code)
        for coder, row in enumerate(GAPS)
        for unit, code in enumerate(row)
        if code != "0"
    ]

    assert 0.691 == round(krippendorff(gaps()), 3)
    assert 0.811 == round(krippendorff(gaps(), "interval"), 3)
    assert AnnotationTask(data=rows).alpha() == pytest.approx(krippendorff(gaps()))


def test_cohen_of_the_textbook() -> None:
    """Fifty proposals, two readers, 35 of 50 alike where chance makes 25: 0.400."""
    table = np.array([[20.0, 5.0], [10.0, 15.0]])

    assert 0.7 == raw(table)
    assert 0.4 == pytest.approx(cohen(table))


def test_agreeing_on_what_is_everywhere_is_little() -> None:
    """The paradox of prevalence: 94 of 100 alike, and kappa 0.219: none goes without the other."""
    table = np.array([[93.0, 3.0], [3.0, 1.0]])

    assert 0.94 == raw(table)
    assert 0.219 == round(cohen(table), 3)
    assert [[0.96, 0.04]] * 2 == prevalence(table).tolist()


def test_confusion_of_two_coders() -> None:
    """Rows are the first coder; what one of the two did not code is left out."""
    first, second = np.array([0, 0, 1, 2, -1, 1]), np.array([0, 1, 1, 2, 2, -1])

    assert [[1, 1, 0], [0, 1, 0], [0, 0, 1]] == confusion(first, second, 3).tolist()


def test_nothing_to_compare_is_not_a_number() -> None:
    """Nobody coded, one coder, one code throughout: neither 0 nor 1."""
    nothing = np.zeros((3, 3))
    alone = np.array([[1.0, 2.0, 3.0], [NONE, NONE, NONE]])

    assert all(map(math.isnan, (raw(nothing), cohen(nothing), cohen(np.diag([4.0, 0.0])))))
    assert all(map(math.isnan, (krippendorff(alone), krippendorff(np.ones((2, 5))))))
    assert [[0.0] * 3] * 2 == prevalence(nothing).tolist()


def test_what_nltk_says_instead() -> None:
    """Its traps, so that nobody takes its word for ours there: a perfect 1 of a single code, and
    errors that name something else where a thing lacks a coder or there is one coder.
    """
    same = [(coder, unit, "a") for coder in "xy" for unit in "12"]
    alone = [("x", "1", "a"), ("x", "2", "b")]

    assert 1 == AnnotationTask(data=same).kappa() == AnnotationTask(data=same).alpha()
    with pytest.raises(RuntimeError, match="StopIteration"):
        AnnotationTask(data=[*same, ("x", "3", "b")]).kappa()
    with pytest.raises(ZeroDivisionError):
        AnnotationTask(data=alone).kappa()
    with pytest.raises(ZeroDivisionError):
        AnnotationTask(data=alone).alpha()


def test_masi_by_hand() -> None:
    """Equal, one in the other, meeting, apart."""
    sets = np.array([[1, 1, 0], [1, 0, 0], [0, 1, 1], [0, 0, 1]], dtype=bool)
    expected = [
        [0, 1 - 1 / 2 * 2 / 3, 1 - 1 / 3 * 1 / 3, 1],
        [2 / 3, 0, 1, 1],
        [8 / 9, 1, 0, 2 / 3],
        [1, 1, 2 / 3, 0],
    ]

    assert np.array(expected) == pytest.approx(masi(sets))


@given(
    arrays.arrays(np.bool_, st.tuples(st.integers(1, 6), st.just(4))).filter(
        lambda sets: sets.any(axis=1).all()
    )
)
def test_masi_as_nltk(sets: Any) -> None:
    """Of sets that hold something: of empty ones nltk makes an error, we say they are equal."""
    each = [frozenset(np.flatnonzero(row)) for row in sets]
    expected = [[masi_distance(one, other) for other in each] for one in each]

    assert np.array(expected) == pytest.approx(masi(sets), abs=1e-12)
    assert 0.0 == masi(np.zeros((2, 3), dtype=bool)).sum()


@given(
    st.lists(
        st.tuples(*[st.one_of(st.none(), st.sets(st.integers(0, 2), min_size=1))] * 3),
        min_size=1,
        max_size=12,
    )
)
def test_alpha_of_sets_as_nltk(units: list[tuple[set[int] | None, ...]]) -> None:
    """Several codes a unit, three coders, gaps: Krippendorff's alpha on MASI."""
    rows = [
        (f"c{coder}", unit, frozenset(said))
        for unit, all in enumerate(units)
        for coder, said in enumerate(all)
        if said is not None
    ]
    values = sorted({said for _, _, said in rows}, key=sorted)
    given = np.zeros((len(units), len(values)))
    for _, unit, said in rows:
        given[unit, values.index(said)] += 1
    sets = np.array([[n in said for n in range(3)] for said in values]).reshape(-1, 3)
    found = alpha(given, masi(sets))
    paired = given[given.sum(axis=1) > 1]
    if (paired.sum(axis=0) > 0).sum() < 2:
        assert math.isnan(found)
        return

    assert AnnotationTask(data=rows, distance=masi_distance).alpha() == pytest.approx(
        found, abs=1e-9
    )


@given(codes, st.permutations([0, 1, 2]))
def test_names_and_order_are_nothing(pairs: list[tuple[int, int]], names: list[int]) -> None:
    """The same figures under other names of the codes, in another order, of swapped coders."""
    first, second = np.array(pairs).T
    other = np.array(names)
    table = confusion(first, second, 3)
    for changed in (
        confusion(other[first], other[second], 3),
        confusion(first[::-1], second[::-1], 3),
        confusion(second, first, 3),
    ):
        assert raw(table) == raw(changed)
        assert cohen(table) == pytest.approx(cohen(changed), nan_ok=True)
    assert krippendorff(np.array([first, second], dtype=float)) == pytest.approx(
        krippendorff(other[np.array([second, first])].astype(float)), nan_ok=True
    )


@given(codes)
def test_bounds(pairs: list[tuple[int, int]]) -> None:
    """At most 1, and 1 for whoever always says the same, as long as they say two things."""
    first, second = np.array(pairs).T
    table = confusion(first, second, 3)

    assert not cohen(table) > 1 + 1e-12
    assert raw(table) >= cohen(table) - 1e-12 or math.isnan(cohen(table))
    if len(set(first)) > 1:
        assert 1.0 == pytest.approx(cohen(confusion(first, first, 3)))
        assert 1.0 == krippendorff(np.array([first, first], dtype=float))
