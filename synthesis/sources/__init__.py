"""Exports of platforms read as sheets of text cells, with what each column is; and every reader."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from synthesis.errors import SourceError
from synthesis.sources.grand_debat import GRAND_DEBAT
from synthesis.sources.headers import hint
from synthesis.sources.layout import Kind, Layout, Sheet
from synthesis.sources.reader import Reader, SourceEntry
from synthesis.sources.sheets import open_sheet
from synthesis.sources.table import TABLE

READERS: Final[tuple[Reader, ...]] = (GRAND_DEBAT, TABLE)  # asked in order: the surest first


def open_source(
    entry: SourceEntry,
    work: Path,
    kinds: Mapping[str, Kind],
    titles: Mapping[str, str] | None = None,
) -> tuple[Sheet, Layout]:
    """The sheet of an export and its layout; what the recipe says of a question prevails."""
    sheet = open_sheet(entry.path, work, entry.name, entry.sheet)
    layout = reader_named(entry.reader).layout(sheet, entry)
    asked = tuple(
        dataclasses.replace(
            each,
            kind=kinds.get(each.question_id, each.kind),
            title=(titles or {}).get(each.question_id, each.title),
        )
        for each in layout.questions
    )
    return sheet, dataclasses.replace(layout, questions=asked)


def reader_named(name: str) -> Reader:
    """The reader of that name; SourceError lists the known ones."""
    for reader in READERS:
        if reader.name == name:
            return reader
    known = [reader.name for reader in READERS]
    raise SourceError(
        f"There is no reader '{name}'.", todo=f"{hint(name, known)}Known: {', '.join(known)}."
    )
