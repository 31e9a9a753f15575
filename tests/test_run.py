"""A run: what it was asked, what it found, what it leaves; nothing written before all is sure."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from synthesis import lexicon, recipe, run
from synthesis.errors import DoleancesError, RecipeError, SettingsError
from synthesis.recipe import Recipe

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


def occurrences(walked: Any, term: str, question: str | None = None) -> list[Any]:
    given = walked.prepared
    return list(run.occurrences(given.recipe, given.lexicon, term, question))


def test_occurrences_of_a_form_are_those_of_its_term(walked: Any) -> None:
    """Singular or plural, accented or not: the same lines, each a slice of an answer."""
    lines = occurrences(walked, "arbres")
    texts = {
        (row["reference"], row["question_id"]): row["text"]
        for row in walked.walk.store.rows(
            "select * from read_parquet($path)", path=str(walked.walk.files["answers", None])
        )
    }
    words = {line.word.lower() for line in lines}

    assert {"arbre", "arbres"} <= words
    assert lines == occurrences(walked, " Arbre ")
    for line in lines:
        found = line.left + line.word + line.right
        assert any(found in text for (name, _), text in texts.items() if name == line.reference)


def test_occurrences_of_words_nobody_counts(walked: Any) -> None:
    """A run of words is looked for as it is read; what nobody wrote is nowhere."""
    lines = occurrences(walked, "pour les")

    assert lines
    assert {"pour les"} == {re.sub(r"\s+", " ", line.word.lower()) for line in lines}
    assert [] == occurrences(walked, "xylophone")


def test_occurrences_in_one_question(walked: Any) -> None:
    """Those of all questions are those of each, together; a closed question has no words."""
    each = [occurrences(walked, "vélo", question) for question in walked.questions]

    assert sorted(map(str, occurrences(walked, "vélo"))) == sorted(
        str(line) for lines in each for line in lines
    )
    assert each[0] == occurrences(walked, "vélo", f"Q{walked.questions[0]}")
    with pytest.raises(SettingsError, match="no open question '902'"):
        occurrences(walked, "vélo", "902")


def test_occurrences_before_any_run(tmp_path: Path) -> None:
    """There is no warehouse: what to do is said."""
    with pytest.raises(DoleancesError, match="Run `doleances run` first"):
        next(run.occurrences(Recipe("x", "x", "fr", (), folder=tmp_path), EMPTY, "tva", None))


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


def test_rules_not_yet_followed_are_refused(tmp_path: Path) -> None:
    """A withdrawal that would not be honoured stops the run."""
    request = _two_sources(tmp_path, "avis\nDes bus\n", "avis\nDes trains\n")
    with (tmp_path / "r.toml").open("a", encoding="utf-8") as file:
        file.write('[rules]\nwithdrawals = "w.csv"\n')
    with pytest.raises(RecipeError, match="withdrawals"):
        run.prepare(request)
