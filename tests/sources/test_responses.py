"""Answers nested in a contribution: unfolded to the columns of the official CSV."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from synthesis.errors import SourceError
from synthesis.sources.responses import unfolded
from synthesis.sources.sheets import cells, open_sheet


def answer(value: object, **changed: object) -> dict[str, Any]:
    return {"questionId": "UXVlc3Rpb246MTYx", "questionTitle": "Que faire ?", "value": value,
            "formattedValue": "autre chose"} | changed  # fmt: skip


def only(value: object) -> object:
    return unfolded({"id": "1", "responses": [answer(value)]})["QUXVlc3Rpb246MTYx - Que faire ?"]


def test_an_answer_is_a_column() -> None:
    """Headed as the CSV heads it; the contribution keeps its own."""
    found = unfolded(
        {"id": "1", "responses": [answer("Des trains."), answer(None, questionId="2")]}
    )

    assert {"id": "1", "QUXVlc3Rpb246MTYx - Que faire ?": "Des trains.",
            "Q2 - Que faire ?": None} == found  # fmt: skip


def test_a_choice_is_its_labels_and_the_other() -> None:
    """Between bars, as in the CSV; words that only look like it are words."""
    assert "L'air|L'eau" == only(json.dumps({"labels": ["L'air", "L'eau"], "other": None}))
    assert "L'air|Le train" == only(json.dumps({"labels": ["L'air"], "other": "Le train"}))
    assert "Le train" == only(json.dumps({"labels": [], "other": "Le train"}))
    assert "" == only(json.dumps({"labels": [], "other": None}))
    endless = '{"labels": ' + "[" * 100_000
    for words in ('{"labels"', '{"labels": 3}', '{"labels": [1]}', "{labels}", endless):
        assert words == only(words)


def test_an_object_without_answers_is_left_alone() -> None:
    """So is one whose `responses` is a text."""
    for row in ({"id": "1"}, {"responses": "12"}):
        assert row == unfolded(row)


@pytest.mark.parametrize("broken", ["text", {"value": "x"}, {"questionId": None}, None])
def test_an_answer_to_no_question_is_told(tmp_path: Path, broken: object) -> None:
    """With its line: nothing is lost without a word."""
    path = tmp_path / "export.json"
    rows = [{"id": "1", "responses": [answer("oui")]}, {"id": "2", "responses": [broken]}]
    path.write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]")

    with pytest.raises(SourceError, match="without its questionId") as told:
        open_sheet(path, tmp_path)
    assert 3 == told.value.line


def test_two_answers_to_one_question_are_told() -> None:
    """One of them would be lost."""
    with pytest.raises(ValueError, match="two answers to one question"):
        unfolded({"id": "1", "responses": [answer("oui"), answer("non")]})


def test_a_question_a_contribution_lacks_is_an_empty_cell(tmp_path: Path) -> None:
    """The header is what any contribution was asked."""
    path = tmp_path / "export.json"
    rows = [{"id": "1", "responses": [answer("oui")]},
            {"id": "2", "responses": [answer("non", questionId="2")]}]  # fmt: skip
    path.write_text(json.dumps(rows))
    sheet = open_sheet(path, tmp_path)

    assert ("id", "QUXVlc3Rpb246MTYx - Que faire ?", "Q2 - Que faire ?") == sheet.header
    assert [["1", "oui", ""], ["2", "", "non"]] == list(cells(sheet))


def test_lists_within_lists_without_end(tmp_path: Path) -> None:
    """Refused with the line, whatever the reader of JSON makes of them."""
    path = tmp_path / "export.json"
    path.write_text('[{"id": "1"},\n{"id": ' + "[" * 100_000 + "]" * 100_000 + "}]")

    with pytest.raises(SourceError, match="lists within lists") as told:
        open_sheet(path, tmp_path)
    assert 2 == told.value.line
