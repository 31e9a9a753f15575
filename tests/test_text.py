"""Strings: the normal form, the folded one, and tokens that are slices; `macros.sql` agrees."""

from __future__ import annotations

import csv
import unicodedata
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from synthesis.lexicon import Lexicon
from synthesis.text import BREAK, folded, forms_of, normal, pattern, tokens

PLAIN = pattern()
LISTED = pattern("pouvoir d'[ ]?achat[sx]?|vote[sx]?[ -]+blanc[sx]?|r[ée]f[ée]rendum[sx]?")

# What people type: composed and decomposed accents, marks that compose with nothing, ligatures,
# six apostrophes, spaces of every width, digits, hyphens, punctuation, line ends, pictures.
PIECES = [
    *"abcdehilnopqrstuxz", *"AEÉILOPÀÇŒÆ", *"éèêëàâäçîïôöùûüÿœæñß", *"0123456789",
    "e\u0301", "a\u0300", "c\u0327", "u\u0308", "E\u0302", "m\u0302", "e\u0301\u0323", "n\u0303",
    *"'’‘ʼ`´", *" \t\n\r\u00a0\u202f\u2009", *"-–—_", *".,;:!?…()«»\"/•", *"@#&%€+=*<>[]²½°",
    "😀", "1\ufe0f\u20e3", "👩\u200d🌾", "❤\ufe0f", "🇫🇷", "l'", "qu’", "aujourd'hui", "lorsqu’",
    "pouvoir d’achat", "Pouvoirs d' achat", "vote blanc", "votes-blancs", "référendum",
    "referendum", "S.N.C.F.", "T.V.A", "c'est-à-dire", "entr'aide", "www.exemple.fr",
]  # fmt: skip
BREAKS = [*'.,;:!?…()«»"/•–—\n']
typed = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
several = st.lists(typed, min_size=1, max_size=10)


def forms(text: str, token_pattern: str = PLAIN) -> list[str]:
    return [token.form for token in tokens(text, token_pattern)]


def in_sql(
    db: duckdb.DuckDBPyConnection, macro: str, texts: list[str], token_pattern: str = PLAIN
) -> list[object]:
    """What a macro makes of each text, in their order."""
    query = f"select {macro} from unnest($texts) with ordinality as given(t, n) order by n"
    values = {"texts": texts, "pattern": token_pattern}
    named = {name: value for name, value in values.items() if f"${name}" in query}
    return [row[0] for row in db.execute(query, named).fetchall()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L’Été", "l'été"),
        ("ete\u0301", "eté"),
        ("ŒUVRE Ægir", "oeuvre aegir"),
        ("l‘a ʼb `c ´d", "l'a 'b 'c 'd"),
        ("12\u00a0000\u202f€", "12 000 €"),
        ("", ""),
    ],
)
def test_normal(text: str, expected: str) -> None:
    """Lower case, composed accents, straight apostrophes, plain spaces, no ligature."""
    assert expected == normal(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("R.A.S.", "r a s"),
        ("  Je n’ai PAS d’avis !!", "je n ai pas d avis"),
        ("Cœur — 1 000 €", "coeur 1 000"),
        ("e\u0301te\u0301", "ete"),
        ("…", ""),
        ("Привет, мир!", "привет мир"),
        ("公共交通。", "公共交通"),
        ("النقل العام", "النقل العام"),
    ],
)
def test_folded(text: str, expected: str) -> None:
    """Letters and digits without accents or case; everything else is one space."""
    assert expected == folded(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'impôt, l’impôt", ["l'", "impôt", ".", "l'", "impôt"]),
        ("qu'il jusqu’à lorsqu'on", ["qu'", "il", "jusqu'", "à", "lorsqu'", "on"]),
        ("Aujourd’hui, quelqu'une", ["aujourd'hui", ".", "quelqu'une"]),
        ("prud'hommes, presqu'île, entr'aide",
         ["prud'hommes", ".", "presqu'île", ".", "entr'aide"]),
        ("S.N.C.F. et T.V.A", ["sncf", "et", "tva"]),
        ("la T.V.A, l'A.B.C.est", ["la", "tva", ".", "l'", "abc", "est"]),
        ("S.N.C.F.œuvre", ["sncf", "oeuvre"]),
        ("rendez-vous -ci", ["rendez-vous", "ci"]),
        ("Fin. Début…\n« Oui »",
         ["fin", ".", "début", ".", ".", ".", "oui", "."]),
        ("80 km/h à 20%", ["80", "km", ".", "h", "à", "20"]),
        ("😀 + @ # _", []),
        ("", []),
    ],
)  # fmt: skip
def test_forms(text: str, expected: list[str]) -> None:
    """Words, elisions apart, acronyms without dots, a full stop for any punctuation."""
    assert expected == forms(text)


def test_an_expression_is_one_token() -> None:
    """It ends where a word ends: « votes blancs » counts, « vote blanche » does not."""
    text = "Votes blancs, pouvoir d’achat. vote blanche"

    assert ["votes blancs", ".", "pouvoir d'achat", ".", "vote", "blanche"] == forms(text, LISTED)


@pytest.mark.parametrize("after", ["", " ", ".", "\n", "😀", "+", ")", "\u00a0", " \n"])
def test_an_expression_is_quoted_without_what_follows(after: str) -> None:
    """Its slice is its words, whatever comes after them."""
    text = "Le pouvoir d’achat" + after
    token = tokens(text, LISTED)[1]

    assert "pouvoir d’achat" == text[token.start : token.stop]


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("impôt", ("impôt", "")),
        ("l'", ("l'", "")),
        (",", ("", BREAK)),
        ("s.n.c.f.", ("sncf", "")),
        ("pouvoir d'achat.", ("pouvoir d'achat", BREAK)),
        ("pouvoir d'achat ", ("pouvoir d'achat", "")),
    ],
)
def test_forms_of(token: str, expected: tuple[str, str]) -> None:
    """A raw token is a form, the break after it, or both."""
    assert expected == forms_of(token)


@given(typed)
@example("m\u0302e")
@example("e\u0301\u0323a")
@example("œ́uvre")
@example("S.N.C.F.œ")
def test_a_token_is_a_slice_of_its_form(text: str) -> None:
    """Each token's slice reads as its form: marks that compose with nothing and dots aside."""
    for token in tokens(text, LISTED):
        read = normal(text[token.start : token.stop])
        letters = "".join(c for c in read if not unicodedata.category(c).startswith("M"))

        if token.form == BREAK:
            assert letters in BREAKS
        else:
            assert token.form in {letters, letters.replace(".", "")}


@given(typed)
def test_tokens_follow_each_other(text: str) -> None:
    """Tokens stand in order, are never empty, and share nothing but the two letters of an œ."""
    found = tokens(text, LISTED)

    assert all(token.start < token.stop for token in found)
    for one, other in pairwise(found):
        assert one.stop <= other.start or text[other.start] in "œŒæ"


@given(typed)
def test_normal_and_folded_are_settled(text: str) -> None:
    """A normal form is its own normal form; so is a folded one."""
    assert normal(text) == normal(normal(text))
    assert folded(text) == folded(folded(text)) == folded(normal(text))


@given(several)
def test_macros_read_what_tokens_read(macros: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    """SQL finds the same forms in the same order."""
    assert [forms(text, LISTED) for text in texts] == in_sql(
        macros, "forms(t, $pattern)", texts, LISTED
    )


@given(several)
def test_macros_write_what_text_writes(macros: duckdb.DuckDBPyConnection, texts: list[str]) -> None:
    """SQL has the same normal form and the same folded one."""
    assert [normal(text) for text in texts] == in_sql(macros, "normal(t)", texts)
    assert [folded(text) for text in texts] == in_sql(macros, "folded(t)", texts)


def test_macros_know_every_character(macros: duckdb.DuckDBPyConnection) -> None:
    """Each character of the first plane, between two letters: the same three answers."""
    known = (chr(i) for i in range(1, 0x10000) if unicodedata.category(chr(i)) not in ("Cn", "Cs"))
    texts = [f"a{character}b" for character in known]

    assert [normal(text) for text in texts] == in_sql(macros, "normal(t)", texts)
    assert [folded(text) for text in texts] == in_sql(macros, "folded(t)", texts)
    assert [forms(text) for text in texts] == in_sql(macros, "forms(t, $pattern)", texts)


def test_macros_fold_every_character(macros: duckdb.DuckDBPyConnection) -> None:
    """Of every plane, in a word and around one: the same letters, and none lost."""
    known = (chr(i) for i in range(1, 0x110000) if unicodedata.category(chr(i)) not in ("Cn", "Cs"))
    texts = [
        text for character in known for text in (f"a{character}b", f"{character}É {character}")
    ]

    assert [folded(text) for text in texts] == in_sql(macros, "folded(t)", texts)


def test_macros_fold_every_mark(macros: duckdb.DuckDBPyConnection) -> None:
    """Under each mark, the letters and signs replaced one by one give what they gave together."""
    marks = (chr(i) for i in range(0x300, 0x370))
    texts = [f"a{c}{mark}{c}" for mark in marks for c in "eéÉèÊëàÂçÎïIİôùÛœŒæÆǽ’«»…ʼ"]

    assert [folded(text) for text in texts] == in_sql(macros, "folded(t)", texts)


@pytest.mark.reference
def test_macros_on_real_answers(
    shared: Path, french: Lexicon, macros: duckdb.DuckDBPyConnection
) -> None:
    """A tenth of 35,000 real answers, with all our expressions: the same forms, word for word."""
    texts = []
    for path in sorted((shared / "data" / "grand-debat" / "answers").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            texts += [row["text"] for row in csv.DictReader(file)][::10]
    expected = [forms(text, french.token_pattern) for text in texts]

    assert 3_000 < len(texts)
    assert expected == in_sql(macros, "forms(t, $pattern)", texts, french.token_pattern)
