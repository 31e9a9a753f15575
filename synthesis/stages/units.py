"""The units of a question that may shape its clusters: segments joined until they say enough."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from synthesis.methods import draw
from synthesis.methods.incidence import incidence, joined
from synthesis.methods.merging import merge
from synthesis.settings import Settings


def units(
    terms: pa.Table, segments: pa.Table, copies: pa.Table, question: str, settings: Settings
) -> pa.Table:
    """One row per segment of such a unit, which holds a kept term at least.

    One copy of a text shapes, however often it was sent; all copies are counted. Above
    `exact_units` a drawn sample shapes (METHOD.md, section 2).
    """
    segment_ids, answers = segments["segment_id"].to_numpy(), segments["answer_id"].to_numpy()
    x, _ = incidence(segment_ids, terms["segment_id"].to_numpy(), terms["term"])
    sizes = np.asarray(x.sum(axis=1)).ravel().astype(np.int64)
    firsts, unit_of = np.unique(merge(answers, sizes, settings.unit_terms), return_inverse=True)
    held = np.asarray(joined(x, unit_of, len(firsts)).sum(axis=1)).ravel() > 0
    shaping = held & ~np.isin(answers[firsts], _later_copies(copies))
    shaping[shaping] = draw.sample(
        segment_ids[firsts][shaping], settings.exact_units, settings.seed
    )
    kept = shaping[unit_of]
    return pa.table(
        {
            "segment_id": segment_ids[kept],
            "question_id": pa.array([question] * int(kept.sum()), pa.string()),
            "unit_id": segment_ids[firsts[unit_of]][kept],
            "answer_id": answers[kept],
        }
    )


def _later_copies(copies: pa.Table) -> np.ndarray:
    """Copies of a text beyond the first of the question, which may not be the first of all."""
    answer, family = copies["answer_id"].to_numpy(), copies["family_id"].to_numpy()
    order = np.argsort(answer, kind="stable")
    _, firsts = np.unique(family[order], return_index=True)
    return np.delete(answer[order], firsts)
