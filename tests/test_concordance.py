"""Keyword in context: each line is a slice of an answer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.concordance import Line, lines, runs
from synthesis.concordance import occurrences as found
from synthesis.errors import DoleancesError, SettingsError
from synthesis.lexicon import Lexicon
from synthesis.text import pattern, tokens

PLAIN = pattern()
ANSWERS = [("a", "L’eau, c'est la vie. Eaux usées !"), ("b", "Rien."), ("c", "eau\neau")]

texts = st.lists(
    st.sampled_from(["eau", "Eau", "l’", " ", "e\u0301t\u00e9", ".", "\n", "😀", "prix", "-"]),
    max_size=30,
).map("".join)


def test_by_hand() -> None:
    """Forms of a term, wherever they are written, with what stands around."""
    expected = [
        Line("a", "L’", "eau", ", c'e"),
        Line("a", "vie. ", "Eaux", " usée"),
        Line("c", "", "eau", "\neau"),
        Line("c", "eau\n", "eau", ""),
    ]

    assert expected == list(lines(ANSWERS, frozenset({"eau", "eaux"}), PLAIN, width=5))


@given(texts)
def test_a_line_is_a_slice(text: str) -> None:
    """Left, word and right join into words of the answer; every occurrence has a line."""
    forms = frozenset({"eau", "été", "l'"})
    found = list(lines([("a", text)], forms, PLAIN, width=4))

    assert all(line.left + line.word + line.right in text for line in found)
    assert all(len(line.left) <= 4 >= len(line.right) for line in found)
    assert len([t for t in tokens(text, PLAIN) if t.form in forms]) == len(found)


def test_an_expression_in_a_list(french: Lexicon) -> None:
    """However it is typed, it is shown as it was typed."""
    answers = [("a", "Nos pouvoirs d’ achat baissent")]
    forms = frozenset(token.form for token in tokens(answers[0][1], french.token_pattern)[1:2])

    assert ["pouvoirs d’ achat"] == [
        line.word for line in lines(answers, forms, french.token_pattern)
    ]


def test_a_repeated_expression() -> None:
    """Its forms in order, no space after an elision; none across punctuation."""
    answers = [("a", "Le prix de l’eau, prix de  l'eau. Prix, de l'eau ; prix de l'eau")]
    found = [line.word for line in runs(answers, "prix de l'eau", PLAIN)]

    assert ["prix de l’eau", "prix de  l'eau", "prix de l'eau"] == found


def test_part_of_a_word_is_no_occurrence() -> None:
    """« eau » is not in « beau », nor « prix de l'eau » in « prix de l'eau-de-vie »."""
    answers = [("a", "beau prix de l'eau-de-vie")]

    assert [] == list(lines(answers, frozenset({"eau"}), PLAIN))
    assert [] == list(runs(answers, "prix de l'eau", PLAIN))


@given(texts, st.sampled_from(["prix eau", "l'eau", "eau", "été prix"]))
def test_runs_by_joining(text: str, words: str) -> None:
    """A run is found wherever consecutive forms read as the expression."""
    found = tokens(text, PLAIN)
    expected = 0
    for i in range(len(found)):
        for j in range(i + 1, len(found) + 1):
            read = " ".join(token.form for token in found[i:j]).replace("' ", "'")
            expected += read == words

    assert expected == len(list(runs([("a", text)], words, PLAIN)))


def occurrences(walked: Any, term: str, question: str | None = None) -> list[Any]:
    given = walked.prepared
    return list(found(given.warehouse, term, question, given.lexicon.token_pattern))


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
        around = line.left + line.word + line.right
        assert any(around in text for (name, _), text in texts.items() if name == line.reference)


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
    with pytest.raises(SettingsError, match="'902' is closed"):
        occurrences(walked, "vélo", "902")


def test_occurrences_before_any_run(tmp_path: Path) -> None:
    """There is no warehouse: what to do is said."""
    with pytest.raises(DoleancesError, match="Run `doleances run` first"):
        next(found(tmp_path / "x.duckdb", "tva", None, ""))
