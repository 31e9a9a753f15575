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
class Answered:
    """One row of the query it is named by; its fields are the columns of that query."""

    query: ClassVar[str]
    folder: ClassVar[Path] = FOLDER


@dataclass(frozen=True)
class Row(Answered):
    """One row of a query on the tables of a run: a draft has it, and so has an edition."""


@dataclass(frozen=True)
class Decided(Answered):
    """One row of a query on what people made of a run: only an edition has it."""

    folder: ClassVar[Path] = FOLDER / "edition"


AnyRow = TypeVar("AnyRow", bound=Answered)


def ask(reading: Reading, row: type[AnyRow], **parameters: object) -> tuple[AnyRow, ...]:
    """Rows of a query, in its order; a column that is not a field of the row is an error."""
    sql = (row.folder / f"{row.query}.sql").read_text(encoding="utf-8")
    return tuple(row(**answer) for answer in reading.rows(sql, **parameters))
