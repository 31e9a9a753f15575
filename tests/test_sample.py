"""The shipped sample: `data/sample/make.py` writes it, its README counts it, its bank is all in it.

It is read here with Python's csv module alone, so that no reader of ours vouches for its own food.
"""

from __future__ import annotations

import csv
import html
import io
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
BANKS = {"901": "deplacements", "904": "services", "906": "nature"}
COLUMNS = {"901": 11, "904": 14, "906": 16}
SHORT = 45  # characters: what several people may well say in the same words
FOUNDRY = "friche de la Fonderie est le dernier grand terrain libre"

Row = tuple[str, ...]


@cache
def exported() -> tuple[Row, ...]:
    """The rows of the export, header first."""
    text = (SAMPLE / "courvallon.csv").read_text(encoding="utf-8")
    return tuple(tuple(row) for row in csv.reader(io.StringIO(text, newline="")))


@cache
def contributions() -> dict[str, Row]:
    """The rows by reference: the one given twice, once."""
    return {row[1]: row for row in exported()[1:]}


@cache
def truth() -> dict[tuple[str, str], tuple[tuple[str, ...], str]]:
    """Ideas and kind of each planted cell, by reference and question."""
    with (SAMPLE / "truth.csv").open(encoding="utf-8", newline="") as file:
        return {
            (row["reference"], row["question_id"]): (
                tuple(filter(None, row["ideas"].split("|"))),
                row["kind"],
            )
            for row in csv.DictReader(file)
        }


@cache
def cells() -> dict[tuple[str, str], str]:
    """The filled cells of the open questions, by reference and question."""
    return {
        (reference, question): row[column]
        for reference, row in contributions().items()
        for question, column in COLUMNS.items()
        if row[column]
    }


@cache
def bank(question: str) -> tuple[tuple[str, str], ...]:
    """Idea and text of each entry written by hand for a question."""
    entries, idea = [], ""
    path = SAMPLE / "bank" / f"{BANKS[question]}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            idea = line[3:].split(" | ")[0]
        elif line:
            entries.append((idea, line))
    return tuple(entries)


def plain(text: str) -> str:
    """The words alone, between blanks: the dirt planted in a cell does not hide its entry."""
    letters = unicodedata.normalize("NFKD", html.unescape(text).replace("&", "et").casefold())
    words = re.findall(r"[^\W_]+", re.sub(r"[\u0300-\u036f\x00]", "", letters))
    return f" {' '.join(words)} "


@cache
def holders(question: str) -> dict[str, tuple[str, ...]]:
    """The references of the cells that hold each entry, those resent left aside.

    An entry whose words are also part of a longer entry is not looked for inside that one.
    """
    own = {
        reference: plain(text)
        for (reference, asked), text in cells().items()
        if asked == question and truth()[reference, asked][1] in ("idea", "minority", "mixed")
    }
    entries = [plain(entry) for _, entry in bank(question)]
    longer = {entry: [other for other in entries if entry in other != entry] for entry in entries}
    return {
        entry: tuple(
            reference
            for reference, words in own.items()
            if entry in words and not any(other in words for other in longer[entry])
        )
        for entry in entries
    }


def of_kind(*kinds: str) -> list[str]:
    """The texts of the cells of these kinds."""
    return [text for place, text in cells().items() if truth()[place][1] in kinds]


def spoken() -> list[str]:
    """The cells made from the bank."""
    return of_kind("idea", "minority", "mixed")


def matching(pattern: str) -> int:
    """How many cells made from the bank match a pattern."""
    return sum(bool(re.search(pattern, text)) for text in spoken())


def several_authors() -> int:
    """Known authors with two contributions or more."""
    counts = Counter(row[8] for row in contributions().values() if row[8])
    return sum(count > 1 for count in counts.values())


def counted() -> dict[str, int]:
    """What the table of the README promises, counted in the files."""
    parks = Counter(text for text in of_kind("campaign") if FOUNDRY in text)
    buses = [text for text in of_kind("campaign") if FOUNDRY not in text]
    repeated = [each for question in BANKS for each in holders(question).values() if len(each) > 1]
    return {
        "lignes du fichier": len(exported()) - 1,
        "contributions": len(contributions()),
        "réponses aux trois questions ouvertes": len(cells()),
        "textes écrits à la main": sum(len(bank(question)) for question in BANKS),
        "réponses d'une idée courante": len(of_kind("idea")),
        "réponses de deux idées ou plus": len(of_kind("mixed")),
        "réponses d'une idée minoritaire": len(of_kind("minority")),
        "réponses sans contenu": len(of_kind("no_content")),
        "textes courts donnés par plusieurs personnes": len(repeated),
        "copies de l'appel pour la Fonderie": parks.total(),
        "dont copies retouchées": sum(count for count in parks.values() if count == 1),
        "copies de la pétition sur les bus": len(buses),
        "réponses envoyées deux fois par la même personne": len(of_kind("duplicate")),
        "auteurs de plusieurs contributions": several_authors(),
        "contributions d'auteur inconnu": sum(not row[8] for row in contributions().values()),
        "contributions modérées": sum(row[6] == "true" for row in contributions().values()),
        "lignes données deux fois par l'export": len(exported()) - 1 - len(contributions()),
        "espaces au début ou à la fin": sum(text != text.strip() for text in spoken()),
        "espaces doublées": matching(r"\S  \S"),
        "espaces insécables": matching("\u00a0"),
        "accents décomposés": sum(unicodedata.normalize("NFC", text) != text for text in spoken()),
        "entités HTML": matching("&[a-z]+;"),
        "premier caractère = + - ou @": matching("^[=+@-]"),
        "tout en capitales": sum(text.isupper() for text in spoken()),
        "émojis": matching("[\U0001f300-\U0001faff\u2764]"),
        "caractère NUL": matching("\x00"),
        "plus de 2 500 caractères": sum(len(text) > 2500 for text in spoken()),
    }


def promised() -> dict[str, int]:
    """The tables of the README before those of the second source: what, and how many."""
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    lines = text.split("## La seconde source")[0].splitlines()
    found = (re.fullmatch(r"\| ([^|]+) \| ([\d ]+) \|", line) for line in lines)
    return {each[1]: int(each[2].replace(" ", "")) for each in found if each}


def test_make_writes_the_same_bytes(tmp_path: Path) -> None:
    """Anyone who runs make.py, from any folder, gets the files of the project, byte for byte."""
    subprocess.run([sys.executable, SAMPLE / "make.py", tmp_path], check=True, cwd=tmp_path)

    for name in ("courvallon.csv", "truth.csv"):
        assert (SAMPLE / name).read_bytes() == (tmp_path / name).read_bytes()


def test_the_file_has_the_official_layout() -> None:
    """Every field quoted, LF, no line break in a cell, eleven columns then the questions."""
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(exported())

    assert (SAMPLE / "courvallon.csv").read_bytes() == text.getvalue().encode()
    assert len(exported()) == text.getvalue().count("\n")
    assert {17} == {len(row) for row in exported()}
    assert "QUXVlc3Rpb246OTAx - Que faudrait-il faire" == exported()[0][11][:41]


def test_the_readme_counts_what_is_there() -> None:
    """Every number of the README is true, and nothing planted goes unsaid."""
    assert counted() == promised()


@pytest.mark.parametrize("question", BANKS)
def test_every_entry_of_the_bank_is_used(question: str) -> None:
    """No answer written by hand is left out, and each is in a cell of its own idea."""
    unused = [entry for entry, found in holders(question).items() if not found]
    misplaced = [
        entry
        for idea, entry in bank(question)
        for reference in holders(question)[plain(entry)]
        if idea not in truth()[reference, question][0]
    ]

    assert [] == unused
    assert [] == misplaced


@pytest.mark.parametrize("question", BANKS)
def test_only_short_answers_come_back(question: str) -> None:
    """What two people say in the same words is short; the rest of the bank is said once."""
    repeated = [entry for entry, found in holders(question).items() if len(found) > 1]
    authors = [
        Counter(contributions()[reference][8] or reference for reference in found)
        for found in holders(question).values()
    ]

    assert [] == [entry for entry in repeated if len(entry) > SHORT]
    assert 1 == max(count for each in authors for count in each.values())


def test_truth_and_cells_are_the_same_places() -> None:
    """One row of truth for each filled cell of an open question, and none besides."""
    assert set(cells()) == set(truth())


def test_the_campaign_has_as_many_authors_as_copies() -> None:
    """The text on the foundry comes from different known people, the one on buses from nobody."""
    signed = {
        reference: contributions()[reference][8]
        for (reference, question), text in cells().items()
        if truth()[reference, question][1] == "campaign"
    }
    foundry = [author for reference, author in signed.items() if (reference, "906") in cells()]

    assert len(foundry) == len(set(filter(None, foundry)))
    assert {""} == set(signed.values()) - set(foundry)


def test_nothing_looks_like_an_address_or_a_telephone() -> None:
    """No string could belong to a real person."""
    words = [" ".join((row[2], *row[11:])) for row in exported()]
    mail = re.compile(r"[\w.+-]+@[\w-]+\.\w+|https?://|www\.")
    telephone = re.compile(r"(?:\+33|\b0\d)(?:[ .-]?\d\d){4}\b")

    assert [] == [text for text in words if mail.search(text) or telephone.search(text)]


def test_the_recipe_reads_both_exports() -> None:
    """The recipe names the questionnaire, the folder of tables, and their readers."""
    recipe = tomllib.loads((SAMPLE / "consultation.toml").read_text(encoding="utf-8"))

    assert "courvallon-2030" == recipe["consultation"]["id"]
    assert [
        {"reader": "grand-debat", "path": "courvallon.csv"},
        {"reader": "politizr", "path": "politizr"},
    ] == recipe["sources"]
