"""docs/codebook.md: what it shows is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from synthesis.codebook import Codebook, Inflections, Theme, matches_sql, read
from synthesis.codebook.language import FARTHEST, LONGEST, SHORTEST, RuleError, parse
from synthesis.codebook.reading import KEYS, LABEL
from synthesis.codebook.themes import KINDS
from synthesis.errors import CodebookError
from synthesis.lexicon import Lexicon
from synthesis.text import pattern, tokens

PAGE = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")


def rows(head: str) -> list[tuple[str, ...]]:
    """The cells of the table that begins with a head, without its marks of code."""
    lines = PAGE.split(head)[1].splitlines()[2:]
    found = []
    for line in lines:
        if not line.startswith("|"):
            break
        found.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
    return found


EXAMPLES = rows("| règle | réponse | trouvé |")
CELLS = [cell for cell, _ in rows("| on écrit | on trouve |")]
WRITTEN = [rule for cell in CELLS for rule in re.findall("`(.+?)`", cell)]


def first(
    db: duckdb.DuckDBPyConnection, lexicon: Lexicon, rule: str, text: str, *others: str
) -> str:
    """What a rule finds in a text; nothing where it does not match."""
    db.execute(
        "create or replace temp table answers as select 1 as answer_id, '1' as question_id, "
        "$text as text",
        {"text": text},
    )
    db.execute("create or replace temp table assignments as select 1 as answer_id, "
               "'analysed' as state")  # fmt: skip
    forms = {token.form: 1 for each in (text, *others) for token in tokens(each, pattern())}
    book = Codebook((Theme("t", "T", rule=rule),), Path("codebook.toml"), "")
    found = db.execute(matches_sql(book, Inflections(lexicon, forms))).fetchall()
    return text[found[0][3] : found[0][4]] if found else ""


@pytest.mark.parametrize(("rule", "text", "expected"), EXAMPLES)
def test_examples(
    macros: duckdb.DuckDBPyConnection, french: Lexicon, rule: str, text: str, expected: str
) -> None:
    """Each line of the table of answers."""
    assert expected == first(macros, french, rule.strip("`"), text)


def test_there_are_examples() -> None:
    """The tables were found where they are."""
    assert 8 == len(EXAMPLES)
    assert 13 == len(WRITTEN)


@pytest.mark.parametrize("rule", WRITTEN)
def test_what_may_be_written_may_be(rule: str) -> None:
    """Each rule of the table of the language is one."""
    parse(rule)


@pytest.mark.parametrize("rule", ["tva ou taxe et santé", "sauf santé"])
def test_what_is_refused_is(rule: str) -> None:
    """And those the page says are refused."""
    assert f"`{rule}`" in PAGE
    with pytest.raises(RuleError):
        parse(rule)


def test_families_of_words(macros: duckdb.DuckDBPyConnection, french: Lexicon) -> None:
    """What a bare word takes in and quotation marks do not, as the page warns."""
    assert ("taxi", "commun") == (
        first(macros, french, "taxe", "un taxi", "taxe"),
        first(macros, french, "commune", "bien commun", "commune"),
    )
    assert "" == first(macros, french, '"taxe"', "un taxi", "taxe")
    assert "taxes" == first(macros, french, '"taxe"', "des taxes")


def test_the_example_and_the_message(tmp_path: Path) -> None:
    """The codebook shown can be read; the fault shown is told so."""
    example = PAGE.split("```toml\n")[1].split("```")[0]
    file = tmp_path / "codebook.toml"
    file.write_text(example, encoding="utf-8")
    assert ["group", "opinion", "minority"] == [theme.kind for theme in read(file).themes]

    file.write_text('[[themes]]\nid = "tva"\nlabel_fr = "TVA"\n' + "\n" * 13
                    + 'rule = "tva ou taxe et santé"\n', encoding="utf-8")  # fmt: skip
    with pytest.raises(CodebookError) as caught:
        read(file)
    shown = PAGE.split("qu’il faut faire :\n\n")[1].split("\n\n")[0]
    told = str(caught.value).replace(str(file), "codebook.toml").splitlines()
    assert [line.strip() for line in shown.splitlines()] == [line.strip() for line in told]


def test_every_key_and_bound_is_told() -> None:
    """The keys, the kinds, and the numbers of the program."""
    for name in (*KEYS, *KINDS):
        assert f"`{name}`" in PAGE
    assert f"De 0 à {FARTHEST}" in PAGE
    assert {3: "Trois"}[SHORTEST] + " lettres au moins" in PAGE
    assert f"plus de {LONGEST // 1000} 000 caractères" in PAGE
    assert f"{LABEL} caractères au plus" in PAGE
