"""Over- and under-representation, against scipy, quanteda and a hand-made table."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from synthesis.methods.keyness import benjamini_hochberg, chi2, log_likelihood, p_value

counts = st.tuples(*[st.integers(1, 200)] * 4)
probabilities = st.lists(st.floats(0, 1), max_size=30)


def read(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def of(method: object, a: float, b: float, c: float, d: float) -> float:
    """A measure of the table a, b / c, d: with the term, in the cluster or not; without it."""
    assert callable(method)
    return float(method(np.array([a]), np.array([a + b]), np.array([a + c]), a + b + c + d)[0])


def test_perfect_separation() -> None:
    """Ten of ten against none of ten: chi-squared is the number of rows, with its sign."""
    assert 20 == of(chi2, 10, 0, 0, 10)
    assert -20 == of(chi2, 0, 10, 10, 0)
    assert 40 * np.log(2) == pytest.approx(of(log_likelihood, 10, 0, 0, 10))


def test_empty_margins_and_even_spreads_say_nothing() -> None:
    """A term everywhere, nowhere, or spread evenly has no keyness."""
    for table in ((10, 10, 0, 0), (0, 0, 10, 10), (0, 10, 0, 10), (5, 10, 10, 20)):
        assert 0 == of(chi2, *table) == of(log_likelihood, *table)


@given(counts)
def test_chi2_and_p_as_scipy(table: tuple[int, int, int, int]) -> None:
    """Without Yates' correction, with the sign of observed less expected."""
    a, b, c, d = table
    witness = stats.chi2_contingency([[a, b], [c, d]], correction=False)
    sign = np.sign(a - witness.expected_freq[0, 0]) if a * d != b * c else 0

    assert sign * witness.statistic == pytest.approx(of(chi2, *table), abs=1e-9)
    assert witness.pvalue == pytest.approx(float(p_value(np.array(of(chi2, *table)))))


@given(counts)
def test_log_likelihood_as_scipy(table: tuple[int, int, int, int]) -> None:
    """The G-test, whatever the sign."""
    a, b, c, d = table
    witness = stats.chi2_contingency([[a, b], [c, d]], correction=False, lambda_="log-likelihood")

    assert witness.statistic == pytest.approx(abs(of(log_likelihood, *table)), abs=1e-8)


@given(counts)
def test_two_clusters_mirror_each_other(table: tuple[int, int, int, int]) -> None:
    """What one of two clusters uses more, the other uses less by as much."""
    a, b, c, d = table

    assert of(chi2, a, b, c, d) == pytest.approx(-of(chi2, b, a, d, c))
    assert of(log_likelihood, a, b, c, d) == pytest.approx(-of(log_likelihood, b, a, d, c))


def test_benjamini_hochberg_by_hand() -> None:
    """Of four p-values, q = p · 4 / rank, and never more than that of a larger p."""
    expected = [0.02, 0.04, 0.04, 0.02]  # 0.01·4/2, 0.04·4/4, min(0.03·4/3, 0.04), 0.005·4/1

    assert expected == pytest.approx(benjamini_hochberg(np.array([0.01, 0.04, 0.03, 0.005])))


@given(probabilities)
def test_benjamini_hochberg_as_scipy(p: list[float]) -> None:
    """As scipy; a smaller p never has a larger q, and q is between p and one."""
    q = benjamini_hochberg(np.array(p))

    assert stats.false_discovery_control(p).tolist() == pytest.approx(q.tolist())
    assert (np.diff(q[np.argsort(p)]) >= 0).all()
    assert all(one <= other + 1e-15 <= 1 + 1e-15 for one, other in zip(p, q, strict=True))


@pytest.mark.reference
@pytest.mark.parametrize(
    ("corpus", "profiles", "classes"),
    [
        ("manifeste", "double_mincl0_profiles_chi2gt2", "double_uc10_uc15_mincl0_classes"),
        ("manifeste", "double_mincl10_profiles_chi2gt2", "double_uc10_uc15_mincl10_classes"),
        ("inaugural", "double_mincl0_profiles_top60", "double_uc10_uc15_mincl0_classes"),
    ],
)
def test_iramuteq(shared: Path, corpus: str, profiles: str, classes: str) -> None:
    """The profiles IRaMuTeQ prints of its own classes: counts, and chi-squared to its digits."""
    peer, table = shared / "reference" / "iramuteq", shared / "reference" / "rainette"
    cluster = {
        int(row["uce"]): int(row["classe"]) for row in read(peer / f"{corpus}_{classes}.csv")
    }
    names = [row["feature"] for row in read(table / f"{corpus}_features.csv")]
    held: dict[str, list[int]] = {}
    for row in read(table / f"{corpus}_dtm_triplets.csv"):
        if cluster[int(row["doc"])]:  # 0 is unclassified
            held.setdefault(names[int(row["feat"]) - 1], []).append(cluster[int(row["doc"])])
    sizes = Counter(each for each in cluster.values() if each)
    printed = read(peer / f"{corpus}_{profiles}.csv")

    assert len(printed) > 50
    for row in printed:
        mine, holders = int(row["classe"]), held[row["form"]]
        inside, total, size = (np.array([float(n)]) for n in
                               (holders.count(mine), len(holders), sizes[mine]))  # fmt: skip
        statistic = chi2(inside, total, size, float(sizes.total()))

        assert (int(row["n_class"]), int(row["n_total"])) == (int(inside[0]), int(total[0]))
        assert float(row["chi2"]) == pytest.approx(float(statistic[0]), abs=5.1e-4)


@pytest.mark.reference
@pytest.mark.parametrize(("measure", "method"), [("chi2", chi2), ("lr", log_likelihood)])
def test_quanteda(shared: Path, measure: str, method: object) -> None:
    """The values quanteda prints for its small texts, without correction."""
    small = json.loads((shared / "reference" / "quanteda" / "keyness_small.json").read_text())
    for case in small["results"]:
        if (case["measure"], case["correction"]) != (measure, "none"):
            continue
        target, rest = (Counter(text.split()) for text in small["texts"][case["case"]])
        for row in case["result"]:
            a, b = target[row["feature"]], rest[row["feature"]]
            found = of(method, a, b, target.total() - a, rest.total() - b)

            # quanteda adds a small number before it takes logarithms.
            assert row["stat"] == pytest.approx(found, abs=1e-6)
            assert row["p"] == pytest.approx(float(p_value(np.array(found))), abs=1e-6)
            assert (row["n_target"], row["n_reference"]) == (a, b)
