"""An edition to audit and to tamper with: that of the shortened sample, and copies of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.publication.conftest import first, reviewed

__all__ = ["first", "reviewed"]


@pytest.fixture
def copied(first: Path, tmp_path: Path) -> Callable[[str], Path]:
    """Makes a copy of the edition under a name: files are linked, who changes one replaces it."""

    def copy(name: str) -> Path:
        target = tmp_path / name / first.name
        shutil.copytree(first, target, copy_function=shutil.copyfile)
        return target

    return copy
