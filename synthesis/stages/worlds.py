"""Which clusters are found again when one choice of the method changes."""

from __future__ import annotations

import pyarrow as pa

from synthesis.methods.grouping import Rules, checked
from synthesis.methods.incidence import shaped
from synthesis.methods.stability import clusterwise_jaccard
from synthesis.methods.worlds import worlds as method
from synthesis.settings import Settings


def worlds(terms: pa.Table, shapes: pa.Table, question: str, settings: Settings) -> pa.Table:
    """One row per cluster and world: the largest Jaccard with a cluster found there.

    On at most `resampled_units` units, drawn: the cost does not grow with the question.
    """
    given = shaped(shapes, terms)
    rows: list[tuple[int, str, float]] = []
    labels = given.labels
    if len(labels) > 1:
        rules = Rules.of(settings)
        x, before, _ = checked(given, settings.resampled_units, rules)
        for name, found in method(x, len(labels), rules):
            jaccard = clusterwise_jaccard(before, found, labels)
            rows += [(int(c), name, float(j)) for c, j in zip(labels, jaccard, strict=True)]
    return pa.table(
        {
            "question_id": pa.array([question] * len(rows), pa.string()),
            "cluster_id": pa.array([cluster for cluster, _, _ in rows], pa.int32()),
            "world": pa.array([name for _, name, _ in rows], pa.string()),
            "jaccard": pa.array([jaccard for _, _, jaccard in rows], pa.float64()),
        }
    )
