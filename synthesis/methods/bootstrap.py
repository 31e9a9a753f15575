"""How far a measure of agreement would move with other units of the same kind (Efron 1979).

Units are drawn with replacement, as many as there are, and the measure is taken again: here on all
draws at once. A unit with all that was said of it is drawn whole.
"""

from __future__ import annotations

import numpy as np

from synthesis.methods.agreement import Array, Codes, disagreement

RESAMPLES = 1000
SHARE = 0.95  # of the resamples, inside the interval


def drawn(units: int, seed: int, resamples: int = RESAMPLES) -> Array:
    """How many times each unit is in each resample, shape (resamples, units)."""
    if not units:
        return np.zeros((resamples, 0))
    picks = np.random.RandomState(seed).randint(units, size=(resamples, units))
    cells = picks + np.arange(resamples)[:, None] * units
    times = np.bincount(cells.ravel(), minlength=resamples * units)
    return times.astype(np.float64).reshape(resamples, units)


def raw(first: Codes, second: Codes, times: Array) -> Array:
    """Share of units with the same code, in each resample; both coders coded every unit."""
    same: Array = _over(times @ (first == second).astype(np.float64), times.sum(axis=1))
    return same


def cohen(first: Codes, second: Codes, times: Array) -> Array:
    """Cohen's kappa in each resample; both coders coded every unit, with codes from 0.

    Not a number in a resample where both gave one and the same code throughout.
    """
    codes = np.arange(max(first.max(initial=-1), second.max(initial=-1)) + 1)
    size = times.sum(axis=1)
    one = times @ (first[:, None] == codes).astype(np.float64)
    other = times @ (second[:, None] == codes).astype(np.float64)
    # Whole numbers to the end, so that chance that always agrees is seen exactly.
    observed = size * (times @ (first == second).astype(np.float64))
    expected = (one * other).sum(axis=1)
    return _over(observed - expected, size * size - expected)


def alpha(given: Array, apart: Array, times: Array) -> Array:
    """Krippendorff's alpha in each resample, from what `agreement.alpha` takes.

    Not a number in a resample where nothing is at any distance from anything else.
    """
    paired = given * (given.sum(axis=1, keepdims=True) > 1)
    observed = times @ disagreement(paired, apart)
    totals = times @ paired
    expected = np.einsum("rv,vw,rw->r", totals, apart, totals, optimize=True)
    found: Array = 1.0 - _over((totals.sum(axis=1) - 1.0) * observed, expected)
    return found


def interval(values: Array, share: float = SHARE) -> tuple[float, float, int]:
    """The two ends between which `share` of the values lie, as many on each side, and how many
    values there are: those that could not be computed are left out.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan"), 0
    low, high = np.quantile(known, [(1 - share) / 2, (1 + share) / 2])
    return float(low), float(high), len(known)


def _over(part: Array, whole: Array) -> Array:
    over: Array = np.divide(part, whole, out=np.full_like(part, np.nan), where=whole > 0)
    return over
