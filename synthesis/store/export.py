"""Tables as published: Parquet and CSV, and a digest that does not depend on either."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from synthesis.sql import identifier, quoted
from synthesis.store.connection import OFFLINE, PARQUET, writing
from synthesis.tables import TABLES, Table


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
            return {name: _export(db, TABLES[name], folder, csv_rows) for name in names}


def _export(db: duckdb.DuckDBPyConnection, table: Table, folder: Path, csv_rows: int) -> Exported:
    order = ", ".join(identifier(column) for column in table.sorted_by)
    listed = ", ".join(identifier(column) for column in table.column_names)
    source = f"from warehouse.{table.name} order by {order}"
    target = folder / table.name
    db.execute(f"copy (select {listed} {source}) to {quoted(f'{target}.parquet')} ({PARQUET})")
    rows, digest = db.execute(_canonical(table)).fetchall()[0]
    if rows < csv_rows:
        escaped = ", ".join(_escaped(column.name, column.type) for column in table.columns)
        db.execute(
            f"copy (select {escaped} {source}) to {quoted(f'{target}.csv')} "
            "(format csv, header, force_quote *)"
        )
    return Exported(int(rows), str(digest))


def _canonical(table: Table) -> str:
    """Rows and digest of a table: SHA-256 over those of its blocks of ten thousand rows.

    A row is a JSON object with the columns in order; the rows of a block, in the order of the
    table, are joined by line ends. Parquet bytes depend on DuckDB's version, this does not.
    """
    order = ", ".join(identifier(column) for column in table.sorted_by)
    names = [identifier(column.name) for column in table.columns]
    fields = ", ".join(f"{name} := {name}" for name in names)
    return f"""
        with numbered as (
            select row_number() over (order by {order}) - 1 as place,
                to_json(struct_pack({fields}))::varchar as row
            from warehouse.{table.name}
        ),
        blocks as (
            select place // 10000 as block, count(*) as rows,
                sha256(string_agg(row, chr(10) order by place)) as digest
            from numbered group by block
        )
        select coalesce(sum(rows), 0), sha256(coalesce(string_agg(digest, '' order by block), ''))
        from blocks
    """


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
