"""A recipe for exports nobody described: what it is called, what it reads, what it asks."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from synthesis import proposal
from synthesis.errors import SourceError
from synthesis.sources.recognise import Recognised, Unknown


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("LA_FISCALITE_ET_LES_DEPENSES", "la-fiscalite-et-les-depenses"),
        ("Éducation & cœur (2019)", "education-cur-2019"),
        ("--", "consultation"),
        ("协商", "consultation"),
        ("a" * 59 + " b", "a" * 59),
        ("x" * 100, "x" * 60),
    ],
)
def test_an_id_can_name_files(name: str, expected: str) -> None:
    """Lower case letters, digits and hyphens, at most sixty, never none."""
    assert expected == proposal.slug(name)


def test_the_recipe_of_an_export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named by its file; its questions with their kinds; outputs go where the command is typed."""
    export = tmp_path / "exports" / "LES_TRAINS.csv"
    export.parent.mkdir()
    export.write_text("id,question,text\n1,164,Des trains\n2,165,Des bus\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found, _ = proposal.recognised([Path("exports/LES_TRAINS.csv")])

    assert ("les-trains", "LES TRAINS", "fr") == (found.id, found.title, found.language)
    assert tmp_path.resolve() == found.folder.resolve()
    assert [("table", export.resolve())] == [(each.reader, each.path) for each in found.sources]
    assert {"164": "open", "165": "open"} == found.kinds


def test_an_export_nobody_recognises(tmp_path: Path) -> None:
    """One among several is enough to stop a run; to write a recipe, one that is known is enough."""
    known, unknown = tmp_path / "a.csv", tmp_path / "b.csv"
    known.write_text("id,text\n1,Des trains\n", encoding="utf-8")
    unknown.write_text("x,y\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"b\.csv: No reader is sure"):
        proposal.recognised([known, unknown])
    with proposal.recognising([unknown, known]) as found:
        recipe = proposal.recipe_of(found, tmp_path)

    assert [Unknown, Recognised] == [type(each) for each in found]
    assert ["a"] == [recipe.id]
    assert [known.resolve()] == [each.path for each in recipe.sources]


def test_an_export_given_twice(tmp_path: Path) -> None:
    """Each voice would count twice: refused, under whatever path."""
    export = tmp_path / "a.csv"
    export.write_text("id,text\n1,Des trains\n", encoding="utf-8")
    with pytest.raises(SourceError, match="given twice"):
        proposal.recognised([export, tmp_path / "." / "a.csv"])


def test_copies_made_to_read_are_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of an export that is refused."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    export = tmp_path / "a.csv"
    export.write_bytes("id;text\n1;Des trains\n".encode("utf-16"))
    with proposal.recognising([export]) as found:
        (first,) = found
        assert first.laid[0].sheet.path.is_relative_to(tmp_path / "tmp")
    assert [] == list((tmp_path / "tmp").iterdir())
    with pytest.raises(SourceError), proposal.recognising([export, tmp_path / "absent.csv"]):
        pass

    assert [] == list((tmp_path / "tmp").iterdir())
