"""The same export gives the same bytes: whatever the machine, the folder, the hour, the threads."""

from __future__ import annotations

import csv
import io
import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from synthesis.cli import main

Doleances = Callable[..., Any]
EDITION = Path("reports") / "courvallon-2030" / "draft"
ELSEWHERE = {
    "LC_ALL": "C",
    "LANG": "C",
    "TZ": "Pacific/Auckland",
    "PYTHONHASHSEED": "7",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
HERE = {"LC_ALL": "C.UTF-8", "TZ": "America/Cayenne", "PYTHONHASHSEED": "0"}


def contents(edition: Path) -> dict[str, bytes]:
    """Every file of an edition, by its path in it."""
    return {
        path.relative_to(edition).as_posix(): path.read_bytes()
        for path in sorted(edition.rglob("*"))
        if path.is_file()
    }


def differences(one: Path, other: Path) -> list[str]:
    """The files that are not the same in two editions, or only in one."""
    first, second = contents(one), contents(other)
    return [name for name in first | second if first.get(name) != second.get(name)]


@pytest.fixture(scope="module")
def elsewhere(
    doleances: Doleances, sample_run: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder in which the sample was run afresh, everything around it being otherwise."""
    folder = tmp_path_factory.mktemp("ailleurs") / "un dossier à accents" / "2030"
    folder.mkdir(parents=True)
    for name in ("consultation.toml", "courvallon.csv"):
        shutil.copyfile(sample_run.folder / name, folder / name)
        os.utime(folder / name, (0, 0))
    words = ("run", "--inline", "--fresh", "--threads", "1", folder / "consultation.toml")
    told = doleances(*words, cwd=folder.parent, **ELSEWHERE)
    assert 0 == told.code, told.err
    return folder


def test_another_machine(sample_run: Any, elsewhere: Path) -> None:
    """One thread or two, another folder, language, time zone and hash seed: the same bytes."""
    assert [] == differences(sample_run.edition, elsewhere / EDITION)


def test_nothing_tells_where_or_when(sample_run: Any, elsewhere: Path) -> None:
    """No path of the machine, no name of its user, in any file of the edition."""
    for name, content in contents(elsewhere / EDITION).items():
        for told in (elsewhere.parent.name, elsewhere.parents[2].name, str(Path.home()) + "/"):
            assert told.encode() not in content, name


def test_a_second_run_writes_nothing(doleances: Doleances, elsewhere: Path) -> None:
    """Every step is taken as it was left, and the edition with them."""
    before = {path: path.stat().st_mtime_ns for path in elsewhere.rglob("*") if path.is_file()}
    told = doleances("run", "--inline", "consultation.toml", cwd=elsewhere, **HERE)
    after = {path: path.stat().st_mtime_ns for path in elsewhere.rglob("*") if path.is_file()}
    lock = elsewhere / ".doleances" / "courvallon-2030.lock"

    assert 0 == told.code
    assert re.search(r"\n0 étape faite, \d\d reprises", told.out)
    assert 3 == told.err.count(" classes, repris")
    assert before | {lock: 0} == after | {lock: 0}


def test_what_was_kept_gives_the_same_bytes(
    doleances: Doleances, sample_run: Any, elsewhere: Path, tmp_path: Path
) -> None:
    """Without its edition and its warehouse, no step is done again, and every byte comes back."""
    folder = tmp_path / "reprise"
    shutil.copytree(elsewhere, folder)
    shutil.rmtree(folder / "reports")
    (folder / ".doleances" / "courvallon-2030.duckdb").unlink()
    told = doleances("run", "--inline", "consultation.toml", cwd=folder, **HERE)

    assert 0 == told.code
    assert "\n0 étape faite, " in told.out
    assert [] == differences(sample_run.edition, folder / EDITION)


def test_the_order_of_the_rows(
    sample_run: Any, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shuffled, the export gives the same clusters of the same references, with the same numbers.

    Nothing promises as much of any export: rows at the same place on an axis are taken as they
    came. Of what one author said twice, the copy that comes second is the one set aside.
    """
    export = sample.parent / "courvallon.csv"
    text = export.read_text(encoding="utf-8").replace("\0", "")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    random.Random(2030).shuffle(rows)
    with export.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    monkeypatch.chdir(sample.parent)
    told = CliRunner().invoke(main, ["run", "--inline", "consultation.toml"])
    assert 0 == told.exit_code, told.exception
    first, second = placed(sample_run.edition), placed(sample.parent / EDITION)
    moved = {key for key in first | second if first.get(key) != second.get(key)}
    states = {frozenset((first[key][0], second[key][0])) for key in moved}

    assert first.keys() == second.keys()
    assert len(first) > 5_000
    assert states <= {frozenset(("analysed", "duplicate"))}
    assert len(moved) <= 2 * 8  # pairs of copies planted
    assert ledger(sample_run.edition) == ledger(sample.parent / EDITION)


def placed(edition: Path) -> dict[tuple[str, str], tuple[Any, ...]]:
    """State, cluster and score of each answer, by question and reference."""
    rows = pq.read_table(edition / "tables" / "assignments.parquet").to_pylist()
    return {
        (row["question_id"], row["reference"]): (row["state"], row["cluster_id"], row["score"])
        for row in rows
    }


def ledger(edition: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(edition / "tables" / "ledger.parquet").to_pylist()
    return rows
