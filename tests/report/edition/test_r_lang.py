"""R-LANG: everything is said in French and in English, with the same slots, and typeset."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from synthesis.decisions.rules import MAY, ROLES
from synthesis.errors import TableError
from synthesis.report import english
from synthesis.report.edition import words
from synthesis.report.edition.figures import FIGURES
from synthesis.report.edition.words import FOLDER, phrases, said_in
from synthesis.report.wording import STATES, WORLDS
from tests.report.edition.numbers import QUOTED

TEMPLATES = Path(words.__file__).parents[1] / "templates" / "edition"
COMPOSED = re.compile(r't\("([\w.-]+)" ~')  # a key whose end is a word of the data
LITERAL = re.compile(r't\("([\w.-]+)"[,)]')


def slots(text: str) -> Counter[str]:
    """The slots of a phrase, as often as they are there."""
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def rows() -> list[dict[str, str]]:
    """Every line of every file of phrases."""
    found = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += list(csv.DictReader(file, strict=True))
    return found


def test_r_lang_each_phrase_is_said_in_both() -> None:
    """With the same slots, so that no number is lost between two readers."""
    assert rows()
    for row in rows():
        assert row["fr"].strip(), row["key"]
        assert row["en"].strip(), row["key"]
        assert slots(row["fr"]) == slots(row["en"]), row["key"]


def test_r_lang_each_plural_has_its_singular() -> None:
    """One and many, decided by the slot n, in both."""
    known = phrases()
    for key in known:
        start, _, end = key.rpartition("_")
        other = {"one": "many", "many": "one"}.get(end)
        if other and "n" in slots(known[key]["fr"]):
            assert f"{start}_{other}" in known, key
            assert "n" in slots(known[f"{start}_{other}"]["fr"]), key


def test_r_lang_each_key_a_template_says_is_a_phrase() -> None:
    """As it stands, or in singular and plural; a key made with a word of the data has phrases."""
    known = phrases()
    for template in sorted(TEMPLATES.rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        for key in LITERAL.findall(text):
            assert key in known or f"{key}_many" in known, (template.name, key)
        for start in COMPOSED.findall(text):
            assert any(key.startswith(start) for key in known), (template.name, start)


@pytest.mark.parametrize(
    "key",
    [
        *(f"state.{state}" for state in STATES),
        *(f"state.{state}.means" for state in STATES),
        *(f"world.{world}" for world in WORLDS),
        *(f"op.{op}" for op in MAY),
        *(f"role.{role}_many" for role in ROLES),
    ],
)
def test_r_lang_each_word_of_the_data_has_its_phrase(key: str) -> None:
    """States, worlds, operations, roles: whatever a warehouse or a journal may hold."""
    assert key in phrases()


def test_r_lang_french_is_typeset_and_english_has_no_french(edition_trees: dict[str, Any]) -> None:
    """No-break spaces, true apostrophes; no guillemet in English outside what is in French."""
    for name, page in edition_trees.items():
        english_page = name.startswith("en/")
        for element in page.walk():
            if element.inside(*QUOTED, "style", "script", "title", "pre"):
                continue
            if element.attributes.get("lang") not in (None, "en" if english_page else "fr"):
                continue
            own = "".join(c for c in element.children if isinstance(c, str))
            if english_page:
                assert "«\u00a0" not in own, (name, own)
            elif not _in(element, "en"):
                assert not re.search(r"\w [:;?!»%]|« |\w'\w", own), (name, own)


def _in(element: Any, language: str) -> bool:
    here = element
    while here is not None:
        if "lang" in here.attributes:
            return bool(here.attributes["lang"] == language)
        here = here.parent
    return False


def test_r_lang_a_page_says_its_language_and_a_name_without_english_its_own(
    edition_trees: dict[str, Any],
) -> None:
    """The theme nobody named in English is in French there, and says so."""
    for name, page in edition_trees.items():
        expected = "en" if name.startswith("en/") else "fr"
        assert expected == page.all("html")[0].attributes["lang"]
    french = [
        each.text()
        for each in edition_trees["en/index.html"].all("bdi")
        if each.attributes.get("lang") == "fr"
    ]
    assert any(text.startswith("Garder les services publics") for text in french)


def test_a_bare_number_is_no_slot() -> None:
    """It would name no query."""
    say = said_in("fr")
    with pytest.raises(TableError, match="in slot 'n'"):
        say("edition_number", n=3)
    with pytest.raises(TableError, match="No phrase"):
        say("nobody.wrote.this")


def test_plurals_follow_the_language() -> None:
    """Nought is singular in French, plural in English."""
    french, english_ = said_in("fr"), said_in("en")
    nought = {language: FIGURES[language].count(0, "standing") for language in FIGURES}

    assert french("sum.minorities", n=nought["fr"]).startswith("<data")
    assert "thème minoritaire est" in french("sum.minorities", n=nought["fr"])
    assert "minority themes are" in english_("sum.minorities", n=nought["en"])


def test_a_slot_is_escaped() -> None:
    """Words that came with the data cannot become markup."""
    made = said_in("en")("ledger.drawing", question="<script>")

    assert "&lt;script&gt;" in made


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (english.grouped(1932884), "1,932,884"),
        (english.decimal(-1234.565, 2), "\u22121,234.57"),
        (english.percent(214, 1000), "21.4%"),
        (english.percent(1, 100_000), "<\u00a00.1%"),
        (english.percent(99_999, 100_000), ">\u00a099.9%"),
        (english.signed(0.5, 1), "+0.5"),
        (english.probability(0.0001), "<\u00a00.001"),
        (english.plural(0, "answer", "answers"), "answers"),
    ],
)
def test_numbers_in_english(made: str, expected: str) -> None:
    """Points and commas, and never nought or a hundred by rounding."""
    assert expected == made
