"""Keyword in context: each line is a slice of an answer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from synthesis.concordance import Line, lines, runs
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
