"""The only door to SQLite: files that several processes write while others read."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from synthesis.errors import OutputError

# FULL: what was acknowledged survives a power cut. A schema that calls functions is not obeyed.
_PRAGMAS = """
pragma journal_mode = wal;
pragma synchronous = full;
pragma foreign_keys = on;
pragma trusted_schema = off;
pragma busy_timeout = 10000;
"""

Connection = sqlite3.Connection
Row = sqlite3.Row


class Database:
    """One file; each thread has its own connection to it, closed when the thread ends."""

    def __init__(self, path: Path, schema: str) -> None:
        self._path = path
        self._threads = threading.local()
        try:
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # its owner's, from the start
        except OSError as error:
            raise OutputError(
                f"It cannot be written: {error.strerror}.",
                where=path,
                todo="Decisions are kept beside the recipe: put it where you may write.",
            ) from None
        with self._told():
            self._db.executescript(schema)

    def rows(self, sql: str, *values: object) -> list[Row]:
        """The rows of a query."""
        with self._told():
            return list(self._db.execute(sql, values))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction alone: all of it is on the disk when it ends, or none of it is."""
        with self._told():
            self._db.execute("begin immediate")
            try:
                yield self._db
            except BaseException:
                self._db.execute("rollback")
                raise
            self._db.execute("commit")

    def close(self) -> None:
        """Close the connection of this thread."""
        if hasattr(self._threads, "db"):
            self._threads.db.close()
            del self._threads.db

    @property
    def _db(self) -> sqlite3.Connection:
        if not hasattr(self._threads, "db"):
            db = sqlite3.connect(self._path, isolation_level=None, timeout=10)
            db.row_factory = Row
            db.executescript(_PRAGMAS)
            self._threads.db = db
        found: Connection = self._threads.db
        return found

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OutputError(
                f"It cannot be read or written: {error}.",
                where=self._path,
                todo="Make room, or wait for the other program; what was acknowledged is kept.",
            ) from error
        except sqlite3.IntegrityError:
            raise
        except sqlite3.DatabaseError as error:
            raise OutputError(
                f"This file is damaged: {error}.",
                where=self._path,
                todo="Take it from a backup, or import the last decisions.jsonl exported.",
            ) from error
