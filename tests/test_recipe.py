"""A recipe says what is read and how; a slip of the keyboard is refused with what to write."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synthesis.errors import RecipeError, SettingsError
from synthesis.recipe import Recipe, SourceEntry, compose, read, relative
from synthesis.settings import Settings
from synthesis.sources.layout import Kind

MINIMAL = """
[consultation]
id = "fiscalite-2019"
[[sources]]
reader = "grand-debat"
path = "LA_FISCALITE.csv"
"""

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
names = st.from_regex(r"[A-Za-zé][A-Za-z0-9é _]{0,9}[a-z]\.csv", fullmatch=True)
kinds: st.SearchStrategy[Kind] = st.sampled_from(["open", "closed", "multiple"])


def recipe(folder: Path, text: str) -> Recipe:
    path = folder / "consultation.toml"
    path.write_text(text, encoding="utf-8")
    return read(path)


def refusal(folder: Path, text: str) -> RecipeError:
    with pytest.raises(RecipeError) as caught:
        recipe(folder, text)
    return caught.value


def test_minimal(tmp_path: Path) -> None:
    """An id and a source are enough; paths start from the folder of the recipe."""
    folder = tmp_path.resolve()
    expected = Recipe(
        id="fiscalite-2019",
        title="fiscalite-2019",
        language="fr",
        sources=(SourceEntry("grand-debat", folder / "LA_FISCALITE.csv", "LA_FISCALITE.csv"),),
        folder=folder,
    )

    assert expected == recipe(tmp_path, MINIMAL)


def test_whom_to_write_to(tmp_path: Path) -> None:
    """Kept as written, and given back; it is printed, so it fits on a line."""
    place = 'id = "fiscalite-2019"'
    given = MINIMAL.replace(place, place + '\ncontact = "mairie@example.org, bureau 3"')
    found = recipe(tmp_path, given)
    assert "mairie@example.org, bureau 3" == found.contact
    assert found == recipe(tmp_path, compose(found))
    for contact in (r"a\nb", " a", "a" * 201):
        refused = refusal(tmp_path, MINIMAL.replace(place, f'{place}\ncontact = "{contact}"'))
        assert "`contact`" in refused.what
        assert refused.todo


def test_complete(tmp_path: Path) -> None:
    """Every key of a recipe is read."""
    found = recipe(
        tmp_path,
        """
        [consultation]
        id = "a"
        title = "Titre"
        language = "en"
        [[sources]]
        reader = "table"
        path = "sous/answers.xlsx"
        sheet = "Feuil1"
        columns = { id = "n", text = ["Une ?", "Deux ?"] }
        [[questions]]
        id = "164"
        kind = "closed"
        [[questions]]
        id = "165"
        title = "Lequel ?"
        [rules]
        lexicon = "mots"
        codebook = "../grille.csv"
        [settings]
        clusters = 7
    """,
    )
    folder = tmp_path.resolve()
    source = SourceEntry(
        "table",
        folder / "sous" / "answers.xlsx",
        "sous/answers.xlsx",
        {"id": "n", "text": ("Une ?", "Deux ?")},
        "Feuil1",
    )

    assert (source,) == found.sources
    assert {"164": "closed"} == found.kinds
    assert {"165": "Lequel ?"} == found.titles
    assert {"lexicon": folder / "mots", "codebook": folder.parent / "grille.csv"} == found.rules
    assert Settings(clusters=7) == found.settings


@pytest.mark.parametrize(
    ("old", "new", "what", "todo"),
    [
        ("[consultation]", "[consultations]", "Unknown key 'consultations'", "'consultation'?"),
        ("id =", "ident =", "Unknown key 'ident' in [consultation]", "Known: id"),
        ("reader =", "raeder =", "Unknown key 'raeder'", "Did you mean 'reader'?"),
        ("path =", "column =", "Unknown key 'column'", "Did you mean 'columns'?"),
        ('id = "fiscalite-2019"', "", "[consultation] has no `id`", 'id = "…"'),
        ('path = "LA_FISCALITE.csv"', "", "[[sources]] has no `path`", 'path = "…"'),
        ('"LA_FISCALITE.csv"', '""', "`path` in [[sources]] cannot be ''", "text between quotes"),
        ('reader = "grand-debat"', "", "[[sources]] has no `reader`", 'reader = "…"'),
        ('"grand-debat"', '"grand_debat"', "no reader 'grand_debat'", "'grand-debat'? Known"),
        ('"grand-debat"', '"loomio"', "no reader 'loomio'", "grand-debat, politizr"),
        ("fiscalite-2019", "Fiscalité", "'Fiscalité' cannot name files", "a-z, 0-9"),
        ("fiscalite-2019", "../x", "cannot name files", "a-z, 0-9"),
        ("fiscalite-2019", "a" * 61, "cannot name files", "60"),
        ('"fiscalite-2019"', "2019", "`id` in [consultation] cannot be 2019", "quotes"),
        ("[[sources]]", "[sources]", "`sources` is not a list", "[[sources]]"),
        ("[consultation]", "[[consultation]]", "`consultation` is not a table", "[consultation]"),
        ("[[sources]]", "[[sources]]\ncolumns = {text = 't'}", "knows its columns", "table"),
    ],
)
def test_slips(tmp_path: Path, old: str, new: str, what: str, todo: str) -> None:
    """Each slip is refused with the file, what is wrong and what to write."""
    error = refusal(tmp_path, MINIMAL.replace(old, new, 1))

    assert what in error.what
    assert todo in error.todo
    assert tmp_path / "consultation.toml" == error.where


@pytest.mark.parametrize(
    ("more", "what"),
    [
        ("[rules]\nlexique = 'x'", "Unknown key 'lexique' in [rules]"),
        ("[rules]\nlexicon = 3", "`lexicon` in [rules] cannot be 3"),
        ("[[questions]]\nid = '1'\nkind = 'ouverte'", "cannot be of kind 'ouverte'"),
        ("[[questions]]\nid = '1'\nkinds = 'open'", "Unknown key 'kinds' in [[questions]]"),
        ("[[questions]]\nkind = 'open'", "[[questions]] has no `id`"),
        ("[[questions]]\nid='1'\nkind='open'\n[[questions]]\nid='1'\nkind='open'", "two [[que"),
        ("[[questions]]\nid='1'\n[[questions]]\nid='1'\nkind='open'", "two [[questions]]"),
        ("[[sources]]\nreader='grand-debat'\npath='./LA_FISCALITE.csv'", "listed twice"),
        ("[[sources]]\nreader='table'\npath='a'\ncolumns = {txt = 'b'}", "Unknown key 'txt'"),
        ("[[sources]]\nreader='table'\npath='a'\ncolumns = {id = ['b']}", "`columns.id` cannot"),
        ("[[sources]]\nreader='table'\npath='a'\ncolumns = {text = []}", "`columns.text` cannot"),
    ],
)
def test_slips_further_down(tmp_path: Path, more: str, what: str) -> None:
    """The same for what a recipe may add."""

    assert what in refusal(tmp_path, MINIMAL + more).what


def test_no_source(tmp_path: Path) -> None:
    """A recipe that reads nothing is refused."""

    assert "nothing to read" in refusal(tmp_path, "[consultation]\nid = 'a'\n").what


def test_settings_are_checked(tmp_path: Path) -> None:
    """An unknown setting is refused in the name of the recipe."""
    with pytest.raises(SettingsError, match=r"consultation\.toml.*\n.*clusters"):
        recipe(tmp_path, MINIMAL + "[settings]\ncluster = 3")


def test_broken_toml(tmp_path: Path) -> None:
    """A file that is not TOML is refused at its line."""
    error = refusal(tmp_path, MINIMAL + "title = sans guillemets\n")

    assert 7 == error.line
    assert "consultation.toml, line 7: Not valid TOML" in str(error)


def test_files_that_are_no_recipe(tmp_path: Path) -> None:
    """A missing recipe, a folder and another encoding are told apart."""
    latin = tmp_path / "latin.toml"
    latin.write_bytes("# é".encode("latin-1"))

    with pytest.raises(RecipeError, match="doleances init"):
        read(tmp_path / "absent.toml")
    with pytest.raises(RecipeError, match="Cannot be read"):
        read(tmp_path)
    with pytest.raises(RecipeError, match="Not in UTF-8"):
        read(latin)


@settings(deadline=None)  # a file a time: a busy machine is no failure
@given(
    title=words,
    sources=st.lists(
        st.tuples(
            names,
            st.dictionaries(st.sampled_from(["id", "author", "text"]), words),
            st.lists(words, max_size=3),
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda each: each[0],
    ),
    questions=st.dictionaries(words, st.tuples(kinds, words), max_size=4),
    clusters=st.sampled_from(["auto", 3, 12]),
    smoothing=st.floats(0.1, 1e4),
)
def test_what_is_written_is_read(
    title: str,
    sources: list[tuple[str, dict[str, str], list[str]]],
    questions: dict[str, tuple[Kind, str]],
    clusters: int | str,
    smoothing: float,
) -> None:
    """Whatever the titles, names and numbers, a recipe comes back as it was."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        expected = Recipe(
            id="a-1",
            title=title,
            language="fr",
            sources=tuple(
                SourceEntry(
                    "table",
                    folder / path,
                    path,
                    columns | ({"text": tuple(texts)} if texts else {}),
                )
                for path, columns, texts in sources
            ),
            settings=Settings(clusters=clusters, smoothing=smoothing),
            rules={"codebook": folder / "grille.csv"},
            kinds={id: kind for id, (kind, _) in questions.items()},
            titles={id: each for id, (_, each) in questions.items()},
            folder=folder,
        )

        assert expected == recipe(folder, compose(expected))


def test_a_recipe_never_writes_an_absolute_path(tmp_path: Path) -> None:
    """A recipe moves with its exports: paths start from its folder."""
    exports = tmp_path / "exports"
    entry = SourceEntry("grand-debat", exports / "a.csv", "a.csv")
    written = compose(Recipe("a", "a", "fr", (entry,), folder=tmp_path / "etude"))

    assert "../exports/a.csv" == tomllib.loads(written)["sources"][0]["path"]
    assert str(tmp_path) not in written
    assert "exports/a.csv" == relative(exports / "a.csv", tmp_path)


def test_what_an_analyst_reads(tmp_path: Path) -> None:
    """The file explains itself in French and holds only what differs from the defaults."""
    found = recipe(tmp_path, MINIMAL)
    written = compose(
        Recipe(
            found.id,
            "La fiscalité",
            "fr",
            found.sources,
            kinds={"164": "open"},
            titles={"164": "Quels impôts ?"},
            settings=Settings(clusters=8),
            folder=found.folder,
        )
    )
    expected = """\
# Recette de consultation, pour Doléances : ce qui est lu, et comment. À relire et à corriger.
# Les chemins partent du dossier de ce fichier ; `doleances run` écrit ses résultats à côté.

[consultation]
id = "fiscalite-2019"
title = "La fiscalité"
language = "fr"

# Les exports, dans l’ordre de lecture ; `doleances sources` liste les lecteurs.
[[sources]]
reader = "grand-debat"
path = "LA_FISCALITE.csv"

# Les questions : kind = "open" (texte libre, analysé), "closed" (un choix, compté)
# ou "multiple" (plusieurs choix, comptés). Le genre est déduit des réponses : à vérifier.
[[questions]]
id = "164"
kind = "open"
title = "Quels impôts ?"

# Seulement ce qui diffère ; `doleances settings` donne les réglages.
[settings]
clusters = 8
"""

    assert expected == written
