"""Exports of one recipe: each voice once, each question the same in all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from synthesis import intake, proposal, run
from synthesis.errors import CodebookError, RecipeError
from synthesis.sources import open_source
from synthesis.sources.layout import Laid
from synthesis.sources.reader import SourceEntry


def _two_sources(folder: Path, one: str, other: str) -> run.Request:
    (folder / "a.csv").write_text(one, encoding="utf-8")
    (folder / "b.csv").write_text(other, encoding="utf-8")
    sources = "".join(
        f'[[sources]]\nreader = "table"\npath = "{name}"\ncolumns = {{ text = "avis" }}\n'
        for name in ("a.csv", "b.csv")
    )
    (folder / "r.toml").write_text(f'consultation.id = "x"\n{sources}', encoding="utf-8")
    return run.Request((folder / "r.toml",))


def test_the_same_bytes_twice_are_refused(tmp_path: Path) -> None:
    """Under two names, each voice would count twice."""
    with pytest.raises(RecipeError, match="count twice"):
        run.prepare(_two_sources(tmp_path, "avis\nDes bus\n", "avis\nDes bus\n"))


def test_one_identifier_is_one_question(tmp_path: Path) -> None:
    """Two sources that mean another kind of question by it are not mixed."""
    closed = "avis\n" + "Oui\nNon\n" * 30
    with pytest.raises(RecipeError, match="not the same here"):
        run.prepare(_two_sources(tmp_path, closed, "avis\nDes bus le soir\n"))


def test_rules_that_cannot_be_followed_are_refused(tmp_path: Path) -> None:
    """A codebook that is not there stops the run, before any work."""
    request = _two_sources(tmp_path, "avis\nDes bus\n", "avis\nDes trains\n")
    with (tmp_path / "r.toml").open("a", encoding="utf-8") as file:
        file.write('[rules]\ncodebook = "c.csv"\n')
    with pytest.raises(CodebookError, match="No such codebook"):
        run.prepare(request)


def test_what_was_recognised_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unless from a copy, which is gone by then; either way it is what a recipe opens."""
    monkeypatch.chdir(tmp_path)
    clean, other = tmp_path / "a.csv", tmp_path / "b.csv"
    clean.write_text("id,question,text\n1,164,Des trains\n", encoding="utf-8")
    other.write_bytes("id;question;text\n1;165;Des bus\n".encode("utf-16"))
    opened: list[Path] = []

    def noted(entry: SourceEntry, **more: Any) -> Sequence[Laid]:
        opened.append(entry.path)
        return open_source(entry, **more)

    monkeypatch.setattr(intake, "open_source", noted)
    for exports, reread in (([clean], []), ([clean, other], [clean, other])):
        recipe, known = proposal.recognised(exports)
        opened.clear()
        found = intake.received(recipe, tmp_path / "work", known)

        assert [path.resolve() for path in reread] == opened
        assert intake.received(recipe, tmp_path / "work") == found
