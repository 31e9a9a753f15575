"""The rows of a sheet by the names of its columns, for readers that translate them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from synthesis.sources.layout import Sheet
from synthesis.sources.markup import HTML, words_of
from synthesis.sources.mending import GUARD, mended, unguarded
from synthesis.sources.sheets import cells

NULLS: Final = ("NULL", "\\N")  # how some programs write that nothing is known
_SERIAL: Final = re.compile(r"\d{5}(?:\.\d+)?")
_DAY_0: Final = datetime(1899, 12, 30)  # of the serial numbers of spreadsheets


def rows_of(sheet: Sheet) -> Iterator[Mapping[str, str]]:
    """Each row by column; a mark of nothing is nothing, the second of two namesakes is ignored."""
    if not sheet.header:
        return
    names = [name.strip() for name in sheet.header]
    for row in cells(sheet):
        values: dict[str, str] = {}
        for name, cell in zip(names, row, strict=True):
            values.setdefault(name, "" if cell in NULLS else cell)
        yield values


def said(cell: str, guarded: bool = False) -> tuple[str, str]:
    """The words of a cell as they were typed, and the names of what was repaired to find them."""
    text, guard = unguarded(cell) if guarded else (cell, False)
    text, marked_up = words_of(text)
    text, repairs = mended(text)
    return text, ",".join([GUARD] * guard + [HTML] * marked_up + list(repairs))


def moment(cell: str) -> str:
    """A date and time as text; the serial number a spreadsheet makes of it is undone."""
    cell = cell.strip()
    if not _SERIAL.fullmatch(cell):
        return cell
    return (_DAY_0 + timedelta(days=float(cell))).strftime("%Y-%m-%d %H:%M:%S")


def lines(labels: Iterator[str] | list[str]) -> str:
    """Labels one a line, each once, in order."""
    return "\n".join(dict.fromkeys(" ".join(label.split()) for label in labels if label.strip()))
