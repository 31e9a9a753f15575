"""The example edition of reports/: anyone makes it again from the sample, to the byte."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import example

DECIDE = "the scripted reviewers decide otherwise: run `make decisions` if that is meant"
MAKE = (
    "reports/ is not what this code makes of the sample: run `make example`, commit what it makes"
)


@pytest.fixture(scope="module")
def folder(
    two_platforms: Any, doleances: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The sample, run, with the decisions that ship beside it."""
    copy = tmp_path_factory.mktemp("example") / "sample"
    shutil.copytree(two_platforms.folder, copy, ignore=shutil.ignore_patterns("*.parts"))
    shutil.copytree(two_platforms.folder.parent / "codebook", copy.parent / "codebook")
    told = doleances("journal", "import", example.DECISIONS, "consultation.toml", cwd=copy)
    assert 0 == told.code, told.err
    return copy


def test_the_decisions_are_those_of_the_reviewers(two_platforms: Any) -> None:
    """What ships is what they decide of this run, line by line: nobody wrote a line by hand."""
    decided = example.decided(two_platforms.folder)

    assert "".join(decided) == example.DECISIONS.read_text(encoding="utf-8"), DECIDE


def test_it_is_made_again_to_the_byte(folder: Path, doleances: Callable[..., Any]) -> None:
    """Elsewhere, at another time, for someone else: the edition that is kept, and no other file."""
    told = doleances(
        "publish", "--inline", "--threads", 3, "consultation.toml", cwd=folder,
        TZ="Pacific/Chatham", LC_ALL="C", PYTHONHASHSEED="7", OPENBLAS_NUM_THREADS="2",
    )  # fmt: skip
    assert 0 == told.code, f"{told.err}\n{example.REFUSED}"
    made = folder / "reports" / example.ID / example.EDITION.name

    assert [] == example.differences(made, example.EDITION), MAKE


def test_the_kept_edition_passes_the_audit(doleances: Callable[..., Any], tmp_path: Path) -> None:
    """Two platforms, a codebook, masks: from what it publishes, nothing else at hand."""
    told = doleances("audit", example.EDITION, cwd=tmp_path)

    assert 0 == told.code, told.out
    assert "FAUX" not in told.out
