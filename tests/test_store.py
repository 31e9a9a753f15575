"""The door to DuckDB: tables are checked when written; a warehouse is whole, and locked."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.errors import OutputError, TableError
from synthesis.store import Store, Warehouse, export
from synthesis.tables import TABLES

if TYPE_CHECKING:
    from tests.conftest import Bench

Row = dict[str, Any]

TERMS = tuple({"segment_id": id, "term": term} for id, term in ((2, "b"), (1, "z"), (1, "a")))
texts = st.text(
    st.one_of(
        st.sampled_from("=+-@\t\r\n'\"＝;,"),
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"),
    ),
    max_size=10,
)


def answers(bench: Bench, *texts: str | None) -> Path:
    """A part of answers with these texts."""
    part = bench.folder / "answers.parquet"
    rows = ({"answer_id": n, "question_id": "1", "text": text} for n, text in enumerate(texts, 1))
    bench.store.write_arrow("answers", bench.arrow("answers", *rows), part)
    return part


def warehouse(bench: Bench, parts: dict[str, list[Path]]) -> Path:
    path = bench.folder / "c.duckdb"
    bench.store.assemble(parts, path)
    return path


def test_a_part_is_typed_ordered_and_checked(bench: Bench) -> None:
    """Columns in their order, rows in that of their key; the number of rows is told."""
    table = bench.arrow("terms", *TERMS).select(["term", "segment_id"])
    count = bench.store.write_arrow("terms", table, bench.folder / "t.parquet")
    kept = pq.read_table(bench.folder / "t.parquet")

    assert 3 == count
    assert ["segment_id", "term"] == kept.column_names
    assert [(1, "a"), (1, "z"), (2, "b")] == [tuple(row.values()) for row in kept.to_pylist()]


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("select 1 as segment_id", r"has \['segment_id'\], not \['segment_id', 'term'\]"),
        ("select 1 as segment_id, 'a' as term, 2 as more", "has .*'more'"),
        ("select 1 as segment_id, 'a' as term from range(2)", "2 rows, 1 distinct .* promised"),
        ("select 1 as segment_id, null as term", "1 without a key"),
    ],
)
def test_a_table_that_breaks_its_description(bench: Bench, sql: str, what: str) -> None:
    """Is not kept: the part that was there stays as it was."""
    part = bench.folder / "t.parquet"
    part.write_text("before")
    with pytest.raises(TableError, match=what):
        bench.store.write("terms", sql, {}, part)

    assert "before" == part.read_text()
    assert ["t.parquet"] == [path.name for path in bench.folder.iterdir() if path.is_file()]


def test_a_value_that_does_not_fit_its_type(bench: Bench) -> None:
    """Is an error, not a null."""
    with pytest.raises(duckdb.ConversionException):
        bench.store.write("terms", "select 'x' as segment_id, 'a' as term", {}, bench.folder / "t")


def test_what_a_stage_in_python_is_given(bench: Bench) -> None:
    """A table in the order of its description; of a part, the rows of one question."""
    bench.give("terms", *TERMS)

    assert [1, 1, 2] == bench.store.arrow("terms")["segment_id"].to_pylist()

    rows = [{"answer_id": n, "question_id": str(n % 2)} for n in range(4)]
    part = bench.folder / "a.parquet"
    bench.store.write_arrow("answers", bench.arrow("answers", *rows), part)
    bench.store.see("answers", part, "1")

    assert [1, 3] == bench.store.arrow("answers")["answer_id"].to_pylist()

    bench.store.see("answers", part)

    assert 4 == bench.store.arrow("answers").num_rows


def test_parameters_are_bound(bench: Bench) -> None:
    """Those a query names; a text of theirs is never part of it."""
    rows = bench.store.rows("select $text as text", text="'; drop table x", other=3)

    assert [{"text": "'; drop table x"}] == rows


def test_a_store_leaves_nothing(tmp_path: Path) -> None:
    """The folder it spilled to is gone, even after an error."""
    with pytest.raises(duckdb.CatalogException), Store(tmp_path / "spill", 1) as store:
        store.rows("select * from nothing")

    assert not (tmp_path / "spill").exists()


def test_a_warehouse_says_what_it_holds(bench: Bench) -> None:
    """Every table and column is commented; parts of several questions are one table, in order."""
    one, two = (bench.folder / f"{n}.parquet" for n in (1, 2))
    bench.store.write_arrow("terms", bench.arrow("terms", TERMS[0]), one)
    bench.store.write_arrow("terms", bench.arrow("terms", *TERMS[1:]), two)
    path = warehouse(bench, {"terms": [one, two], "answers": []})
    with Warehouse(path) as found:
        rows = [tuple(row.values()) for row in found.rows("select * from terms")]
        comments = found.rows("select table_name, comment from duckdb_tables() order by all")
        meanings = found.rows("select column_name as name, comment from duckdb_columns() "
                              "where table_name = 'answers'")  # fmt: skip

    assert [(1, "a"), (1, "z"), (2, "b")] == rows
    assert [f"One row per {TABLES[row['table_name']].grain}." for row in comments] == [
        row["comment"] for row in comments
    ]
    assert {c.name: c.meaning for c in TABLES["answers"].columns} == {
        row["name"]: row["comment"] for row in meanings
    }


def test_a_warehouse_is_swapped_in_whole(bench: Bench) -> None:
    """Who reads the old one still reads it; nothing else is left beside."""
    path = warehouse(bench, {"answers": [answers(bench, "avant")]})
    with Warehouse(path) as before:
        warehouse(bench, {"answers": [answers(bench, "après", "encore")]})

        assert [{"text": "avant"}] == before.rows("select text from answers")
    with Warehouse(path) as after:
        assert 2 == after.rows("select count(*) as n from answers")[0]["n"]
    assert {"c.duckdb", "answers.parquet", "spill"} == {p.name for p in bench.folder.iterdir()}


@pytest.mark.parametrize(
    "sql",
    [
        "insert into answers (answer_id) values (9)",
        "create table x (y integer)",
        "select * from read_text('{file}')",
        "select * from '{file}'",
        "copy answers to '{file}.csv'",
        "attach '{file}.duckdb' as other",
        "set enable_external_access = true",
        "install httpfs",
        "select * from rows",  # a Python variable of this test is no table
    ],
)
def test_a_warehouse_is_locked(bench: Bench, sql: str) -> None:
    """Nothing can be written in it, nothing else can be read from it."""
    rows = pa.table({"secret": ["x"]})
    file = bench.folder / "secret.txt"
    file.write_text("secret")
    path = warehouse(bench, {"answers": [answers(bench, "a")]})
    with Warehouse(path) as found, pytest.raises(duckdb.Error):
        found.rows(sql.format(file=file))

    assert 1 == rows.num_rows


def test_there_is_no_warehouse(tmp_path: Path) -> None:
    """It says which file was looked for, and what to do."""
    with pytest.raises(OutputError) as error:
        Warehouse(tmp_path / "c.duckdb")

    assert tmp_path / "c.duckdb" == error.value.where
    assert "Run `doleances run` first." == error.value.todo


def canonical(rows: list[Row]) -> str:
    """The digest of a table, by Python's json and hashlib; blocks are of ten thousand rows."""
    lines = [
        # DuckDB writes the number of a control character in capitals: \u001F.
        re.sub(r"(?<!\\)((?:\\\\)*\\u00)([01][a-f])", lambda m: m[1] + m[2].upper(), line)
        for line in (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    ]
    blocks = ["\n".join(lines[n : n + 10_000]) for n in range(0, len(lines), 10_000)]
    digests = (hashlib.sha256(block.encode()).hexdigest() for block in blocks)
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def test_an_exported_table(bench: Bench, tmp_path: Path) -> None:
    """Parquet and CSV hold its rows; its digest is that of their canonical form."""
    part = answers(bench, 'L’été, "oui"', "\\", "=1", "a\nb\t/")
    path = warehouse(bench, {"answers": [part]})
    done = export(path, tmp_path, ["answers"], 100)["answers"]
    rows = pq.read_table(tmp_path / "answers.parquet").to_pylist()

    assert pq.read_table(part).to_pylist() == rows
    assert (4, canonical(rows)) == (done.rows, done.digest)


def test_digests_of_large_and_empty_tables(bench: Bench, tmp_path: Path) -> None:
    """By blocks of ten thousand rows, so that none is held whole; none for no row."""
    rows = [{"segment_id": n, "term": f"t{n}"} for n in range(25_000)]
    bench.store.write_arrow("terms", bench.arrow("terms", *rows), tmp_path / "t.parquet")
    path = warehouse(bench, {"terms": [tmp_path / "t.parquet"], "answers": []})
    done = export(path, tmp_path, ["terms", "answers"], 20_000)

    assert (25_000, canonical(rows)) == (done["terms"].rows, done["terms"].digest)
    assert (0, hashlib.sha256(b"").hexdigest()) == (done["answers"].rows, done["answers"].digest)
    assert not (tmp_path / "terms.csv").exists()  # too many rows for a spreadsheet
    assert (tmp_path / "answers.csv").exists()


@given(given=st.lists(st.none() | texts, min_size=1, max_size=20))
@settings(max_examples=20)
def test_no_cell_is_a_formula(
    lasting_bench: Bench, tmp_path_factory: pytest.TempPathFactory, given: list[str | None]
) -> None:
    """A quote goes before what a spreadsheet would compute; without it the cell is as published.

    The digest of the table is that of its rows, whatever they hold.
    """
    folder = tmp_path_factory.mktemp("csv")
    path = warehouse(lasting_bench, {"answers": [answers(lasting_bench, *given)]})
    done = export(path, folder, ["answers"], 100)["answers"]
    with (folder / "answers.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["text"] for row in csv.DictReader(file)]

    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]
    assert [text or "" for text in given] == [cell.removeprefix("'") for cell in cells]
    assert canonical(pq.read_table(folder / "answers.parquet").to_pylist()) == done.digest


def test_numbers_keep_their_sign_in_csv(bench: Bench, tmp_path: Path) -> None:
    """Only text is guarded: a negative weight is a number."""
    row = {"question_id": "1", "cluster_id": 1, "term": "-x", "weight": Decimal("-1.5")}
    bench.store.write_arrow("weights", bench.arrow("weights", row), tmp_path / "w.parquet")
    export(warehouse(bench, {"weights": [tmp_path / "w.parquet"]}), tmp_path, ["weights"], 9)

    assert '"1","1","\'-x","-1.500000"' == (tmp_path / "weights.csv").read_text().splitlines()[1]
