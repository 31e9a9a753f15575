"""Over- and under-representation of terms: chi-squared and log-likelihood of 2 × 2 tables."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

Array = NDArray[np.float64]


def _expected(inside: Array, total: Array, size: Array, corpus: float | Array) -> tuple[Array, ...]:
    """The four observed and the four expected counts of each table."""
    observed = (inside, total - inside, size - inside, corpus - size - total + inside)
    expected = (
        total * size / corpus,
        total * (corpus - size) / corpus,
        (corpus - total) * size / corpus,
        (corpus - total) * (corpus - size) / corpus,
    )
    return (*observed, *expected)


def chi2(inside: Array, total: Array, size: Array, corpus: float | Array) -> Array:
    """Signed chi-squared, without Yates' correction; negative where a term is rarer than expected.

    `inside`: rows of the cluster with the term; `total`: rows with the term; `size`: rows of the
    cluster; `corpus`: all rows. The arrays broadcast; the result is 0 where a margin is empty.
    """
    o11, o12, o21, o22, e11, e12, e21, e22 = _expected(inside, total, size, corpus)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = sum((o - e) ** 2 / e for o, e in ((o11, e11), (o12, e12), (o21, e21), (o22, e22)))
    signed: Array = np.where(np.isfinite(value), value, 0.0) * np.sign(o11 - e11)
    return signed


def log_likelihood(inside: Array, total: Array, size: Array, corpus: float | Array) -> Array:
    """Signed G² = 2 Σ o ln(o / e) (Dunning 1993), same arguments and sign as `chi2`."""
    o11, o12, o21, o22, e11, e12, e21, e22 = _expected(inside, total, size, corpus)
    value = np.zeros(np.broadcast(o11, e11).shape)
    for o, e in ((o11, e11), (o12, e12), (o21, e21), (o22, e22)):
        with np.errstate(divide="ignore", invalid="ignore"):
            value = value + np.where((o > 0) & (e > 0), o * np.log(o / e), 0.0)
    signed: Array = 2.0 * value * np.sign(o11 - e11)
    return signed


def p_value(statistic: Array) -> Array:
    """Probability of a chi-squared larger than |statistic|, one degree of freedom."""
    p: Array = special.chdtrc(1, np.abs(statistic))
    return p


def benjamini_hochberg(p: Array) -> Array:
    """q-values (Benjamini and Hochberg 1995): the share of false finds among those as small."""
    order = np.argsort(-p, kind="stable")
    ranks = np.arange(len(p), 0, -1)
    q = np.empty(len(p))
    q[order] = np.minimum.accumulate(p[order] * len(p) / ranks)
    return np.minimum(q, 1.0)
