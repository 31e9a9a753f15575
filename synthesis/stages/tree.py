"""The clusters of a question's units, and the tree that says how they lie to each other."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods.ascending import ascending
from synthesis.methods.grouping import Rules, grouped
from synthesis.methods.incidence import incidence, joined
from synthesis.methods.settling import settle
from synthesis.methods.weighting import counts_by_group
from synthesis.settings import Settings

Ids = NDArray[np.int64]


def tree(
    terms: pa.Table, segments: pa.Table, units: pa.Table, grains: pa.Table, question: str,
    settings: Settings,
) -> dict[str, pa.Table]:  # fmt: skip
    """`tree`: one row per joint of clusters; `shapes`: one row per segment that shaped one."""
    shaping, unit_ids = units["segment_id"].to_numpy(), units["unit_id"].to_numpy()
    x, _ = incidence(
        segments["segment_id"].to_numpy(), terms["segment_id"].to_numpy(), terms["term"]
    )
    numbers, unit_of = np.unique(unit_ids, return_inverse=True)
    rows = np.searchsorted(segments["segment_id"].to_numpy(), shaping)
    made = joined(x[rows], unit_of, len(numbers))
    groups = _settled(
        made, grouped(made, _count(grains, settings), Rules.of(settings)), x, segments, settings
    )
    joints, number = _joints(made, groups)
    cluster = number[groups][unit_of]
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
                "segment_id": shaping[shaped],
                "question_id": pa.array([question] * int(shaped.sum()), pa.string()),
                "unit_id": unit_ids[shaped],
                "cluster_id": cluster[shaped],
            }
        ),
    }


def _count(grains: pa.Table, settings: Settings) -> int:
    """As many clusters as asked, or as the curve says; with neither, there are too few units."""
    if isinstance(settings.clusters, int):
        return settings.clusters
    counts = grains.filter(grains["chosen"])["clusters"].to_pylist()
    return counts[0] if counts else 0


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
