"""Exports of platforms read as sheets of text cells, with what each column is; and every reader."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from synthesis.errors import SourceError
from synthesis.sources.containers import sheets_of
from synthesis.sources.decidim import DECIDIM
from synthesis.sources.grand_debat import GRAND_DEBAT
from synthesis.sources.headers import hint
from synthesis.sources.layout import Kind, Laid
from synthesis.sources.politizr import POLITIZR
from synthesis.sources.reader import Reader, SourceEntry
from synthesis.sources.table import TABLE

# Asked in order: the surest first.
READERS: Final[tuple[Reader, ...]] = (GRAND_DEBAT, POLITIZR, DECIDIM, TABLE)


def open_source(
    entry: SourceEntry,
    work: Path,
    kinds: Mapping[str, Kind],
    titles: Mapping[str, str] | None = None,
) -> Sequence[Laid]:
    """The sheets of contributions of an export, laid out; what the recipe says prevails."""
    reader = reader_named(entry.reader)
    sheets = sheets_of(entry.path, work, entry.name, entry.sheet)
    return [
        as_told(each, entry.dataset, reader, kinds, titles)
        for each in reader.lay(sheets, entry, work)
    ]


def as_told(
    laid: Laid,
    dataset: str,
    reader: Reader,
    kinds: Mapping[str, Kind] | None = None,
    titles: Mapping[str, str] | None = None,
) -> Laid:
    """A sheet laid out, with what the recipe says of its questions and of its dataset."""
    asked = tuple(
        dataclasses.replace(
            each,
            kind=(kinds or {}).get(each.question_id, each.kind),
            title=(titles or {}).get(each.question_id, each.title),
        )
        for each in laid.layout.questions
    )
    known = dataset or laid.sheet.dataset or reader.dataset
    return Laid(
        dataclasses.replace(laid.sheet, dataset=known),
        dataclasses.replace(laid.layout, questions=asked),
    )


def reader_named(name: str) -> Reader:
    """The reader of that name; SourceError lists the known ones."""
    for reader in READERS:
        if reader.name == name:
            return reader
    known = [reader.name for reader in READERS]
    raise SourceError(
        f"There is no reader '{name}'.", todo=f"{hint(name, known)}Known: {', '.join(known)}."
    )
