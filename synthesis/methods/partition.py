"""How many clusters, and which leaves of the tree are clusters (METHOD.md, section 8)."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods.reinert import Tree, classify

LARGEST_LEAF = 0.10  # auto stops dividing when no leaf holds more of the rows
FEWEST_ROWS = 10  # a smaller leaf is no cluster: its profile would be chance


def partition(
    x: sp.csr_matrix, clusters: int | str, *, max_clusters: int, min_share: float
) -> tuple[Tree, NDArray[np.int64]]:
    """The tree, cut where its leaves are counted, and the leaf of each row (0 = none).

    A number asks for that many leaves, or as many as the vocabulary allows. `auto` divides the
    largest leaf until none holds more than a tenth of the rows or there are `max_clusters`; then
    leaves under `min_share` of the rows are dissolved: theirs are assigned like the rows that
    shaped nothing.
    """
    if isinstance(clusters, int):
        tree = classify(x, clusters)
        return tree, tree.groups(len(tree.divisions) + 1)
    tree = classify(x, max_clusters)
    count = len(tree.divisions) + 1
    for k in range(1, count + 1):
        if _sizes(tree.groups(k), k).max() <= LARGEST_LEAF * x.shape[0]:
            count = k
            break
    tree = Tree(tree.row_count, tree.divisions[: count - 1])
    groups = tree.groups(count)
    small = _sizes(groups, count) < max(min_share * x.shape[0], FEWEST_ROWS)
    return tree, np.where(small[groups - 1] | (groups == 0), 0, groups)


def _sizes(groups: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    return np.bincount(groups, minlength=count + 1)[1:]
