"""A run that is killed, interrupted, short of disk or on damaged files: nothing is lost by it.

`DOLEANCES_KILLS=20 pytest tests/test_crash.py` kills more often than the five of every day.
"""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from synthesis import files
from synthesis.report.folder import intact

ROOT = Path(__file__).parents[1]
COMMAND = "from synthesis.cli import main; main(prog_name='doleances')"
ID = "courvallon-2030"
KILLS = int(os.environ.get("DOLEANCES_KILLS", "5"))
SEED = 2019
INTERRUPTS = 3

Contents = dict[str, bytes]


def begun(recipe: Path, *words: str, before: Callable[[], None] | None = None) -> Any:
    """The command, started on a recipe and not waited for."""
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "run", "--inline", recipe.name, *words],
        cwd=recipe.parent,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        preexec_fn=before,
    )


def done(recipe: Path, *words: str, before: Callable[[], None] | None = None) -> tuple[int, str]:
    """The command, to its end: its code, and what it said on standard error."""
    with begun(recipe, *words, before=before) as process:
        _, told = process.communicate(timeout=300)
    return process.returncode, told


def contents(folder: Path) -> Contents:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def draft(recipe: Path) -> Path:
    return recipe.parent / "reports" / ID / "draft"


def parts(recipe: Path) -> Path:
    return recipe.parent / ".doleances" / f"{ID}.parts"


def counted(recipe: Path) -> list[tuple[Any, ...]]:
    """What the warehouse says, in a plain DuckDB: rows of two tables, its first and its last."""
    path = recipe.parent / ".doleances" / f"{ID}.duckdb"
    with duckdb.connect(str(path), read_only=True) as db:
        return db.execute(
            "select question_id, cluster_id, answers from clusters union all "
            "select question_id, null, answers from ledger order by all"
        ).fetchall()


def leftovers(recipe: Path) -> list[str]:
    """What a finished run should not leave beside warehouse, parts, lock, record and draft."""
    hidden, kept = recipe.parent / ".doleances", ("duckdb", "parts", "lock", "draft")
    beside = {path.name for path in hidden.iterdir()} - {f"{ID}.{kind}" for kind in kept}
    beside |= {path.name for path in draft(recipe).parent.iterdir()} - {"draft"}
    beside |= {path.name for path in parts(recipe).rglob(".*")}
    return sorted(beside)


class Stage:
    """A consultation with a former draft, and what an undisturbed run makes after a change."""

    def __init__(self, recipe: Path, folder: Path) -> None:
        self.before = folder / "before"
        assert 0 == done(recipe)[0]
        shutil.copytree(recipe.parent, self.before)
        shutil.rmtree(parts(self.before / recipe.name))  # or there would be little left to do
        self.rules = recipe.read_text(encoding="utf-8").replace("parlons-en", "parlons-en encore")
        self.rules = self.rules.replace("[settings]", "[settings]\nverbatims = 3")
        self.former = contents(draft(recipe)), counted(recipe)
        self.after = self.set(folder / "after")
        start = time.monotonic()
        assert 0 == done(self.after)[0]
        self.seconds = time.monotonic() - start
        self.made = contents(draft(self.after)), counted(self.after)
        self.parts = contents(parts(self.after))
        assert self.former[0] != self.made[0]

    def set(self, folder: Path) -> Path:
        """The former draft and warehouse in a folder, the recipe changed."""
        shutil.copytree(self.before, folder, dirs_exist_ok=True)
        (folder / "consultation.toml").write_text(self.rules, encoding="utf-8")
        return folder / "consultation.toml"

    def stands(self, recipe: Path) -> bool:
        """Whether draft and warehouse are each whole: the former one, or already the new one."""
        return (
            intact(draft(recipe))
            and contents(draft(recipe)) in (self.former[0], self.made[0])
            and counted(recipe) in (self.former[1], self.made[1])
        )

    def is_finished_by(self, recipe: Path, *words: str) -> None:
        """The next run leaves what an undisturbed one leaves, and nothing else."""
        code, told = done(recipe, *words)

        assert 0 == code, told
        assert self.made == (contents(draft(recipe)), counted(recipe))
        assert self.parts == contents(parts(recipe))
        assert [] == leftovers(recipe)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory, shortened: Callable[[Path], Path]) -> Stage:
    """What every test starts from, made once."""
    folder = tmp_path_factory.mktemp("crash")
    return Stage(shortened(folder / "small"), folder)


def moments(count: int, seconds: float) -> list[float]:
    """Moments all along a run, one at random in each of as many stretches."""
    chance = random.Random(SEED)
    return [seconds * (place + chance.random()) / count for place in range(count)]


@pytest.mark.parametrize("place", range(KILLS))
def test_a_killed_run_changes_nothing(stage: Stage, tmp_path: Path, place: int) -> None:
    """`kill -9` at any moment: the former draft and warehouse stand, and the next run finishes."""
    recipe = stage.set(tmp_path)
    with begun(recipe) as process:
        time.sleep(moments(KILLS, stage.seconds)[place])
        process.kill()
        process.communicate()

    assert stage.stands(recipe)
    stage.is_finished_by(recipe)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("place", range(INTERRUPTS))
def test_an_interrupted_run_says_so(
    stage: Stage, tmp_path: Path, place: int, number: signal.Signals
) -> None:
    """Ctrl-C or SIGTERM once the work has begun: one line, 128 + the signal, nothing left over."""
    recipe = stage.set(tmp_path)
    with begun(recipe) as process:
        said = process.stderr.readline()  # the title: from here on it works
        time.sleep(moments(INTERRUPTS, stage.seconds - 1)[place])
        process.send_signal(number)
        _, told = process.communicate(timeout=60)

    if process.returncode:  # a fast machine may be done before
        assert 128 + number == process.returncode, said + told
        assert told.endswith("\ndoleances: interrompu : ce qui était fini est gardé\n")
        assert "Traceback" not in told
    assert stage.stands(recipe)
    assert [] == [name for name in leftovers(recipe) if name.startswith("work-")]
    stage.is_finished_by(recipe)


def no_file_above(size: int) -> Callable[[], None]:
    """What a process does to itself so that it cannot write a larger file: a disk that is full."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("size", [10_000, 2_000_000])
def test_a_file_that_cannot_be_written(stage: Stage, tmp_path: Path, size: int) -> None:
    """The copy of the export, a part or the warehouse: code 2, which file, nothing changed."""
    recipe = stage.set(tmp_path)
    code, told = done(recipe, before=no_file_above(size))

    assert 2 == code, told
    assert "Traceback" not in told
    assert "doleances: " in told
    assert stage.stands(recipe)
    stage.is_finished_by(recipe)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, Callable[[str], None]]]:
    """A disk of our own in memory, and what gives it a size."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = ["mount", "-t", "tmpfs", "-o", "size=64m", "doleances-test", str(folder)]
    if not shutil.which("mount") or subprocess.run(mounted, capture_output=True).returncode:
        pytest.skip("A disk cannot be mounted here: only root may.")

    def resize(size: str) -> None:
        subprocess.run(["mount", "-o", f"remount,size={size}", str(folder)], check=True)

    try:
        yield folder, resize
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("room", [100, 1_000, 7_000])
def test_a_full_disk(stage: Stage, disk: tuple[Path, Callable[[str], None]], room: int) -> None:
    """So many kilobytes left: code 2, what to do, nothing changed; with room, the run finishes."""
    folder, resize = disk
    recipe = stage.set(folder)
    used = shutil.disk_usage(folder).used
    resize(f"{used // 1024 + room}k")
    code, told = done(recipe)
    resize("64m")

    assert 2 == code, told
    assert "Traceback" not in told
    assert "No space left on device" in told
    assert stage.stands(recipe)
    stage.is_finished_by(recipe)


def flipped(path: Path) -> None:
    """One bit changed in the middle of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    """A file without its second half, as a power cut leaves it."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def emptied(path: Path) -> None:
    """A file of no bytes."""
    path.write_bytes(b"")


DAMAGES = [flipped, cut, emptied, Path.unlink]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_part_is_built_again(stage: Stage, damage: Callable[[Path], None]) -> None:
    """Though its name is right: its digest lies beside it."""
    for table in ("answers", "forms"):
        damage(min(parts(stage.after).glob(f"{table}/*.parquet")))
    stage.is_finished_by(stage.after)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_warehouse_is_made_again(stage: Stage, damage: Callable[[Path], None]) -> None:
    """It is only a cache: a run that has nothing else to do sees to it."""
    damage(stage.after.parent / ".doleances" / f"{ID}.duckdb")
    stage.is_finished_by(stage.after)


def test_a_digest_is_of_all_bytes(tmp_path: Path) -> None:
    """Without its digest, or with another, a file is not taken as whole."""
    path = tmp_path / "a.parquet"
    path.write_bytes(b"bytes")
    found = [files.is_whole(path)]
    files.seal(path)
    found.append(files.is_whole(path))
    flipped(path)
    found.append(files.is_whole(path))

    assert [False, True, False] == found
    assert ["a.parquet", "a.sha256"] == sorted(each.name for each in tmp_path.iterdir())
