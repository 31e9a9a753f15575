"""How evidence is asked for: a query in a file, its rows, or its columns where they are many."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pyarrow as pa

from synthesis.store import Row, Warehouse

FOLDER = Path(__file__).with_name("queries")
SECONDS = 2.0  # after which a search is given up: a page is no place to wait


@cache
def _sql(query: str) -> str:
    return (FOLDER / f"{query}.sql").read_text(encoding="utf-8")


def ask(warehouse: Warehouse, query: str, **parameters: object) -> list[Row]:
    """Rows of a query, in its order."""
    return warehouse.rows(_sql(query), **parameters)


def search(warehouse: Warehouse, query: str, **parameters: object) -> list[Row]:
    """Rows of a query that a person's words make long or short; SlowError after two seconds."""
    return warehouse.rows_within(SECONDS, _sql(query), **parameters)


def table(warehouse: Warehouse, query: str, **parameters: object) -> pa.Table:
    """The same as columns."""
    return warehouse.arrow(_sql(query), **parameters)
