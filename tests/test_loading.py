"""Sheets as SQL: which column plays which role; no header of an export is part of a query."""

from __future__ import annotations

import csv
import hashlib
import hmac
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.errors import SourceError
from synthesis.sources.layout import Asked, Laid, Layout, Reject, Sheet
from synthesis.store import Store

if TYPE_CHECKING:
    from tests.conftest import Bench

KEY = bytes(range(32))
HOSTILE = """'); drop table "x"; --"""
WIDE = Layout({"reference": 0, "author": 3}, (
    Asked("1", HOSTILE, "open", 1), Asked("2", "Deux", "closed", 2),
))  # fmt: skip
LONG = Layout({"native_id": 0, "question": 1, "text": 2}, (Asked("1", "Un", "open"),))

cells = st.text(
    st.one_of(
        st.sampled_from("\"',;|\n\r\t \\\u00a0\ufeffé😀=0"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=12,
)


def sheet(path: Path, rows: list[list[str]], line_end: str = "\n", counted: int = -1) -> Sheet:
    """A clean sheet, as readers hand it over, its header hostile."""
    width = len(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator=line_end)
        writer.writerows([[f"{HOSTILE}{n}" for n in range(width)], *rows])
    return Sheet(
        name=f"l'{path.name}", path=path, delimiter=",", header=tuple(rows[0]),
        rows=len(rows) if counted < 0 else counted, encoding="utf-8",
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        rejects=(Reject(9, "cells", "3 cells of 4"),),
    )  # fmt: skip


@pytest.fixture
def keyed(tmp_path: Path) -> Iterator[Store]:
    """A store whose key is known."""
    with Store(tmp_path / "spill", 2, key=KEY) as store:
        yield store


def test_a_wide_sheet(keyed: Store, tmp_path: Path) -> None:
    """One row a contribution, an entry for each question; authors as digests (RFC 2104)."""
    given = sheet(tmp_path / "a.csv", [["r1", "Été", "", "ada"], ["r2", "", "Oui", ""]])
    keyed.load([(Laid(given, WIDE), "table")])
    rows = keyed.rows(
        "select source, reader, is_long, row, line, reference, author from sheets order by row"
    )

    digest = hmac.new(KEY, b"source 1 ada", "sha256").hexdigest()
    assert ("l'a.csv", "table", False, 1, 2, "r1", digest) == tuple(rows[0].values())
    assert ("l'a.csv", "table", False, 2, 3, "r2", "") == tuple(rows[1].values())
    assert [(1, "1", "Été"), (1, "2", ""), (2, "1", ""), (2, "2", "Oui")] == [
        tuple(row.values())
        for row in keyed.rows("select row, question_id, text from entries order by all")
    ]


def test_a_long_sheet(bench: Bench, tmp_path: Path) -> None:
    """One row an answer; the question is what the row says, as written, or the only one."""
    given = sheet(tmp_path / "a.csv", [["x", "1", "Été"], ["x", " 2", "Hiver"]])
    bench.store.load([
        (Laid(given, LONG), "table"),
        (Laid(sheet(tmp_path / "b.csv", [["z", "-", "Oui"]]),
              Layout({"text": 2}, (Asked("7", "Sept", "open"),))), "table"),
    ])  # fmt: skip

    assert [(1, " 2", "Hiver"), (1, "1", "Été"), (2, "7", "Oui")] == [
        tuple(row.values())
        for row in bench.store.rows(
            "select source_number, question_id, text from entries order by all"
        )
    ]
    assert [{"is_long": True}] == bench.store.rows("select distinct is_long from sheets")


def test_questions_and_rejects(bench: Bench, tmp_path: Path) -> None:
    """As the layouts list them, in order; what readers refused goes with them."""
    given = sheet(tmp_path / "a.csv", [["r1", "a", "b", "c"]])
    bench.store.load([(Laid(given, WIDE), "table")])

    assert [(0, "1", HOSTILE, "open"), (1, "2", "Deux", "closed")] == [
        tuple(row.values()) for row in bench.store.rows("select * from asked order by place")
    ]
    assert [("l'a.csv", 9, "cells", "3 cells of 4")] == [
        tuple(row.values()) for row in bench.store.rows("select * from refused")
    ]


@given(
    rows=st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1)
    ),
    line_end=st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=30)
def test_duckdb_reads_what_python_wrote(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], line_end: str
) -> None:
    """Cell for cell, whatever they hold."""
    folder = tmp_path_factory.mktemp("load")
    given = sheet(folder / "a.csv", rows, line_end)
    layout = Layout({}, tuple(Asked(str(n), "", "open", n) for n in range(len(rows[0]))))
    with Store(folder / "spill", 1) as store:
        store.load([(Laid(given, layout), "table")])
        found = store.rows("select row, question_id, text from entries order by row, question_id")

    assert [cell for row in rows for cell in row] == [row["text"] for row in found]


def test_a_count_that_differs_stops_the_run(bench: Bench, tmp_path: Path) -> None:
    """Python counted other rows than DuckDB reads: nothing is written."""
    given = sheet(tmp_path / "a.csv", [["r1", "a", "b", "c"]], counted=2)
    with pytest.raises(SourceError, match="counts 2 rows, DuckDB 1"):
        bench.store.load([(Laid(given, WIDE), "table")])


def test_a_row_of_another_width_stops_the_run(bench: Bench, tmp_path: Path) -> None:
    """With the name of the file, never the words of a row."""
    given = sheet(tmp_path / "a.csv", [["r1", "a", "b", "c"]])
    with given.path.open("a", encoding="utf-8") as file:
        file.write("secret,words\n")
    with pytest.raises(SourceError) as error:
        bench.store.load([(Laid(given, WIDE), "table")])

    assert "l'a.csv" == error.value.where
    assert "secret" not in str(error.value)
