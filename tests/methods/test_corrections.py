"""Corrections for small counts, against quanteda and against scipy."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from synthesis.methods.corrections import (
    exact,
    mutual_information,
    williams,
    yates_chi2,
    yates_log_likelihood,
)
from synthesis.methods.keyness import chi2, log_likelihood, p_value

Margins = tuple[np.float64, ...]


def _q(margins: Margins) -> float:
    """Williams' q as quanteda has it: none where a cell is empty."""
    a, total, size, _ = margins
    return 1.0 if a == 0 or total == a or size == a else float(williams(*margins))


QUANTEDA: dict[tuple[str, str], Callable[[Margins], float]] = {
    ("chi2", "none"): lambda m: float(chi2(*m)),
    ("chi2", "yates"): lambda m: float(yates_chi2(*m)),
    ("chi2", "default"): lambda m: float(yates_chi2(*m)),
    ("chi2", "williams"): lambda m: float(chi2(*m)) * _q(m),
    ("lr", "none"): lambda m: float(log_likelihood(*m)),
    ("lr", "yates"): lambda m: float(yates_log_likelihood(*m)),
    ("lr", "default"): lambda m: float(yates_log_likelihood(*m)),
    ("lr", "williams"): lambda m: float(log_likelihood(*m)) / _q(m),
    ("pmi", "default"): lambda m: float(mutual_information(*m)),
}


def margins(texts: tuple[Counter[str], Counter[str]], feature: str) -> Margins:
    """Count in the target, in both, tokens of the target, of both."""
    target, rest = texts
    numbers = (target[feature], target[feature] + rest[feature], target.total())
    return tuple(map(np.float64, (*numbers, target.total() + rest.total())))


def cases(shared: Path) -> list[tuple[str, str, tuple[Counter[str], Counter[str]], list[dict]]]:
    given = json.loads((shared / "reference/quanteda/keyness_small.json").read_text())
    found = []
    for case in given["results"]:
        target, rest = (Counter(text.split()) for text in given["texts"][case["case"]])
        found.append((case["measure"], case["correction"], (target, rest), case["result"]))
    return found


@pytest.mark.reference
def test_quanteda(shared: Path) -> None:
    """Every measure and correction quanteda has, for every feature of its small texts."""
    seen = set()
    for measure, correction, texts, printed in cases(shared):
        if measure == "exact":
            continue
        seen.add((measure, correction))
        for row in printed:
            statistic = QUANTEDA[measure, correction](margins(texts, row["feature"]))

            # quanteda adds a small number before it takes logarithms.
            assert row["stat"] == pytest.approx(statistic, abs=2e-6)
            assert row["p"] == pytest.approx(float(p_value(np.array(statistic))), abs=2e-6)
    assert set(QUANTEDA) == seen


@pytest.mark.reference
def test_quanteda_exact(shared: Path) -> None:
    """Fisher's test; R finds the ratio to four digits only, and prints none for infinity."""
    tried = 0
    for measure, _, texts, printed in cases(shared):
        for row in printed if measure == "exact" else ():
            ratio, p = exact(*map(int, margins(texts, row["feature"])))
            tried += 1

            assert row["p"] == pytest.approx(p, abs=1e-9)
            assert row.get("stat", np.inf) == pytest.approx(ratio, rel=1e-4)
    assert 10 == tried


@pytest.mark.reference
@pytest.mark.parametrize(
    ("file", "column", "method"), [("chi2", "chi2", chi2), ("lr", "G2", log_likelihood)]
)
def test_quanteda_inaugural(
    shared: Path, file: str, column: str, method: Callable[..., np.ndarray]
) -> None:
    """A hundred features of sixty speeches, the most and the least said since 1945.

    quanteda does not print how many tokens there are: two whole numbers give all two hundred
    statistics.
    """
    lines = (shared / f"reference/quanteda/inaugural_keyness_post1945_{file}.csv").read_text()
    head, *rows = lines.replace('"', "").splitlines()
    printed = [line.rsplit(",", 4) for line in rows]
    statistic, _, target, rest = (np.array([float(row[n]) for row in printed]) for n in range(1, 5))
    size, corpus = np.float64(46_349), np.float64(46_349 + 108_539)
    mine = method(target, target + rest, size, corpus)
    # quanteda adds 1e-9 to o / e before its logarithm: to first order, 2e-9 Σ e in all.
    added = 2e-9 * corpus * np.sign(mine) if file == "lr" else 0.0

    assert (column, 100) == (head.split(",")[1], len(printed))
    assert statistic == pytest.approx(mine + added, rel=1e-9)


@pytest.mark.parametrize("cells", [(12, 5, 7, 30), (3, 9, 14, 6), (40, 41, 39, 44)])
def test_against_scipy(cells: tuple[int, int, int, int]) -> None:
    """Yates' chi-squared and Fisher's probability of a table."""
    a, b, c, d = cells
    given = [[a, b], [c, d]]
    margins = (a, a + b, a + c, a + b + c + d)
    floats = tuple(map(np.float64, margins))

    assert abs(float(yates_chi2(*floats))) == pytest.approx(
        stats.chi2_contingency(given, correction=True).statistic
    )
    assert exact(*margins)[1] == pytest.approx(stats.fisher_exact(given).pvalue)
    assert float(mutual_information(*floats)) == pytest.approx(
        np.log(a * sum(cells) / ((a + b) * (a + c)))
    )
