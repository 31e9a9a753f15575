"""Which clusters are found again when one choice of the method changes."""

from __future__ import annotations

import dataclasses
from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp
from numpy.typing import NDArray

from synthesis.lexicon import Lexicon
from synthesis.methods.grouping import Rules, checked
from synthesis.methods.incidence import incidence, joined, of_segments, shaped
from synthesis.methods.merging import merge
from synthesis.methods.stability import clusterwise_jaccard
from synthesis.methods.worlds import worlds as method
from synthesis.settings import Settings

Ids = NDArray[np.int64]

LONGER = 1.5  # times `unit_terms`: Reinert's second classification


def worlds(
    terms: pa.Table, shapes: pa.Table, segments: pa.Table, readings: pa.Table, question: str,
    settings: Settings, lexicon: Lexicon,
) -> pa.Table:  # fmt: skip
    """One row per cluster and world: the largest Jaccard with a cluster found there.

    On at most `resampled_units` units, drawn: the cost does not grow with the question.
    """
    given = shaped(shapes, terms)
    rows: list[tuple[int, str, float]] = []
    labels = given.labels
    if len(labels) > 1:
        rules = Rules.of(settings)
        x, before, place = checked(given, settings.resampled_units, rules)
        drawn = shapes.filter(pc.is_in(shapes["unit_id"], pa.array(given.units[place])))
        longer = _longer(terms, segments, drawn, given.terms, round(LONGER * settings.unit_terms))
        lemmas = _lemmas(readings, drawn, lexicon)
        for name, found in method(x, longer, lemmas, len(labels), rules):
            jaccard = clusterwise_jaccard(before, found, labels)
            rows += [(int(c), name, float(j)) for c, j in zip(labels, jaccard, strict=True)]
    return pa.table(
        {
            "question_id": pa.array([question] * len(rows), pa.string()),
            "cluster_id": pa.array([cluster for cluster, _, _ in rows], pa.int32()),
            "world": pa.array([name for _, name, _ in rows], pa.string()),
            "jaccard": pa.array([jaccard for _, _, jaccard in rows], pa.float64()),
        }
    )


def _longer(
    terms: pa.Table, segments: pa.Table, drawn: pa.Table, columns: list[str], least: int
) -> sp.csr_matrix:
    """The segments of the units drawn, joined to units of `least` terms: units by `columns`."""
    ids = drawn["segment_id"].to_numpy()
    x, names = of_segments(terms, ids)
    answers = segments["answer_id"].to_numpy()[
        np.searchsorted(segments["segment_id"].to_numpy(), ids)
    ]
    sizes = np.asarray(x.sum(axis=1)).ravel().astype(np.int64)
    firsts, unit_of = np.unique(merge(answers, sizes, least), return_inverse=True)
    made = joined(x, unit_of, len(firsts)).tocoo()
    place = np.searchsorted(columns, names)
    return sp.csr_matrix(
        (made.data, (made.row, place[made.col])), shape=(len(firsts), len(columns))
    )


def _lemmas(readings: pa.Table, drawn: pa.Table, lexicon: Lexicon) -> sp.csr_matrix:
    """The units drawn, by the lemmas of their forms; those that one unit holds are left out."""
    mine = readings.filter(pc.is_in(readings["segment_id"], drawn["segment_id"]))
    forms = mine["forms"].to_pylist()
    counts = Counter(form for each in forms for form in each)
    read = dataclasses.replace(lexicon, stems=False).readings(counts)
    held = sorted(
        {
            (segment, lemma)
            for segment, each in zip(mine["segment_id"].to_pylist(), forms, strict=True)
            for form in each
            for lemma in (read[form].terms if read[form].reason is None else ())
        }
    )
    x, _ = incidence(
        drawn["segment_id"].to_numpy(),
        np.array([segment for segment, _ in held], dtype=np.int64),
        pa.chunked_array([pa.array([lemma for _, lemma in held], pa.string())]),
    )
    units, unit_of = np.unique(drawn["unit_id"].to_numpy(), return_inverse=True)
    made = joined(x, unit_of, len(units))
    return sp.csr_matrix(made[:, np.asarray(made.sum(axis=0)).ravel() > 1])
