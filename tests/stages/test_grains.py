"""Grains: the numbers of clusters tried, and which one `auto` takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from synthesis.settings import Settings
from synthesis.stages.grains import grains

if TYPE_CHECKING:
    from tests.conftest import Bench


def tried(
    bench: Bench, sizes: list[int], *, people: int = 0, **changed: object
) -> list[dict[str, Any]]:
    """Groups of answers with eight words of their own, half of them each.

    Every answer is of its own contribution, or all are of so many `people`.
    """
    random = np.random.default_rng(0)
    terms, units, answers = [], [], []
    for n, group in enumerate(np.repeat(np.arange(len(sizes)), sizes).tolist(), 1):
        id = 1_000_000 * n + 1
        words = {f"{group}-{w}" for w in range(8) if random.random() < 0.5} | {f"{group}-0"}
        terms += [{"segment_id": id, "term": word} for word in sorted(words)]
        units.append({"segment_id": id, "unit_id": id, "answer_id": n})
        answers.append({"answer_id": n, "contribution_id": n % people if people else n})
    settings = Settings(**changed)  # type: ignore[arg-type]
    tables = (bench.arrow(name, *rows) for name, rows in (
        ("terms", terms), ("units", units), ("answers", answers)
    ))  # fmt: skip
    return bench.keep("grains", grains(*tables, "1", settings))


def taken(rows: list[dict[str, Any]]) -> list[int]:
    return [row["clusters"] for row in rows if row["chosen"]]


def test_as_many_as_there_are(bench: Bench) -> None:
    """Six groups of forty-two: six, of the nine numbers tried; one row each, in order."""
    rows = tried(bench, [42] * 6)

    assert list(range(2, 11)) == [row["clusters"] for row in rows]
    assert [6] == taken(rows)
    assert all(0.0 <= row["largest"] <= 1.0 and row["error"] >= 0.0 for row in rows)


def test_a_price_too_high_buys_the_fewest(bench: Bench) -> None:
    """At a bit each no cluster pays for itself: two, or the first number that makes no bin."""
    bought = tried(bench, [300, 30, 30, 30], cluster_price=1.0)
    even = [row["clusters"] for row in bought if row["even"]]

    assert [2] == taken(tried(bench, [42] * 6, cluster_price=1.0, bin_share=1.0))
    assert 2 < even[0]
    assert even[:1] == taken(bought)


@pytest.mark.parametrize("changed", [{"clusters": 4}, {"min_units": 300}])
def test_no_curve(bench: Bench, changed: dict[str, int]) -> None:
    """Where a number was asked for, or there are too few units; nor of an empty question."""
    assert [] == tried(bench, [42] * 6, **changed)
    assert [] == tried(bench, [])


def test_contributions_are_halved_not_answers(bench: Bench) -> None:
    """Of three people nobody's can be told from anybody's."""
    assert [] == tried(bench, [42] * 6, people=3)
    assert tried(bench, [42] * 6, people=4)


def test_one_number_that_can_be_tried(bench: Bench) -> None:
    """Too few units for three clusters: two."""
    assert [2] == taken(tried(bench, [20, 20]))
