"""What changed since the edition before, as its first page tells it."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest

from synthesis.decisions.fold import OPERATIONS
from synthesis.report.differences import Difference
from synthesis.report.edition import pages
from synthesis.report.edition.words import phrases
from tests.report.conftest import NASTY, parse
from tests.report.edition.numbers import loose

CHANGES = (
    Difference("question", "a/b", "", "", "", "", 41, None),
    Difference("state", "1", "analysed", "", "", "", 1234, 1233),
    Difference("state", "1", "no_content", "", "", "", None, 1),
    Difference("theme", "1", "c3", f"Le vélo {NASTY}", "", f"Vélos {NASTY}", 57, 58),
    Difference("theme", "1", "c4", "Le bus", "The bus", "", 12, None),
    Difference("decision", "", "accept", "", "", "", 40, 44),
)


def table(reading: Any, about: Any, folder: Path, language: str) -> list[list[str]]:
    """The cells of the differences on the first page of a language."""
    pages.write(reading, about, folder)
    page = parse((folder / language / "index.html").read_text(encoding="utf-8"))
    assert [] == loose(page)
    for each in page.all("table"):
        rows = [[cell.text() for cell in row.all("th", "td")] for row in each.all("tr")]
        if rows[0][1:] in (["Avant", "Maintenant"], ["Before", "Now"]):
            return rows[1:]
    return []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("", ("réponses analysées", "« analysée »", "nommé avant", "Le bus", "Décisions")),
        ("en", ("analysed answers", "“analysed”", "formerly named", "The bus", "Decisions")),
    ],
)
def test_each_change_is_a_row(
    small_edition: Any, edition_about: Any, tmp_path: Path, language: str, words: tuple[str, ...]
) -> None:
    """Its counts before and now, a dash where there was none; names are shown, not obeyed."""
    about = dataclasses.replace(edition_about, differences=CHANGES)
    rows = table(small_edition, about, tmp_path, language)
    told = " ".join(row[0] for row in rows).replace("\u202f", " ").replace("\u00a0", " ")
    counts = [
        tuple(cell.replace("\u202f", "").replace(",", "") for cell in row[1:]) for row in rows
    ]

    assert counts == [
        ("41", "–"), ("1234", "1233"), ("–", "1"), ("57", "58"), ("12", "–"), ("40", "44"),
    ]  # fmt: skip
    for word in words:
        assert word in told


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_has_its_words(name: str) -> None:
    """One that a journal may hold and no page can name would stop a publication."""
    assert f"op.{name}" in phrases()


def test_nothing_changed_is_said(small_edition: Any, edition_about: Any, tmp_path: Path) -> None:
    """A second edition with the same counts says so; a first one says nothing of a former one."""
    pages.write(small_edition, dataclasses.replace(edition_about, differences=()), tmp_path)
    second = (tmp_path / "index.html").read_text(encoding="utf-8")
    first = dataclasses.replace(edition_about, previous=None, differences=())
    pages.write(small_edition, first, tmp_path)

    assert "Aucun compte n’a changé" in second
    assert 'id="differences"' not in (tmp_path / "index.html").read_text(encoding="utf-8")
