"""The wheel holds all that a run needs: lists, templates, queries, SQL; and none of the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ("synthesis", "flows", "data/lexicon")
ALONGSIDE = ("pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this tree, unpacked: built from a copy, so that the tree stays as it is."""
    copy, built = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("wheel")
    leave = shutil.ignore_patterns("__pycache__", ".*")
    for name in SOURCES:
        shutil.copytree(ROOT / name, copy / name, ignore=leave)
    for name in ALONGSIDE:
        if (ROOT / name).exists():
            shutil.copyfile(ROOT / name, copy / name)
    words = ("wheel", ".", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", built)
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, words)],
        cwd=copy,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert 0 == done.returncode, done.stderr
    (wheel,) = built.glob("doleances-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(built / "site")
    return built / "site"


def test_every_file_of_the_packages_is_inside(unpacked: Path) -> None:
    """Code, SQL, templates, style, lists of words; and no test, no sample, no bank."""
    expected = {
        path.relative_to(ROOT).as_posix().replace("data/lexicon", "synthesis/data/lexicon")
        for name in SOURCES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and not path.name.startswith(".")
    }
    found = {
        path.relative_to(unpacked).as_posix()
        for path in unpacked.rglob("*")
        if path.is_file() and ".dist-info" not in path.as_posix()
    }

    assert expected == found
    for name in (
        "synthesis/store/macros.sql",
        "synthesis/stages/ledger.sql",
        "synthesis/report/style.css",
        "synthesis/report/templates/index.html",
        "synthesis/report/queries/ledger.sql",
        "synthesis/sources/grand_debat_questions.csv",
        "synthesis/data/lexicon/fr/stopwords.txt",
    ):
        assert name in found


def test_it_declares_the_command(unpacked: Path) -> None:
    """`doleances` is what an installation puts in the path."""
    (about,) = unpacked.glob("doleances-*.dist-info")

    assert "doleances = synthesis.__main__:main" in (about / "entry_points.txt").read_text("utf-8")


def test_it_runs_far_from_the_repository(unpacked: Path, sample: Path, sample_run: Any) -> None:
    """From the wheel alone, in another folder, the sample gives the bytes of the tree."""
    code = "from synthesis.__main__ import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "--inline", sample.name],
        cwd=sample.parent,
        env=os.environ | {"PYTHONPATH": str(unpacked)},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    edition = sample.parent / "reports" / "courvallon-2030" / "draft"

    assert 0 == done.returncode, done.stderr
    assert (sample_run.edition / "SHA256SUMS").read_text("utf-8") == (
        edition / "SHA256SUMS"
    ).read_text("utf-8")
