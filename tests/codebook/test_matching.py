"""Rules in SQL: the answers a plain reading finds, and slices of the words as they were typed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from synthesis.codebook import Codebook, Inflections, Theme, matches_sql
from synthesis.codebook.language import Both, Either, Near, Node, Term, parse
from synthesis.lexicon import Lexicon
from synthesis.text import folded, pattern, tokens

Match = tuple[str, int, int, str]  # theme, start, stop, what of the rule was found


def book(*rules: str, questions: Sequence[tuple[str, ...]] = ()) -> Codebook:
    """A codebook of rules, called t0, t1…"""
    asked = [*questions, *[()] * (len(rules) - len(questions))]
    themes = [
        Theme(f"t{i}", "L", rule=rule, questions=each)
        for i, (rule, each) in enumerate(zip(rules, asked, strict=True))
    ]
    return Codebook(tuple(themes), Path("codebook.toml"), "")


def counts(texts: Sequence[str]) -> Counter[str]:
    return Counter(token.form for text in texts for token in tokens(text, pattern()))


def rows(
    db: duckdb.DuckDBPyConnection,
    lexicon: Lexicon,
    given_book: Codebook,
    texts: Sequence[str],
    states: Sequence[str] = (),
    asked: Sequence[str] = (),
) -> list[tuple[Any, ...]]:
    """What the query finds, in the order of the answers, then of the themes."""
    ids = list(range(len(texts)))
    tables = {
        "answers": {"answer_id": ids, "question_id": list(asked) or ["q"] * len(ids),
                    "text": list(texts)},
        "assignments": {"answer_id": ids, "state": list(states) or ["analysed"] * len(ids)},
    }  # fmt: skip
    kinds = {"answer_id": pa.int64(), "question_id": pa.string(), "text": pa.string(),
             "state": pa.string()}  # fmt: skip
    for name, columns in tables.items():
        arrays = {column: pa.array(values, kinds[column]) for column, values in columns.items()}
        db.register("given", pa.table(arrays))
        db.execute(f"create or replace temp table {name} as select * from given")
        db.unregister("given")
    sql = matches_sql(given_book, Inflections(lexicon, counts(texts)))
    return db.execute(
        f"select answer_id, question_id, theme_id, start, stop, found from ({sql}) "
        "order by answer_id, theme_id"
    ).fetchall()


def found(
    db: duckdb.DuckDBPyConnection, lexicon: Lexicon, rule: str, text: str
) -> tuple[str, str] | None:
    """The slice of a text a rule finds, and what of the rule was found there."""
    listed = rows(db, lexicon, book(rule), [text])
    return (text[listed[0][3] : listed[0][4]], listed[0][5]) if listed else None


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        ("tva", "Baisser la T.V.A ? Non : la TVA !", ("TVA", "tva")),
        ("tva", "« tva »", ("tva", "tva")),
        ("impôt", "Trop d’IMPÔTS…", ("IMPÔTS", "impôt")),
        ("impôt", "Trop d'impots", ("impots", "impôt")),
        ("impôt", "imposteur", None),
        ("TVA", "Baisser la T.V.A ? Non : la TVA !", ("T.V.A", "TVA")),
        ("supprimer", "Il faut qu’on supprimât tout", ("supprimât", "supprimer")),
        ('"supprimer"', "qu'on supprime", None),
        ('"impôt"', "Nos impôts", ("impôts", '"impôt"')),
        ('"impôts"', "Mon impôt", ("impôt", '"impôts"')),
        ('"impôt sur le revenu"', "L’impôt  sur\nle REVENU.", ("impôt  sur\nle REVENU",
                                                             '"impôt sur le revenu"')),
        ('"impôt sur le revenu"', "impôt sur le gros revenu", None),
        ("éco-quartier", "un éco quartier", ("éco quartier", "éco-quartier")),
        ("écol*", "la cour d’écolière", ("écolière", "écol*")),
        ("écol*", "décoller", None),
        ("pêche", "la pe\u0302che au lac", ("pe\u0302che", "pêche")),
        ("cœur", "Un COEUR", ("COEUR", "cœur")),
        ("tva ou taxe", "La taxe, la TVA", ("taxe", "taxe")),
        ("tva et taxe", "La taxe, la TVA", ("taxe", "taxe")),
        ("tva et taxe", "La taxe", None),
        ("tva sauf taxe", "La taxe, la TVA", None),
        ("tva sauf taxe", "La TVA", ("TVA", "tva")),
        ("(tva et taxe) ou santé", "La TVA et la santé", ("santé", "santé")),
        ("taxe près(1) habitation", "taxe d’habitation", ("taxe d’habitation",
                                                          "taxe près(1) habitation")),
        ("taxe près(0) habitation", "taxe d’habitation", None),
        ("taxe près(1) habitation", "habitation, taxe", ("habitation, taxe",
                                                         "taxe près(1) habitation")),
        ("(tva ou taxe) près(2) (pain ou lait)", "taxe et tva du lait, du pain",
         ("tva du lait", "(tva ou taxe) près(2) (pain ou lait)")),
        ("taxe près(5) taxe", "une taxe", None),
        ("taxe près(5) taxe", "une taxe sur la taxe", ("taxe sur la taxe", "taxe près(5) taxe")),
        ("taxe près(5) pain", "taxe du pain, pain", ("taxe du pain", "taxe près(5) pain")),
        ('"cheveu"', "les cheveux", ("cheveux", '"cheveu"')),
        ('("taxe du pain" et pain) ou (taxe et pain)', "taxe du pain", ("taxe", "taxe")),
        ("par", "il faut parer", None),
        ("citoyen", "un geste éco-citoyenne", ("citoyenne", "citoyen")),
        ('"or"', "de l'or", ("or", '"or"')),
        ("1905", "la loi de 1905.", ("1905", "1905")),
        ("été", "ʼétéʼ", ("été", "été")),
        ("Привет", "привет, мир", ("привет", "Привет")),
        ("公共交通", "公共交通。", ("公共交通", "公共交通")),
    ],
)  # fmt: skip
def test_what_a_rule_finds(
    macros: duckdb.DuckDBPyConnection,
    french: Lexicon,
    rule: str,
    text: str,
    expected: tuple[str, str] | None,
) -> None:
    """The slice as typed, and the part of the rule that says why."""
    assert expected == found(macros, french, rule, text)


def test_inflections_are_those_of_the_lexicon(
    macros: duckdb.DuckDBPyConnection, french: Lexicon
) -> None:
    """A bare word stands for what the lexicon counts as one term, where people wrote it."""
    texts = ["Nous finançons", "le financement", "ils financeront", "finir", "la finance"]
    listed = rows(macros, french, book("financer"), texts)
    term = french.read("financer").terms
    expected = [i for i, text in enumerate(texts) if french.read(text.split()[-1]).terms == term]

    assert expected == [row[0] for row in listed]
    assert [0, 1, 2, 4] == expected


def test_a_word_without_accents_is_read_as_the_one_people_wrote(
    macros: duckdb.DuckDBPyConnection, french: Lexicon
) -> None:
    """In a rule as in an answer: `eteignent` is « éteignent », of « éteindre »."""
    texts = ["Éteindre la nuit", "ils éteignent", "elles eteignent", "étaient"]

    assert [0, 1, 2] == [row[0] for row in rows(macros, french, book("eteignent"), texts)]
    assert [] == rows(macros, french, book("eteignent"), texts[:1])


def test_only_analysed_answers_of_its_questions(
    macros: duckdb.DuckDBPyConnection, french: Lexicon
) -> None:
    """A theme of one question is looked for there; without a question, everywhere."""
    texts = ["tva"] * 4
    states = ["analysed", "no_content", "analysed", "duplicate"]
    asked = ["a", "a", "b", "b"]
    both = book("tva", "tva", questions=[("a",), ()])
    listed = rows(macros, french, both, texts, states, asked)
    alone = rows(macros, french, book("tva", questions=[("b",)]), texts, states, asked)

    assert [(0, "a", "t0"), (0, "a", "t1"), (2, "b", "t1")] == [row[:3] for row in listed]
    assert [(2, "b", "t0")] == [row[:3] for row in alone]


def test_without_rules_nothing_is_found(macros: duckdb.DuckDBPyConnection, french: Lexicon) -> None:
    """A codebook of groups only is a query like another."""
    only_named = Codebook((Theme("a", "A"),), Path("codebook.toml"), "")

    assert [] == rows(macros, french, only_named, ["tva"])


# Without NUL, which readers remove: it ends a text for DuckDB.
anything = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=30)


@given(anything, anything)
@example("'; drop table answers; --", "a")
@example("$1 {0} \\1 (?i).* [^", "x")
@example("a' || (select 1) || '", "a")
def test_no_character_means_anything_else(
    macros: duckdb.DuckDBPyConnection, french: Lexicon, words: str, id: str
) -> None:
    """Whatever stands between quotation marks is looked for as words: never SQL, never RE2."""
    inside = "".join(c for c in words if c not in '"*')
    if not folded(inside):
        return
    theme = Theme(id, "L", rule=f'"{inside}"', questions=(id,))
    one = Codebook((theme,), Path("codebook.toml"), "")
    listed = rows(macros, french, one, [inside, "rien"], asked=[id, id])

    assert [(0, id, id)] == [row[:3] for row in listed][:1]
    assert folded(inside) == folded(inside[listed[0][3] : listed[0][4]])


def test_a_long_rule_is_read(macros: duckdb.DuckDBPyConnection, french: Lexicon) -> None:
    """Two lists of four hundred words, as near as may be: within what RE2 takes."""
    one, other = (" ou ".join(f"{letter}mot{i}" for i in range(400)) for letter in "ab")
    rule = f"({one}) près(20) ({other})"

    assert ("amot399 et bmot0", rule) == found(macros, french, rule, "amot399 et bmot0")


# --- The same, read plainly in Python ---

VOCABULARY = ["T.V.A.", "impôt", "impôts", "imposer", "taxe", "taxes", "TVA", "revenu",
              "sur", "le", "école", "écoles", "écolier", "santé", "sante", "l", "1905", "cœur",
              "pe\u0302che"]  # fmt: skip
GAPS = [" ", ", ", "’", " - ", "\n", " … ", "\u00a0", " 😀 ", "-"]
WORDS = ["impôt", "taxe", "TVA", "revenu", "école", "santé", "sur", "1905", "pêche"]
OPEN = ["impo*", "écol*", "tax*"]
EXACT = ['"impôt"', '"impôt sur le revenu"', "«taxe* sur»", '"l école"', "l’école"]

texts_typed = st.lists(
    st.tuples(st.sampled_from(VOCABULARY), st.sampled_from(GAPS)), max_size=12
).map(lambda pairs: "".join(word + gap for word, gap in pairs))
terms = st.sampled_from([*WORDS, *OPEN, *EXACT])
lists = st.lists(terms, min_size=1, max_size=3).map(lambda each: f"({' ou '.join(each)})")
nears = st.tuples(terms | lists, st.integers(0, 4), terms | lists).map(
    lambda parts: f"{parts[0]} près({parts[1]}) {parts[2]}"
)
rules = st.recursive(
    terms | nears,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(
            lambda parts: f"({' ou '.join(parts)})"
        ),
        st.tuples(st.lists(inner, min_size=1, max_size=2), st.lists(inner, max_size=2)).map(
            lambda parts: "(" + " et ".join([*parts[0], *(f"sauf {p}" for p in parts[1])]) + ")"
        ),
    ),
    max_leaves=6,
)  # fmt: skip


class Plain:
    """A rule read word by word: slow, obvious, and nothing of the program's but the tree."""

    def __init__(self, lexicon: Lexicon, forms: Counter[str]) -> None:
        self.readings = lexicon.readings(forms)
        self.lexicon = lexicon

    def first(self, node: Node, words: list[str]) -> tuple[int, int, str] | None:
        """First word, word after the last, and part of the rule; None where it does not match."""
        return min(self.all(node, words), key=lambda each: (each[0], self._width(each, words)),
                   default=None)  # fmt: skip

    @staticmethod
    def _width(each: tuple[int, int, str], words: list[str]) -> int:
        return len(" ".join(words[each[0] : each[1]]))

    def all(self, node: Node, words: list[str]) -> list[tuple[int, int, str]]:
        """One candidate per list of terms that makes the rule match."""
        if isinstance(node, Both):
            parts = [self.all(part, words) for part in node.parts]
            out = any(self.all(part, words) for part in node.without)
            return [each for part in parts for each in part] if all(parts) and not out else []
        if isinstance(node, Either):
            simple = [part for part in node.parts if isinstance(part, Term | Near)]
            deeper = [part for part in node.parts if isinstance(part, Either | Both)]
            return self._leaf(simple, words) + [e for p in deeper for e in self.all(p, words)]
        return self._leaf([node], words)

    def _leaf(self, leaves: Sequence[Term | Near], words: list[str]) -> list[tuple[int, int, str]]:
        for start in range(len(words)):
            for leaf in leaves:
                for stop in self.stops(leaf, words, start):
                    return [(start, stop, leaf.written)]
        return []

    def stops(self, leaf: Term | Near, words: list[str], start: int) -> Iterator[int]:
        if isinstance(leaf, Near):
            for before, after in ((leaf.one, leaf.other), (leaf.other, leaf.one)):
                for term in before:
                    for middle in self.stops(term, words, start):
                        for skipped in range(leaf.words + 1):
                            for other in after:
                                yield from self.stops(other, words, middle + skipped)
            return
        if leaf.written == "TVA" and words[start : start + 3] == ["t", "v", "a"]:
            yield start + 3
        stop = start + len(leaf.pieces)
        if stop <= len(words) and all(
            self.same(leaf, i, words[start + i]) for i in range(len(leaf.pieces))
        ):
            yield stop

    def same(self, term: Term, rank: int, word: str) -> bool:
        piece = term.pieces[rank]
        if piece.is_open:
            return word.startswith(piece.word)
        plural = len(piece.word) > 2 and piece.word.isalpha()
        bare = piece.word[:-1] if plural and piece.word[-1] in "sx" else piece.word
        if word == piece.word or (plural and word in (bare, bare + "s", bare + "x")):
            return True
        wanted = self.lexicon.read(term.written.lower())
        return term.is_bare and any(
            folded(form) == word and reading.reason is None and reading.terms == wanted.terms
            for form, reading in self.readings.items()
        )


@given(rules, st.lists(texts_typed, min_size=1, max_size=4))
def test_sql_finds_what_a_plain_reading_finds(
    macros: duckdb.DuckDBPyConnection, french: Lexicon, rule: str, texts: list[str]
) -> None:
    """The same answers, the same first place, the same part of the rule."""
    counted: Counter[str] = Counter()
    for form, n in counts(texts).items():
        counted.update({part: n for part in form.replace("'", "-").split("-") if part})
    plain = Plain(french, counted)
    expected = []
    for i, text in enumerate(texts):
        hit = plain.first(parse(rule), folded(text).split())
        if hit is not None:
            expected.append((i, " ".join(folded(text).split()[hit[0] : hit[1]]), hit[2]))
    listed = rows(macros, french, book(rule), texts)

    assert [each[0] for each in expected] == [row[0] for row in listed]
    assert [each[1:] for each in expected] == [
        (folded(texts[row[0]][row[3] : row[4]]), row[5]) for row in listed
    ]


def test_every_character_keeps_words_in_place(
    macros: duckdb.DuckDBPyConnection, french: Lexicon
) -> None:
    """Each character of the first plane before, within and after words: the slice is the word."""
    texts = [f"{chr(c)} a{chr(c)}b{chr(c)} {chr(c)}fin{chr(c)}" for c in range(1, 0xD800)]
    listed = rows(macros, french, book("fin*", '"fin"'), texts)
    slices = {(row[0], row[2]): texts[row[0]][row[3] : row[4]] for row in listed}

    words = [(i, word) for i, text in enumerate(texts) for word in folded(text).split()]
    expected = {(i, "t0") for i, word in words if word.startswith("fin")}
    expected |= {(i, "t1") for i, word in words if word in ("fin", "fins", "finx")}
    wrong = [
        (f"{key[0] + 1:04x}", texts[key[0]], slice)
        for key, slice in slices.items()
        if not folded(slice).startswith("fin") or " " in folded(slice)
    ]

    assert expected == set(slices)
    assert [] == wrong
