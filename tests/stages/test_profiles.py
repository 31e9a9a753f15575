"""Profiles: what a cluster's answers come with more, or less, than the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from scipy import stats

from synthesis.settings import Settings
from synthesis.stages.profiles import profiles

if TYPE_CHECKING:
    from tests.conftest import Bench

Row = dict[str, Any]


def made(
    bench: Bench, clusters: list[int | None], traits: list[tuple[int, str, str]]
) -> dict[tuple[int, str, str], Row]:
    """One answer a contribution, numbered from 0."""
    table = profiles(
        bench.arrow(
            "traits",
            *(
                {"contribution_id": c, "variable": name, "value": value}
                for c, name, value in traits
            ),
        ),
        bench.arrow(
            "assignments",
            *(
                {"answer_id": n, "contribution_id": n, "cluster_id": cluster}
                for n, cluster in enumerate(clusters)
            ),
        ),
        "1",
        Settings(),
    )
    rows = bench.keep("profiles", table)
    return {(row["cluster_id"], row["variable"], row["value"]): row for row in rows}


def test_against_scipy(bench: Bench) -> None:
    """Chi-squared and p of a 2 × 2 table of answers of which the variable is known."""
    clusters: list[int | None] = [1] * 20 + [2] * 30 + [None] * 10
    month = [(n, "month", "2019-01" if n % 4 else "2019-02") for n in range(5, 60)]
    place = [(n, "department", "31" if n < 18 or n > 45 else "75") for n in range(60)]
    found = made(bench, clusters, month + place)
    inside, total, size, corpus = 18, 22, 20, 50
    cells = [[inside, total - inside], [size - inside, corpus - size - total + inside]]
    expected = stats.chi2_contingency(np.array(cells), correction=False)
    row = found[1, "department", "31"]

    assert expected.statistic == pytest.approx(row["statistic"], abs=1e-6)
    assert expected.pvalue == pytest.approx(row["p"])
    assert (18, 22) == (row["n_cluster"], row["n_corpus"])
    assert expected.expected_freq[0, 0] == pytest.approx(row["expected"])
    assert row["p"] <= row["q"]
    assert not [key for key in found if key[1] == "month"]  # spread evenly


def test_few_answers_are_not_shown(bench: Bench) -> None:
    """Four of one place in a cluster of four: true, and pointing at people."""
    found = made(bench, [1] * 40 + [2] * 4, [(n, "department", "48" if n > 39 else "75")
                                             for n in range(44)])  # fmt: skip

    assert (2, "department", "48") not in found
    assert (1, "department", "75") in found


def test_nothing_known(bench: Bench) -> None:
    """No trait, or no cluster: no row."""
    assert {} == made(bench, [1, 2], [])
    assert {} == made(bench, [None], [(0, "month", "2019-01")])
