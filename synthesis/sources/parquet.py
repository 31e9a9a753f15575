"""The rows of a Parquet file as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pyarrow
import pyarrow.parquet

from synthesis.errors import SourceError
from synthesis.sources.cells import text

BATCH: Final = 2_000  # rows held in memory at once


def parquet_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The header as row 0, then each row with its number."""
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            yield 0, list(names)
            line = 0
            for batch in file.iter_batches(batch_size=BATCH):
                columns = [column.to_pylist() for column in batch.columns]
                for values in zip(*columns, strict=True):
                    line += 1
                    yield (
                        line,
                        [
                            _cell(path, line, name, value)
                            for name, value in zip(names, values, strict=True)
                        ],
                    )
    except (pyarrow.ArrowException, OSError, ValueError, OverflowError) as error:
        raise SourceError(
            f"This Parquet file cannot be read: {error}.", where=path, todo="Export it again."
        ) from None


def _cell(path: Path, line: int, name: str, value: object) -> str:
    cell = text(value)
    if cell is None:
        raise SourceError(
            f"Column '{name}' holds {type(value).__name__} values, not text.",
            where=path,
            line=line,
            todo="Leave the column out, or write its values as text.",
        )
    return cell
