"""The only door to DuckDB: tables go in and out as Parquet parts, the warehouse is made of them.

DuckDB is a cache that can be deleted. A run builds its tables in memory (spilling to disk), keeps
each as a part whose name says what it was made from, and swaps a whole new warehouse in by rename.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import duckdb
import pyarrow as pa

from synthesis import files
from synthesis.errors import OutputError, SourceError, TableError
from synthesis.loading import asked, entries_of, refused, roles_of
from synthesis.sources.layout import Layout, Sheet
from synthesis.sql import identifier, named_in, quoted
from synthesis.tables import TABLES, Table

MACROS = (Path(__file__).parent / "macros.sql").read_text(encoding="utf-8")
# Rows of a group: with larger groups a sort of long texts ran out of 1 GB.
PARQUET = "format parquet, compression zstd, row_group_size 20000"
OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
MAX_LINE = 134_217_728  # bytes of a row; DuckDB's parallel reader fails on quoted line ends
LOCKED = {"enable_external_access": "false", "lock_configuration": "true"}
DEFAULT_MEMORY = "3GB"
# What DuckDB says where it cannot write a file, spill to it, or commit to it.
UNWRITABLE = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
    duckdb.FatalException,
)

Row = dict[str, Any]


class Store:
    """One connection to an empty DuckDB in memory, with the macros of text.py."""

    def __init__(self, spill: Path, threads: int = 2, memory: str = DEFAULT_MEMORY) -> None:
        spill.mkdir(parents=True, exist_ok=True)
        self._spill = spill
        self._db = duckdb.connect(
            config={
                "threads": threads,
                "memory_limit": memory,
                "temp_directory": str(spill),
                **OFFLINE,
            }
        )
        self._db.execute("set enable_progress_bar = false")
        self._db.execute(MACROS)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()
        shutil.rmtree(self._spill, ignore_errors=True)

    def rows(self, sql: str, **parameters: object) -> list[Row]:
        """The rows of a query; only the parameters it names are bound."""
        result = self._db.execute(sql, named_in(sql, parameters))
        names = [column[0] for column in result.description or ()]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def arrow(self, name: str) -> pa.Table:
        """A table or view, in the order its description gives."""
        order = ", ".join(TABLES[name].sorted_by)
        return self._db.sql(f"select * from {name} order by {order}").to_arrow_table()

    def give(self, name: str, table: pa.Table) -> None:
        """Make an Arrow table readable under a name."""
        self._db.register("given", table)
        self._db.execute(f"create or replace temp table {name} as select * from given")
        self._db.unregister("given")

    def see(self, name: str, part: Path, question_id: str | None = None) -> None:
        """Make a part readable under a table's name, or only its rows of one question."""
        source = f"read_parquet({quoted(str(part))})"
        where = f" where question_id = {quoted(question_id)}" if question_id is not None else ""
        self._db.execute(f"create or replace temp view {name} as select * from {source}{where}")

    def create(self, name: str, sql: str, parameters: Mapping[str, object]) -> None:
        """A temporary table from a query."""
        self._db.execute(f"create or replace temp table {name} as {sql}", named_in(sql, parameters))

    def write(self, name: str, sql: str, parameters: Mapping[str, object], part: Path) -> int:
        """Build a table by a query, check it, and keep it as a part; the number of rows."""
        with _writing(part):
            self.create("built", sql, parameters)
        return self._keep(name, part)

    def write_arrow(self, name: str, table: pa.Table, part: Path) -> int:
        """Check an Arrow table, and keep it as a part; the number of rows."""
        self.give("built", table)
        return self._keep(name, part)

    def _keep(self, name: str, part: Path) -> int:
        table = TABLES[name]
        rows = self._check(table)
        columns = ", ".join(
            f"cast({identifier(c.name)} as {c.type}) as {identifier(c.name)}" for c in table.columns
        )
        order = ", ".join(map(identifier, table.sorted_by))
        aside = files.aside(part)
        with _writing(part):
            self._db.execute(
                f"copy (select {columns} from built order by {order}) "
                f"to {quoted(str(aside))} ({PARQUET})"
            )
        self._db.execute("drop table built")
        os.replace(aside, part)
        return rows

    def _check(self, table: Table) -> int:
        """The number of rows of what was just built; TableError if it breaks its description."""
        found = [row[0] for row in self._db.execute("describe built").fetchall()]
        if sorted(found) != sorted(table.column_names):
            raise TableError(
                f"Table '{table.name}' has {sorted(found)}, not {sorted(table.column_names)}.",
                todo=f"Mend stages/{table.name} or tables.py.",
            )
        key = ", ".join(identifier(name) for name in table.key)
        missing = " or ".join(f"{identifier(name)} is null" for name in table.key)
        rows, distinct, holes = self._db.execute(
            f"select count(*), count(distinct ({key})), count(*) filter (where {missing}) "
            "from built"
        ).fetchall()[0]
        if holes or rows != distinct:
            raise TableError(
                f"Table '{table.name}' has {rows} rows, {distinct} distinct {table.key}, "
                f"{holes} without a key; one row per {table.grain} was promised.",
            )
        return int(rows)

    def load(self, sheets: Sequence[tuple[Sheet, Layout, str]]) -> None:
        """Make the rows of all exports readable as `sheets`, `entries`, `asked` and `refused`."""
        roles: list[str] = []
        entries: list[str] = []
        for number, (sheet, layout, reader) in enumerate(sheets, 1):
            self._load_sheet(number, sheet)
            roles.append(roles_of(number, sheet, layout, reader))
            entries.extend(entries_of(number, layout))
        self._db.execute(f"create temp view sheets as {' union all '.join(roles)}")
        self._db.execute(f"create temp view entries as {' union all '.join(entries)}")
        self.give("asked", asked(sheets))
        self.give("refused", refused(sheets))

    def _load_sheet(self, number: int, sheet: Sheet) -> None:
        """A sheet as a table of text columns c0, c1…: a header is never part of a query."""
        columns = {f"c{i}": "VARCHAR" for i in range(len(sheet.header))}
        try:
            self._db.execute(
                f"create temp table sheet_{number} as "
                f"select row_number() over () as row, * from read_csv({quoted(str(sheet.path))}, "
                "auto_detect = false, header = true, quote = '\"', escape = '\"', "
                "allow_quoted_nulls = false, null_padding = false, strict_mode = true, "
                f"parallel = false, max_line_size = {MAX_LINE}, "
                f"delim = {quoted(sheet.delimiter)}, columns = {columns})"
            )
        except duckdb.Error as error:
            raise SourceError(
                f"DuckDB cannot read this file: {str(error).splitlines()[0]}",
                where=sheet.name,
                todo="Save it again as CSV, UTF-8, and send us the message.",
            ) from error
        rows = self._db.execute(f"select count(*) from sheet_{number}").fetchall()[0][0]
        if rows != sheet.rows:
            raise SourceError(
                f"Python's csv module counts {sheet.rows} rows, DuckDB {rows}.",
                where=sheet.name,
                todo="Save it again as CSV, UTF-8; nothing was lost, nothing was written.",
            )

    def assemble(self, parts: Mapping[str, Iterable[Path]], path: Path) -> None:
        """A new warehouse of all parts, every table and column commented, swapped in by rename."""
        aside = files.aside(path)
        aside.unlink(missing_ok=True)
        with _writing(path):
            self._db.execute(f"attach {quoted(str(aside))} as warehouse")
            for name, kept in parts.items():
                self._fill(TABLES[name], [str(file) for file in kept])
            self._db.execute("checkpoint warehouse")
            self._db.execute("detach warehouse")
        os.replace(aside, path)

    def _fill(self, table: Table, parts: Sequence[str]) -> None:
        self._db.execute(f"create table warehouse.{table.name} ({_declared(table)})")
        if parts:
            order = ", ".join(identifier(column) for column in table.sorted_by)
            self._db.execute(
                f"insert into warehouse.{table.name} by name "
                f"select * from read_parquet([{', '.join(map(quoted, parts))}]) order by {order}"
            )
        for statement in _comments(table):
            self._db.execute(statement)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    """A disk that is full, or gone, is told as such; what was there before is still there."""
    try:
        yield
    except UNWRITABLE as error:
        raise OutputError(
            f"It cannot be written: {str(error).splitlines()[0]}",
            where=path,
            todo="Make room, and run again: what was finished is kept.",
        ) from error


class Warehouse:
    """A finished warehouse, read-only and locked down: no other file can be reached from it."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        self._path = path
        if not path.is_file():
            raise OutputError(
                "There is no warehouse here yet.", where=path, todo="Run `doleances run` first."
            )
        try:
            self._db = duckdb.connect(
                str(path), read_only=True, config={"threads": threads, **OFFLINE}
            )
        except duckdb.Error:
            raise self._damaged() from None
        self._db.execute("set enable_progress_bar = false")
        self._db.execute("set python_enable_replacements = false")
        for name, value in LOCKED.items():
            self._db.execute(f"set {name} = {value}")

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def rows(self, sql: str, **parameters: object) -> list[Row]:
        """The rows of a query; only the parameters it names are bound."""
        try:
            result = self._db.execute(sql, named_in(sql, parameters))
            names = [column[0] for column in result.description or ()]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
        except duckdb.IOException:  # a block whose checksum is wrong
            raise self._damaged() from None

    def _damaged(self) -> OutputError:
        return OutputError(
            "This warehouse cannot be read.",
            where=self._path,
            todo="`doleances run` makes a new one; nothing is lost, it is only a cache.",
        )


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
        with _writing(folder):
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


def _declared(table: Table) -> str:
    return ", ".join(f"{identifier(column.name)} {column.type}" for column in table.columns)


def _comments(table: Table) -> Iterable[str]:
    grain = f"One row per {table.grain}."
    yield f"comment on table warehouse.{table.name} is {quoted(grain)}"
    for column in table.columns:
        yield (
            f"comment on column warehouse.{table.name}.{identifier(column.name)} "
            f"is {quoted(column.meaning)}"
        )
