"""The groups of the units of a question: how many Reinert's tree says, which ones a vote says."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods import draw
from synthesis.methods.consensus import consensus
from synthesis.methods.incidence import Shaped
from synthesis.methods.partition import partition
from synthesis.methods.settling import assigned
from synthesis.methods.weighting import counts_by_group, log_odds
from synthesis.settings import Settings

Labels = NDArray[np.int64]

REINERT_VOTES = 3  # of eighteen: one for each five that start from k-means
ANY_SCORE = 1e-9  # a unit with one term in favour of a cluster votes for it


@dataclass(frozen=True)
class Rules:
    """How many groups, and from how many units; the fields are settings of the same names."""

    clusters: int | str
    max_clusters: int
    units_per_cluster: int
    min_units: int
    min_unit_terms: int
    min_cluster_share: float
    smoothing: float
    seed: int

    @classmethod
    def of(cls, settings: Settings) -> Rules:
        """Those of a run."""
        return cls(**{each.name: getattr(settings, each.name) for each in fields(cls)})


def grouped(x: sp.csr_matrix, rules: Rules) -> Labels:
    """Group of each row of a binary table, from 1; no row is empty. Shape (n,).

    All 0 where there are too few rows, or too few terms, to tell groups apart (METHOD.md,
    section 8).
    """
    size = x.shape[0]
    if size < rules.min_units:
        return np.zeros(size, dtype=np.int64)
    most = max(2, min(rules.max_clusters, size // rules.units_per_cluster))
    enough = np.asarray(x.sum(axis=1)).ravel() >= rules.min_unit_terms
    if enough.sum() < rules.min_units:  # no tree: as many groups as asked, or as may be
        count = rules.clusters if isinstance(rules.clusters, int) else most
        return consensus(x, [], count, rules.seed) + 1
    tree, leaves = partition(
        x[enough], rules.clusters, max_clusters=most, min_share=rules.min_cluster_share
    )
    if not tree.divisions:  # nothing tells the rows apart
        return np.zeros(size, dtype=np.int64)
    labels = np.unique(leaves[leaves > 0])
    if len(labels) < 2:  # no leaf but one is large enough to be counted, and to vote
        return consensus(x, [], 2, rules.seed) + 1
    reinert = placed(x, x[enough], leaves, rules.smoothing)
    return consensus(x, [reinert] * REINERT_VOTES, len(labels), rules.seed) + 1


def checked(given: Shaped, most: int, rules: Rules) -> tuple[sp.csr_matrix, Labels, Labels]:
    """The units clusters are checked on, at most `most`, drawn: terms, cluster and place of each.

    The weights of all units say the cluster, as they do for every answer; −1 is none.
    """
    place = np.flatnonzero(draw.sample(given.units, most, rules.seed))
    x = given.x[place]
    found = placed(x, given.x, given.clusters, rules.smoothing)
    return x, np.where(found < 0, -1, given.labels[found]), place


def placed(x: sp.csr_matrix, shaped: sp.csr_matrix, groups: Labels, prior: float) -> Labels:
    """Of each row of `x` the group whose weights sum highest for it, from 0; −1 for none.

    Weights are those of the rows `shaped`, in the groups given (0 = none); the groups are counted
    in the order of their labels.
    """
    labels = np.unique(groups[groups > 0])
    if not len(labels):
        return np.full(x.shape[0], -1)
    weights = log_odds(counts_by_group(shaped, groups, labels), prior)
    return assigned(x, weights, ANY_SCORE, 0.0)
