"""How the report asks: a query in a file, a class for its rows, a door to the tables."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Protocol, TypeVar

FOLDER = Path(__file__).with_name("queries")


class Reading(Protocol):
    """A door to the tables, opened for reading."""

    def rows(self, sql: str, **parameters: object) -> list[dict[str, object]]:
        """Rows of a query with named parameters."""


@dataclass(frozen=True)
class Row:
    """One row of the query it is named by; its fields are the columns of that query."""

    query: ClassVar[str]


AnyRow = TypeVar("AnyRow", bound=Row)


def ask(reading: Reading, row: type[AnyRow], **parameters: object) -> tuple[AnyRow, ...]:
    """Rows of a query, in its order; a column that is not a field of the row is an error."""
    sql = (FOLDER / f"{row.query}.sql").read_text(encoding="utf-8")
    return tuple(row(**answer) for answer in reading.rows(sql, **parameters))
