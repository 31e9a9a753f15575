"""Stability: clusters apart are found again in every draw, clusters of nothing are not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from synthesis.settings import Settings
from synthesis.stages.stability import stability

if TYPE_CHECKING:
    from tests.conftest import Bench


def measured(
    bench: Bench, sizes: list[int], noise: float, given: list[int] | None = None, **changed: object
) -> list[dict[str, Any]]:
    """Groups of answers with words of their own, by the clusters `given` or their own."""
    random = np.random.default_rng(0)
    truth = np.repeat(np.arange(1, len(sizes) + 1), sizes)
    clusters = truth if given is None else np.array(given)
    ids = [1_000_000 * n + 1 for n in range(1, len(truth) + 1)]
    terms = []
    for id, group in zip(ids, truth, strict=True):
        held = {f"{g}-{n}" for g in range(1, len(sizes) + 1) for n in range(8)
                if random.random() < (0.5 if g == group else noise)}  # fmt: skip
        terms += [{"segment_id": id, "term": word} for word in sorted(held | {f"{group}-0"})]
    table = stability(
        bench.arrow("terms", *terms),
        bench.arrow("segments", *({"segment_id": id, "answer_id": id // 1_000_000} for id in ids)),
        bench.arrow(
            "answers",
            *({"answer_id": n, "contribution_id": n} for n in range(1, len(truth) + 1)),
        ),
        bench.arrow(
            "shapes",
            *(
                {"segment_id": id, "unit_id": id, "cluster_id": int(cluster)}
                for id, cluster in zip(ids, clusters, strict=True)
            ),
        ),
        "1",
        Settings(**changed),  # type: ignore[arg-type]
    )
    return bench.keep("stability", table)


def test_clusters_apart_are_found_again(bench: Bench) -> None:
    """In each of the draws asked for."""
    rows = measured(bench, [60, 50, 40], 0.02, resamples=5)

    assert [1, 2, 3] == [row["cluster_id"] for row in rows]
    assert all(row["mean_jaccard"] > 0.9 for row in rows)
    assert {(0, 5, 5)} == {(r["dissolved"], r["recovered"], r["resamples"]) for r in rows}


def test_clusters_of_nothing_are_not(bench: Bench) -> None:
    """Labels drawn at random over answers that are all of one kind."""
    given = np.random.default_rng(1).integers(1, 4, 150).tolist()
    rows = measured(bench, [150], 0.0, given, resamples=5)

    assert all(row["mean_jaccard"] < 0.6 for row in rows)
    assert all(row["dissolved"] + row["recovered"] <= row["resamples"] for row in rows)


def test_what_it_costs_is_bounded(bench: Bench) -> None:
    """Of 600 units, 200 are drawn from; the same for the same seed."""
    one = measured(bench, [300, 300], 0.3, resamples=3, resampled_units=200)
    two = measured(bench, [300, 300], 0.3, resamples=3, resampled_units=200)

    assert one == two
    assert [row["mean_jaccard"] for row in one] != pytest.approx(
        [row["mean_jaccard"] for row in measured(bench, [300, 300], 0.3, resamples=3)]
    )


def test_a_question_without_clusters(bench: Bench) -> None:
    """No row."""
    assert [] == measured(bench, [], 0.0)


def test_a_draw_too_small_to_divide(bench: Bench) -> None:
    """A question just large enough: its draws are smaller, and are measured all the same."""
    rows = measured(bench, [16, 15], 0.05)

    assert [20, 20] == [row["resamples"] for row in rows]
    assert all(0.0 <= row["mean_jaccard"] <= 1.0 for row in rows)
