"""The codebook of the sample, followed as a publication would: its rules find what was planted."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from synthesis.codebook import Codebook, Inflections, matches_sql, read
from synthesis.lexicon import Lexicon
from synthesis.store import Warehouse

ROOT = Path(__file__).parents[2]
OPEN = ("901", "904", "906")


@pytest.fixture(scope="module")
def book() -> Codebook:
    """The codebook that ships beside the sample."""
    return read(ROOT / "data" / "codebook" / "courvallon.toml", OPEN)


@pytest.fixture(scope="module")
def matches(sample_run: Any, book: Codebook, french: Lexicon) -> list[dict[str, Any]]:
    """What its rules find in a run of the sample."""
    [warehouse] = (sample_run.folder / ".doleances").glob("*.duckdb")
    with Warehouse(warehouse) as reading:
        forms = reading.rows("select form, sum(occurrences) as n from form_counts group by form")
        sql = matches_sql(book, Inflections(french, {row["form"]: row["n"] for row in forms}))
        return reading.rows(
            f"select found_here.*, reference, text from ({sql}) as found_here "
            "join answers using (answer_id)"
        )


def test_it_is_told_in_both_languages(book: Codebook) -> None:
    """Every theme has both labels and both definitions; three are of one group."""
    for theme in book.themes:
        assert all((theme.label_fr, theme.label_en, theme.definition_fr, theme.definition_en))
    assert ["group", 3] == [
        book.themes[0].kind,
        sum(theme.parent == book.themes[0].id for theme in book.themes),
    ]


def test_every_rule_finds_something(book: Codebook, matches: list[dict[str, Any]]) -> None:
    """In each of its questions; and why is a part of the rule as written."""
    ruled = {theme.id: theme for theme in book.themes if theme.rule}
    expected = {(id, question) for id, theme in ruled.items() for question in theme.questions}

    assert expected == {(row["theme_id"], row["question_id"]) for row in matches}
    for row in matches:
        assert row["found"] in " ".join((ruled[row["theme_id"]].rule or "").split())
        assert row["text"][row["start"] : row["stop"]].strip()


def test_what_it_finds_is_what_was_planted(matches: list[dict[str, Any]]) -> None:
    """Nine tenths of the answers on safe cycling were planted as such; of the water, most."""
    with (ROOT / "data" / "sample" / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {
            (row["reference"], row["question_id"]): set(row["ideas"].split("|"))
            for row in csv.DictReader(file)
        }
    ideas = defaultdict(list)
    for row in matches:
        ideas[row["theme_id"]].append(truth[row["reference"], row["question_id"]])
    bikes, water = ideas["velo-securise"], ideas["eau"]

    assert 0.9 < sum("velo-pistes" in each for each in bikes) / len(bikes)
    assert 0.8 < sum(bool({"eau-robinet", "inondations"} & each) for each in water) / len(water)
