"""A finished warehouse, as reports and commands read it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from synthesis.errors import OutputError
from synthesis.sql import named_in
from synthesis.store.connection import OFFLINE, Row, rows_of

LOCKED = {"enable_external_access": "false", "lock_configuration": "true"}


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
            return rows_of(self._db.execute(sql, named_in(sql, parameters)))
        except duckdb.IOException:  # a block whose checksum is wrong
            raise self._damaged() from None

    def _damaged(self) -> OutputError:
        return OutputError(
            "This warehouse cannot be read.",
            where=self._path,
            todo="`doleances run` makes a new one; nothing is lost, it is only a cache.",
        )
