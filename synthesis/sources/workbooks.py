"""The rows of an XLSX workbook as text."""

from __future__ import annotations

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from synthesis.errors import SourceError
from synthesis.sources.cells import text

Numbered = tuple[int, list[str]]

UNPACKED_LIMIT: Final = 2**30  # bytes of XML; the fullest sheet Excel allows, in ordinary answers
RATIO_LIMIT: Final = 200  # unpacked to packed; real workbooks stay under 50, a bomb is at 1,000
SMALL: Final = 2**24  # bytes; below, no ratio matters

_ESCAPED: Final = re.compile(r"_x000([9ADad])_")  # how a workbook writes tab, LF and CR in a cell
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    EOFError,
    OSError,
    RuntimeError,  # locked, or packed in a way Python does not know
    struct.error,
)


def workbook_rows(path: Path, sheet: str = "") -> Iterator[Numbered]:
    """Rows that hold something, with their number; of the named sheet, else the first with rows."""
    _check_size(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles, which are not read here
            with closing(openpyxl.load_workbook(path, read_only=True)) as book:
                yield from _rows(path, book, sheet)
    except _DAMAGE as error:
        raise SourceError(
            f"This workbook is damaged ({type(error).__name__}).",
            where=path,
            todo="Open it in Excel or LibreOffice and save it again, or save it as CSV in UTF-8.",
        ) from None


def other_tabs(path: Path) -> int:
    """Sheets with rows beside the first: nobody would know that they are not read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with closing(openpyxl.load_workbook(path, read_only=True)) as book:
                filled = sum(
                    next(_sheet_rows(path, each), None) is not None for each in book.worksheets
                )
    except _DAMAGE:
        return 0
    return max(filled - 1, 0)


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            unpacked = sum(each.file_size for each in archive.infolist())
    except _DAMAGE:
        names, unpacked = set(), 0
    if not any(name.startswith("xl/") for name in names):
        raise SourceError(
            "This is an archive or a document, not an Excel workbook.",
            where=path,
            todo="Unpack it and give the files inside, or save the table as CSV or .xlsx.",
        )
    bomb = unpacked > SMALL and unpacked > RATIO_LIMIT * path.stat().st_size
    if bomb or unpacked > UNPACKED_LIMIT:
        raise SourceError(
            f"Unpacked, this workbook would take {unpacked >> 20} MB: it is refused.",
            where=path,
            todo="Save the sheet as CSV in UTF-8 and give that.",
        )


def _rows(path: Path, book: Any, sheet: str) -> Iterator[Numbered]:
    names = [each.title for each in book.worksheets]
    if sheet and sheet not in names:
        raise SourceError(
            f"No sheet '{sheet}' in this workbook.", where=path, todo=f"It has {names}."
        )
    for each in book.worksheets:
        if sheet in ("", each.title):
            rows = _sheet_rows(path, each)
            first = next(rows, None)
            if first is not None:
                yield from chain([first], rows)
                return


def _sheet_rows(path: Path, sheet: Any) -> Iterator[Numbered]:
    sheet.reset_dimensions()  # some programs write wrong ones, and rows would be missed
    for line, row in enumerate(sheet.iter_rows(values_only=True), 1):
        cells = [_cell(path, line, value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield line, cells


def _cell(path: Path, line: int, value: object) -> str:
    """A formula is what was typed: answers begin with `=` too."""
    cell = text(getattr(value, "text", value))  # openpyxl wraps the formulas of arrays
    if cell is None:
        raise SourceError(f"A cell holds {type(value).__name__}.", where=path, line=line)
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell) if "_x000" in cell else cell
