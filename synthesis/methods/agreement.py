"""How far people agree when they code the same things: kappas and Krippendorff's alpha."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]


def cohen(table: Array) -> float:
    """Kappa of two coders (Cohen 1960), from their table of counts, shape (categories, categories).

    (observed − expected) / (1 − expected); not a number where chance alone would always agree.
    """
    shares = table / table.sum()
    observed = float(np.trace(shares))
    expected = float(shares.sum(axis=0) @ shares.sum(axis=1))
    return _above(observed, expected)


def fleiss(counts: Array) -> float:
    """Kappa of several coders (Fleiss 1971), from the coders of each category, shape (things,
    categories); every thing has as many coders, two at least.
    """
    coders = counts.sum(axis=1)
    if (coders != coders[0]).any() or coders[0] < 2:
        raise ValueError("Every thing must have the same number of coders, two at least.")
    pairs = coders[0] * (coders[0] - 1)
    observed = float(((counts * (counts - 1)).sum(axis=1) / pairs).mean())
    expected = float(((counts.sum(axis=0) / counts.sum()) ** 2).sum())
    return _above(observed, expected)


def krippendorff(ratings: Array, metric: Metric = "nominal") -> float:
    """Alpha (Krippendorff 2011) of ratings, shape (coders, things); NaN where one has not coded.

    1 − observed / expected disagreement, from the table of coincidences; things with one code
    alone are left out. Not a number where only one value was ever given.
    """
    values = np.unique(ratings[~np.isnan(ratings)])
    given = (ratings[:, :, None] == values).sum(axis=0).astype(np.float64)  # things × values
    coded = given.sum(axis=1)
    given, coded = given[coded > 1], coded[coded > 1]
    together = (given / (coded[:, None] - 1)).T @ given
    together -= np.diag((given / (coded[:, None] - 1)).sum(axis=0))
    totals = together.sum(axis=1)
    apart = _apart(values, totals, metric)
    observed = float((together * apart).sum())
    expected = float((np.outer(totals, totals) * apart).sum())
    return 1.0 - (totals.sum() - 1) * observed / expected if expected else float("nan")


def _apart(values: Array, totals: Array, metric: Metric) -> Array:
    """Squared difference of each two values."""
    one, other = values[:, None], values[None, :]
    apart: Array
    if metric == "nominal":
        apart = (one != other).astype(np.float64)
    elif metric == "ordinal":
        middle = np.cumsum(totals) - totals / 2
        apart = (middle[:, None] - middle[None, :]) ** 2
    elif metric == "interval":
        apart = (one - other) ** 2
    else:
        sums = one + other
        apart = np.divide(one - other, sums, out=np.zeros_like(sums), where=sums != 0) ** 2
    return apart


def _above(observed: float, expected: float) -> float:
    return (observed - expected) / (1.0 - expected) if expected < 1.0 else float("nan")
