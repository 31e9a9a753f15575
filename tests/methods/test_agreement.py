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
from nltk.metrics.agreement import AnnotationTask
from sklearn.metrics import cohen_kappa_score

from synthesis.methods.agreement import Metric, cohen, fleiss, krippendorff

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
