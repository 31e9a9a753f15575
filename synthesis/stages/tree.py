"""The clusters of a question's units, and the tree that says how they lie to each other."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods import draw
from synthesis.methods.ascending import ascending
from synthesis.methods.grouping import Rules, grouped
from synthesis.methods.incidence import incidence, joined
from synthesis.methods.merging import merge
from synthesis.methods.settling import settle
from synthesis.methods.weighting import counts_by_group
from synthesis.settings import Settings

Ids = NDArray[np.int64]


def tree(
    terms: pa.Table, segments: pa.Table, copies: pa.Table, question: str, settings: Settings
) -> dict[str, pa.Table]:
    """`tree`: one row per joint of clusters; `shapes`: one row per segment that shaped one.

    One copy of a text shapes, however often it was sent; all copies are counted. Above
    `exact_units` a drawn sample shapes (METHOD.md, section 2).
    """
    segment_ids = segments["segment_id"].to_numpy()
    x, _ = incidence(segment_ids, terms["segment_id"].to_numpy(), terms["term"])
    sizes = np.asarray(x.sum(axis=1)).ravel().astype(np.int64)
    units = merge(segments["answer_id"].to_numpy(), sizes, settings.unit_terms)
    firsts, unit_of = np.unique(units, return_inverse=True)
    merged = joined(x, unit_of, len(firsts))
    shaping = _shaping(merged, segments["answer_id"].to_numpy()[firsts], copies)
    shaping[shaping] = draw.sample(
        segment_ids[firsts][shaping], settings.exact_units, settings.seed
    )
    groups = grouped(merged[shaping], Rules.of(settings))
    groups = _settled(merged[shaping], groups, x, segments, settings)
    joints, number = _joints(merged[shaping], groups)
    cluster_of_unit = np.zeros(len(firsts), dtype=np.int64)
    cluster_of_unit[shaping] = number[groups]
    cluster = cluster_of_unit[unit_of]
    shaped = cluster > 0
    return {
        "tree": pa.table(
            {
                "question_id": pa.array([question] * len(joints), pa.string()),
                "node": pa.array(range(1, len(joints) + 1), pa.int32()),
                "left": pa.array([left for left, _, _ in joints], pa.int32()),
                "right": pa.array([right for _, right, _ in joints], pa.int32()),
                "chi2": pa.array([chi2 for _, _, chi2 in joints], pa.float64()),
            }
        ),
        "shapes": pa.table(
            {
                "segment_id": segment_ids[shaped],
                "question_id": pa.array([question] * int(shaped.sum()), pa.string()),
                "unit_id": segment_ids[firsts[unit_of]][shaped],
                "cluster_id": cluster[shaped],
            }
        ),
    }


def _shaping(merged: sp.csr_matrix, answers: Ids, copies: pa.Table) -> NDArray[np.bool_]:
    """The units that shape: a kept term at least, and not a later copy of another answer."""
    answer, family = copies["answer_id"].to_numpy(), copies["family_id"].to_numpy()
    held = np.asarray(merged.sum(axis=1)).ravel() > 0
    shaping: NDArray[np.bool_] = held & ~np.isin(answers, answer[answer != family])
    return shaping


def _settled(
    units: sp.csr_matrix, groups: Ids, x: sp.csr_matrix, segments: pa.Table, settings: Settings
) -> Ids:
    """Of each unit its group, or 0 where `auto` finds the group would hold too few answers."""
    if isinstance(settings.clusters, int):
        return groups
    answers, place = np.unique(segments["answer_id"].to_numpy(), return_inverse=True)
    return settle(
        units,
        groups,
        joined(x, place, len(answers)),
        prior=settings.smoothing,
        min_score=settings.min_score,
        min_margin=settings.min_margin,
        least=settings.crumb_share * len(answers),
    )


def _joints(x: sp.csr_matrix, groups: Ids) -> tuple[list[tuple[int, int, float]], Ids]:
    """The tree from its top, and the cluster number of each group, from left to right.

    What lies on each side of a joint is another, or minus a cluster. Group 0 has number 0.
    """
    labels = np.unique(groups[groups > 0])
    number = np.zeros(int(groups.max(initial=0)) + 1, dtype=np.int64)
    if not len(labels):
        return [], number
    joints = ascending(counts_by_group(x, groups, labels))[::-1]
    order = (*joints[0].left, *joints[0].right) if joints else (0,)
    number[labels[list(order)]] = np.arange(1, len(labels) + 1)
    node = {(*joint.left, *joint.right): place for place, joint in enumerate(joints, 1)}

    def side(leaves: tuple[int, ...]) -> int:
        return node[leaves] if len(leaves) > 1 else -int(number[labels[leaves[0]]])

    return [(side(joint.left), side(joint.right), joint.chi2) for joint in joints], number
