"""A codebook in TOML: read whole, or refused with file, line, theme, place and what to do."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from synthesis.codebook import read, table
from synthesis.errors import CodebookError, InputError

WHOLE = """\
[[themes]]
id = "taxes"
label_fr = "Les taxes"
label_en = "Taxes"
definition_fr = "Tout ce qui se paie."
includes = "redevances"
excludes = "amendes"

[[themes]]
id = "tva"
parent = "taxes"
question = ["901", "904"]
label_fr = "La TVA"
rule = '''
TVA ou "taxe sur la valeur ajoutée"
'''

[[themes]]
id = "jardins"
question = "906"
kind = "minority"
label_fr = "Des jardins"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "codebook.toml"


def refused(file: Path, text: str | bytes, questions: tuple[str, ...] | None = None) -> str:
    """What is said of a codebook that cannot be used."""
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(CodebookError) as caught:
        read(file, questions)
    assert isinstance(caught.value, InputError)
    assert caught.value.todo
    return str(caught.value).replace(str(file), "codebook.toml")


def test_a_whole_codebook(file: Path) -> None:
    """Each theme with what it says; a parent without a rule is a group; the digest is of bytes."""
    file.write_text("\ufeff" + WHOLE, encoding="utf-8")
    book = read(file, ("901", "904", "906"))
    taxes, tva, gardens = book.themes

    assert hashlib.sha256(file.read_bytes()).hexdigest() == book.digest
    assert ("taxes", "group", None, (), "Taxes") == (
        taxes.id, taxes.kind, taxes.rule, taxes.questions, taxes.label_en,
    )  # fmt: skip
    assert ("opinion", "taxes", ("901", "904")) == (tva.kind, tva.parent, tva.questions)
    assert 'TVA ou "taxe sur la valeur ajoutée"' == tva.rule
    assert ("minority", ("906",), 3) == (gardens.kind, gardens.questions, gardens.position)
    assert (taxes, tva) == book.of("904")
    assert (gardens,) == book.named


def test_the_table(file: Path) -> None:
    """One row per theme and question it is looked for in; null is every question."""
    file.write_text(WHOLE, encoding="utf-8")
    book = read(file)
    free = table(book).to_pylist()
    bound = table(book, ["901", "906"]).to_pylist()

    assert [(None, "taxes"), ("901", "tva"), ("904", "tva"), ("906", "jardins")] == [
        (row["question_id"], row["theme_id"]) for row in free
    ]
    assert [("901", "taxes"), ("906", "taxes"), ("901", "tva"), ("906", "jardins")] == [
        (row["question_id"], row["theme_id"]) for row in bound
    ]
    assert {
        "question_id": "901", "theme_id": "tva", "kind": "opinion", "parent_id": "taxes",
        "label_fr": "La TVA", "label_en": "", "definition_fr": "", "definition_en": "",
        "includes": "", "excludes": "", "rule": 'TVA ou "taxe sur la valeur ajoutée"',
        "position": 2,
    } == bound[2]  # fmt: skip


THEME = '[[themes]]\nid = "a"\nlabel_fr = "A"\n'
OTHER = '[[themes]]\nid = "b"\nlabel_fr = "B"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "codebook.toml: There is no theme."),
        ("themes = 3", "codebook.toml: There is no theme."),
        ("themes = [3]", "codebook.toml: `themes` is not a list of tables."),
        ("[theme]\nid = 1", "codebook.toml: Unknown key 'theme'."),
        ("[[themes]\n", "codebook.toml, line 1: Not valid TOML"),
        (THEME + 'rule = "a "b""', "codebook.toml, line 4: Not valid TOML"),
        (THEME.encode() + b'rule = "\xe9cole"', "codebook.toml, line 4: Not in UTF-8."),
        ('[[themes]]\nlabel_fr = "A"', "codebook.toml, line 1: A theme has no `id`."),
        ('\n[[themes]]\nid = "a"', "codebook.toml, line 2: A theme has no `label_fr`."),
        (THEME + 'ruel = "x"', "line 1: Unknown key 'ruel' in a theme.\n  → Did you mean 'rule'?"),
        (THEME + "rule = 3", "line 1: `rule` in a theme cannot be 3."),
        (THEME + "question = 901", "line 1: `question` of theme 'a' cannot be 901."),
        (THEME + "question = []", "line 1: `question` of theme 'a' cannot be []."),
        (THEME + 'question = ["901", ""]', "`question` of theme 'a' cannot be ['901', '']."),
        (THEME + 'question = "910"', "not an open one: '910'.\n  → Did you mean '904'?"),
        (THEME + 'kind = "view"', "line 1: A theme cannot be of kind 'view'."),
        (THEME + THEME, "line 4: Two themes have the id 'a'."),
        (THEME + OTHER.replace('"B"', '" a"'), "line 4: Themes 'a' and 'b' have one label"),
        (THEME + 'parent = "z"', "line 1: The parent of theme 'a' is not there: 'z'."),
        (THEME + 'parent = "a"', "line 1: Theme 'a' is above itself: a → a."),
        (THEME + 'parent = "b"\n' + OTHER + 'parent = "a"',
         "line 1: Theme 'a' is above itself: a → b → a."),
        (THEME + 'question = "901"\n' + OTHER + 'parent = "a"',
         "line 5: Theme 'b' is for every question, its parent 'a' is not."),
        (THEME + 'question = "901"\n' + OTHER + 'parent = "a"\nquestion = ["901", "904"]',
         "line 5: Theme 'b' is for question 904, its parent 'a' is not."),
        (THEME.replace('"a"', '"C 1"'), "line 1: 'C 1' cannot be the id of a theme."),
        (THEME.replace('"a"', '"c12"'), "'c12' is what a theme made of a cluster is called."),
        (THEME.replace('"A"', f'"{"A" * 121}"'), "The `label_fr` of theme 'a' is too long"),
        (THEME + 'rule = ""', "line 4: The rule of theme 'a', at character 1"),
        (THEME + OTHER + "rule = '''\nécole ou (collège sauf\n'''",
         "codebook.toml, line 7: The rule of theme 'b', at character 23 "
         "(« école ou (collège sauf⟨here⟩ »): A term is missing before the end of the rule."),
        (THEME + 'definition_fr = """\n[[themes]]\n"""\nrule = "tva taxe"',
         "codebook.toml: The rule of theme 'a', at character 5 (« tva ⟨here⟩taxe »): Two terms"),
    ],
)  # fmt: skip
def test_what_is_refused(file: Path, text: str | bytes, expected: str) -> None:
    """What, where, and what to do."""
    assert expected in refused(file, text, ("901", "904"))


def test_one_label_for_two_questions(file: Path) -> None:
    """Clusters of two questions may have one name; that is not twice the same theme."""
    one, other = THEME + 'question = "901"\n', OTHER.replace('"B"', '"A"') + 'question = "904"\n'
    file.write_text(one + other, encoding="utf-8")

    assert 2 == len(read(file).themes)


def test_no_file(tmp_path: Path) -> None:
    """A codebook that is not there, or is a folder, is said so."""
    with pytest.raises(CodebookError, match="No such codebook"):
        read(tmp_path / "none.toml")
    with pytest.raises(CodebookError, match="Cannot be read"):
        read(tmp_path)
