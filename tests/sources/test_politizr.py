"""Politizr: every table and list of a folder is read, and none stands for another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from synthesis.errors import SourceError
from synthesis.sources import open_source
from synthesis.sources.layout import Laid
from synthesis.sources.reader import SourceEntry
from synthesis.sources.sheets import cells

COMMENTS = ["UUID", "StripTaggedDescription", "NotePos", "NoteNeg", "DocumentUuid", "UserUuid",
            "Publication"]  # fmt: skip
DEBATES = "id,uuid,title,description,note_pos,note_neg,published,published_at,online,moderated\n"


def comments(path: Path, uuid: str, words: str) -> None:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(COMMENTS)
    page.append([uuid, words, "0", "0", "d", "u", "2019-02-20 12:00:00"])
    book.save(path)


def opened(folder: Path) -> list[Laid]:
    entry = SourceEntry("politizr", folder / "given", "given")
    return list(open_source(entry, folder / "work", {}))


def test_two_lists_of_comments_are_both_read(tmp_path: Path) -> None:
    """The back office gives one of comments on sujets and one of comments on réactions."""
    (tmp_path / "given").mkdir()
    comments(tmp_path / "given" / "politizr-subjects-comments.xlsx", "a", "Sur un sujet")
    comments(tmp_path / "given" / "politizr-reactions-comments.xlsx", "b", "Sur une réaction")
    found = opened(tmp_path)
    text = found[0].sheet.header.index("text")

    assert ["Sur un sujet", "Sur une réaction"] == sorted(
        row[text] for laid in found for row in cells(laid.sheet)
    )


def test_two_snapshots_in_one_folder_are_refused(tmp_path: Path) -> None:
    """Which is the newer, nothing says; one of them would be lost."""
    (tmp_path / "given").mkdir()
    for name, title in (("p_d_debate", "Avant"), ("p_d_debate_mars", "Après")):
        row = f"1,a,{title},Des bus,0,0,1,2019-02-01 10:00:00,1,0\n"
        place = tmp_path / "given" / f"{name.removeprefix('p_')}.csv"
        place.write_text(DEBATES + row, encoding="utf-8")
    with pytest.raises(SourceError, match="Two of these are the table p_d_debate"):
        opened(tmp_path)
