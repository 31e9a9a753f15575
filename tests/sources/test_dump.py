"""A mysqldump: every row of the tables kept, whatever the options; nothing of the others."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from synthesis.errors import SourceError
from synthesis.sources.dump import dumped_sheets, is_dump
from synthesis.sources.layout import Sheet
from synthesis.sources.sheets import cells

COLUMNS = "(`id`,`title`,`description`,`email`)"


def sheets(folder: Path, text: str) -> Sequence[Sheet]:
    path = folder / "dump.sql"
    path.write_text(f"-- MySQL dump\n{text}", encoding="utf-8")
    assert is_dump(path)
    return dumped_sheets(path, folder / "work", "dump.sql")


@pytest.mark.parametrize(
    "into",
    ["INTO `p_d_debate`", "INTO base.p_d_debate", "INTO `base`.`p_d_debate`",
     "LOW_PRIORITY INTO p_d_debate", "IGNORE INTO `p_d_debate`"],
)  # fmt: skip
def test_every_way_to_fill_a_table(tmp_path: Path, into: str) -> None:
    """One statement or several; escapes undone; a column nobody may read is not copied."""
    [sheet] = sheets(
        tmp_path,
        f"INSERT {into} {COLUMNS} VALUES (1,'l\\'été','a\\nb','x@y.org'),(2,NULL,'d''un','');\n"
        f"INSERT {into} {COLUMNS} VALUES (3,'c','(d),(e);','z@y.org');\n",
    )

    assert ("id", "title", "description") == sheet.header
    assert [["1", "l'été", "a\nb"], ["2", "", "d'un"], ["3", "c", "(d),(e);"]] == list(cells(sheet))


def test_a_column_that_only_later_rows_have(tmp_path: Path) -> None:
    """It is empty in the rows before, and lost in none."""
    [sheet] = sheets(
        tmp_path,
        "INSERT INTO p_d_debate (`id`,`title`) VALUES (1,'a');\n"
        "INSERT INTO p_d_debate (`id`,`description`) VALUES (2,'b');\n",
    )

    assert ("id", "title", "description") == sheet.header
    assert [["1", "a", ""], ["2", "", "b"]] == list(cells(sheet))


def test_columns_of_the_table_where_the_rows_name_none(tmp_path: Path) -> None:
    """In the order the table was made with."""
    [sheet] = sheets(
        tmp_path,
        "CREATE TABLE `p_d_debate` (\n  `title` varchar(9),\n  `id` int,\n  KEY `k` (`id`)\n);\n"
        "INSERT INTO `p_d_debate` VALUES ('a',1);\n",
    )

    assert [["a", "1"]] == list(cells(sheet))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("INSERT INTO p_d_debate VALUES (1);", "without naming its columns"),
        (f"INSERT INTO p_d_debate {COLUMNS} VALUES (1,'a','b", "cut|malformed|end"),
        ("INSERT INTO p_order (id) VALUES (1);", "none of the tables"),
        (f"INSERT INTO p_d_debate {COLUMNS} VALUES (1,'a','b','c');\n"
         "INSERT INTO p_d_debate SET id = 2;", "does not read"),
    ],
)  # fmt: skip
def test_what_would_lose_rows_is_refused(tmp_path: Path, text: str, what: str) -> None:
    """With what to ask for instead."""
    with pytest.raises(SourceError, match=what):
        sheets(tmp_path, text)
