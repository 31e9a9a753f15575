"""A consultation that was run, coded and signed, ready to be published as often as one likes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import reviewers

UNITS = 20  # of the blind coding: what is tried here is what is made of it


@pytest.fixture(scope="session")
def reviewed(walked: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the shortened sample, signed to the last cluster; nobody writes in it."""
    folder = tmp_path_factory.mktemp("reviewed") / "sample"
    # The walk of the other tests is still under way: its work files are not ours.
    shutil.copytree(walked.prepared.recipe.folder, folder, ignore=shutil.ignore_patterns("work-*"))
    return reviewers.review(folder, UNITS)


@pytest.fixture(scope="session")
def first(
    reviewed: Path, doleances: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of a first edition; nobody writes in it."""
    folder = tmp_path_factory.mktemp("first") / "sample"
    shutil.copytree(reviewed, folder)
    told = doleances("publish", "--inline", "consultation.toml", cwd=folder)
    assert 0 == told.code, told.err
    (edition,) = folder.glob("reports/*/edition-1")
    return edition


@pytest.fixture
def signed(reviewed: Path, tmp_path: Path) -> Path:
    """The recipe of a copy of it."""
    shutil.copytree(reviewed, tmp_path / "signed")
    return tmp_path / "signed" / "consultation.toml"
