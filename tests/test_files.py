"""Files whole or absent: what dead runs left is swept, what people put there is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from synthesis import files

DEAD = 2**22 + 1  # beyond the largest number Linux gives a process


@pytest.mark.parametrize(
    "name", [f"work-{DEAD}", f".draft.{DEAD}.tmp", f".a.duckdb.{DEAD}.tmp.wal", f".x.{DEAD}.old"]
)
def test_what_a_dead_run_left_is_swept(tmp_path: Path, name: str) -> None:
    """Folders with what they hold, and files."""
    (tmp_path / "x").mkdir()
    (tmp_path / name).mkdir()
    (tmp_path / name / "copy.csv").touch()
    files.sweep(tmp_path)

    assert ["x"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize(
    "name",
    [
        "draft",
        "édition.2019",
        f"sauvegarde.{DEAD}",
        f"draft.{DEAD}.old",
        f"homework-{DEAD}",
        f"work-{DEAD}-important",
        f".hidden.{DEAD}",
        "work-{alive}",
        ".draft.{alive}.tmp",
    ],
)
def test_everything_else_stays(tmp_path: Path, name: str) -> None:
    """What a person named, even with a number; what a living run is making."""
    name = name.format(alive=os.getpid())  # not in the name of the test: others run it elsewhere
    (tmp_path / name).mkdir()
    files.sweep(tmp_path)
    files.sweep(tmp_path / "absent")

    assert [name] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="told apart by /proc")
def test_what_a_killed_process_left_goes_before_its_parent_hears_of_it(tmp_path: Path) -> None:
    """A worker that is killed may leave children nobody waits for."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        folder = tmp_path / f"work-{child.pid}"
        folder.mkdir()
        files.sweep(tmp_path)
        assert folder.exists()

        child.kill()
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # dead, and not yet heard of
        files.sweep(tmp_path)

        assert not folder.exists()


def test_an_edition_moved_aside_comes_back(tmp_path: Path) -> None:
    """When the run that was to replace it died in between."""
    (tmp_path / f".draft.{DEAD}.old").mkdir()
    (tmp_path / f".draft.{DEAD}.tmp").mkdir()
    files.sweep(tmp_path)

    assert ["draft"] == [path.name for path in tmp_path.iterdir()]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_folder_takes_the_place_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool
) -> None:
    """Whether or not the system can exchange them in one step."""
    if not at_once:
        monkeypatch.setattr(files, "_exchanged", lambda one, other: False)
    place = tmp_path / "draft"
    for content in ("first", "second"):
        new = files.aside(place)
        new.mkdir()
        (new / content).touch()
        files.swap_in(new, place)

        assert [content] == [path.name for path in place.iterdir()]
    assert [place] == list(tmp_path.iterdir())


def test_one_run_at_a_time(tmp_path: Path) -> None:
    """The second is told who holds the lock, waits, and goes on when it is free."""
    lock, told = tmp_path / "a.lock", []
    code = (
        "import sys; from pathlib import Path; from synthesis import files\n"
        "with files.alone(Path(sys.argv[1]), print): print('mine', flush=True)"
    )
    with files.alone(lock, told.append):
        other = subprocess.Popen(
            [sys.executable, "-c", code, str(lock)],
            env=os.environ | {"PYTHONPATH": str(Path(files.__file__).parents[1])},
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(1)
    out, _ = other.communicate(timeout=30)

    assert [] == told
    assert [str(os.getpid()), "mine"] == out.splitlines()
