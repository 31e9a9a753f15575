"""Keyness with corrections for small counts, and without the chi-squared law at all.

The line prints `chi2` and `log_likelihood` of `keyness.py` as they are. These are for whoever
compares with a program that corrects them; all take and broadcast the same arguments.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import fisher_exact
from scipy.stats.contingency import odds_ratio

from synthesis.methods.keyness import chi2, log_likelihood

Array = NDArray[np.float64]


def yates_chi2(inside: Array, total: Array, size: Array, corpus: Array) -> Array:
    """Signed chi-squared, |ad − bc| lessened by N / 2 where it is at least that (Yates 1934).

    Where it is less, the statistic is left as it is: so does quanteda.
    """
    apart = np.abs(_apart(inside, total, size, corpus))
    with np.errstate(divide="ignore", invalid="ignore"):
        lessened = np.where(apart >= corpus / 2.0, (1.0 - corpus / (2.0 * apart)) ** 2, 1.0)
    corrected: Array = chi2(inside, total, size, corpus) * lessened
    return corrected


def yates_log_likelihood(inside: Array, total: Array, size: Array, corpus: Array) -> Array:
    """Signed G², each cell moved by a half towards what is expected, under the same condition."""
    apart = _apart(inside, total, size, corpus)
    moved = np.where(np.abs(apart) >= corpus / 2.0, inside - 0.5 * np.sign(apart), inside)
    corrected: Array = log_likelihood(moved, total, size, corpus)
    return corrected


def williams(inside: Array, total: Array, size: Array, corpus: Array) -> Array:
    """Williams' q (1976), of each table: G² / q is nearer the chi-squared law than G².

    A statistic is divided by it. quanteda 4.3 divides G² and multiplies chi-squared.
    """
    corpus = np.asarray(corpus, dtype=np.float64)
    columns = corpus / size + corpus / (corpus - size) - 1.0
    rows = corpus / total + corpus / (corpus - total) - 1.0
    q: Array = 1.0 + columns * rows / (6.0 * corpus)
    return q


def mutual_information(inside: Array, total: Array, size: Array, corpus: Array) -> Array:
    """Pointwise mutual information ln(o / e) in nats (Church and Hanks 1990); −∞ for none."""
    with np.errstate(divide="ignore"):
        information: Array = np.log(inside * corpus / (total * size))
    return information


def exact(inside: int, total: int, size: int, corpus: int) -> tuple[float, float]:
    """Odds ratio of one table and its two-sided probability (Fisher 1934).

    The ratio is the conditional maximum likelihood, as R's `fisher.test` gives, found where the
    noncentral hypergeometric law has the observed count as its mean.
    """
    table = [[inside, total - inside], [size - inside, corpus - size - total + inside]]
    return float(odds_ratio(table).statistic), float(fisher_exact(table).pvalue)


def _apart(inside: Array, total: Array, size: Array, corpus: Array) -> Array:
    """Determinant, ad − bc, of the 2 × 2 table."""
    rest = corpus - size - total + inside
    return inside * rest - (total - inside) * (size - inside)
