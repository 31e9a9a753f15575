"""Who and when: what a cluster's answers come with, more or less than the others."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from synthesis.methods import keyness as method
from synthesis.settings import Settings

SMALL_CELL = 5  # answers: with fewer, a row would point at people


def profiles(
    traits: pa.Table, assignments: pa.Table, question: str, settings: Settings
) -> pa.Table:
    """One row per cluster, variable and value whose chi-squared reaches `min_chi2`.

    Counted on classified answers of which the variable is known. q corrects over all rows tried
    in the question. Rows of fewer than five answers in the cluster are not made.
    """
    placed = assignments.filter(assignments["cluster_id"].is_valid())
    placed = placed.select(["answer_id", "contribution_id", "cluster_id"])
    known = placed.join(traits, keys="contribution_id", join_type="inner")
    sizes = _counted(known, ["variable", "cluster_id"], "size")
    corpus = _counted(known, ["variable"], "corpus")
    totals = _counted(known, ["variable", "value"], "total")
    inside = _counted(known, ["variable", "value", "cluster_id"], "inside")
    # A value no answer of a cluster comes with is one too.
    pairs = totals.join(sizes, keys="variable", join_type="inner").join(corpus, keys="variable")
    found = pairs.join(inside, keys=["variable", "value", "cluster_id"], join_type="left outer")
    found = found.sort_by([(name, "ascending") for name in ("cluster_id", "variable", "value")])
    n = {name: _floats(found[name]) for name in ("inside", "total", "size", "corpus")}
    statistic = method.chi2(n["inside"], n["total"], n["size"], n["corpus"])
    p = method.p_value(statistic)
    q = method.benjamini_hochberg(p)
    listed = (np.abs(statistic) >= settings.min_chi2) & (n["inside"] >= SMALL_CELL)
    kept = found.filter(pa.array(listed, pa.bool_()))
    return pa.table(
        {
            "question_id": pa.array([question] * kept.num_rows, pa.string()),
            "cluster_id": kept["cluster_id"],
            "variable": kept["variable"],
            "value": kept["value"],
            "statistic": np.round(statistic[listed], 6),
            "p": p[listed],
            "q": q[listed],
            "n_cluster": n["inside"][listed].astype(np.int64),
            "n_corpus": n["total"][listed].astype(np.int64),
            "expected": np.round((n["total"] * n["size"] / n["corpus"])[listed], 6),
        }
    )


def _counted(table: pa.Table, keys: list[str], name: str) -> pa.Table:
    """Distinct answers of each group."""
    counted = table.group_by(keys).aggregate([("answer_id", "count_distinct")])
    return counted.rename_columns([*keys, name])


def _floats(column: pa.ChunkedArray) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    filled = pc.fill_null(column, 0)
    values: np.ndarray[tuple[int], np.dtype[np.float64]] = filled.to_numpy().astype(np.float64)
    return values
