"""How far people agree when they code the same things: kappas and Krippendorff's alpha."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Codes = NDArray[np.int64]
Metric = Literal["nominal", "ordinal", "interval", "ratio"]

RELIABLE = 0.800  # of alpha: from there on one may rely on the codings (Krippendorff 2004)
TENTATIVE = 0.667  # from there on, draw tentative conclusions; below, none


def confusion(first: Codes, second: Codes, codes: int) -> Array:
    """How often each pair of codes was given, shape (codes, codes): rows are the first coder.

    Both have one code from 0 for each thing, shape (things,); a negative one is none, and a
    thing that lacks one of the two is left out.
    """
    both = (first >= 0) & (second >= 0)
    cells = first[both] * codes + second[both]
    return np.bincount(cells, minlength=codes * codes).astype(np.float64).reshape(codes, codes)


def raw(table: Array) -> float:
    """Share of things to which both gave the same code; not a number where there is none."""
    size = float(table.sum())
    return float(np.trace(table)) / size if size else float("nan")


def prevalence(table: Array) -> Array:
    """Share of each code in what each of the two coders gave, shape (2, codes)."""
    given = np.stack([table.sum(axis=1), table.sum(axis=0)])
    shares: Array = given / max(float(table.sum()), 1.0)
    return shares


def cohen(table: Array) -> float:
    """Kappa of two coders (Cohen 1960), from their table of counts, shape (categories, categories).

    (observed − expected) / (1 − expected); not a number where chance alone would always agree, or
    where both coded nothing.
    """
    if not table.any():
        return float("nan")
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
    paired = given[given.sum(axis=1) > 1]
    return alpha(given, _apart(values, paired.sum(axis=0), metric))


def alpha(given: Array, apart: Array) -> float:
    """Alpha by any distance: `given` is how many coders gave each value to each thing, shape
    (things, values), `apart` the distance of each two values, shape (values, values).

    Things coded by fewer than two are left out. Not a number where nothing that was given is at
    any distance from anything else.
    """
    coded = given.sum(axis=1)
    given, coded = given[coded > 1], coded[coded > 1]
    observed = float(disagreement(given, apart).sum())
    totals = given.sum(axis=0)
    expected = float(totals @ apart @ totals)
    return 1.0 - (float(coded.sum()) - 1.0) * observed / expected if expected else float("nan")


def disagreement(given: Array, apart: Array) -> Array:
    """Sum of the distances within each thing, over its coders less one, shape (things,).

    Each ordered pair of coders counts once; nought for a thing with fewer than two.
    """
    coded = given.sum(axis=1)
    inside = np.einsum("tv,vw,tw->t", given, apart, given, optimize=True)
    found: Array = inside / np.maximum(coded - 1.0, 1.0) * (coded > 1)
    return found


def masi(sets: NDArray[np.bool_]) -> Array:
    """Distance of each two sets (Passonneau 2006), shape (sets, sets), from what each holds, shape
    (sets, things): 1 − Jaccard × m, where m is 1 for equal sets, 2/3 if one holds the other, 1/3 if
    they only meet, 0 if they do not. Empty sets are equal.
    """
    held = sets.astype(np.float64)
    both = held @ held.T
    sizes = held.sum(axis=1)
    either = sizes[:, None] + sizes[None, :] - both
    smaller = np.minimum(sizes[:, None], sizes[None, :])
    m = np.where(both == either, 1.0, np.where(both == smaller, 2.0 / 3.0, 1.0 / 3.0))
    apart: Array = 1.0 - np.divide(both, either, out=np.ones_like(both), where=either > 0) * m
    return apart


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
