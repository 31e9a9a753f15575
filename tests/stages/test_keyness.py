"""Keyness: terms a cluster uses more, or less, than the rest; statistic with counts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import stats

from synthesis.settings import Settings
from synthesis.stages.keyness import keyness

if TYPE_CHECKING:
    from tests.conftest import Bench

# Ten segments a cluster, two unclassified; « eau » in all of the first, « tri » in half of each.
MEMBERS = [1] * 10 + [2] * 10 + [None] * 2
TERMS = (
    [(n, "eau") for n in range(10)]
    + [(n, "tri") for n in (0, 1, 2, 3, 4, 10, 11, 12, 13, 14)]
    + [(n, "bus") for n in (18, 19, 20, 21)]
)


def made(
    bench: Bench, members: list[int | None], terms: list[tuple[int, str]], **changed: float
) -> dict[tuple[int, str], dict[str, Any]]:
    table = keyness(
        bench.arrow("terms", *({"segment_id": id, "term": term} for id, term in terms)),
        bench.arrow(
            "memberships", *({"segment_id": n, "cluster_id": c} for n, c in enumerate(members))
        ),
        "1",
        Settings(**changed),  # type: ignore[arg-type]
    )
    return {(r["cluster_id"], r["term"]): r for r in bench.keep("keyness", table)}


def test_perfect_separation(bench: Bench) -> None:
    """Ten of ten against none of ten: chi-squared is twenty, with its counts beside."""
    found = made(bench, MEMBERS, TERMS)
    row = found[1, "eau"]

    assert {(1, "eau"), (2, "eau")} == set(found)
    assert (20, 20, 10, 10, 5) == (
        row["statistic"], row["chi2"], row["n_cluster"], row["n_corpus"], row["expected"]
    )  # fmt: skip
    assert math.log10(math.comb(20, 10)) == pytest.approx(row["specificity"], abs=1e-6)  # one draw
    assert -20 == found[2, "eau"]["statistic"]
    assert -math.log10(math.comb(20, 10)) == pytest.approx(found[2, "eau"]["specificity"], abs=1e-6)
    assert 0 == found[2, "eau"]["n_cluster"]


def test_unclassified_segments_are_not_counted(bench: Bench) -> None:
    """« bus » in two classified segments of twenty, though four hold it."""
    row = made(bench, MEMBERS, TERMS, min_chi2=0.1)[2, "bus"]

    assert (2, 2) == (row["n_cluster"], row["n_corpus"])


def test_what_is_listed(bench: Bench) -> None:
    """From 3.84 on; an absent term only if it was expected once."""
    assert (2, "bus") not in made(bench, MEMBERS, TERMS)
    assert (1, "bus") in made(bench, MEMBERS, TERMS, min_chi2=1.0)
    assert (1, "bus") not in made(bench, MEMBERS, TERMS, min_chi2=1.0, min_expected=1.5)


def test_as_scipy(bench: Bench) -> None:
    """Chi-squared and p of each pair; q over all terms and clusters, listed or not."""
    random = np.random.default_rng(5)
    members = random.integers(1, 4, 90).tolist()
    held = random.random((90, 6)) < np.where(np.arange(6) == np.array(members)[:, None], 0.7, 0.3)
    terms = [(int(n), f"t{j}") for n, j in zip(*np.nonzero(held), strict=True)]
    found = made(bench, members, terms, min_chi2=0.0, min_expected=0.0)
    expected = {
        (c, f"t{j}"): stats.chi2_contingency(
            [[np.sum(held[:, j] & (of == c)), np.sum(held[:, j] & (of != c))],
             [np.sum(~held[:, j] & (of == c)), np.sum(~held[:, j] & (of != c))]],
            correction=False,
        )
        for of in [np.array(members)] for c in (1, 2, 3) for j in range(6)
    }  # fmt: skip
    q = stats.false_discovery_control([test.pvalue for test in expected.values()])

    assert {pair: test.statistic for pair, test in expected.items()} == pytest.approx(
        {pair: row["chi2"] for pair, row in found.items()}, abs=1e-6
    )
    assert {pair: test.pvalue for pair, test in expected.items()} == pytest.approx(
        {pair: row["p"] for pair, row in found.items()}
    )
    assert dict(zip(expected, q.tolist(), strict=True)) == pytest.approx(
        {pair: row["q"] for pair, row in found.items()}
    )


def test_bounds(bench: Bench) -> None:
    """A chi-squared of exactly the least is enough; over-representation needs no expectation."""
    assert {(1, "eau"), (2, "eau")} == set(made(bench, MEMBERS, TERMS, min_chi2=20.0))
    assert {} == made(bench, MEMBERS, TERMS, min_chi2=20.001)
    # One of ten against two of ten: 0.39, expected once and a half.
    terms = [(0, "bus"), (10, "bus"), (11, "bus")]
    assert {(2, "bus")} == set(made(bench, MEMBERS, terms, min_chi2=0.3, min_expected=1.6))
    assert {(1, "bus"), (2, "bus")} == set(
        made(bench, MEMBERS, terms, min_chi2=0.3, min_expected=1.5)
    )


def test_nothing_to_compare(bench: Bench) -> None:
    """No segment classified, or one cluster only: no keyness."""
    assert {} == made(bench, [None, None], [(0, "eau")])
    assert {} == made(bench, [], [])
    assert {} == made(bench, [1, 1, 1], [(0, "eau"), (1, "eau")])


def test_law(bench: Bench) -> None:
    """The order of the incidence does not matter; two clusters mirror each other."""
    found = made(bench, MEMBERS, TERMS, min_chi2=0.0, min_expected=0.0)

    assert found == made(bench, MEMBERS, TERMS[::-1], min_chi2=0.0, min_expected=0.0)
    assert all(
        row["statistic"] == -found[3 - cluster, term]["statistic"]
        for (cluster, term), row in found.items()
    )
