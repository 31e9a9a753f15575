"""What every connection shares: how it is set, how it writes, what is said when it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from synthesis.errors import AuditError, OutputError

# Rows of a group: with larger groups a sort of long texts ran out of 1 GB.
PARQUET = "format parquet, compression zstd, row_group_size 20000"
OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
DEFAULT_MEMORY = "2500MB"
# What DuckDB says where it cannot write a file, spill to it, or commit to it.
UNWRITABLE = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    duckdb.FatalException,
)

Row = dict[str, Any]


def rows_of(result: duckdb.DuckDBPyConnection) -> list[Row]:
    """What a query found, each row by the names of its columns."""
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """A file of somebody else's that is damaged, or holds other columns, is told as such."""
    try:
        yield
    except duckdb.OutOfMemoryException as error:
        raise OutputError(
            f"There is not enough memory: {str(error).splitlines()[0]}",
            where=path,
            todo="Close other programs, or take a larger machine.",
        ) from None
    except duckdb.Error as error:
        why = str(error).splitlines()[0]
        raise AuditError(f"It cannot be read: {why}", where=path.name) from None


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """A disk that is full, or gone, is told as such; what was there before is still there."""
    try:
        yield
    except UNWRITABLE as error:
        raise OutputError(
            f"It cannot be written: {str(error).splitlines()[0]}",
            where=path,
            todo="Make room, and run again: what was finished is kept.",
        ) from error
