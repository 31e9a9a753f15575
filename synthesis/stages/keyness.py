"""Which terms a cluster uses more, or less, than the rest of its question."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from synthesis.methods import keyness as method
from synthesis.methods.incidence import incidence
from synthesis.methods.weighting import counts_by_group
from synthesis.settings import Settings


def keyness(terms: pa.Table, memberships: pa.Table, question: str, settings: Settings) -> pa.Table:
    """One row per cluster and term whose chi-squared reaches `min_chi2`, over or under.

    Counted on classified segments, by presence; q corrects over all terms and clusters of the
    question. A term is called under-represented only if it was expected `min_expected` times.
    """
    members = memberships.filter(memberships["cluster_id"].is_valid())
    segment_ids = members["segment_id"].to_numpy()
    held = terms.filter(pa.array(np.isin(terms["segment_id"].to_numpy(), segment_ids)))
    x, names = incidence(segment_ids, held["segment_id"].to_numpy(), held["term"])
    groups = members["cluster_id"].to_numpy().astype(np.int64)
    labels, sizes = np.unique(groups, return_counts=True)
    inside = counts_by_group(x, groups, labels)
    total = np.broadcast_to(np.add.reduce(inside, axis=0), inside.shape)
    size = np.broadcast_to(sizes[:, None].astype(np.float64), inside.shape)
    corpus = float(len(segment_ids))
    statistic = method.chi2(inside, total, size, corpus)
    likelihood = method.log_likelihood(inside, total, size, corpus)
    p = method.p_value(statistic)
    q = method.benjamini_hochberg(p.ravel()).reshape(p.shape)
    expected = total * size / max(corpus, 1.0)
    listed = (np.abs(statistic) >= settings.min_chi2) & (
        (statistic > 0) | (expected >= settings.min_expected)
    )
    cluster, term = np.nonzero(listed)
    return pa.table(
        {
            "question_id": pa.array([question] * len(cluster), pa.string()),
            "cluster_id": pa.array(labels[cluster], pa.int32()),
            "term": pa.array([names[j] for j in term], pa.string()),
            "statistic": np.round(statistic[listed], 6),
            "chi2": np.round(np.abs(statistic[listed]), 6),
            "p": p[listed],
            "q": q[listed],
            "log_likelihood": np.round(likelihood[listed], 6),
            "phi": np.round(np.sign(statistic) * np.sqrt(np.abs(statistic) / max(corpus, 1.0)), 6)[
                listed
            ],
            "n_cluster": inside[listed].astype(np.int64),
            "n_corpus": total[listed].astype(np.int64),
            "expected": np.round(expected[listed], 6),
        }
    )
