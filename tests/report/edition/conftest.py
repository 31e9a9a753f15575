"""A small edition in both languages, hostile enough to try the escaping."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from synthesis.report.about import Setting, Source
from synthesis.report.decided import pages
from synthesis.report.decided.about import EditionAbout, People, Unpublished
from synthesis.settings import Settings
from tests.report.conftest import NASTY, Element, parse
from tests.report.edition.small import Small, small


@pytest.fixture(scope="session")
def small_edition() -> Small:
    """Its tables."""
    return small(NASTY)


@pytest.fixture(scope="session")
def edition_about() -> EditionAbout:
    """What its pages say of it beside the tables."""
    settings = Settings()
    return EditionAbout(
        id="essai",
        title=f"Essai {NASTY[:25]}",
        code_version="0.1.0",
        libraries={"duckdb": "2.0.0"},
        lexicons={"mots-outils": "ab" * 32},
        kwic=lambda question, term, limit: [],
        edition="edition-2",
        sources=(Source("export.csv", "table", "cd" * 32, 241, "utf-8", {"nul": 2}, 1),),
        settings=[
            Setting(
                field.name,
                3 if field.name == "verbatims" else getattr(settings, field.name),
                field.default,
                field.metadata["reason"],
            )
            for field in dataclasses.fields(Settings)
        ],
        number=2,
        previous=1,
        head="ef" * 32,
        events=412,
        people=People(160, 20, 2),
        codebook="12" * 32,
        published=("1", "2", "3"),
        unpublished=(Unpublished("a/b", f"Autre ? {NASTY}", "not_signed"),),
        decisions={"accept": 40, "rename": 12, "merge": 2, "move": 5, "code": 240, "sign": 2},
        signatories={"reviewer": 2, "lead": 1},
        disagreements=3,
        arbitrations=2,
        unsettled=1,
        digests={"answers": "34" * 32, "themes": "56" * 32},
        published_on="2030-03-01",
    )


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
