"""The queries: what they say of themselves, and that a stranger can run them."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from synthesis.report import rows
from synthesis.report.asking import FOLDER, Row
from synthesis.tables import PUBLISHED, TABLES

QUERIES = sorted(FOLDER.glob("*.sql"))
KEPT_BACK = {"authors", "personal"}
PARAMETERS = {"question": "1", "seed": 2019, "drawn": 5, "price": 0.03}


def _parameters(sql: str) -> dict[str, Any]:
    return {name: PARAMETERS[name] for name in set(re.findall(r"\$(\w+)", sql))}


def test_each_query_has_a_row_and_each_row_a_query() -> None:
    """One class a file."""
    assert {query.stem for query in QUERIES} == {
        row.query for row in (*Row.__subclasses__(), rows.Choices)
    }


@pytest.mark.parametrize("row", Row.__subclasses__(), ids=lambda row: row.query)
def test_the_columns_of_a_query_are_the_fields_of_its_row(warehouse: Any, row: type[Row]) -> None:
    """In the same order, so that either can be read for the other."""
    sql = (FOLDER / f"{row.query}.sql").read_text()
    described = warehouse.connection.execute(sql, _parameters(sql)).description

    assert [field.name for field in dataclasses.fields(row)] == [column[0] for column in described]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_a_query_says_its_grain_its_pages_and_its_parameters(query: Path) -> None:
    """A stranger opens the file and knows which figure it gives."""
    text = query.read_text()
    head = "\n".join(line for line in text.splitlines() if line.startswith("--"))

    assert re.match(r"-- One row(:| per )", text)
    assert re.search(r"-- Gives: .*\.html", text)
    assert all(f"${name}" in head for name in _parameters(text))


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_a_query_is_ordered_unless_it_has_one_row(query: Path) -> None:
    """Same rows in the same order, whatever the number of threads."""
    text = query.read_text()

    assert text.startswith("-- One row:") or "\norder by " in text
    assert not re.search(r"\b(avg|random|now|current_date)\b|sum\((score|share|chi2|margin)", text)


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_a_query_runs_on_the_published_tables_alone(
    warehouse: Any, tmp_path: Path, query: Path
) -> None:
    """With plain DuckDB on tables/*.parquet; two are kept back, and their queries say so."""
    sql = query.read_text()
    if query.stem in KEPT_BACK:
        assert "stays out of the edition" in sql
        return
    with duckdb.connect() as stranger:
        for table in PUBLISHED:
            file = tmp_path / f"{table.name}.parquet"
            warehouse.connection.execute(f"copy {table.name} to '{file}' (format parquet)")
            stranger.execute(f"create view {table.name} as from '{file}'")
        theirs = stranger.execute(sql, _parameters(sql)).fetchall()

    assert warehouse.connection.execute(sql, _parameters(sql)).fetchall() == theirs


def test_two_queries_read_a_table_that_is_not_published() -> None:
    """Every other figure can be redone from the edition."""
    private = [name for name, table in TABLES.items() if not table.published]
    reading = {
        query.stem
        for query in QUERIES
        for name in private
        if re.search(rf"\b(from|join) {name}\b", query.read_text())
    }

    assert KEPT_BACK == reading


def test_a_quotation_is_the_slice_and_knows_what_it_leaves_out() -> None:
    """White space alone around it is no cut."""
    whole = rows.Verbatim(1, "typical", 1, 1, "r", 1, 4, " abc\n", 0, None, None)  # type: ignore[arg-type]
    inside = dataclasses.replace(whole, text="x abc y", start=2, stop=5)

    assert ("abc", False, False) == (whole.quotation, whole.cut_before, whole.cut_after)
    assert ("abc", True, True) == (inside.quotation, inside.cut_before, inside.cut_after)
