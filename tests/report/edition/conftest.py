"""A small edition in both languages, hostile enough to try the escaping."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from synthesis.report.edition import pages
from synthesis.report.edition.about import EditionAbout
from tests.report.conftest import NASTY, Element, parse
from tests.report.edition.small import Small, about, small


@pytest.fixture(scope="session")
def small_edition() -> Small:
    """Its tables."""
    return small(NASTY)


@pytest.fixture(scope="session")
def edition_about() -> EditionAbout:
    """What its pages say of it beside the tables."""
    return about(NASTY)


@pytest.fixture(scope="session")
def edition_folder(
    small_edition: Small, edition_about: EditionAbout, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder its pages were written in."""
    folder = tmp_path_factory.mktemp("edition")
    pages.write(small_edition, edition_about, folder)
    return folder


@pytest.fixture(scope="session")
def edition_trees(edition_folder: Path) -> dict[str, Element]:
    """Every page, parsed, by its path in the edition."""
    return {
        path.relative_to(edition_folder).as_posix(): parse(path.read_bytes().decode())
        for path in sorted(edition_folder.rglob("*.html"))
    }


@pytest.fixture(scope="session")
def french_index(edition_trees: dict[str, Any]) -> Element:
    """The first page, in French."""
    index: Element = edition_trees["index.html"]
    return index
