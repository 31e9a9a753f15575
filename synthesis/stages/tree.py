"""The divisions of a question's units, and the cluster each shaping segment fell in."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods import draw
from synthesis.methods.incidence import incidence, joined
from synthesis.methods.merging import merge
from synthesis.methods.partition import partition
from synthesis.methods.reinert import Tree
from synthesis.methods.settling import settle
from synthesis.settings import Settings

Ids = NDArray[np.int64]


def tree(
    terms: pa.Table, segments: pa.Table, copies: pa.Table, question: str, settings: Settings
) -> dict[str, pa.Table]:
    """`tree`: one row per division; `shapes`: one row per segment whose unit shaped clusters.

    One copy of a text shapes, however often it was sent; all copies are counted. Units with
    fewer than `min_unit_terms` terms do not shape (METHOD.md, section 2).
    """
    segment_ids = segments["segment_id"].to_numpy()
    x, _ = incidence(segment_ids, terms["segment_id"].to_numpy(), terms["term"])
    sizes = np.asarray(x.sum(axis=1)).ravel().astype(np.int64)
    units = merge(segments["answer_id"].to_numpy(), sizes, settings.unit_terms)
    firsts, unit_of = np.unique(units, return_inverse=True)
    merged = joined(x, unit_of, len(firsts))
    shaping = _shaping(merged, segments["answer_id"].to_numpy()[firsts], copies, settings)
    shaping[shaping] = draw.sample(
        segment_ids[firsts][shaping], settings.exact_units, settings.seed
    )
    divided, leaves = _partition(merged[shaping], settings)
    leaves = _settled(merged[shaping], leaves, x, segments, settings)
    clusters = _numbered(leaves)
    cluster_of_unit = np.zeros(len(firsts), dtype=np.int64)
    cluster_of_unit[shaping] = clusters[leaves]
    cluster = cluster_of_unit[unit_of]
    shaped = cluster > 0
    return {
        "tree": _divisions(divided, clusters, question),
        "shapes": pa.table(
            {
                "segment_id": segment_ids[shaped],
                "question_id": pa.array([question] * int(shaped.sum()), pa.string()),
                "unit_id": segment_ids[firsts[unit_of]][shaped],
                "cluster_id": cluster[shaped],
            }
        ),
    }


def _shaping(
    merged: sp.csr_matrix, answers: Ids, copies: pa.Table, settings: Settings
) -> NDArray[np.bool_]:
    """The units that shape: enough terms, and not a later copy of another answer."""
    answer, family = copies["answer_id"].to_numpy(), copies["family_id"].to_numpy()
    enough = np.asarray(merged.sum(axis=1)).ravel() >= settings.min_unit_terms
    shaping: NDArray[np.bool_] = enough & ~np.isin(answers, answer[answer != family])
    return shaping


def _partition(x: sp.csr_matrix, settings: Settings) -> tuple[Tree, Ids]:
    """The tree and the leaf of each unit; no tree where there is too little to divide."""
    if x.shape[0] < settings.min_units:
        return Tree(x.shape[0], ()), np.zeros(x.shape[0], dtype=np.int64)
    return partition(
        x,
        settings.clusters,
        min_share=settings.min_cluster_share,
        max_clusters=max(2, min(settings.max_clusters, x.shape[0] // settings.units_per_cluster)),
    )


def _settled(
    units: sp.csr_matrix, leaves: Ids, x: sp.csr_matrix, segments: pa.Table, settings: Settings
) -> Ids:
    """Of each unit its leaf, or 0 where `auto` finds the leaf would hold too few answers."""
    if isinstance(settings.clusters, int):
        return leaves
    answers, place = np.unique(segments["answer_id"].to_numpy(), return_inverse=True)
    return settle(
        units,
        leaves,
        joined(x, place, len(answers)),
        prior=settings.smoothing,
        min_score=settings.min_score,
        min_margin=settings.min_margin,
        least=settings.crumb_share * len(answers),
    )


def _numbered(leaves: Ids) -> Ids:
    """Cluster number of each leaf, from left to right; 0 for leaf 0 and for dissolved ones."""
    count = int(leaves.max(initial=0))
    used = np.isin(np.arange(count + 1), leaves)
    used[0] = False
    return np.where(used, np.cumsum(used), 0)


def _divisions(tree: Tree, clusters: Ids, question: str) -> pa.Table:
    """The tree as rows: what lies on each side of a division is another, or minus a cluster.

    A division that only set a dissolved leaf apart is left out: its other side takes its place.
    """
    sides = _sides(tree, clusters)
    for number in sorted(sides, reverse=True):  # a division lies below those made before it
        left, right = sides[number]
        if left == 0 or right == 0:
            del sides[number]
            for above, pair in sides.items():
                sides[above] = [left or right if side == number else side for side in pair]
    rank = {number: place for place, number in enumerate(sorted(sides), 1)}
    rows = [
        [side if side < 0 else rank[side] for side in sides[number]] for number in sorted(sides)
    ]
    return pa.table(
        {
            "question_id": pa.array([question] * len(rows), pa.string()),
            "node": pa.array(range(1, len(rows) + 1), pa.int32()),
            "left": pa.array([left for left, _ in rows], pa.int32()),
            "right": pa.array([right for _, right in rows], pa.int32()),
            "chi2": pa.array([tree.heights[number - 1] for number in sorted(sides)], pa.float64()),
        }
    )


def _sides(tree: Tree, clusters: Ids) -> dict[int, list[int]]:
    """Of each division, numbered from 1: a division, minus a cluster, or 0 for a dissolved leaf."""
    sides: dict[int, list[int]] = {}
    places = [(0, 0)]  # of each leaf so far, the division and side it hangs on
    for number, division in enumerate(tree.divisions, 1):
        above, side = places[division.leaf]
        if above:
            sides[above][side] = number
        sides[number] = [0, 0]
        places[division.leaf : division.leaf + 1] = [(number, 0), (number, 1)]
    for leaf, (above, side) in enumerate(places, 1):
        if above and leaf < len(clusters):
            sides[above][side] = -int(clusters[leaf])
    return sides
