"""A publication that is killed, or short of disk: no half edition, and the next one works."""

from __future__ import annotations

import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from synthesis.report.folder import intact

ROOT = Path(__file__).parents[2]
COMMAND = "from synthesis.__main__ import main; main()"
ID = "courvallon-2030"
KILLS = int(os.environ.get("DOLEANCES_KILLS", "5"))
SEED = 2019

Contents = dict[str, bytes]


def begun(recipe: Path, before: Callable[[], None] | None = None) -> Any:
    """The command, started and not waited for."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "publish", "--inline", recipe.name],
        cwd=recipe.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=before,
    )


def done(recipe: Path, before: Callable[[], None] | None = None) -> tuple[int, str]:
    with begun(recipe, before) as process:
        _, told = process.communicate(timeout=300)
    return process.returncode, told


def contents(folder: Path) -> Contents:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def place(recipe: Path) -> Path:
    return recipe.parent / "reports" / ID


def seen(recipe: Path) -> set[str]:
    """What a visitor of the folder sees."""
    return {path.name for path in place(recipe).iterdir() if not path.name.startswith(".")}


class Stage:
    """What an undisturbed publication makes, and how long it takes."""

    def __init__(self, reviewed: Path, folder: Path) -> None:
        self.reviewed = reviewed
        recipe = self.set(folder)
        start = time.monotonic()
        code, told = done(recipe)
        self.seconds = time.monotonic() - start
        assert 0 == code, told
        self.made = contents(place(recipe))

    def set(self, folder: Path) -> Path:
        shutil.copytree(self.reviewed, folder, dirs_exist_ok=True)
        return folder / "consultation.toml"

    def is_whole(self, recipe: Path) -> None:
        """There is no edition yet, or all of it; its archive, if it is there, is all of it too."""
        there = seen(recipe)
        assert there in ({"draft"}, {"draft", "edition-1"}, {"draft", "edition-1", "edition-1.zip"})
        if "edition-1" in there:
            assert intact(place(recipe) / "edition-1")
        if "edition-1.zip" in there:
            assert self.made["edition-1.zip"] == (place(recipe) / "edition-1.zip").read_bytes()

    def is_finished_by_the_next(self, recipe: Path) -> None:
        """The first edition, its archive, and nothing else: no number was lost."""
        code, told = done(recipe)

        assert 0 == code, told
        assert self.made == contents(place(recipe))
        hidden = {path.name for path in (recipe.parent / ".doleances").iterdir()}
        kinds = ("duckdb", "edition.duckdb", "parts", "lock", "draft")
        assert {f"{ID}.{kind}" for kind in kinds} == hidden


@pytest.fixture(scope="module")
def stage(reviewed: Path, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    return Stage(reviewed, tmp_path_factory.mktemp("crash") / "stage")


@pytest.mark.parametrize("part", range(KILLS))
def test_a_killed_publication(stage: Stage, tmp_path: Path, part: int) -> None:
    """`kill -9` at any moment."""
    recipe = stage.set(tmp_path)
    moment = stage.seconds * (part + random.Random(SEED + part).random()) / KILLS
    with begun(recipe) as process:
        time.sleep(moment)
        process.kill()
        process.communicate()

    stage.is_whole(recipe)
    stage.is_finished_by_the_next(recipe)


# Just before: the folder takes its place, the archive takes its own, the tables are made.
STEPS = {
    "the folder": "dossier._put",
    "the archive": "archive.write",
    "the pages": "pages.write",
    "the tables": "building.build",
}
KILLED = """
import os, signal
from synthesis import publishing
from synthesis.publication import building
from synthesis.report import archive, dossier
from synthesis.report.edition import pages

def kills(*_):
    os.kill(os.getpid(), signal.SIGKILL)

{step} = kills
from synthesis.__main__ import main
main()
"""


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_killed_just_before(stage: Stage, tmp_path: Path, step: str) -> None:
    """At the moments that matter, none of which chance would find."""
    recipe = stage.set(tmp_path)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED.format(step=step), "publish", "--inline", recipe.name],
        cwd=recipe.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )

    assert -9 == killed.returncode, killed.stderr.decode()
    assert ("edition-1" in seen(recipe)) == (step == "archive.write")
    stage.is_whole(recipe)
    stage.is_finished_by_the_next(recipe)


@pytest.mark.parametrize("size", [20_000, 500_000])
def test_a_file_that_cannot_be_written(stage: Stage, tmp_path: Path, size: int) -> None:
    """A table, the warehouse or a page: code 2, no traceback, no edition."""
    recipe = stage.set(tmp_path)

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    code, told = done(recipe, full)

    assert 2 == code, told
    assert "Traceback" not in told
    assert "doleances: " in told
    assert {"draft"} == seen(recipe)
    stage.is_finished_by_the_next(recipe)
