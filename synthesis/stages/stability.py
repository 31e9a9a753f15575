"""How often each cluster is found again when other contributions are drawn."""

from __future__ import annotations

import dataclasses

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods.grouping import Rules, checked, grouped, placed
from synthesis.methods.incidence import shaped
from synthesis.methods.stability import DISSOLVED, RECOVERED, clusterwise_jaccard, drawn
from synthesis.settings import Settings


def stability(
    terms: pa.Table, segments: pa.Table, answers: pa.Table, shapes: pa.Table, question: str,
    settings: Settings,
) -> pa.Table:  # fmt: skip
    """One row per cluster: `resamples` draws of contributions, all steps done again on each.

    On at most `resampled_units` units, drawn: the cost does not grow with the question.
    """
    given = shaped(shapes, terms)
    labels = given.labels
    found = np.empty((0, len(labels)))
    if len(labels) > 1:
        x, before, place = checked(given, settings.resampled_units, Rules.of(settings))
        owners = _contributions(given.units[place], segments, answers)
        found = _resampled(x, before, labels, owners, settings)
    return pa.table(
        {
            "question_id": pa.array([question] * len(labels), pa.string()),
            "cluster_id": labels,
            "mean_jaccard": found.sum(axis=0) / max(len(found), 1),
            "dissolved": (found <= DISSOLVED).sum(axis=0),
            "recovered": (found >= RECOVERED).sum(axis=0),
            "resamples": np.full(len(labels), len(found), dtype=np.int64),
        }
    )


def _contributions(
    units: NDArray[np.int64], segments: pa.Table, answers: pa.Table
) -> NDArray[np.int64]:
    """The contribution each unit is of; a unit has the number of its first segment."""
    places = np.searchsorted(segments["segment_id"].to_numpy(), units)
    ids = segments["answer_id"].to_numpy()[places]
    places = np.searchsorted(answers["answer_id"].to_numpy(), ids)
    owners: NDArray[np.int64] = answers["contribution_id"].to_numpy()[places]
    return owners


def _resampled(
    x: sp.csr_matrix,
    before: NDArray[np.int64],
    labels: NDArray[np.int64],
    owners: NDArray[np.int64],
    settings: Settings,
) -> NDArray[np.float64]:
    """Of each draw and cluster, the Jaccard with what was found again: (resamples, clusters)."""
    usual = dataclasses.replace(
        Rules.of(settings),
        min_units=max(2, settings.min_units // 2),  # a draw keeps 63 units in 100
    )
    source = np.random.RandomState(settings.seed)  # its stream is frozen for good
    found = []
    for place in range(settings.resamples):
        rows = drawn(owners, source)
        # As many clusters again, from other starts: what hangs on a start is not stable either.
        again_rules = dataclasses.replace(usual, seed=settings.seed + place)
        groups = grouped(x[rows], len(labels), again_rules)
        again = placed(x[rows], x[rows], groups, settings.smoothing)
        found.append(clusterwise_jaccard(before[rows], again, labels))
    return np.array(found)
