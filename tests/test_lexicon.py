"""The lexicon: what each form counts as, by lists a person can read; every entry has its effect."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.errors import LexiconError
from synthesis.lexicon import FILES, Lexicon, Reading, packaged, read
from synthesis.text import folded, normal, tokens

LISTS = {
    "stopwords.txt": "le\nla\nde # une préposition\n\nà\n",
    "expressions.txt": "pouvoir d'achat\nvote blanc\nvote\u00a0blanc obligatoire\ndemi-part\n",
    "equivalents.txt": "sécu, s.s. = sécurité sociale\nvoix blanche, bulletin blanc = vote blanc\n",
    "no_content.txt": "R.A.S.\nsans objet\n~ (?:je )?ne sais pas\n~ bof+\n",
}


@pytest.fixture
def small(tmp_path: Path) -> Lexicon:
    return read(written(tmp_path), "fr")


def written(folder: Path, **changed: str | bytes) -> Path:
    """A folder of short lists, some of them changed."""
    for name, text in LISTS.items():
        new = changed.get(name.removesuffix(".txt"), text)
        (folder / name).write_bytes(new if isinstance(new, bytes) else new.encode())
    return folder


def forms(text: str, lexicon: Lexicon) -> list[str]:
    return [token.form for token in tokens(text, lexicon.token_pattern)]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("impôts", Reading(("impot",))),
        ("payer", Reading(("pai",))),  # the Snowball stem of « payer », folded
        ("de", Reading(("de",), "stop_word")),
        ("2019", Reading(("2019",), "number")),
        ("2019-2020", Reading(("2019-2020",), "number")),
        ("x", Reading(("x",), "letter")),
        ("d'", Reading(("d'",), "letter")),
        ("co2", Reading(("co2",))),
        ("pouvoir d'achat", Reading(("pouvoir d'achat",))),
        ("pouvoirs d'achats", Reading(("pouvoir d'achat",))),
        ("pouvoir d' achat", Reading(("pouvoir d'achat",))),
        ("votes-blancs", Reading(("vote blanc",))),
        ("demi part", Reading(("demi-part",))),
        ("bulletins blancs", Reading(("vote blanc",))),
        ("sécu", Reading(("sécurité sociale",))),
        ("mange-t-il", Reading(("mang",))),  # an inversion: the verb
        ("celui-là", Reading(("celui",))),
        ("grand-père", Reading(("grand-père",))),  # in the dictionary
        ("école-de-la-vie", Reading(("ecol", "vi"))),  # not in it: its words, stop words apart
        ("de-la", Reading(("de",), "stop_word")),
        ("école-école", Reading(("ecol",))),
    ],
)
def test_read(small: Lexicon, form: str, expected: Reading) -> None:
    """A form is a term, several, or set aside with its reason."""
    assert expected == small.read(form)


def test_accents_are_restored_from_the_question(small: Lexicon) -> None:
    """An unknown form without accents is read as the commonest that differs by accents only."""
    counts = {"zelé": 5, "zèle": 2, "zele": 1, "cote": 1, "côte": 9, "a": 3, "à": 9}
    found = small.readings(counts)

    assert found["zelé"] == found["zele"]
    assert small.read("cote") == found["cote"]  # a word of its own
    assert list(found) == sorted(counts)


def test_a_stop_word_typed_without_its_accent(tmp_path: Path) -> None:
    """Is still a stop word, where nothing else is written so."""
    small = read(written(tmp_path, stopwords="dèjà\n"), "fr")

    assert Reading(("dèjà",), "stop_word") == small.readings({"dèjà": 2, "deja": 1})["deja"]


def test_the_longest_expression_is_one_token(small: Lexicon) -> None:
    """Whatever its accents, plurals, hyphens and apostrophes."""
    text = "Votes blancs obligatoires, Pouvoir  d’achat; bulletins-blancs et demi part"
    expected = [
        "votes blancs obligatoires", ".", "pouvoir  d'achat", ".", "bulletins-blancs", "et",
        "demi part",
    ]  # fmt: skip

    assert expected == forms(text, small)


def test_no_content(small: Lexicon) -> None:
    """Phrases are folded; patterns are one pattern."""
    assert {"r a s", "sans objet"} == small.no_content
    assert re.fullmatch(small.no_content_pattern, "ne sais pas")
    assert re.fullmatch(small.no_content_pattern, "boffff")
    assert not re.fullmatch(small.no_content_pattern, "je ne sais")


def test_a_lexicon_lies_in_a_folder_or_in_that_of_its_language(tmp_path: Path) -> None:
    """Both ways give the same."""
    (tmp_path / "fr").mkdir()
    written(tmp_path / "fr")

    assert read(tmp_path, "fr").digest == read(tmp_path / "fr", "fr").digest


@pytest.mark.parametrize("name", FILES)
def test_the_digest_is_that_of_every_byte(tmp_path: Path, name: str) -> None:
    """One comment more, in any list, is another lexicon."""
    before = read(written(tmp_path), "fr").digest
    with (tmp_path / name).open("a") as file:
        file.write("# vu\n")

    assert before != read(tmp_path, "fr").digest
    assert before == read(written(tmp_path), "fr").digest


@pytest.mark.parametrize(
    ("changed", "where", "line", "what"),
    [
        ({"equivalents": "# a\na = b\nun deux\n"}, "equivalents.txt", 3, "'un deux' is not"),
        ({"equivalents": "= b\n"}, "equivalents.txt", 1, "'= b' is not"),
        ({"equivalents": "a =\n"}, "equivalents.txt", 1, "'a =' is not"),
        ({"no_content": "ras\n~ (oui\n"}, "no_content.txt", 2, "This pattern cannot be read"),
        ({"no_content": "~ (?!oui)non"}, "no_content.txt", 1, "RE2 looks neither back nor around"),
        ({"no_content": "~ (ha)\\1"}, "no_content.txt", 1, "RE2 looks neither back nor around"),
        ({"stopwords": b"le\nl\xe0\n"}, "stopwords.txt", 2, "This list is not UTF-8."),
    ],
)
def test_a_slip_in_a_list(
    tmp_path: Path, changed: dict[str, str | bytes], where: str, line: int, what: str
) -> None:
    """The file and the line at fault are named."""
    with pytest.raises(LexiconError, match=re.escape(what)) as error:
        read(written(tmp_path, **changed), "fr")

    assert (tmp_path / where, line) == (error.value.where, error.value.line)


def test_a_list_is_missing(tmp_path: Path) -> None:
    """Which one is said."""
    (written(tmp_path) / "expressions.txt").unlink()
    with pytest.raises(LexiconError) as error:
        read(tmp_path, "fr")

    assert f"{tmp_path / 'expressions.txt'}: This list is missing.\n  → Put it back." == str(
        error.value
    )


@pytest.mark.parametrize("language", ["br", "", "../fr"])
def test_a_language_without_a_lexicon(tmp_path: Path, language: str) -> None:
    """Is refused, with those there are."""
    for folder in (tmp_path, written(tmp_path)):
        with pytest.raises(LexiconError, match="no lexicon for the language") as error:
            read(folder, language)

        assert "Known: fr." in error.value.todo


def test_a_mark_of_byte_order_is_no_word(tmp_path: Path) -> None:
    """Lists saved by a spreadsheet or Windows are read alike."""
    found = read(written(tmp_path, stopwords="\ufeffle\r\nla\r\n"), "fr")

    assert {"le", "la"} == found.stop_words


@given(st.text(max_size=12))
def test_anything_is_read(french: Lexicon, text: str) -> None:
    """Each form of any text is a term, or has a reason; twice the same."""
    for form in forms(text, french):
        found = french.read(form)

        assert found == french.read(form)
        assert found.terms
        assert all(found.terms)
        assert found.reason in (None, "stop_word", "number", "letter")


def test_each_packaged_expression_is_found_and_kept(french: Lexicon) -> None:
    """In a sentence, as it is listed, it is one token and its own term."""
    for expression in french.expressions:
        assert ["la", expression, "va"] == forms(f"la {expression} va", french)
        assert Reading((expression,)) == french.read(expression)


def test_each_packaged_equivalent_is_found_and_counted(french: Lexicon) -> None:
    """In a sentence it is one token, and counts as what it stands for."""
    for variant, kept in french.equivalents.items():
        assert ["la", variant, "va"] == forms(f"la {variant} va", french)
        assert french.read(kept) == french.read(variant)
        assert french.read(variant).reason is None


def test_each_packaged_stop_word_is_set_aside(french: Lexicon) -> None:
    """In a sentence, nothing of it is left."""
    for word in french.stop_words:
        reasons = {french.read(form).reason for form in forms(word, french)}

        assert reasons <= {"stop_word", "letter"}


def test_no_packaged_phrase_is_said_twice(french: Lexicon) -> None:
    """A phrase that a pattern covers, or that folds to nothing, need not be listed."""
    assert "" not in french.no_content
    assert [] == [p for p in french.no_content if re.fullmatch(french.no_content_pattern, p)]


@pytest.mark.parametrize("name", FILES)
def test_no_packaged_entry_is_said_twice(french: Lexicon, name: str) -> None:
    """Nor is a variant of two forms, or a phrase written otherwise than it is compared."""
    lines = (french.folder / name).read_text(encoding="utf-8").splitlines()
    entries = [line.split("#")[0].split("=")[0].strip() for line in lines]
    several = [each.strip() for entry in entries for each in entry.split(",") if each.strip()]
    plain = several if name != "no_content.txt" else [e for e in entries if e and e[0] != "~"]

    assert len(plain) == len(set(plain))
    if name == "no_content.txt":
        assert [folded(phrase) for phrase in plain] == plain


def test_what_a_packaged_equivalent_counts_as(french: Lexicon) -> None:
    """Is one word, or a listed expression."""
    assert [] == [
        kept
        for kept in french.equivalents.values()
        if not kept.isalnum() and kept not in french.expressions
    ]


@pytest.mark.parametrize(
    "opinion", ["Aucun", "Rien", "Rien à changer !", "Tous", "Jamais.", "C'est bien comme ça"]
)
def test_opinions_have_content(french: Lexicon, opinion: str) -> None:
    """« Quels impôts baisser ? — Aucun » is an answer."""
    assert folded(opinion) not in french.no_content
    assert not re.fullmatch(french.no_content_pattern, folded(opinion))


def test_the_lists_travel_with_the_program() -> None:
    """Beside it in a clone, inside it in a wheel; they are in normal form already."""
    found = read(packaged(), "fr")

    assert all(normal(word) == word for word in (*found.stop_words, *found.expressions))
    assert set(found.digests) == {f"fr/{name}" for name in FILES}


def test_a_wheel_has_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where `data/lexicon` lies in the package, it is the one that is read."""
    inside = tmp_path / "data" / "lexicon"
    shutil.copytree(packaged(), inside)
    monkeypatch.setattr("synthesis.lexicon.__file__", str(tmp_path / "lexicon.py"))

    assert inside == packaged()
