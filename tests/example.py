"""The example edition of reports/, made again from the sample as it ships.

    python -m tests.example               make example: run, import the decisions, publish
    python -m tests.example --decide      make decisions: the scripted reviewers decide anew first

The sample ships with what reviewers decided of it, in data/sample/decisions.jsonl, and with its
key: whoever runs this gets the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from synthesis.journal import Journal

ROOT: Final = Path(__file__).parents[1]
ID: Final = "courvallon-2030"
SAMPLE: Final = ROOT / "data" / "sample"
KEYS: Final = SAMPLE / "keys"
DECISIONS: Final = SAMPLE / "decisions.jsonl"
CODEBOOK: Final = ROOT / "data" / "codebook" / "courvallon.toml"
EDITION: Final = ROOT / "reports" / ID / "edition-1"

# The consultation closed on the tenth of March: its decisions are as fictional as it is, and the
# same at each making: a day of work, a decision every twenty seconds.
FIRST: Final = datetime(2024, 3, 18, 9, tzinfo=UTC)
EVERY: Final = timedelta(seconds=20)

REFUSED: Final = """
The decisions that ship no longer fit the clusters of this run.
  → Where the clusters were meant to change: `make decisions` has the reviewers decide anew,
    writes data/sample/decisions.jsonl and publishes. Read the difference before you commit it."""


def laid_out(folder: Path) -> Path:
    """The sample as it ships, copied to a folder; the folder of its recipe."""
    made = folder / "sample"
    made.mkdir(parents=True)
    for name in ("consultation.toml", "courvallon.csv"):
        shutil.copyfile(SAMPLE / name, made / name)
    shutil.copytree(SAMPLE / "politizr", made / "politizr")
    (folder / "codebook").mkdir()
    shutil.copyfile(CODEBOOK, folder / "codebook" / CODEBOOK.name)
    return made


def decided(folder: Path) -> list[str]:
    """What the scripted reviewers decide of the run in `folder`, as lines; nothing stays there."""
    from tests import reviewers

    with tempfile.TemporaryDirectory() as room:
        copy = Path(room) / "sample"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.parts", "*.sqlite*"))
        reviewers.review(copy)
        journal = Journal(copy / f"{ID}.journal.sqlite")
        try:
            return reviewers.dated(list(journal.export()), FIRST, EVERY)
        finally:
            journal.close()


def differences(made: Path, kept: Path) -> list[str]:
    """The files that two editions do not have alike, to the byte."""
    names = {
        path.relative_to(folder).as_posix()
        for folder in (made, kept)
        for path in folder.rglob("*")
        if path.is_file()
    }
    return sorted(name for name in names if _bytes(made / name) != _bytes(kept / name))


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _doleances(*words: str, cwd: Path) -> int:
    places = {"PYTHONPATH": str(ROOT), "DOLEANCES_KEYS": str(KEYS)}
    command = [sys.executable, "-m", "synthesis", *words]
    return subprocess.run(command, cwd=cwd, env=os.environ | places, check=False).returncode


def main(words: Sequence[str]) -> int:
    """Make the edition in a folder aside, then put it in the place of the one that is kept."""
    with tempfile.TemporaryDirectory() as aside:
        folder = laid_out(Path(aside))
        if _doleances("run", "--inline", "consultation.toml", cwd=folder):
            return 1
        if "--decide" in words:
            os.environ["DOLEANCES_KEYS"] = str(KEYS)
            DECISIONS.write_text("".join(decided(folder)), encoding="utf-8")
        if _doleances("journal", "import", str(DECISIONS), "consultation.toml", cwd=folder):
            return 1
        if _doleances("publish", "--inline", "consultation.toml", cwd=folder):
            print(REFUSED, file=sys.stderr)
            return 1
        made = folder / "reports" / ID / EDITION.name
        changed = differences(made, EDITION)
        shutil.rmtree(EDITION, ignore_errors=True)
        shutil.copytree(made, EDITION)
    print(f"\n{EDITION.relative_to(ROOT)}: {len(changed)} files are new, changed or gone.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
