"""Any file people send is read whole, unaltered and counted, or refused with a reason."""

from __future__ import annotations

import codecs
import csv
import datetime
import hashlib
import io
import json
import sys
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import openpyxl
import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.errors import OutputError, SourceError
from synthesis.sources import delimited
from synthesis.sources.layout import Reject, Sheet
from synthesis.sources.sheets import cells, open_sheet

SHARED = Path(__file__).parents[3] / "shared" / "data"

letters = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")
texts = st.text(st.one_of(letters, st.sampled_from('",;\t\n\r ')), max_size=12)
patient = settings(deadline=None)  # files and a database: a busy machine is no failure
french = st.text(st.sampled_from("abcéàçù\"',;\t\n "), max_size=12)  # bytes never valid UTF-8


def opened(folder: Path, data: bytes | str, name: str = "export.csv") -> Sheet:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return open_sheet(path, folder / "work")


def refused(folder: Path, data: bytes | str, name: str = "export.csv") -> SourceError:
    with pytest.raises(SourceError) as caught:
        opened(folder, data, name)
    return caught.value


def in_place(sheet: Sheet) -> bool:
    return sheet.path.name == "export.csv"


def witness(sheet: Sheet) -> list[list[str]]:
    """The rows as DuckDB reads them with the options of the store."""
    columns = {f"c{rank}": "VARCHAR" for rank in range(len(sheet.header))}
    rows = (
        duckdb.connect()
        .execute(
            f"select * from read_csv(?, auto_detect=false, columns={columns}, header=true, "
            "delim=?, quote='\"', escape='\"', allow_quoted_nulls=false, null_padding=false, "
            "parallel=false)",
            [str(sheet.path), sheet.delimiter],
        )
        .fetchall()
    )
    return [[cell or "" for cell in row] for row in rows]


def written(rows: list[list[str]], **how: object) -> str:
    file = io.StringIO()
    csv.writer(file, **how).writerows(rows)  # type: ignore[arg-type]  # the options of csv
    return file.getvalue()


@st.composite
def rectangles(draw: st.DrawFn, cell: st.SearchStrategy[str]) -> list[list[str]]:
    width = draw(st.integers(2, 4))
    rows = draw(st.lists(st.lists(cell, min_size=width, max_size=width), min_size=1, max_size=6))
    return [[f"column{rank}" for rank in range(width)], *rows]


# Laws


@patient
@given(
    rows=rectangles(texts),
    delimiter=st.sampled_from(",;\t"),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
)
def test_any_rectangle_comes_back_identical(
    rows: list[list[str]], delimiter: str, end: str, encoding: str, quoting: int
) -> None:
    """What csv writes, in any encoding, delimiter and line end, is read and counted exactly."""
    text = written(rows, delimiter=delimiter, lineterminator=end, quoting=quoting)
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(encoding, b"")
    data = mark + text.encode(encoding)
    with TemporaryDirectory() as folder:
        sheet = opened(Path(folder), data)

        assert rows[1:] == list(cells(sheet))
        assert rows[1:] == witness(sheet)
        assert tuple(rows[0]) == sheet.header
        assert len(rows) - 1 == sheet.rows
        assert hashlib.sha256(data).hexdigest() == sheet.sha256
        assert () == sheet.rejects


@patient
@given(rows=rectangles(french), delimiter=st.sampled_from(",;\t"))
def test_cp1252_comes_back_identical(rows: list[list[str]], delimiter: str) -> None:
    """French text in the old Windows encoding is read as it was written."""
    data = written(rows, delimiter=delimiter, quoting=csv.QUOTE_ALL).encode("cp1252")
    with TemporaryDirectory() as folder:
        sheet = opened(Path(folder), data)

        assert rows[1:] == list(cells(sheet))
        assert rows[1:] == witness(sheet)
        assert ("utf-8" if data.isascii() else "cp1252") == sheet.encoding


@patient
@given(
    body=st.text(st.sampled_from("ab\",;\n\r 'é"), max_size=40),
    width=st.integers(1, 3),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]),
)
def test_python_and_duckdb_always_agree(body: str, width: int, encoding: str) -> None:
    """However broken the file, either it is refused or two programs read the same rows in it."""
    data = (",".join("xyz"[:width]) + "\n" + body).encode(encoding)
    with TemporaryDirectory() as folder:
        try:
            sheet = opened(Path(folder), data)
        except SourceError:
            return
        rows = list(cells(sheet))

        assert rows == witness(sheet)
        assert len(rows) == sheet.rows


@patient
@given(body=st.text(st.sampled_from('ab",\n'), max_size=40))
def test_what_stays_in_place_is_what_csv_reads(body: str) -> None:
    """A file left where it is gives the very cells Python's csv finds in it, all of them."""
    with TemporaryDirectory() as folder:
        try:
            sheet = opened(Path(folder), "x,y\n" + body)
        except SourceError:
            return
        if in_place(sheet):
            expected = list(csv.reader(io.StringIO(body, newline="")))

            assert expected == list(cells(sheet))


# Delimited files


@pytest.mark.parametrize(
    "data",
    [
        "id,text\n1,bonjour\n",
        "id,text\n1,bonjour",
        'id,text\r\n1,"deux\r\nlignes"\r\n',
        '"id";"text"\n"1";"elle a dit ""non"""\n',
        "id\ttext\n1\tbon, jour\n",
    ],
)
def test_clean_csv_stays_in_place(tmp_path: Path, data: str) -> None:
    """A clean file is not copied: a gigabyte is not written twice."""
    sheet = opened(tmp_path, data)

    assert in_place(sheet)
    assert list(cells(sheet)) == witness(sheet)


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfid,text\n1,bonjour\n",
        b"id,text\n\n1,bonjour\n",
        b'id,text\n1,ecran 15" plat\n',
        b'id,text\n1, "a"\n',
        b'id,text\r\n1,"deux\nlignes"\r\n',
        b"id,text\r1,bonjour\r",
        b"id,text\n1,bon\x00jour\n",
        b"id,text\n1,bonjour\n2\n",
        "id,text\n1,élève\n".encode("cp1252"),
    ],
)
def test_the_rest_is_copied_clean(tmp_path: Path, data: bytes) -> None:
    """What another program might read otherwise is copied, and then both agree."""
    sheet = opened(tmp_path, data)

    assert not in_place(sheet)
    assert list(cells(sheet)) == witness(sheet)
    assert "," == sheet.delimiter


def test_a_copy_is_named_by_its_content(tmp_path: Path) -> None:
    """Reading twice gives the same name and the same bytes."""
    first = opened(tmp_path, b"\xef\xbb\xbfid,text\n1,a\n")
    before = first.path.read_bytes()
    second = opened(tmp_path, b"\xef\xbb\xbfid,text\n1,a\n")

    assert first == second
    assert before == second.path.read_bytes()
    assert [first.path] == list(first.path.parent.iterdir())


def test_quotes_in_open_cells_are_kept(tmp_path: Path) -> None:
    """A quote inside an unquoted cell is a character like another."""
    sheet = opened(tmp_path, 'id,text\n1,un écran 15" plat\n2, "oui"\n')

    assert [["1", 'un écran 15" plat'], ["2", ' "oui"']] == list(cells(sheet))


def test_nul_is_removed_and_counted(tmp_path: Path) -> None:
    """NUL is the one thing taken out, and it is told."""
    sheet = opened(tmp_path, b"id,text\n1,bon\x00jour\n2,\x00\x00\n")

    assert {"nul": 3} == sheet.repairs
    assert [["1", "bonjour"], ["2", ""]] == list(cells(sheet))


def test_blank_lines_are_no_rows(tmp_path: Path) -> None:
    """A blank line holds nobody's answer; a row of empty cells is a contribution."""
    sheet = opened(tmp_path, "\nid,text\n\n1,a\n,\n\n")

    assert 2 == sheet.rows
    assert {"blank_lines": 3} == sheet.repairs


def test_ragged_rows_are_listed(tmp_path: Path) -> None:
    """A row that does not fit is refused by line, with its size and none of its words."""
    sheet = opened(tmp_path, 'id,text\n1,"deux\nlignes"\n2,a,secret\n3\n4,b\n5,"x\ny",z\n')
    expected = (
        Reject(4, "wrong number of cells", "line 4, cells: 3 instead of 2, characters: 8"),
        Reject(5, "wrong number of cells", "line 5, cells: 1 instead of 2, characters: 1"),
        Reject(8, "wrong number of cells", "lines 7 to 8, cells: 3 instead of 2, characters: 5"),
    )

    assert expected == sheet.rejects
    assert 2 == sheet.rows


def test_undoubled_quotes_refuse_their_row(tmp_path: Path) -> None:
    """Reading on would drop a quote from somebody's words, or swallow the next rows."""
    sheet = opened(tmp_path, 'id,text\n1,"il a dit "oui" hier"\n2,b\n3,"x\n4,"y"\n5,c\n')
    expected = [(2, "malformed quotes"), (5, "malformed quotes")]

    assert expected == [(each.line, each.reason) for each in sheet.rejects]
    assert [["2", "b"], ["5", "c"]] == list(cells(sheet))


@pytest.mark.parametrize("end", ['"perdue', '"perdue\n', '"', '"a""\n3,c\n'])
def test_a_quote_never_closed_stops_the_reading(tmp_path: Path, end: str) -> None:
    """The file is never swallowed in silence: the row where the quote opens is named."""
    error = refused(tmp_path, "id,text\n1,a\n2," + end)

    assert 3 == error.line
    assert "never closed" in error.what


def test_a_quote_never_closed_costs_no_memory(tmp_path: Path) -> None:
    """Beyond the longest cell allowed the reading stops, wherever the file ends."""
    limit = csv.field_size_limit(100_000)
    try:
        error = refused(tmp_path, 'id,text\n1,a\n2,"' + "mot\n" * 50_000)
    finally:
        csv.field_size_limit(limit)

    assert 3 == error.line
    assert delimited.CELL_LIMIT == limit


def test_one_stray_byte_does_not_garble_the_rest(tmp_path: Path) -> None:
    """A UTF-8 file with one bad byte stays UTF-8; the row that holds the byte is refused."""
    sheet = opened(tmp_path, "id,text\n1,élève\n2,été\n".encode() + b"3,caf\xe9\n4,ok\n")

    assert "utf-8" == sheet.encoding
    assert [["1", "élève"], ["2", "été"], ["4", "ok"]] == list(cells(sheet))
    assert (Reject(4, "bytes that are not UTF-8", "cells: 2"),) == sheet.rejects


@pytest.mark.parametrize(
    ("data", "delimiter"),
    [
        ("id;Si oui, où, quand, comment ?\n1;là, hier\n2;ici\n", ";"),
        ('"a,b,c";d\n1;2\n', ";"),
        ("a\tb,c\n1\t2,3,4\n", "\t"),
        ('"deux\nlignes, ou plus";b\n1;2\n', ";"),
    ],
)
def test_the_delimiter_is_the_one_that_fits(tmp_path: Path, data: str, delimiter: str) -> None:
    """Commas in unquoted titles do not make a comma file."""

    assert delimiter == opened(tmp_path, data).delimiter


def test_one_column_needs_no_delimiter(tmp_path: Path) -> None:
    """A list of answers, one a line, is a table of one column, whatever they contain."""
    sheet = opened(tmp_path, "text\nOui, je crois\nNon ; jamais\nRAS\n")

    assert [["Oui, je crois"], ["Non ; jamais"], ["RAS"]] == list(cells(sheet))


# JSON, workbooks, Parquet


def test_json_in_a_csv(tmp_path: Path) -> None:
    """An array of flat objects is a table, whatever the name of the file says."""
    sheet = opened(tmp_path, '[{"id": 1.0, "text": "a"}]\n')

    assert ("id", "text") == sheet.header
    assert [["1.0", "a"]] == list(cells(sheet))


def test_json_lines_with_new_keys(tmp_path: Path) -> None:
    """One object a line; a key that comes late is a column, null and absence are empty."""
    data = '{"id": 7, "text": "a\\u0000b"}\n{"id": null, "vu": true, "text": "c\\nd"}\n'
    sheet = opened(tmp_path, data, "answers.jsonl")

    assert ("id", "text", "vu") == sheet.header
    assert [["7", "ab", ""], ["", "c\nd", "true"]] == list(cells(sheet))
    assert {"nul": 1} == sheet.repairs


@patient
@given(
    rows=st.lists(st.fixed_dictionaries({"id": texts, "text": texts}), min_size=1, max_size=5),
    indent=st.sampled_from([None, 1]),
)
def test_json_comes_back_identical(rows: list[dict[str, str]], indent: int | None) -> None:
    """Any text in JSON, in one line or many, comes back as it was."""
    with TemporaryDirectory() as folder:
        sheet = opened(Path(folder), json.dumps(rows, indent=indent))
        expected = [[row[key] for key in sheet.header] for row in rows]

        assert expected == list(cells(sheet))
        assert expected == witness(sheet)


def test_json_larger_than_a_chunk(tmp_path: Path) -> None:
    """Objects cut by the end of what was read are joined again."""
    rows = [{"id": str(rank), "text": "é" * 5_000} for rank in range(200)]
    sheet = opened(tmp_path, json.dumps(rows, ensure_ascii=False))

    assert [[row["id"], row["text"]] for row in rows] == list(cells(sheet))


def test_half_an_emoji_is_refused(tmp_path: Path) -> None:
    """JSON can name half a character; the row is listed, the others are read."""
    sheet = opened(tmp_path, '[{"text": "\\ud83d"},\n{"text": "ok"}]')

    assert [["ok"]] == list(cells(sheet))
    assert [(1, "characters that are not Unicode")] == [
        (each.line, each.reason) for each in sheet.rejects
    ]


@pytest.mark.parametrize(
    ("data", "what", "line"),
    [
        ('[{"a": "b"},\n{"a": oops}]', "Broken JSON", 2),
        ('[{"a": "b"},\n{"a": "b"', "Broken JSON", 2),
        ('[{"a": "b"},\n"b"]', "not a list of objects", 2),
        ("[]", "no row", None),
    ],
)
def test_json_that_is_no_table(tmp_path: Path, data: str, what: str, line: int | None) -> None:
    """Nested or broken JSON is refused where it breaks."""
    error = refused(tmp_path, data, "export.json")

    assert what in error.what
    assert line == error.line


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "vide"
    sheet = book.create_sheet("réponses")
    sheet.append(["id", "code", "date", "text", None])
    sheet.append([12345, 1.5, datetime.datetime(2019, 1, 22, 10, 11, 6), "= il faut", None])
    sheet.append([])
    sheet.append([75001.0, "01000", datetime.datetime(2019, 1, 22), "a_x000D_\nb"])
    sheet.append([True, None, None, None, "en trop"])
    book.create_sheet("autre").append(["x"])
    book["autre"].append([1])
    path = folder / "export.xlsx"
    book.save(path)
    return path


def test_workbook(tmp_path: Path) -> None:
    """The first sheet with rows, numbers as a person writes them, formulas as they were typed."""
    sheet = open_sheet(workbook(tmp_path), tmp_path / "work")
    expected = [
        ["12345", "1.5", "2019-01-22 10:11:06", "= il faut"],
        ["75001", "01000", "2019-01-22", "a\r\nb"],
    ]

    assert ("id", "code", "date", "text") == sheet.header
    assert expected == list(cells(sheet))
    assert expected == witness(sheet)
    assert [(5, "wrong number of cells")] == [(each.line, each.reason) for each in sheet.rejects]


def test_workbook_sheet_by_name(tmp_path: Path) -> None:
    """Another sheet is read when the recipe names it; a wrong name lists the right ones."""
    path = workbook(tmp_path)

    assert [["1"]] == list(cells(open_sheet(path, tmp_path / "work", sheet="autre")))
    with pytest.raises(SourceError, match=r"No sheet 'Autre'.*\n.*réponses"):
        open_sheet(path, tmp_path / "work", sheet="Autre")


def test_parquet(tmp_path: Path) -> None:
    """Columns of any plain type become text; whole numbers that pandas made floats stay whole."""
    path = tmp_path / "export.parquet"
    table = pyarrow.table(
        {
            "id": [1, 2],
            "cp": [75001.0, None],
            "text": ["a\nb", None],
            "at": [datetime.datetime(2019, 1, 22, 1, 2, 3), None],
        }
    )
    pyarrow.parquet.write_table(table, path)
    sheet = open_sheet(path, tmp_path / "work")

    assert [["1", "75001", "a\nb", "2019-01-22 01:02:03"], ["2", "", "", ""]] == list(cells(sheet))


def test_parquet_with_lists(tmp_path: Path) -> None:
    """A column of lists is no column of text."""
    path = tmp_path / "export.parquet"
    pyarrow.parquet.write_table(pyarrow.table({"id": [[1]]}), path)

    with pytest.raises(SourceError, match="Column 'id' holds list"):
        open_sheet(path, tmp_path / "work")


# Refusals


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \n\n", "nothing but blanks"),
        (b"id,text\n", "header of 2 columns and no row"),
        (b",\n1,2\n", "names no column"),
        (b'id,"te"xt\n1,a\n', "header has malformed quotes"),
        ("id,été,é".encode() + b"\xe9\n1,2,3\n", "not Unicode"),
        (b'[{"\\ud83d": "a"}]', "not Unicode"),
        (b"a,b\n1\n2\n", "No row has the 2 cells"),
        (b"<!DOCTYPE html><html><body>connexion</body></html>", "web page"),
        (b"\n<html>", "web page"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old workbook"),
        (b"PK\x03\x04rest", "archive"),
        (bytes(range(32)) * 10, "binary"),
        ("id,text\n1,bonjour\n".encode("utf-16-le"), "UTF-16 without its mark"),
        (b"id,text\n1,caf\x8f\n", "neither utf-8 nor cp1252"),
        (b"\xef\xbb\xbfid,text\n1,caf\xe9\n", "neither utf-8-sig"),
        (b"PAR1 and nothing else", "Parquet"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, what: str) -> None:
    """Each stranger is named, with its file and what to do."""
    error = refused(tmp_path, data)

    assert what in error.what
    assert tmp_path / "export.csv" == error.where
    assert error.todo


def test_places_that_are_no_file(tmp_path: Path) -> None:
    """A missing file and a folder are told apart."""
    with pytest.raises(SourceError, match="No such file"):
        open_sheet(tmp_path / "absent.csv", tmp_path)
    with pytest.raises(SourceError, match="folder"):
        open_sheet(tmp_path, tmp_path)


def test_not_permitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file one may not read says so; root may read all, so the refusal is played."""

    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbid)

    with pytest.raises(SourceError, match="Not permitted"):
        open_sheet(tmp_path / "export.csv", tmp_path)


def test_work_folder_that_cannot_be(tmp_path: Path) -> None:
    """Where no copy can be written, that is what is said."""
    (tmp_path / "work").write_text("a file in the way")

    with pytest.raises(OutputError, match="No working copy"):
        opened(tmp_path, b"\xef\xbb\xbfid,text\n1,a\n")


def test_zip_bomb(tmp_path: Path) -> None:
    """A workbook that would fill the memory is refused from its table of contents."""
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 2**25)

    with pytest.raises(SourceError, match="Unpacked"):
        open_sheet(path, tmp_path / "work")


def test_damaged_workbook(tmp_path: Path) -> None:
    """A workbook with a part missing is called damaged, without a traceback."""
    path = tmp_path / "export.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")

    with pytest.raises(SourceError, match="damaged"):
        open_sheet(path, tmp_path / "work")


def test_hopeless_files_are_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When most rows do not fit, the header is wrong, not the rows: no list of a million."""
    monkeypatch.setattr(delimited, "HOPELESS", 10)

    assert "Most rows" in refused(tmp_path, "a,b\n" + "1,2,3\n" * 50).what


def test_memory_stays_flat(tmp_path: Path) -> None:
    """The cost of a walk does not grow with the file: rows are seen one at a time."""
    resource = pytest.importorskip("resource")
    row = '"1","' + "mot " * 500 + '"\n'
    path = tmp_path / "export.csv"
    with path.open("w") as file:
        file.write('"id","text"\n')
        file.writelines(row for _ in range(20_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sheet = open_sheet(path, tmp_path / "work")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before

    assert 20_000 == sheet.rows
    assert grown < 10_000 * (1024 if sys.platform == "darwin" else 1)  # 10 MB, for a file of 40


# Real files


@pytest.mark.reference
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")
@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("grand-debat/LA_FISCALITE_ET_LES_DEPENSES_PUBLIQUES.csv", 4258),
        ("grand-debat/DEMOCRATIE_ET_CITOYENNETE.csv", 1008),
        ("grand-debat/LA_TRANSITION_ECOLOGIQUE.csv", 468),
        ("decidim/propositions_libres.csv", 196),
        ("decidim/commentaires_debats.csv", 693),
        ("decidim/debats.csv", 29),
        ("formats/decidim/0.28-proposals.xlsx", 9),
        ("formats/surveys/results-survey123456.csv", 5),
        ("tuning/entendre_la_france.csv", 3514),
    ],
)
def test_real_files(tmp_path: Path, name: str, rows: int) -> None:
    """Real exports have the rows their owners count, and DuckDB reads the same cells."""
    sheet = open_sheet(SHARED / name, tmp_path)

    assert rows == sheet.rows
    assert () == sheet.rejects
    assert list(cells(sheet)) == witness(sheet)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(tmp_path: Path, encoding: str) -> None:
    """Told by its zeros: every other byte of plain letters."""
    path = tmp_path / "export.csv"
    path.write_bytes("id;texte\n1;Des bus à l’école\n2;Été\n3;Plus de trains\n".encode(encoding))
    sheet = open_sheet(path, tmp_path / "work")

    assert ("id", "texte") == sheet.header
    assert ["1", "Des bus à l’école"] == next(cells(sheet))
    assert encoding == sheet.encoding


@pytest.mark.parametrize("separator", [";", "|", ","])
def test_the_line_that_names_the_separator(tmp_path: Path, separator: str) -> None:
    """`sep=;`, which Excel reads and eats, is neither the header nor a row."""
    path = tmp_path / "export.csv"
    path.write_text(f"sep={separator}\r\nid{separator}texte\r\n1{separator}Oui\r\n", newline="")
    sheet = open_sheet(path, tmp_path / "work")

    assert ("id", "texte") == sheet.header
    assert [["1", "Oui"]] == list(cells(sheet))


def test_bars_between_cells(tmp_path: Path) -> None:
    """A delimiter like another, where the header has it and no other fits."""
    path = tmp_path / "export.csv"
    path.write_text("id|texte\n1|Des bus, des trains\n2|Oui\n")

    assert ["1", "Des bus, des trains"] == next(cells(open_sheet(path, tmp_path / "work")))
