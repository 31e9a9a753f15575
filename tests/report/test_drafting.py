"""An edition is a folder, whole or absent; it says what it was made from and what it holds."""

from __future__ import annotations

import hashlib
import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from synthesis.report import drafting
from synthesis.report import folder as folders
from synthesis.settings import Settings
from synthesis.tables import PUBLISHED

TABLES = [table.name for table in PUBLISHED]


def written(walked: Any, folder: Path) -> Path:
    return drafting.write(folder, walked.prepared.warehouse, walked.walk, TABLES)


@pytest.fixture
def copy(walked: Any, tmp_path: Path) -> Path:
    """An edition to tamper with."""
    return Path(shutil.copytree(walked.edition, tmp_path / "draft"))


def test_written_again_it_is_the_same(walked: Any, tmp_path: Path) -> None:
    """To the byte; and the folder it is written in holds nothing else."""
    folder = written(walked, tmp_path / "draft")

    assert [folder] == list(tmp_path.iterdir())
    assert (walked.edition / "SHA256SUMS").read_text() == (folder / "SHA256SUMS").read_text()


def test_it_takes_the_place_of_the_former_one(walked: Any, copy: Path) -> None:
    """Whole: no file of the former edition is left."""
    (copy / "q" / "former.html").write_text("former", encoding="utf-8")
    written(walked, copy)

    assert folders.intact(copy)
    assert not (copy / "q" / "former.html").exists()
    assert [copy] == list(copy.parent.iterdir())


def test_a_failure_changes_nothing(
    walked: Any, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The former edition stays, every byte of it."""

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(drafting.pages, "write", fails)
    sums = (copy / "SHA256SUMS").read_text("utf-8")
    with pytest.raises(ZeroDivisionError):
        written(walked, copy)

    assert folders.intact(copy)
    assert sums == (copy / "SHA256SUMS").read_text("utf-8")


def test_intact_as_written(copy: Path) -> None:
    """Just the files the sums list, each with its digest."""
    assert folders.intact(copy)


@pytest.mark.parametrize("harm", ["changed", "removed", "added", "no sums"])
def test_not_intact(copy: Path, harm: str) -> None:
    """A byte changed, a file less, a file more, no list."""
    page = copy / "q" / "901.html"
    if harm == "changed":
        page.write_bytes(page.read_bytes()[:-1] + b" ")
    elif harm == "removed":
        page.unlink()
    elif harm == "added":
        (copy / "note.txt").touch()
    else:
        (copy / "SHA256SUMS").unlink()

    assert not folders.intact(copy)


def test_the_manifest_names_the_rules(walked: Any) -> None:
    """Settings with their digest, lists with theirs: those that lie in rules/."""
    manifest = json.loads((walked.edition / "manifest.json").read_text("utf-8"))
    lists = manifest["lexicon"]["lists"]
    found = {
        name: hashlib.sha256((walked.edition / "rules/lexicon" / name).read_bytes()).hexdigest()
        for name in lists
    }

    assert Settings().digest() == manifest["settings_digest"]
    assert lists == found
    assert walked.walk.lexicon.digest == manifest["lexicon"]["digest"]
    assert set(folders.LIBRARIES) == set(manifest["libraries"])


def test_the_recipe_inside_says_nothing_of_a_machine(walked: Any) -> None:
    """Exports as if they lay beside it; every question with its kind and title."""
    text = (walked.edition / "rules" / "consultation.toml").read_text("utf-8")
    recipe = tomllib.loads(text)

    assert [{"reader": "grand-debat", "path": "courvallon.csv"}] == recipe["sources"]
    assert {"901", "902", "903", "904", "905", "906"} == {
        each["id"] for each in recipe["questions"]
    }
    assert str(walked.prepared.recipe.folder) not in text


def test_a_table_too_long_for_a_spreadsheet_is_parquet_only(
    walked: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the limit both; the data package describes what there is."""
    monkeypatch.setattr(drafting, "CSV_ROWS", 300)
    folder = written(walked, tmp_path / "draft")
    rows = {
        name: table["rows"]
        for name, table in json.loads((folder / "manifest.json").read_text())["tables"].items()
    }
    described = {
        resource["path"]
        for resource in json.loads((folder / "datapackage.json").read_text())["resources"]
    }

    assert any(count >= 300 for count in rows.values())
    for name, count in rows.items():
        assert (folder / f"tables/{name}.parquet").is_file()
        assert (count < 300) == (folder / f"tables/{name}.csv").is_file()
    assert described == {f"tables/{path.name}" for path in (folder / "tables").iterdir()}
