"""Real answers of the Grand Débat, whole: nothing lost, nothing altered, no cluster a bin."""

from __future__ import annotations

import base64
import csv
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

pytestmark = pytest.mark.reference

EXPORT = "LA_FISCALITE_ET_LES_DEPENSES_PUBLIQUES.csv"
CONTRIBUTIONS = 4_258
ANSWERS = {"127": "democratie_30", "164": "fiscalite_13", "192": "organisation_32",
           "149": "transition_16"}  # fmt: skip


def rows_of(path: Path) -> list[list[str]]:
    """The rows of a file by the csv module, header first."""
    text = path.read_text(encoding="utf-8-sig").replace("\0", "")
    return list(csv.reader(io.StringIO(text, newline="")))


def table(edition: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(edition / "tables" / f"{name}.parquet").to_pylist()
    return rows


@pytest.fixture(scope="module")
def fiscalite(
    shared: Path, doleances: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The draft of the official file, with no recipe, run from elsewhere."""
    folder = tmp_path_factory.mktemp("fiscalite")
    export = shared / "data" / "grand-debat" / EXPORT
    told = doleances("run", "--inline", export, "--out", "editions", cwd=folder)
    assert 0 == told.code, told.err
    return folder / "editions" / "la-fiscalite-et-les-depenses-publiques" / "draft"


@pytest.fixture(scope="module")
def cells(shared: Path) -> dict[str, dict[str, str]]:
    """The cells of each question, by reference."""
    header, *rows = rows_of(shared / "data" / "grand-debat" / EXPORT)
    reference = header.index("reference")
    numbers = {
        base64.b64decode(name[1:].split(" - ")[0]).decode().removeprefix("Question:"): column
        for column, name in enumerate(header)
        if name.startswith("QUX")
    }
    return {
        number: {row[reference]: row[column] for row in rows} for number, column in numbers.items()
    }


def test_the_ledger_sums_to_what_came_in(fiscalite: Path, cells: dict[str, dict[str, str]]) -> None:
    """4,258 cells to each open question, as many of them empty as the csv module finds."""
    opened = [row["question_id"] for row in table(fiscalite, "questions") if row["kind"] == "open"]
    total: Counter[str] = Counter()
    empty: Counter[str] = Counter()
    for row in table(fiscalite, "ledger"):
        total[row["question_id"]] += row["answers"]
        empty[row["question_id"]] += row["answers"] * (row["state"] == "empty")

    assert len(opened) >= 7
    assert set(opened) <= set(cells)
    assert dict.fromkeys(opened, CONTRIBUTIONS) == total
    assert {
        question: sum(not cell.strip() for cell in cells[question].values()) for question in opened
    } == empty


def test_answers_are_the_cells(fiscalite: Path, cells: dict[str, dict[str, str]]) -> None:
    """To the character; nothing hidden in this export, so every cell with words is there."""
    answers = {
        (row["question_id"], row["reference"]): row["text"] for row in table(fiscalite, "answers")
    }
    opened = [row["question_id"] for row in table(fiscalite, "questions") if row["kind"] == "open"]
    expected = {
        (question, reference): cell
        for question in opened
        for reference, cell in cells[question].items()
        if cell.strip()
    }

    assert expected == answers


def test_every_verbatim_is_a_slice(fiscalite: Path, cells: dict[str, dict[str, str]]) -> None:
    """Of the cell of its question and reference, at the offsets given."""
    reference = {row["answer_id"]: row["reference"] for row in table(fiscalite, "answers")}
    verbatims = table(fiscalite, "verbatims")
    pages = {
        path.stem: path.read_text(encoding="utf-8") for path in (fiscalite / "q").glob("*.html")
    }

    assert len(verbatims) > 500
    for row in verbatims:
        cell = cells[row["question_id"]][reference[row["answer_id"]]]
        place = f'data-answer="{row["answer_id"]}" data-start="{row["start"]}"'
        assert 0 <= row["start"] < row["stop"] <= len(cell)
        assert place in pages[row["question_id"]]


def test_what_says_nothing_has_no_cluster(fiscalite: Path) -> None:
    """There are such answers, and none of them is in a cluster; nor is any other but analysed."""
    rows = table(fiscalite, "assignments")
    states = Counter(row["state"] for row in rows)

    assert states["no_content"] > 50
    assert {"analysed"} == {row["state"] for row in rows if row["cluster_id"] is not None}


@pytest.fixture(scope="module")
def four(
    shared: Path, doleances: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The draft of four whole questions, one file each."""
    folder = tmp_path_factory.mktemp("four")
    answers = shared / "data" / "grand-debat" / "answers"
    sources = "\n".join(
        f'[[sources]]\nreader = "table"\npath = "{answers / name}.csv"\n'
        'columns = { question = "question_id", text = "text" }'
        for name in ANSWERS.values()
    )
    (folder / "r.toml").write_text(f'[consultation]\nid = "quatre"\n{sources}', encoding="utf-8")
    told = doleances("run", "--inline", "r.toml", cwd=folder)
    assert 0 == told.code, told.err
    return folder / "reports" / "quatre" / "draft"


@pytest.mark.parametrize("question", ANSWERS)
def test_no_cluster_is_a_bin(four: Path, shared: Path, question: str) -> None:
    """None above 40 % or below 1 % of the analysed answers; at least 80 % of them classified."""
    path = shared / "data" / "grand-debat" / "answers" / f"{ANSWERS[question]}.csv"
    received = len(rows_of(path)) - 1
    ledger = {
        row["state"]: row["answers"]
        for row in table(four, "ledger")
        if row["question_id"] == question
    }
    sizes = [row["answers"] for row in table(four, "clusters") if row["question_id"] == question]
    analysed = ledger["analysed"]

    assert received == sum(ledger.values())
    assert len(sizes) >= 3
    assert max(sizes) <= 0.40 * analysed
    assert 0.01 * analysed <= min(sizes)
    assert 0.80 * analysed <= sum(sizes)


def test_the_pages_ring_no_alarm(four: Path) -> None:
    """No bin, no crumb, no question mostly unclassified: the index says so by saying nothing."""
    page = (four / "index.html").read_text(encoding="utf-8")
    manifest = json.loads((four / "manifest.json").read_text(encoding="utf-8"))

    assert ["table"] * 4 == [source["reader"] for source in manifest["sources"]]
    for kind in ("unclassified", "bin", "crumb", "undivided", "unread"):
        assert f'<li class="{kind}">' not in page
