"""The language of rules: what each says, and what is refused, at which character."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.codebook.language import (
    DEEPEST,
    LONGEST,
    Both,
    Either,
    Near,
    Node,
    Piece,
    RuleError,
    Term,
    parse,
)

WORDS = ["impot", "sur", "le", "revenu"]
TVA = Term("TVA", (Piece("tva"),), True)
HEALTH = Term("santé", (Piece("sante"),), True)
SCHOOL = Term("écol*", (Piece("ecol", True),), True)
INCOME = Term("«impôt sur le revenu»", tuple(map(Piece, WORDS)), False)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("TVA", TVA),
        ("écol*", SCHOOL),
        ("«impôt sur le revenu»", INCOME),
        ('"TVA"', Term('"TVA"', (Piece("tva"),), False)),
        ("“or”", Term("“or”", (Piece("or"),), False)),
        ("éco-quartier", Term("éco-quartier", (Piece("eco"), Piece("quartier")), False)),
        ("l’État", Term("l’État", (Piece("l"), Piece("etat")), False)),
        ('"produit* frais"',
         Term('"produit* frais"', (Piece("produit", True), Piece("frais")), False)),
        ("TVA ou santé", Either((TVA, HEALTH))),
        ("TVA, santé, écol*", Either((TVA, HEALTH, SCHOOL))),
        ("TVA or santé", Either((TVA, HEALTH))),
        ("TVA et santé", Both((TVA, HEALTH), ())),
        ("TVA and not santé", Both((TVA,), (HEALTH,))),
        ("TVA sauf santé", Both((TVA,), (HEALTH,))),
        ("sauf santé et TVA", Both((TVA,), (HEALTH,))),
        ("TVA ET santé SAUF écol*", Both((TVA, HEALTH), (SCHOOL,))),
        ("((TVA))", TVA),
        ("(TVA ou santé) et écol*", Both((Either((TVA, HEALTH)), SCHOOL), ())),
        ("TVA sauf (santé ou écol*)", Both((TVA,), (Either((HEALTH, SCHOOL)),))),
        ("TVA près(3) santé", Near("TVA près(3) santé", (TVA,), (HEALTH,), 3)),
        ("TVA pres (0) santé", Near("TVA pres (0) santé", (TVA,), (HEALTH,), 0)),
        ("(TVA ou santé) near(20)\n écol*",
         Near("(TVA ou santé) near(20) écol*", (TVA, HEALTH), (SCHOOL,), 20)),
        ("TVA près(1) santé et écol*",
         Both((Near("TVA près(1) santé", (TVA,), (HEALTH,), 1), SCHOOL), ())),
        ("1905", Term("1905", (Piece("1905"),), True)),
    ],
)  # fmt: skip
def test_parse(rule: str, expected: Node) -> None:
    """French and English alike; a quoted or compound term is an expression."""
    assert expected == parse(rule)


@pytest.mark.parametrize(
    ("rule", "place", "what", "todo"),
    [
        ("", 0, "The rule is empty.", "Write what to look for"),
        ("  \n", 0, "The rule is empty.", "Write what to look for"),
        ("tva taxe", 4, "Two terms stand side by side.", "Put et, ou"),
        ("tva (taxe)", 4, "Two terms stand side by side.", "Put et, ou"),
        ("tva ou taxe et santé", 12, "et (or sauf) and ou", "(tva ou taxe) et santé"),
        ("tva et taxe, santé", 11, "et (or sauf) and ou", "with parentheses"),
        ("tva ou taxe sauf santé", 12, "et (or sauf) and ou", "with parentheses"),
        ("tva ou sauf santé", 7, "et (or sauf) and ou", "with parentheses"),
        ("sauf tva", 0, "This only says what to leave out.", "école sauf privé"),
        ("tva et (sauf taxe)", 8, "This only says what to leave out.", "école sauf privé"),
        ("tva et", 6, "A term is missing before the end of the rule.", "Add one"),
        ("et tva", 0, "A term is missing before `et`.", 'write "et" to look for that word'),
        ("tva ou ou taxe", 7, "A term is missing before `ou`.", 'write "ou"'),
        ("tva,, taxe", 4, "A term is missing before `,`.", "Add one, or remove it."),
        ("tva sauf sauf taxe", 9, "A term is missing before `sauf`.", 'write "sauf"'),
        ("()", 1, "A term is missing before `)`.", "Add one"),
        ("(tva ou taxe", 0, "A parenthesis is never closed.", "Add )"),
        ("tva)", 3, "A parenthesis closes nothing.", "Open it"),
        ('tva ou "taxe', 7, "A quotation mark is never closed.", 'Add "'),
        ("tva ou « taxe", 7, "A quotation mark is never closed.", "Add »"),
        ("tva» ou taxe", 3, "A quotation mark closes nothing.", "Open it"),
        ("tva près santé", 4, "`près` has no distance in words.", "près(3)"),
        ("tva près(21) santé", 4, "`près` has no distance in words.", "0 to 20"),
        ("tva near(-1) santé", 4, "`near` has no distance in words.", "0 to 20"),
        ("tva près(3) santé près(2) taxe", 18, "between two terms, not three", "et"),
        ("tva près(3) (santé et taxe)", 4, "A distance joins words", "(tva ou taxe) près(3)"),
        ("(tva près(2) taxe) près(3) santé", 19, "A distance joins words", "as words"),
        ("tva ou ...", 7, "`...` holds no word.", "letters and digits"),
        ('tva ou " - "', 7, '`" - "` holds no word.', "letters and digits"),
        ("tva ou *", 7, "A star must end a word.", "écol*"),
        ("tva ou *taxe", 7, "A star must end a word.", "écol*"),
        ("éc*le", 0, "A star must end a word.", "écol*"),
        ("taxe**", 0, "A star must end a word.", "écol*"),
        ("ta*", 0, "`ta*` would take in too many words.", "3 letters"),
        ('"la ta*"', 4, "`ta*` would take in too many words.", "3 letters"),
        ("(" * (DEEPEST + 1) + "tva", DEEPEST, "More than 30 parentheses", "several themes"),
        ("a" * (LONGEST + 1), LONGEST, "This rule has 20001 characters.", "several themes"),
    ],
)
def test_what_is_refused(rule: str, place: int, what: str, todo: str) -> None:
    """Each fault has its place in the rule, what is wrong and what to do."""
    with pytest.raises(RuleError) as caught:
        parse(rule)

    assert place == caught.value.place
    assert what in caught.value.what
    assert todo in caught.value.todo


@given(
    st.lists(
        st.sampled_from(
            ["tva", "écol*", '"', "«", "»", "(", ")", ",", " ou ", " et ", " sauf ", "près(2)",
             "près", "*", "'", "\\", "😀", "\n", " "]
        ),
        max_size=20,
    ).map("".join)
)  # fmt: skip
def test_any_text_is_a_rule_or_a_fault(rule: str) -> None:
    """Nothing else is raised, and a fault stands within the rule."""
    places = []
    try:
        parse(rule)
    except RuleError as fault:
        places.append(fault.place)

    assert all(0 <= place <= len(rule) for place in places)
