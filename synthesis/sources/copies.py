"""A clean copy of what is not clean CSV: UTF-8, comma, every cell quoted, LF; in a work folder."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from synthesis.errors import OutputError
from synthesis.sources.layout import Reject


@dataclass
class Copy:
    """Where a copy lies, and what was counted while writing it."""

    path: Path
    rows: int = 0
    nul: int = 0
    rejects: list[Reject] = field(default_factory=list)


def copy_path(source: Path, work: Path, sha256: str, part: str = "") -> Path:
    """The same bytes always give the same name, so that a run can be repeated and compared."""
    digest = hashlib.sha256(f"{sha256} {part}".encode()).hexdigest()[:12]
    return work / f"{source.stem}.{digest}.csv"


def write_rows(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write rows that are known to be good; how many there were."""
    written = 0

    def counted() -> Iterator[Sequence[str]]:
        nonlocal written
        for row in rows:
            written += 1
            yield row

    with _whole(path) as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(counted())
    return written


def write_copy(
    path: Path, header: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]
) -> Copy:
    """Write numbered rows of a workbook, JSON or Parquet file; those that do not fit are refused.

    Cells missing at the end of a row are empty; cells beyond the header that hold words are not
    cut off: their row is a reject. NUL is removed and counted.
    """
    copy, width = Copy(path), len(header)
    with _whole(path) as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(header)
        for rank, (line, cells) in enumerate(rows, 1):  # several may end on one line
            beyond = any(cells[width:])
            padded = [*cells[:width], *[""] * (width - len(cells))]
            nul = sum(cell.count("\x00") for cell in padded)
            if beyond:
                size = f"cells: {len(cells)} instead of {width}"
                copy.rejects.append(Reject(line, "wrong number of cells", f"row {rank}, {size}"))
                continue
            try:
                writer.writerow([cell.replace("\x00", "") for cell in padded] if nul else padded)
            except UnicodeEncodeError:  # half of an emoji: no file of text can hold it
                size = f"row {rank}, characters: {sum(map(len, padded))}"
                copy.rejects.append(Reject(line, "characters that are not Unicode", size))
                continue
            copy.nul += nul
            copy.rows += 1
    return copy


@contextmanager
def _whole(path: Path) -> Iterator[TextIO]:
    """A file that appears under its name only when complete; OutputError where none can be."""
    aside = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = aside.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise OutputError(
            f"No working copy can be written here: {error.strerror}.",
            where=path.parent,
            todo="Make the folder writable, or free some space.",
        ) from None
    try:
        with file:
            yield file
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
