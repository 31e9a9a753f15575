"""The groups of the units of a question: which ones, a vote says."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.methods import draw
from synthesis.methods.consensus import consensus
from synthesis.methods.incidence import Shaped
from synthesis.methods.reinert import classify
from synthesis.methods.settling import assigned
from synthesis.methods.weighting import counts_by_group, log_odds
from synthesis.settings import Settings

Labels = NDArray[np.int64]

REINERT_VOTES = 3  # of eighteen: one for each five that start from k-means
ANY_SCORE = 1e-9  # a unit with one term in favour of a cluster votes for it


@dataclass(frozen=True)
class Rules:
    """From how many units groups are made, and how; the fields are settings of the same names."""

    min_units: int
    min_unit_terms: int
    smoothing: float
    seed: int

    @classmethod
    def of(cls, settings: Settings) -> Rules:
        """Those of a run."""
        return cls(**{each.name: getattr(settings, each.name) for each in fields(cls)})


def grouped(x: sp.csr_matrix, count: int, rules: Rules) -> Labels:
    """Group of each row of a binary table, 1 to `count`; no row is empty. Shape (n,).

    Fewer where the vocabulary allows no more; all 0 where fewer than two are asked for, or there
    are too few rows, or terms, to tell groups apart (METHOD.md, section 8).
    """
    size = x.shape[0]
    if size < rules.min_units or count < 2:
        return np.zeros(size, dtype=np.int64)
    enough = np.asarray(x.sum(axis=1)).ravel() >= rules.min_unit_terms
    if enough.sum() < rules.min_units:  # no tree
        return consensus(x, [], count, rules.seed) + 1
    leaves = divided(x[enough], count)
    if not leaves.any():  # nothing tells the rows apart
        return np.zeros(size, dtype=np.int64)
    reinert = placed(x, x[enough], leaves, rules.smoothing)
    return consensus(x, [reinert] * REINERT_VOTES, int(leaves.max()), rules.seed) + 1


def divided(x: sp.csr_matrix, count: int) -> Labels:
    """Leaf of each row in Reinert's tree, 1 to `count` at most; 0 for none, or no division."""
    tree = classify(x, count)
    leaves = tree.groups(len(tree.divisions) + 1)
    return leaves if tree.divisions else np.zeros_like(leaves)


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
