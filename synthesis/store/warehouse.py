"""A finished warehouse, as reports, commands and pages read it; several threads may at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa

from synthesis.errors import OutputError, SearchError, SlowError
from synthesis.sql import named_in
from synthesis.store.connection import OFFLINE, Row, rows_of

MACROS = (Path(__file__).parent / "macros.sql").read_text(encoding="utf-8")
HERE = MACROS.replace("create or replace macro", "create or replace temp macro")  # read-only
# Given when the file is opened: so they hold for every cursor, and for who opens it a second time.
LOCKED = {
    "python_enable_replacements": "false",
    "enable_external_access": "false",
    "lock_configuration": "true",
}


class Warehouse:
    """A finished warehouse, read-only and locked down: no other file can be reached from it."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        self._path = path
        self._file = path.stat().st_ino if path.is_file() else 0
        self._lock = threading.Lock()
        self._free: list[duckdb.DuckDBPyConnection] = []
        if not path.is_file():
            raise OutputError(
                "There is no warehouse here yet.", where=path, todo="Run `doleances run` first."
            )
        try:
            self._db = duckdb.connect(
                str(path), read_only=True, config={"threads": threads, **OFFLINE, **LOCKED}
            )
        except duckdb.Error:
            raise self._damaged() from None

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            for cursor in self._free:
                cursor.close()
            self._free.clear()
        self._db.close()

    def rows(self, sql: str, **parameters: object) -> list[Row]:
        """The rows of a query; only the parameters it names are bound."""
        return self.rows_within(0, sql, **parameters)

    def rows_within(self, seconds: float, sql: str, **parameters: object) -> list[Row]:
        """The same, of what a person looks for: SlowError when it takes more than so many seconds.

        SearchError where a pattern of theirs cannot be read; 0 seconds waits, and knows neither.
        """
        with self._asking(seconds) as cursor:
            return rows_of(cursor.execute(sql, named_in(sql, parameters)))

    def arrow(self, sql: str, **parameters: object) -> pa.Table:
        """The same as `rows`, by columns."""
        with self._asking(0) as cursor:
            return cursor.sql(sql, params=named_in(sql, parameters)).to_arrow_table()

    @contextmanager
    def _asking(self, seconds: float) -> Iterator[duckdb.DuckDBPyConnection]:
        cursor = self._cursor()
        timer = threading.Timer(seconds, cursor.interrupt)
        if seconds:
            timer.start()
        try:
            yield cursor
        except duckdb.InterruptException:
            raise SlowError(
                "This takes too long to look up.", todo="Ask for something more precise."
            ) from None
        except (duckdb.InvalidInputException, duckdb.OutOfRangeException) as error:
            if not seconds:
                raise
            _, _, why = str(error).splitlines()[0].partition(": ")  # after the kind of error
            raise SearchError(
                f"This pattern cannot be read: {why}", todo="Mend the regular expression."
            ) from None
        except duckdb.IOException:  # a block whose checksum is wrong
            raise self._damaged() from None
        finally:
            if seconds:
                timer.cancel()
                timer.join()  # or it could interrupt what is asked next
            with self._lock:
                self._free.append(cursor)

    def _cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor nobody uses, which knows text.py in SQL: one must not serve two threads."""
        with self._lock:
            if self._free:
                return self._free.pop()
            cursor = self._db.cursor()
        cursor.execute(HERE)
        return cursor

    @property
    def is_superseded(self) -> bool:
        """Whether a later run put another file in its place; this one is still read."""
        try:
            return self._path.stat().st_ino != self._file
        except OSError:
            return True

    def _damaged(self) -> OutputError:
        return OutputError(
            "This warehouse cannot be read.",
            where=self._path,
            todo="`doleances run` makes a new one; nothing is lost, it is only a cache.",
        )
