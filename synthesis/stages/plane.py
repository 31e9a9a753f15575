"""Clusters and terms of a question on one plane: those near each other go together."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from synthesis.methods.correspondence import correspondence
from synthesis.methods.incidence import classified
from synthesis.methods.weighting import counts_by_group

Array = NDArray[np.float64]

TERMS = 60  # those that make the plane: more would be neither drawn nor read
AXES = 2
EVERY = 100  # enough axes to hold all that a table of clusters has


def plane(terms: pa.Table, memberships: pa.Table, question: str) -> pa.Table:
    """One row per cluster, and per term that weighs most on the first two axes.

    Correspondence analysis of the table of clusters by terms, in classified segments that hold
    the term (METHOD.md, section 10). No row where fewer than three clusters leave a plane.
    """
    x, names, groups = classified(terms, memberships)
    labels = np.unique(groups)
    counts = counts_by_group(x, groups, labels)
    held = np.add.reduce(counts, axis=1) > 0
    labels, counts = labels[held], counts[held]
    rows: list[tuple[str, str, tuple[float, ...]]] = []
    if len(labels) > AXES and len(names) > AXES:
        found = correspondence(counts, EVERY)
        if len(found.singular_values) >= AXES:
            share = found.singular_values[:AXES] ** 2 / found.inertia
            on_rows = _placed(found.principal_rows, found.row_masses)
            on_columns = _placed(found.principal_columns, found.column_masses)
            heaviest = np.argsort(-on_columns[:, 4], kind="stable")[:TERMS]
            rows += [
                ("cluster", str(c), (*r, *share)) for c, r in zip(labels, on_rows, strict=True)
            ]
            rows += [("term", names[j], (*on_columns[j], *share)) for j in heaviest]
    values = np.round(np.array([row[2] for row in rows]).reshape(len(rows), 7), 6).T
    return pa.table(
        {
            "question_id": pa.array([question] * len(rows), pa.string()),
            "kind": pa.array([row[0] for row in rows], pa.string()),
            "item": pa.array([row[1] for row in rows], pa.string()),
        }
        | dict(
            zip(("x", "y", "mass", "quality", "inertia", "share_x", "share_y"), values, strict=True)
        )
    )


def _placed(points: Array, masses: Array) -> Array:
    """x, y, mass, quality, inertia of each point: shape (n, 5)."""
    squares = points * points
    shown, whole = squares[:, :AXES].sum(axis=1), squares.sum(axis=1)
    quality = np.divide(shown, whole, out=np.zeros_like(shown), where=whole > 0)
    inertia = masses * shown
    return np.column_stack([points[:, :AXES], masses, quality, inertia / inertia.sum()])
