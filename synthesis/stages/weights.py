"""What each term weighs for each cluster of a question."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pyarrow as pa

from synthesis.methods.incidence import shaped
from synthesis.methods.weighting import counts_by_group, log_odds
from synthesis.settings import Settings

PLACES = Decimal("0.000001")


def weights(terms: pa.Table, shapes: pa.Table, question: str, settings: Settings) -> pa.Table:
    """One row per cluster and term, rounded to six decimals so that sums of weights are exact.

    Log-odds of the term in the units that shaped the cluster against those that shaped the
    others (METHOD.md, section 9). Terms of no shaping unit weigh nothing and are left out.
    """
    given = shaped(shapes, terms)
    labels, names = given.labels, given.terms
    table = np.empty((0, len(names)))
    if len(labels) > 1:
        counts = counts_by_group(given.x, given.clusters, labels)
        table = np.round(log_odds(counts, settings.smoothing), 6)
    rows = [
        (int(labels[i]), names[j], Decimal(repr(float(table[i, j]))).quantize(PLACES))
        for i in range(table.shape[0])
        for j in range(len(names))
    ]
    return pa.table(
        {
            "question_id": pa.array([question] * len(rows), pa.string()),
            "cluster_id": pa.array([row[0] for row in rows], pa.int32()),
            "term": pa.array([row[1] for row in rows], pa.string()),
            "weight": pa.array([row[2] for row in rows], pa.decimal128(18, 6)),
        }
    )
