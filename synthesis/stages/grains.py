"""How many clusters `auto` makes of a question, and the curve that says why."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from synthesis.methods import draw
from synthesis.methods.grain import Grain, chosen, is_even, numbers
from synthesis.methods.grain import grains as method
from synthesis.methods.incidence import of_units
from synthesis.settings import Settings

MOST_UNITS = 2_000  # drawn where there are more: what the curve costs does not grow


def grains(
    terms: pa.Table, units: pa.Table, answers: pa.Table, question: str, settings: Settings
) -> pa.Table:
    """One row per number of clusters tried; none where one was asked for, or of too few units."""
    tried = [] if isinstance(settings.clusters, int) else _tried(terms, units, answers, settings)
    count = chosen(tried, settings.cluster_price, settings.bin_share)
    return pa.table(
        {
            "question_id": pa.array([question] * len(tried), pa.string()),
            "clusters": pa.array([grain.clusters for grain in tried], pa.int32()),
            "bits": pa.array([grain.bits for grain in tried], pa.float64()),
            "error": pa.array([grain.error for grain in tried], pa.float64()),
            "chance": pa.array([grain.chance for grain in tried], pa.float64()),
            "largest": pa.array([grain.largest for grain in tried], pa.float64()),
            "even": pa.array([is_even(grain, settings.bin_share) for grain in tried], pa.bool_()),
            "chosen": pa.array([grain.clusters == count for grain in tried], pa.bool_()),
        }
    )


def _tried(terms: pa.Table, units: pa.Table, answers: pa.Table, settings: Settings) -> list[Grain]:
    made = of_units(terms, units["segment_id"].to_numpy(), units["unit_id"].to_numpy())
    if len(made.numbers) < settings.min_units:
        return []
    drawn = draw.sample(made.numbers, MOST_UNITS, settings.seed)
    most = min(settings.max_clusters, int(drawn.sum()) // settings.units_per_cluster)
    places = np.searchsorted(
        answers["answer_id"].to_numpy(), units["answer_id"].to_numpy()[made.first][drawn]
    )
    return method(
        made.x[drawn],
        answers["contribution_id"].to_numpy()[places],
        numbers(max(2, most)),
        settings.smoothing,
        settings.seed,
    )
