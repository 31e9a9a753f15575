"""A run: what it was asked, what it found, what it leaves; nothing written before all is sure."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from synthesis import lexicon, recipe, run
from synthesis.errors import RecipeError, SettingsError

EMPTY = lexicon.Lexicon("fr", frozenset(), (), {}, frozenset(), (), {}, Path())
TABLE = "id,question,text\n1,a,Des trains\n2,b,Des bus\n3,b,Un vélo\n"


def prepared(folder: Path, *, out: Path | None = None, questions: tuple[str, ...] = ()) -> Any:
    (folder / "Mes réponses.csv").write_text(TABLE, encoding="utf-8")
    (folder / "r.toml").write_text(
        '[consultation]\nid = "essai"\n[[sources]]\nreader = "table"\npath = "Mes réponses.csv"\n',
        encoding="utf-8",
    )
    return run.prepare(run.Request((folder / "r.toml",), out, questions))


@pytest.mark.parametrize(
    ("word", "expected"), [(None, None), ("", None), ("auto", "auto"), ("7", 7)]
)
def test_clusters_are_a_word(word: str | None, expected: object) -> None:
    """A number, auto, or nothing: what the recipe says."""
    request = run.Request.of(["a.csv"], "", ["164"], word, False, 2)

    assert run.Request((Path("a.csv"),), None, ("164",), expected, False, 2) == request


def test_clusters_are_no_other_word() -> None:
    """Anything else is refused."""
    with pytest.raises(SettingsError, match="cannot be 'sept'"):
        run.Request.of(["a.csv"], None, [], "sept", False, 2)


def test_places_start_from_the_recipe(tmp_path: Path) -> None:
    """The warehouse beside it, editions in reports/ or where it was asked."""
    folder = tmp_path.resolve()

    assert folder / ".doleances" / "essai.duckdb" == prepared(tmp_path).warehouse
    assert folder / "reports" / "essai" / "draft" == prepared(tmp_path).draft
    out = tmp_path / "ailleurs"
    assert out / "essai" / "draft" == prepared(tmp_path, out=out).draft


def test_inputs_are_opened_once(tmp_path: Path) -> None:
    """A flow started by the command finds them open; after the run they are opened anew."""
    first = prepared(tmp_path)

    assert first is prepared(tmp_path)
    with run.opened(first):
        pass
    assert first is not prepared(tmp_path)


def test_work_files_end_with_the_run(tmp_path: Path) -> None:
    """Also when it fails; parts and lock stay."""
    hidden = prepared(tmp_path).hidden
    working = []

    def fails(table: str, question: str | None, reused: bool) -> None:
        working.extend(hidden.glob("work-*"))
        raise ZeroDivisionError

    with run.opened(prepared(tmp_path), fails) as walk, pytest.raises(ZeroDivisionError):
        walk.table(run.CONSULTATION[0])

    assert 1 == len(working)
    assert {"essai.parts", "essai.lock"} == {path.name for path in hidden.iterdir()}


def test_nothing_is_kept_of_exports_that_cannot_be_used(tmp_path: Path) -> None:
    """The copies made to read them are gone: authors are named in them."""
    with pytest.raises(SettingsError, match="no open question"):
        prepared(tmp_path, questions=("c",))

    assert [] == list((tmp_path / ".doleances").iterdir())
    assert not (tmp_path / "reports").exists()


def test_questions_keep_the_order_they_were_put_in(tmp_path: Path) -> None:
    """Whatever the order they are asked for; with or without the Q of the Grand Débat."""
    given = prepared(tmp_path, questions=("Qb", "a"))
    with run.opened(given) as walk:
        for step in run.CONSULTATION:
            walk.table(step)

        assert ["a", "b"] == run.selected(given, walk)


def test_a_name_before_anything_is_read(tmp_path: Path) -> None:
    """The id of the recipe, else one made of the file's name; a broken recipe is told later."""
    prepared(tmp_path)
    (tmp_path / "cassé.toml").write_text("=", encoding="utf-8")

    assert "essai" == run.identity([tmp_path / "r.toml"])
    assert "mes-reponses" == run.identity([tmp_path / "Mes réponses.csv"])
    assert "cassé" == run.identity([tmp_path / "cassé.toml"])


def test_sources_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    """By their paths, in the recipe of the edition too; a name of its own says no path."""
    for name in ("nord/a.csv", "sud/a.csv", "est/b.csv"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(f"id,text\n1,Des trains ({name})\n", encoding="utf-8")
    sources = "\n".join(
        f'[[sources]]\nreader = "table"\npath = "{name}"'
        for name in ("nord/a.csv", "sud/a.csv", "est/b.csv")
    )
    (tmp_path / "r.toml").write_text(f'consultation.id = "x"\n{sources}', encoding="utf-8")
    given = run.prepare(run.Request((tmp_path / "r.toml",)))
    with run.opened(given) as walk:
        for step in run.CONSULTATION:
            walk.table(step)
        walk.question("text")
        edition = run.conclude(given, walk, ["text"])
    written = recipe.read(edition / "rules" / "consultation.toml")
    names = ["nord/a.csv", "sud/a.csv", "b.csv"]

    assert names == [each.sheet.name for each in given.received]
    assert names == [each.name for each in written.sources]


@pytest.mark.parametrize("words", [("r.toml", "a.csv"), ("a.csv", "r.toml")])
def test_a_recipe_is_run_alone(words: tuple[str, ...]) -> None:
    """In whatever place it is given."""
    with pytest.raises(RecipeError, match=r"r\.toml: A recipe is run alone"):
        run.prepare(run.Request(tuple(map(Path, words))))


def test_an_edition_elsewhere_is_another_draft(walked: Any, tmp_path: Path) -> None:
    """The same run with --out writes there, and the same bytes."""
    folder = walked.prepared.recipe.folder
    shutil.copytree(folder, tmp_path / "copie", ignore=shutil.ignore_patterns("work-*", "*.lock"))
    given = run.prepare(run.Request((tmp_path / "copie/consultation.toml",), tmp_path / "out"))
    with run.opened(given) as walk:
        for step in run.CONSULTATION:
            walk.table(step)
        for question in walked.questions:
            walk.question(question)
        edition = run.conclude(given, walk, walked.questions)

    assert tmp_path / "out" / "courvallon-2030" / "draft" == edition
    assert 0 == walk.built
    assert (walked.edition / "SHA256SUMS").read_text() == (edition / "SHA256SUMS").read_text()
