"""What each form of a question counts as: one row per form and term."""

from __future__ import annotations

import pyarrow as pa

from synthesis.lexicon import Lexicon


def forms(form_counts: pa.Table, lexicon: Lexicon) -> pa.Table:
    """One row per form and term it counts as; a compound counts as several terms.

    A form set aside keeps a term of its own, with the reason in brackets, so that a stop word
    never meets the stem of another word.
    """
    question = form_counts["question_id"].to_pylist()
    counts = dict(
        zip(form_counts["form"].to_pylist(), form_counts["occurrences"].to_pylist(), strict=True)
    )
    rows = []
    for form, reading in lexicon.readings(counts).items():
        for term in reading.terms:
            name = f"{term} ({reading.reason})" if reading.reason else term
            rows.append((form, name, counts[form], reading.reason))
    columns = list(zip(*rows, strict=True)) or [(), (), (), ()]
    return pa.table(
        {
            "question_id": pa.array([question[0]] * len(rows) if question else [], pa.string()),
            "form": pa.array(columns[0], pa.string()),
            "term": pa.array(columns[1], pa.string()),
            "occurrences": pa.array(columns[2], pa.int64()),
            "reason": pa.array(columns[3], pa.string()),
        }
    )
