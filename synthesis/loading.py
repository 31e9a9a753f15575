"""Sheets as SQL: which column plays which role. A header of an export is never part of a query."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pyarrow as pa

from synthesis.sources.layout import ROLES, Layout, Sheet
from synthesis.sql import quoted

OF_ANSWERS = ("text", "question", "question_title")  # roles of an answer, not of a contribution


def roles_of(number: int, sheet: Sheet, layout: Layout, reader: str) -> str:
    roles = ", ".join(
        f"c{layout.roles[role]} as {role}" if role in layout.roles else f"null::varchar as {role}"
        for role in ROLES
        if role not in OF_ANSWERS
    )
    is_long = str("text" in layout.roles).lower()
    return (
        f"select {number} as source_number, {quoted(sheet.name)} as source, "
        f"{quoted(reader)} as reader, {is_long} as is_long, row, row + 1 as line, {roles} "
        f"from sheet_{number}"
    )


def entries_of(number: int, layout: Layout) -> Iterable[str]:
    if "text" in layout.roles:
        only = layout.questions[0].question_id if layout.questions else ""
        # As written: the reader listed the questions so, and a cell of none would be lost.
        question = f"c{layout.roles['question']}" if "question" in layout.roles else quoted(only)
        yield (
            f"select {number} as source_number, row, {question} as question_id, "
            f"c{layout.roles['text']} as text from sheet_{number}"
        )
        return
    for asked in layout.questions:
        yield (
            f"select {number} as source_number, row, {quoted(asked.question_id)} as question_id, "
            f"c{asked.column} as text from sheet_{number}"
        )


def asked(sheets: Sequence[tuple[Sheet, Layout, str]]) -> pa.Table:
    asked = [question for _, layout, _ in sheets for question in layout.questions]
    return pa.table(
        {
            "place": pa.array(range(len(asked)), pa.int64()),
            "question_id": pa.array([q.question_id for q in asked], pa.string()),
            "title": pa.array([q.title for q in asked], pa.string()),
            "kind": pa.array([q.kind for q in asked], pa.string()),
        }
    )


def refused(sheets: Sequence[tuple[Sheet, Layout, str]]) -> pa.Table:
    refused = [(sheet.name, reject) for sheet, _, _ in sheets for reject in sheet.rejects]
    return pa.table(
        {
            "source": pa.array([name for name, _ in refused], pa.string()),
            "line": pa.array([reject.line for _, reject in refused], pa.int64()),
            "reason": pa.array([reject.reason for _, reject in refused], pa.string()),
            "excerpt": pa.array([reject.excerpt for _, reject in refused], pa.string()),
        }
    )
