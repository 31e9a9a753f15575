"""One CSV a table, as a database gives it: quotes only where needed, nothing for NULL."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """A table: its name, its columns joined by commas, its rows; what a row leaves out is NULL."""

    name: str
    columns: str
    rows: Sequence[dict[str, object]]


def write(folder: Path, table: Table) -> None:
    """The file of a table: UTF-8, LF."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, table.columns.split(","), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(table.rows)
    (folder / f"{table.name}.csv").write_bytes(text.getvalue().encode())
