"""Which terms a cluster uses more, or less, than the rest of its question."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from synthesis.methods import keyness as method
from synthesis.methods.incidence import classified
from synthesis.methods.specificity import lafon
from synthesis.methods.weighting import counts_by_group
from synthesis.settings import Settings


def keyness(terms: pa.Table, memberships: pa.Table, question: str, settings: Settings) -> pa.Table:
    """One row per cluster and term whose chi-squared reaches `min_chi2`, over or under.

    Counted on classified segments, by presence; q corrects over all terms and clusters of the
    question. A term is called under-represented only if it was expected `min_expected` times.
    """
    x, names, groups = classified(terms, memberships)
    labels, sizes = np.unique(groups, return_counts=True)
    inside = counts_by_group(x, groups, labels)
    total = np.broadcast_to(np.add.reduce(inside, axis=0), inside.shape)
    size = np.broadcast_to(sizes[:, None].astype(np.float64), inside.shape)
    corpus = float(len(groups))
    statistic = method.chi2(inside, total, size, corpus)
    q = method.benjamini_hochberg(method.p_value(statistic).ravel()).reshape(statistic.shape)
    expected = total * size / max(corpus, 1.0)
    listed = (np.abs(statistic) >= settings.min_chi2) & (
        (statistic > 0) | (expected >= settings.min_expected)
    )
    cluster, term = np.nonzero(listed)
    counts = (inside[listed], total[listed], size[listed])
    chi2 = statistic[listed]
    return pa.table(
        {
            "question_id": pa.array([question] * len(cluster), pa.string()),
            "cluster_id": pa.array(labels[cluster], pa.int32()),
            "term": pa.array([names[j] for j in term], pa.string()),
            "statistic": np.round(chi2, 6),
            "chi2": np.round(np.abs(chi2), 6),
            "p": method.p_value(chi2),
            "q": q[listed],
            "log_likelihood": np.round(method.log_likelihood(*counts, corpus), 6),
            "specificity": np.round(lafon(*counts, int(corpus)), 6),
            "phi": np.round(np.sign(chi2) * np.sqrt(np.abs(chi2) / max(corpus, 1.0)), 6),
            "n_cluster": counts[0].astype(np.int64),
            "n_corpus": counts[1].astype(np.int64),
            "expected": np.round(expected[listed], 6),
        }
    )
