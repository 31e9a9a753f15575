"""The rows of an old workbook (.xls) as text."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import xlrd

from synthesis.errors import SourceError
from synthesis.sources.cells import text

_DAMAGE: Final = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    AssertionError,
    AttributeError,
    IndexError,
    KeyError,
    MemoryError,
    OverflowError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
    ZeroDivisionError,
    OSError,
)


def old_workbook_rows(path: Path, sheet: str = "") -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, with their number; of the named sheet, else the first with rows."""
    try:
        with path.open("rb") as file, _Silence() as quiet:
            book = xlrd.open_workbook(file_contents=file.read(), logfile=quiet, on_demand=True)
            yield from _rows(path, book, sheet)
    except _DAMAGE as error:
        locked = "encrypted" in str(error).lower()
        raise SourceError(
            "This workbook is locked by a password."
            if locked
            else f"This old workbook (.xls) is damaged, or is none ({type(error).__name__}).",
            where=path,
            todo="Open it in Excel or LibreOffice and save it as .xlsx, without a password.",
        ) from None


class _Silence:
    """Where xlrd says what it thinks of a file: nobody reads it."""

    def __enter__(self) -> _Silence:
        return self

    def __exit__(self, *error: object) -> None:
        return None

    def write(self, words: str) -> int:
        return len(words)

    def flush(self) -> None:
        return None


def _rows(path: Path, book: Any, sheet: str) -> Iterator[tuple[int, list[str]]]:
    names = book.sheet_names()
    if sheet and sheet not in names:
        raise SourceError(
            f"No sheet '{sheet}' in this workbook.", where=path, todo=f"It has {names}."
        )
    for name in [sheet] if sheet else names:
        page = book.sheet_by_name(name)
        found = False
        for line in range(page.nrows):
            cells = [_cell(book, cell) for cell in page.row(line)]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                found = True
                yield line + 1, cells
        if found:
            return


def _cell(book: Any, cell: Any) -> str:
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK, xlrd.XL_CELL_ERROR):
        return ""
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return "true" if cell.value else "false"
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return text(xlrd.xldate_as_datetime(cell.value, book.datemode)) or ""
        except (ValueError, OverflowError):
            return text(cell.value) or ""
    return text(cell.value) or ""
