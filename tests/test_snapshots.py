"""Overlaps: snapshots of one dataset are one; what changed between them is listed."""

from __future__ import annotations

import csv
import io
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from synthesis import run
from synthesis.errors import RecipeError
from synthesis.line import CONSULTATION

EXPORT = "LA_FISCALITE_ET_LES_DEPENSES_PUBLIQUES.csv"
TRASHED, REFERENCE = 6, 1  # columns of the official layout
DROPPED, EDITED = 700, 25
NAMES = ("intake", "changes", "contributions", "answers", "ledger", "cells", "rejects", "questions")

Tables = dict[str, list[dict[str, Any]]]


def walked(folder: Path, *exports: Path, sources: str = "") -> Tables:
    """The tables of a consultation of these exports, in this order."""
    listed = sources or "".join(
        f'[[sources]]\nreader = "grand-debat"\npath = "{path}"\n' for path in exports
    )
    (folder / "r.toml").write_text(f'[consultation]\nid = "x"\n{listed}', encoding="utf-8")
    with run.opened(run.prepare(run.Request((folder / "r.toml",)))) as walk:
        for step in CONSULTATION:
            walk.table(step)
        for name in NAMES:
            walk.store.see(name, walk.files[name, None])
        return {name: walk.store.rows(f"select * from {name}") for name in NAMES}


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return path


@pytest.fixture(scope="module")
def rows(shared: Path) -> list[list[str]]:
    """The real file, header first."""
    text = (shared / "data" / "grand-debat" / EXPORT).read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text.replace("\0", ""), newline="")))


@pytest.mark.reference
def test_two_snapshots_of_the_real_file(rows: list[list[str]], tmp_path: Path) -> None:
    """Shuffled, shortened, edited, one withdrawn: the union once, and what changed, exactly."""
    header, *all_rows = rows
    dice = random.Random(1)
    second = [list(row) for row in dice.sample(all_rows, len(all_rows) - DROPPED)]
    first = all_rows[: len(all_rows) - 300]  # so that some are only in the second
    shared_ = {row[REFERENCE] for row in first} & {row[REFERENCE] for row in second}
    edited = {}
    for row in (row for row in second if row[REFERENCE] in shared_):
        column = next((c for c in range(11, len(row)) if len(row[c]) > 80), None)
        if column is not None and len(edited) < EDITED:
            row[column] += " (complété)"
            edited[row[REFERENCE]] = row[column]
    withdrawn = next(row for row in second if row[REFERENCE] in shared_ - set(edited))
    withdrawn[TRASHED] = "true"
    exports = (
        write(tmp_path / "un.csv", [header, *first]),
        write(tmp_path / "deux.csv", [header, *second]),
    )
    found = walked(tmp_path, *exports)
    union = {row[REFERENCE] for row in first} | {row[REFERENCE] for row in second}
    reference = {row["contribution_id"]: row["reference"] for row in found["contributions"]}

    assert Counter(union) == Counter(reference.values())
    assert {"un.csv": (len(first), len(shared_)), "deux.csv": (len(second), 0)} == {
        row["source"]: (row["rows"], row["superseded"]) for row in found["intake"]
    }
    changes: dict[str, set[str]] = {}
    for row in found["changes"]:
        changes.setdefault(row["change"], set()).add(reference[row["contribution_id"]])
    assert {
        "edited": set(edited),
        "withdrawn": {withdrawn[REFERENCE]},
        "absent": {row[REFERENCE] for row in first} - {row[REFERENCE] for row in second},
    } == changes
    texts = {row["text"] for row in found["answers"]}
    assert set(edited.values()) <= texts
    assert not any(row["reference"] == withdrawn[REFERENCE] for row in found["answers"])
    per_question = {row["question_id"]: row["asked"] for row in found["questions"]}
    assert {len(union)} == set(per_question.values())


@pytest.mark.reference
def test_the_order_of_the_rows_changes_nothing(rows: list[list[str]], tmp_path: Path) -> None:
    """The same file twice, shuffled: everything once, and no change."""
    header, *body = rows
    shuffled = random.Random(2).sample(body, len(body))
    exports = (
        write(tmp_path / "a.csv", [header, *body]), write(tmp_path / "b.csv", [header, *shuffled])
    )  # fmt: skip
    found = walked(tmp_path, *exports)

    assert len(body) == len(found["contributions"])
    assert [] == found["changes"]
    assert [] == found["rejects"]


def test_tables_share_nothing_unless_told(tmp_path: Path) -> None:
    """The identifiers 1 and 2 of two tables are four contributions; of one dataset, two."""
    (tmp_path / "a.csv").write_text("id,text\n1,Des bus\n2,Des trains\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,text\n1,Des bus\n2,Des trams\n", encoding="utf-8")
    apart = "".join(
        f'[[sources]]\nreader = "table"\npath = "{name}"\n'
        'columns = { id = "id", text = "text" }\n'
        for name in ("a.csv", "b.csv")
    )
    together = apart.replace("columns", 'dataset = "enquete"\ncolumns')
    (tmp_path / "x").mkdir()

    assert 4 == len(walked(tmp_path, sources=apart)["contributions"])
    found = walked(tmp_path, sources=together)
    assert ["Des bus", "Des trams"] == sorted(row["text"] for row in found["answers"])
    assert ["edited"] == [row["change"] for row in found["changes"]]


def test_the_same_bytes_are_refused(tmp_path: Path) -> None:
    """Under two names they are a mistake, not a snapshot."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("id,text\n1,Des bus\n", encoding="utf-8")
    sources = "".join(
        f'[[sources]]\nreader = "table"\npath = "{name}"\n'
        'columns = { id = "id", text = "text" }\n'
        for name in ("a.csv", "b.csv")
    )
    with pytest.raises(RecipeError, match="count twice"):
        walked(tmp_path, sources=sources)
