"""Sheets as SQL: which column plays which role. A header of an export is never part of a query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from synthesis.sources.layout import ROLES, Laid, Layout
from synthesis.sql import quoted

OF_ANSWERS = ("text", "question", "question_title", "mended")  # roles of an answer alone


def columns_of(layout: Layout) -> tuple[int, ...]:
    """The columns that play a role: no other is loaded, whatever it says of people."""
    asked = (each.column for each in layout.questions if each.column is not None)
    return tuple(sorted({*layout.roles.values(), *asked}))


def roles_of(number: int, laid: Laid, reader: str) -> str:
    """The rows of a sheet by role; authors are already digests (store.load)."""
    sheet, layout = laid.sheet, laid.layout
    roles = ", ".join(
        f"c{layout.roles[role]} as {role}" if role in layout.roles else f"null::varchar as {role}"
        for role in ROLES
        if role not in OF_ANSWERS
    )
    # Where people write to each other a row is a contribution: given twice, it is a repeat.
    is_long = str("text" in layout.roles and "kind" not in layout.roles).lower()
    dataset = sheet.dataset or f"source {number}"
    return (
        f"select {number} as source_number, {quoted(sheet.name)} as source, "
        f"{quoted(reader)} as reader, {quoted(dataset)} as dataset, {is_long} as is_long, "
        f"row, row + 1 as line, {roles} from sheet_{number}"
    )


def entries_of(number: int, layout: Layout) -> Iterable[str]:
    if "text" in layout.roles:
        only = layout.questions[0].question_id if layout.questions else ""
        # As written: the reader listed the questions so, and a cell of none would be lost.
        question = f"c{layout.roles['question']}" if "question" in layout.roles else quoted(only)
        yield (
            f"select {number} as source_number, row, {question} as question_id, "
            f"c{layout.roles['text']} as text, {_mended(layout)} as mended "
            f"from sheet_{number}"
        )
        return
    if layout.questions:
        # One scan for all columns: with one each, DuckDB holds buffers for all of them at once.
        places = ", ".join(
            f"({n}, {quoted(q.question_id)})" for n, q in enumerate(layout.questions)
        )
        cells = " ".join(f"when {n} then c{q.column}" for n, q in enumerate(layout.questions))
        yield (
            f"select {number} as source_number, row, question_id, case place {cells} end as text, "
            f"null::varchar as mended from sheet_{number}, (values {places}) t(place, question_id)"
        )


def _mended(layout: Layout) -> str:
    return f"c{layout.roles['mended']}" if "mended" in layout.roles else "null::varchar"


Loaded = Sequence[tuple[Laid, str]]


def asked(loaded: Loaded) -> pa.Table:
    """The questions of every sheet, in order; one asked in two sheets is there twice."""
    asked = [question for laid, _ in loaded for question in laid.layout.questions]
    return pa.table(
        {
            "place": pa.array(range(len(asked)), pa.int64()),
            "question_id": pa.array([q.question_id for q in asked], pa.string()),
            "title": pa.array([q.title for q in asked], pa.string()),
            "kind": pa.array([q.kind for q in asked], pa.string()),
        }
    )


def refused(loaded: Loaded) -> pa.Table:
    """The rows no reader could take."""
    refused = [(laid.sheet.name, reject) for laid, _ in loaded for reject in laid.sheet.rejects]
    return pa.table(
        {
            "source": pa.array([name for name, _ in refused], pa.string()),
            "line": pa.array([reject.line for _, reject in refused], pa.int64()),
            "reason": pa.array([reject.reason for _, reject in refused], pa.string()),
            "excerpt": pa.array([reject.excerpt for _, reject in refused], pa.string()),
        }
    )


def counted(loaded: Loaded) -> pa.Table:
    """Every sheet, with the rows Python's csv module counts in it, refused ones included."""
    sheets = [laid.sheet for laid, _ in loaded]
    return pa.table(
        {
            "source_number": pa.array(range(1, len(sheets) + 1), pa.int64()),
            "source": pa.array([sheet.name for sheet in sheets], pa.string()),
            "reader": pa.array([reader for _, reader in loaded], pa.string()),
            "rows": pa.array([sheet.rows + len(sheet.rejects) for sheet in sheets], pa.int64()),
        }
    )


def repaired(loaded: Loaded) -> pa.Table:
    """What was repaired on the way to clean rows, by sheet."""
    repairs = [
        (laid.sheet.name, repair, count)
        for laid, _ in loaded
        for repair, count in sorted(laid.sheet.repairs.items())
    ]
    return pa.table(
        {
            "source": pa.array([source for source, _, _ in repairs], pa.string()),
            "repair": pa.array([repair for _, repair, _ in repairs], pa.string()),
            "times": pa.array([count for _, _, count in repairs], pa.int64()),
        }
    )
