"""Tables: each states its grain, its key and what each column means."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

import synthesis
from synthesis.tables import PUBLISHED, TABLES, Table

EVERY = pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
STAGES = Path(synthesis.__file__).parent / "stages"


@EVERY
def test_key_and_order_are_columns(table: Table) -> None:
    """No column twice; rows can be told apart and put in order by columns there are."""
    assert len(table.column_names) == len(set(table.column_names))
    assert set(table.key) <= set(table.column_names)
    assert set(table.sorted_by) <= set(table.column_names)
    assert table.key


@EVERY
def test_the_order_is_total(table: Table) -> None:
    """It holds the key, so that equal rows never change places."""
    assert set(table.key) <= set(table.sorted_by)


@EVERY
def test_types_are_those_of_duckdb(table: Table) -> None:
    """The table can be created as declared."""
    columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
    with duckdb.connect() as db:
        db.execute(f"create table t ({columns})")
        described = db.execute("describe t").fetchall()

    assert [(column.name, column.type) for column in table.columns] == [
        (row[0], row[1]) for row in described
    ]


@EVERY
def test_every_column_has_a_meaning(table: Table) -> None:
    """In words; and names follow the grammar: lower case, ids end in _id."""
    for column in table.columns:
        assert len(column.meaning) > 5
        assert re.fullmatch(r"[a-z][a-z0-9_]*", column.name)


def test_a_column_is_the_same_everywhere() -> None:
    """Same name, same type in every published table where it stands."""
    types = {(column.name, column.type) for table in PUBLISHED for column in table.columns}

    assert len({name for name, _ in types}) == len(types)


@EVERY
def test_sql_says_the_grain(table: Table) -> None:
    """The first line of a stage in SQL is a comment: one row per what."""
    path = STAGES / f"{table.name}.sql"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else ["-- One row per"]

    assert any("One row per" in line for line in lines if line.startswith("--"))
    assert lines[0].startswith("-- ")


def test_what_is_never_published() -> None:
    """What the source calls an author, and words of answers it does not show."""
    names = {table.name for table in PUBLISHED}

    assert not names & {"authors", "cells", "texts", "states", "readings"}
    assert not {"author", "status", "folded"} & {c for t in PUBLISHED for c in t.column_names}
    assert {"contributions", "answers", "ledger", "assignments", "keyness", "verbatims"} <= names
