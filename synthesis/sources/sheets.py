"""Any export as a sheet: a rectangle of text cells on disk that every reader reads alike."""

from __future__ import annotations

import csv
import dataclasses
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from synthesis.errors import EmptyError, SourceError
from synthesis.sources.copies import Copy, copy_path, write_copy, write_rows
from synthesis.sources.delimited import CELL_LIMIT, Delimited
from synthesis.sources.layout import Reject, Sheet
from synthesis.sources.objects import objects
from synthesis.sources.parquet import parquet_rows
from synthesis.sources.received import Received, received
from synthesis.sources.workbooks import other_tabs, workbook_rows
from synthesis.sources.workbooks_old import old_workbook_rows

SURROGATES: Final = re.compile("[\ud800-\udfff]")  # half characters, and how stray bytes show


def open_sheet(path: Path, work: Path, name: str = "", sheet: str = "") -> Sheet:
    """The sheet of a file, told by its content: CSV, TSV, XLSX, XLS, JSON or Parquet.

    A clean CSV stays where it is; anything else is copied into `work`, no cell altered but for
    NUL, which is removed and counted. SourceError when the file holds no table.
    """
    export = received(path)
    name = name or path.name
    if export.form == "delimited":
        return _delimited(export, work, name)
    if export.form == "json":
        return _json(export, work, name)
    return _table(export, work, name, sheet)


def cells(sheet: Sheet) -> Iterator[list[str]]:
    """The rows of a sheet, header excluded; none of a table in which nobody has written."""
    if not sheet.header:
        return
    with sheet.path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter=sheet.delimiter)
        next(rows)
        yield from rows


def _delimited(export: Received, work: Path, name: str) -> Sheet:
    walk = Delimited(export)
    rows = sum(1 for _ in walk.rows())
    path, delimiter = export.path, walk.delimiter
    _check_header(export, walk.header)
    _check_rows(export, walk.header, rows, walk.rejects)
    if not walk.clean:
        path, delimiter = copy_path(export.path, work, export.sha256), ","
        rows = write_rows(path, walk.header, Delimited(export).rows())
    repairs = {"nul": export.nul, "blank_lines": walk.blank_lines}
    return Sheet(
        name=name,
        path=path,
        delimiter=delimiter,
        header=walk.header,
        rows=rows,
        encoding=export.encoding,
        sha256=export.sha256,
        rejects=tuple(walk.rejects),
        one_line=walk.clean and walk.one_line,
        repairs={repair: count for repair, count in repairs.items() if count},
    )


def _json(export: Received, work: Path, name: str) -> Sheet:
    header = tuple(dict.fromkeys(key for _, row in objects(export) for key in row))
    if not header:
        raise SourceError("This JSON holds no row.", where=export.path, todo="Export it again.")
    _check_header(export, header)
    rows = ((line, [row.get(key, "") for key in header]) for line, row in objects(export))
    copy = write_copy(copy_path(export.path, work, export.sha256), header, _bearable(export, rows))
    return _copied(export, name, header, copy)


def _table(export: Received, work: Path, name: str, part: str) -> Sheet:
    rows = _rows_of(export, part)
    first = next(rows, None)
    if first is None:
        raise SourceError("No sheet of this workbook has rows.", where=export.path)
    header = tuple(first[1])
    _check_header(export, header)
    into = copy_path(export.path, work, export.sha256, part)
    copy = write_copy(into, header, _bearable(export, rows))
    sheet = _copied(export, name, header, copy)
    left = other_tabs(export.path) if export.form == "xlsx" and not part else 0
    return dataclasses.replace(sheet, repairs={**sheet.repairs, "tabs": left}) if left else sheet


def _bearable(
    export: Received, rows: Iterable[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    """The rows; SourceError at a cell that no reader of ours would read again from its copy."""
    for line, row in rows:
        if any(len(cell) > CELL_LIMIT for cell in row):
            raise SourceError(
                f"One cell holds over {CELL_LIMIT} characters: this is no table of rows.",
                where=export.path,
                line=line,
                todo="Give the CSV of the same export, or the list of rows alone.",
            )
        yield line, row


def _rows_of(export: Received, part: str) -> Iterator[tuple[int, list[str]]]:
    if export.form == "xlsx":
        return workbook_rows(export.path, part)
    if export.form == "xls":
        return old_workbook_rows(export.path, part)
    return parquet_rows(export.path)


def _copied(export: Received, name: str, header: tuple[str, ...], copy: Copy) -> Sheet:
    try:
        _check_rows(export, header, copy.rows, copy.rejects)
    except SourceError:
        copy.path.unlink(missing_ok=True)
        raise
    return Sheet(
        name=name,
        path=copy.path,
        delimiter=",",
        header=header,
        rows=copy.rows,
        encoding=export.encoding,
        sha256=export.sha256,
        rejects=tuple(copy.rejects),
        repairs={"nul": copy.nul} if copy.nul else {},
    )


def _check_header(export: Received, header: tuple[str, ...]) -> None:
    if not any(name.strip() for name in header):
        raise SourceError(
            "The header names no column.",
            where=export.path,
            line=1,
            todo="The first line must name the columns.",
        )
    if any(SURROGATES.search(name) for name in header):
        raise SourceError(
            "A name in the header is not Unicode text.",
            where=export.path,
            line=1,
            todo="Correct the first line and save the file in UTF-8.",
        )


def _check_rows(
    export: Received, header: tuple[str, ...], rows: int, rejects: list[Reject]
) -> None:
    if rows:
        return
    if rejects:
        raise SourceError(
            f"No row has the {len(header)} cells of the header (first: {rejects[0].excerpt}).",
            where=export.path,
            line=rejects[0].line,
            todo="Check the export: its quotes, its delimiter and its first line.",
        )
    raise EmptyError(
        f"There is a header of {len(header)} columns and no row.",
        where=export.path,
        todo="Export it again; if nobody answered, leave this file out of the recipe.",
    )
