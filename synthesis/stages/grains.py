"""How many clusters `auto` makes of a question, and the curve that says why."""

from __future__ import annotations

import pyarrow as pa

from synthesis.methods import draw
from synthesis.methods.grain import Grain, chosen, numbers
from synthesis.methods.grain import grains as method
from synthesis.methods.incidence import of_units
from synthesis.settings import Settings

HALVES = 2  # of at most `resampled_units` units each: what the curve costs does not grow


def grains(terms: pa.Table, units: pa.Table, question: str, settings: Settings) -> pa.Table:
    """One row per number of clusters tried; none where a number was asked for, or too few units."""
    tried = _tried(terms, units, settings)
    count = chosen(tried, settings.cluster_price, settings.bin_share) if tried else 0
    return pa.table(
        {
            "question_id": pa.array([question] * len(tried), pa.string()),
            "clusters": pa.array([grain.clusters for grain in tried], pa.int32()),
            "bits": pa.array([grain.bits for grain in tried], pa.float64()),
            "error": pa.array([grain.error for grain in tried], pa.float64()),
            "largest": pa.array([grain.largest for grain in tried], pa.float64()),
            "chosen": pa.array([grain.clusters == count for grain in tried], pa.bool_()),
        }
    )


def _tried(terms: pa.Table, units: pa.Table, settings: Settings) -> list[Grain]:
    if isinstance(settings.clusters, int):
        return []
    made = of_units(terms, units["segment_id"].to_numpy(), units["unit_id"].to_numpy())
    size = len(made.numbers)
    if size < settings.min_units:
        return []
    drawn = draw.sample(made.numbers, HALVES * settings.resampled_units, settings.seed)
    return method(
        made.x[drawn],
        units["answer_id"].to_numpy()[made.first][drawn],
        numbers(max(2, min(settings.max_clusters, size // settings.units_per_cluster))),
        settings.smoothing,
        settings.seed,
    )
