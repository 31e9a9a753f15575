"""Tables under construction: each built, checked against its description, kept as a part."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa

from synthesis import files, secret
from synthesis.errors import AuditError, SourceError, TableError
from synthesis.loading import (
    Loaded,
    asked,
    columns_of,
    counted,
    entries_of,
    refused,
    repaired,
    roles_of,
)
from synthesis.outcomes import EVERY
from synthesis.sources.layout import Layout, Sheet
from synthesis.sources.mending import SUSPECT, mended
from synthesis.sql import identifier, named_in, quoted
from synthesis.store.connection import (
    DEFAULT_MEMORY,
    OFFLINE,
    PARQUET,
    Row,
    reading,
    rows_of,
    writing,
)
from synthesis.tables import Table

MACROS = (Path(__file__).parent / "macros.sql").read_text(encoding="utf-8")
MENDED_AT_ONCE = 10_000  # cells held in Python's memory
MAX_LINE = 134_217_728  # bytes of a row; DuckDB's parallel reader fails on quoted line ends
# What is not published is compressed in less time, into a third more. A group of a sheet is held
# whole, with all its columns, by each that reads it.
PART = f"{PARQUET}, compression_level 1"
SHEET = "format parquet, compression zstd, compression_level 1, row_group_size 4096"


class Store:
    """One connection to an empty DuckDB in memory, with the macros of text.py."""

    def __init__(
        self, spill: Path, threads: int = 2, memory: str = DEFAULT_MEMORY, key: bytes = b""
    ) -> None:
        spill.mkdir(parents=True, exist_ok=True)
        self._spill = spill
        self._key = key or os.urandom(secret.SIZE)
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
        return rows_of(self._db.execute(sql, named_in(sql, parameters)))

    def arrow(self, name: str) -> pa.Table:
        """A table or view, in the order its description gives."""
        order = ", ".join(EVERY[name].sorted_by)
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

    def define(self, name: str, sql: str) -> None:
        """A temporary view of a query: what is read but once or twice need not be kept."""
        self._db.execute(f"create or replace temp view {name} as {sql}")

    def write(self, name: str, sql: str, parameters: Mapping[str, object], part: Path) -> int:
        """Keep what a query finds as a part, sorted and checked; the number of rows."""
        table, given = EVERY[name], named_in(sql, parameters)
        self._describe(table, sql, given)
        columns = ", ".join(
            f"cast({identifier(c.name)} as {c.type}) as {identifier(c.name)}" for c in table.columns
        )
        order = ", ".join(map(identifier, table.sorted_by))
        aside = files.aside(part)
        try:
            with writing(part), self._unordered():
                # Sorted as it comes: a table in between would take the memory that the sort needs.
                self._db.execute(
                    f"copy (select {columns} from ({sql}) order by {order}) "
                    f"to {quoted(str(aside))} ({PART})",
                    given,
                )
            rows = self._check(table, aside)
            os.replace(aside, part)
        finally:
            aside.unlink(missing_ok=True)
        return rows

    def write_arrow(self, name: str, table: pa.Table, part: Path) -> int:
        """Check an Arrow table, and keep it as a part; the number of rows."""
        self.give("built", table)
        try:
            return self.write(name, "select * from built", {}, part)
        finally:
            self._db.execute("drop table built")

    @contextmanager
    def _unordered(self) -> Iterator[None]:
        """Rows come in any order: to keep the one they had would cost memory."""
        self._db.execute("set preserve_insertion_order = false")
        try:
            yield
        finally:
            self._db.execute("set preserve_insertion_order = true")

    def _describe(self, table: Table, sql: str, given: dict[str, object]) -> None:
        """TableError unless a query finds the columns of the description."""
        found = [row[0] for row in self._db.execute(f"describe ({sql})", given).fetchall()]
        if sorted(found) != sorted(table.column_names):
            raise TableError(
                f"Table '{table.name}' has {sorted(found)}, not {sorted(table.column_names)}.",
                todo=f"Mend stages/{table.name} or tables.py.",
            )

    def _check(self, table: Table, part: Path) -> int:
        """The number of rows of a part; TableError unless each has a key, and no other has it."""
        key = ", ".join(identifier(name) for name in table.key)
        missing = " or ".join(f"{identifier(name)} is null" for name in table.key)
        rows, distinct, holes = self._db.execute(
            f"select count(*), count(distinct ({key})), count(*) filter (where {missing}) "
            f"from read_parquet({quoted(str(part))})"
        ).fetchall()[0]
        if holes or rows != distinct:
            raise TableError(
                f"Table '{table.name}' has {rows} rows, {distinct} distinct {table.key}, "
                f"{holes} without a key; one row per {table.grain} was promised.",
            )
        return int(rows)

    def load(self, loaded: Loaded) -> None:
        """Make all exports readable, under the names of walk.LOADED that are not made from others.

        Only columns with a role are loaded, and authors as digests that need the key to be made.
        """
        roles: list[str] = []
        entries: list[str] = []
        for number, (laid, reader) in enumerate(loaded, 1):
            self._load_sheet(number, laid.sheet, laid.layout)
            roles.append(roles_of(number, laid, reader))
            entries.extend(entries_of(number, laid.layout))
        self._db.execute(f"create temp view sheets as {' union all '.join(roles)}")
        self._db.execute(f"create temp view written as {' union all '.join(entries)}")
        self._mend()
        self.give("asked", asked(loaded))
        self.give("refused", refused(loaded))
        self.give("counted", counted(loaded))
        self.give("repaired", repaired(loaded))

    def _mend(self) -> None:
        """`entries`: the texts as they were typed, with the repairs that took, by name."""
        suspect = quoted("|".join(map(re.escape, SUSPECT)))
        found = self._db.execute(
            "select source_number, row, question_id, text from written "
            f"where mended is null and regexp_matches(text, {suspect})"
        )
        places: list[tuple[int, int, str, str, str]] = []
        while rows := found.fetchmany(MENDED_AT_ONCE):
            for number, row, question_id, text in rows:
                typed, repairs = mended(text)
                if repairs:
                    places.append((number, row, question_id, typed, ",".join(repairs)))
        if not places:
            self._db.execute("create temp view entries as select * from written")
            return
        columns = zip(*places, strict=True)
        names = ("source_number", "row", "question_id", "typed", "repairs")
        self.give("mends", pa.table(dict(zip(names, map(list, columns), strict=True))))
        self._db.execute(
            "create temp view entries as select source_number, row, question_id, "
            "coalesce(typed, text) as text, coalesce(repairs, mended) as mended "
            "from written left join mends using (source_number, row, question_id)"
        )

    def _load_sheet(self, number: int, sheet: Sheet, layout: Layout) -> None:
        """A sheet as a table of text columns c0, c1…: a header is never part of a query."""
        columns = {f"c{i}": "VARCHAR" for i in range(len(sheet.header))}
        author = layout.roles.get("author")
        kept = self._spill / f"sheet_{number}.parquet"
        taken = ", ".join(
            f"{self._keyed(f'c{i}', sheet.dataset or f'source {number}')} as c{i}"
            if i == author
            else f"c{i}"
            for i in columns_of(layout)
        )
        try:
            self._db.execute(
                f"copy (select {taken} from read_csv("
                f"{quoted(str(sheet.path))}, "
                "auto_detect = false, header = true, quote = '\"', escape = '\"', "
                "allow_quoted_nulls = false, null_padding = false, strict_mode = true, "
                f"parallel = {str(sheet.one_line).lower()}, max_line_size = {MAX_LINE}, "
                f"delim = {quoted(sheet.delimiter)}, columns = {columns})) "
                # Rows keep their order; Parquet takes a third of the memory, and of the time of a
                # table on disk.
                f"to {quoted(str(kept))} ({SHEET})"
            )
            self._db.execute(
                f"create temp view sheet_{number} as select file_row_number + 1 as row, "
                f"* exclude (file_row_number) from read_parquet({quoted(str(kept))}, "
                "file_row_number = true)"
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

    def _keyed(self, column: str, dataset: str) -> str:
        """HMAC-SHA-256 (RFC 2104) of dataset and identifier: two sites number people alike."""
        inner, outer = secret.pads(self._key)
        message = f"encode({quoted(f'{dataset} ')} || trim({column}))"
        within = f"unhex(sha256(unhex('{inner}') || {message}))"
        digest = f"sha256(unhex('{outer}') || {within})"
        return f"case when trim({column}) <> '' then {digest} else '' end"

    def take(self, name: str, parquet: Path) -> None:
        """Make a table that somebody published readable; AuditError if it is not as described.

        It is looked at whole: columns, types, and that no two rows have the same key.
        """
        table = EVERY[name]
        with reading(parquet):
            found = self._db.execute(
                f"describe (select * from read_parquet({quoted(str(parquet))}))"
            ).fetchall()
            if [row[0] for row in found] != list(table.column_names) or [
                row[1] for row in found
            ] != [column.type for column in table.columns]:
                raise AuditError(
                    "Its columns are not those of its description.", where=parquet.name
                )
            self.see(name, parquet)
        try:
            self._check(table, parquet)
        except TableError as error:
            raise AuditError(error.what, where=parquet.name) from None

    def assemble(self, parts: Mapping[str, Iterable[Path]], path: Path) -> None:
        """A new warehouse of all parts, every table and column commented, swapped in by rename."""
        with self._swapped_in(path):
            for name, kept in parts.items():
                listed = ", ".join(quoted(str(file)) for file in kept)
                self._fill(EVERY[name], f"read_parquet([{listed}])" if listed else "")

    def attach(self, warehouse: Path) -> None:
        """Make the tables of a finished warehouse readable, as `found.<table>`."""
        self._db.execute(f"attach {quoted(str(warehouse))} as found (read_only)")

    def gather(self, names: Iterable[str], path: Path) -> None:
        """A new warehouse of tables that are readable here, by name; swapped in by rename."""
        with self._swapped_in(path):
            for name in names:
                self._fill(EVERY[name], name)

    @contextmanager
    def _swapped_in(self, path: Path) -> Iterator[None]:
        aside = files.aside(path)
        aside.unlink(missing_ok=True)
        with writing(path):
            self._db.execute(f"attach {quoted(str(aside))} as warehouse")
            yield
            self._db.execute("checkpoint warehouse")
            self._db.execute("detach warehouse")
        os.replace(aside, path)

    def _fill(self, table: Table, source: str) -> None:
        """A table of the warehouse under construction from a source of rows, none if empty."""
        self._db.execute(f"create table warehouse.{table.name} ({_declared(table)})")
        if source:
            order = ", ".join(identifier(column) for column in table.sorted_by)
            self._db.execute(
                f"insert into warehouse.{table.name} by name "
                f"select * from {source} order by {order}"
            )
        for statement in _comments(table):
            self._db.execute(statement)


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
