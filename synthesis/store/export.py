"""Tables as published: Parquet and CSV, and a digest that does not depend on either."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from synthesis.outcomes import EVERY
from synthesis.sql import identifier, quoted
from synthesis.store.connection import OFFLINE, PARQUET, writing
from synthesis.tables import Table

BLOCK = 10_000  # rows of a digest


@dataclass(frozen=True)
class Exported:
    """A table as published: its rows, and the digest of their canonical form."""

    rows: int
    digest: str


def export(
    warehouse: Path, folder: Path, names: Iterable[str], csv_rows: int
) -> dict[str, Exported]:
    """Each table as Parquet, and as CSV below `csv_rows` rows, in `folder`."""
    with duckdb.connect(config={"threads": 1, **OFFLINE}) as db:
        db.execute("set enable_progress_bar = false")
        db.execute(f"attach {quoted(str(warehouse))} as warehouse (read_only)")
        with writing(folder):
            return {name: _export(db, EVERY[name], folder, csv_rows) for name in names}


def _export(db: duckdb.DuckDBPyConnection, table: Table, folder: Path, csv_rows: int) -> Exported:
    order = ", ".join(identifier(column) for column in table.sorted_by)
    listed = ", ".join(identifier(column) for column in table.column_names)
    source = f"from warehouse.{table.name} order by {order}"
    target = folder / table.name
    db.execute(f"copy (select {listed} {source}) to {quoted(f'{target}.parquet')} ({PARQUET})")
    done = canonical_of(db, table, Path(f"{target}.parquet"))
    if done.rows < csv_rows:
        escaped = ", ".join(_escaped(column.name, column.type) for column in table.columns)
        db.execute(
            f"copy (select {escaped} {source}) to {quoted(f'{target}.csv')} "
            "(format csv, header, force_quote *)"
        )
    return done


def canonical_of(db: duckdb.DuckDBPyConnection, table: Table, parquet: Path) -> Exported:
    """Rows and digest of a table: SHA-256 over those of its blocks of ten thousand rows.

    A row is a JSON object with the columns in order; the rows of a block, in the order of the
    table, are joined by line ends. Parquet bytes depend on DuckDB's version, this does not. Read
    from the file, which is in that order: a block at a time is in memory, never a table.
    """
    names = [identifier(column.name) for column in table.columns]
    fields = ", ".join(f"{name} := {name}" for name in names)
    lines = db.execute(
        f"select to_json(struct_pack({fields}))::varchar from read_parquet({quoted(str(parquet))})"
    )
    rows, digests = 0, hashlib.sha256()
    while block := lines.fetchmany(BLOCK):
        rows += len(block)
        joined = "\n".join(row for (row,) in block)
        digests.update(hashlib.sha256(joined.encode()).hexdigest().encode())
    return Exported(rows, digests.hexdigest())


def _escaped(name: str, kind: str) -> str:
    """Text a spreadsheet would take for a formula gets a quote in front; so does a leading quote.

    That makes it reversible: drop one leading quote and the cell is as published in Parquet.
    """
    column = identifier(name)
    if kind != "VARCHAR":
        return f"{column} as {column}"
    return (
        f"case when regexp_matches({column}, '^[=+\\-@\\t\\r\\n＝＋－＠'']') "
        f"then '''' || {column} else {column} end as {column}"
    )
