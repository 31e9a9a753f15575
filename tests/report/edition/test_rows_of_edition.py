"""The queries of an edition: each has its row, says what it gives, and reads what is published."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest

from synthesis.outcomes import EVERY
from synthesis.report.asking import FOLDER, Decided
from synthesis.report.edition import pages
from tests.report.edition.numbers import OF_RULES

assert pages  # its modules hold the rows

QUERIES = sorted((FOLDER / "edition").glob("*.sql"))


def test_each_query_has_a_row_and_each_row_a_query() -> None:
    """And none is called as a query on the tables of a run: they travel in one folder."""
    stems = {query.stem for query in QUERIES}

    assert stems == {row.query for row in Decided.__subclasses__()}
    assert not stems & {query.stem for query in FOLDER.glob("*.sql")}


@pytest.mark.parametrize("row", Decided.__subclasses__(), ids=lambda row: row.query)
def test_the_columns_of_a_query_are_the_fields_of_its_row(
    small_edition: Any, row: type[Decided]
) -> None:
    """In the same order, so that either can be read for the other."""
    sql = (row.folder / f"{row.query}.sql").read_text(encoding="utf-8")
    given = {name: OF_RULES.get(name, "1") for name in set(re.findall(r"\$(\w+)", sql))}
    described = small_edition.connection.execute(sql, given or None).description

    assert [field.name for field in dataclasses.fields(row)] == [column[0] for column in described]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_a_query_says_its_grain_its_pages_and_its_parameters(query: Path) -> None:
    """And is ordered, adds no floats in parallel, and reads published tables alone."""
    text = query.read_text(encoding="utf-8")
    head = "\n".join(line for line in text.splitlines() if line.startswith("--"))

    assert re.match(r"-- One row(:| per )", text)
    assert re.search(r"-- Gives: .*\.html", head, re.S)
    assert all(f"${name}" in head for name in set(re.findall(r"\$(\w+)", text)))
    assert text.startswith("-- One row:") or "\norder by " in text
    assert not re.search(r"\b(avg|random|now|current_date)\(|sum\((score|share|chi2|margin)", text)
    steps = set(re.findall(r"^(\w+) as \($", text, re.M))  # named after what they count, at times
    read = set(re.findall(r"\b(?:from|join) (\w+)", text)) - steps
    assert [] == [name for name in read if name in EVERY and not EVERY[name].published]
