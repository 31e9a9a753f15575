"""The flow under Prefect, with no server configured: the same run, the same bytes, no noise."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.flow

ROOT = Path(__file__).parents[2]
COMMAND = "import sys; sys.argv[0] = 'doleances'; from synthesis.cli import main; main()"
EDITION = Path("reports") / "courvallon-2030" / "draft"


def environment(home: Path) -> dict[str, str]:
    """A shell in which nobody ever spoke of Prefect."""
    clean = {name: each for name, each in os.environ.items() if not name.startswith("PREFECT")}
    return clean | {
        "HOME": str(home),
        "PREFECT_HOME": str(home / "prefect"),
        "PYTHONPATH": str(ROOT),
    }


def living(home: Path) -> list[str]:
    """The commands still running with this home."""
    mark = f"PREFECT_HOME={home / 'prefect'}".encode()
    found = []
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in environ.read_bytes().split(b"\0"):
                found.append((environ.parent / "cmdline").read_text(errors="replace"))
    return found


@pytest.fixture(scope="module")
def flow_run(sample_run: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The sample, run as a newcomer would: `doleances run consultation.toml`, and nothing else."""
    folder, home = tmp_path_factory.mktemp("flow"), tmp_path_factory.mktemp("home")
    for name in ("consultation.toml", "courvallon.csv"):
        shutil.copyfile(sample_run.folder / name, folder / name)
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "run", "consultation.toml"],
        cwd=folder,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    return done, folder, home


def test_the_same_bytes_as_inline(sample_run: Any, flow_run: Any) -> None:
    """Every file of the edition, and none more."""
    done, folder, _ = flow_run
    inline, flow = (
        {
            path.relative_to(edition).as_posix(): path.read_bytes()
            for path in edition.rglob("*")
            if path.is_file()
        }
        for edition in (sample_run.edition, folder / EDITION)
    )

    assert 0 == done.returncode, done.stderr
    assert sorted(inline) == sorted(flow)
    assert [] == [name for name in inline if inline[name] != flow[name]]


def test_the_same_words_as_inline(sample_run: Any, flow_run: Any) -> None:
    """Line by line, but for where and how fast: no log, no warning, no traceback of Prefect."""
    done, folder, _ = flow_run

    def told(words: str, where: Path) -> list[str]:
        return re.sub(r"\d+,\d s", "… s", words.replace(str(where), "…")).splitlines()

    assert told(sample_run.told.out, sample_run.folder) == told(done.stdout, folder)
    assert told(sample_run.told.err, sample_run.folder) == told(done.stderr, folder)


def test_nothing_stays_behind(flow_run: Any) -> None:
    """The temporary server ends with the run; beside the recipe, only what an inline run leaves."""
    _, folder, home = flow_run
    end = time.monotonic() + 20
    while living(home) and time.monotonic() < end:
        time.sleep(0.2)

    assert [] == living(home)
    assert {"prefect"} >= {path.name for path in home.iterdir() if path.name != ".cache"}
    assert [] == list((folder / ".doleances").glob("work-*"))


@pytest.mark.parametrize("words", ["absent.csv", "absent.toml", "a.csv --question 164"])
def test_bad_input_is_refused_before_prefect_starts(tmp_path: Path, words: str) -> None:
    """A wrong name is told at once, and Prefect is not even imported."""
    (tmp_path / "a.csv").write_text("id,text\n1,Des trains le dimanche\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", COMMAND, "run", *words.split()],
        cwd=tmp_path,
        env=environment(tmp_path),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}

    assert (2, "") == (done.returncode, done.stdout)
    assert "doleances: " in done.stderr
    assert "Traceback" not in done.stderr
    assert "synthesis.cli" in imported
    assert set() == imported & {"prefect", "flows"}
    assert not (tmp_path / "prefect").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("whole_group", [True, False])
def test_an_interrupted_run_ends_its_server(
    sample_run: Any, tmp_path: Path, number: signal.Signals, whole_group: bool
) -> None:
    """Ctrl-C in a terminal reaches the server too, `kill` does not: one line, and nobody left."""
    folder, home = tmp_path / "work", tmp_path / "home"
    folder.mkdir()
    home.mkdir()
    for name in ("consultation.toml", "courvallon.csv"):
        shutil.copyfile(sample_run.folder / name, folder / name)
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND, "run", "consultation.toml"],
        cwd=folder,
        env=environment(home),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    ) as process:
        assert process.stderr is not None
        said = ""
        while "[1/" not in said:  # the first question has begun
            said += process.stderr.read(1)
        (os.killpg if whole_group else os.kill)(process.pid, number)
        _, told = process.communicate(timeout=30)
    end = time.monotonic() + 20
    while living(home) and time.monotonic() < end:
        time.sleep(0.2)

    assert 128 + number == process.returncode, said + told
    assert told.endswith("\ndoleances: interrompu : ce qui était fini est gardé\n")
    assert "Traceback" not in told
    assert "nanobind" not in told
    assert [] == living(home)
    assert [] == list((folder / ".doleances").glob("work-*"))


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        (
            "PREFECT_API_URL",
            "http://127.0.0.1:9/api",
            "http://127.0.0.1:9/api: This Prefect server",
        ),
        ("PREFECT_HOME", "a.csv/prefect", "a.csv/prefect: Prefect cannot keep its records here."),
    ],
)
def test_prefect_that_cannot_work(tmp_path: Path, name: str, value: str, word: str) -> None:
    """A server that answers nobody, a home nobody may write: code 2, and what to do instead."""
    (tmp_path / "a.csv").write_text("id,text\n1,Des trains le dimanche\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "run", "a.csv"],
        cwd=tmp_path,
        env=environment(tmp_path) | {name: value},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )

    assert (2, "") == (done.returncode, done.stdout), done.stderr
    assert word in done.stderr
    assert "--inline" in done.stderr
    assert "Traceback" not in done.stderr
    assert [] == list((tmp_path / ".doleances").glob("work-*"))
