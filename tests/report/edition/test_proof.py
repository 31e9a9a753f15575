"""The proof: what it says of each query is what the query does, and each figure leads to it."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest

from synthesis.outcomes import EVERY
from synthesis.report.asking import FOLDER
from synthesis.report.edition import proof
from synthesis.report.edition.words import phrases
from tests.report.edition.numbers import OF_RULES, printed

QUERIES = sorted([*FOLDER.glob("*.sql"), *FOLDER.glob("edition/*.sql")])


@pytest.fixture(scope="session")
def listed(edition_folder: Path) -> dict[str, Any]:
    """What `queries.json` says of each query."""
    told: dict[str, Any] = json.loads((edition_folder / proof.LIST).read_text(encoding="utf-8"))
    return told


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_a_query_reads_the_tables_it_is_said_to_read(query: Path) -> None:
    """All of them and no other: it runs where they are alone, and not where one is missing."""
    sql = query.read_text(encoding="utf-8")
    named = set(re.findall(r"\$(\w+)", sql))
    given = {name: OF_RULES.get(name, "1") for name in named} or None
    tables = proof.tables_of(sql)
    for missing in ("", *tables):
        db = duckdb.connect()
        for name in set(tables) - {missing}:
            columns = ", ".join(f'"{each.name}" {each.type}' for each in EVERY[name].columns)
            db.execute(f"create table {name} ({columns})")
        if missing:
            with pytest.raises(duckdb.CatalogException, match=missing):
                db.execute(sql, given)
        else:
            db.execute(sql, given)


def test_each_query_of_an_edition_says_what_it_gives_and_takes(listed: dict[str, Any]) -> None:
    """In both languages, like each parameter of any query of an edition."""
    known = phrases()
    own = {query.stem for query in QUERIES if query.parent.name == "edition"}
    taken = {
        name
        for query in QUERIES
        if query.stem in own | listed.keys()
        for name in re.findall(r"\$(\w+)", query.read_text(encoding="utf-8"))
    }

    assert set() == {f"query.{name}" for name in own | listed.keys()} - known.keys()
    assert {f"parameter.{name}" for name in taken} == {
        key for key in known if key.startswith("parameter.")
    }


def test_the_list_counts_what_the_pages_print(
    listed: dict[str, Any], edition_trees: dict[str, Any], edition_folder: Path
) -> None:
    """Page by page, query by query, the look-up as one; each query travels with its list."""
    counted: dict[str, Counter[str]] = {}
    for name, page in edition_trees.items():
        if name != "proof.html" and not name.startswith("en/"):
            for told, _ in printed(page):
                page_of = "lookup.html" if name.startswith("lookup/") else name
                counted.setdefault(told["data-q"], Counter())[page_of] += 1
    counted.pop("manifest")

    assert counted == {name: Counter(told["pages"]) for name, told in listed.items()}
    assert {f"{name}.sql" for name in listed} | {"queries.json"} == {
        path.name for path in (edition_folder / "queries").iterdir()
    }
    for name, told in listed.items():
        assert told["numbers"] == sum(counted[name].values())


def test_the_proof_page_prints_the_list(
    listed: dict[str, Any], edition_trees: dict[str, Any]
) -> None:
    """The queries, their numbers and those of each page, in the order of the list."""
    expected = [len(listed)]
    for told in listed.values():
        expected += [told["numbers"], *told["pages"].values()]
    for name in ("proof.html", "en/proof.html"):
        said = [told for told, _ in printed(edition_trees[name]) if told["data-q"] == "queries"]

        assert expected == [int(told["value"]) for told in said]


def test_a_published_query_says_what_it_was_asked_with(edition_folder: Path) -> None:
    """In its head, under its own words; the query itself is the one the program runs."""
    text = (edition_folder / "queries/unthemed_sample.sql").read_text(encoding="utf-8")
    ours = (FOLDER / "edition/unthemed_sample.sql").read_text(encoding="utf-8")
    added = [line for line in text.splitlines() if line not in ours.splitlines()]

    assert [
        "-- In this edition: $drawn = 10.",
        "-- In this edition: $question = each of '1', '2'.",
        "-- In this edition: $seed = 2019.",
        "-- Reads: tables/answers.parquet, tables/assignments.parquet, tables/codings.parquet.",
        "-- Printed on: q/1.html, q/2.html.",
    ] == added
    assert ours == "".join(
        line for line in text.splitlines(keepends=True) if line.rstrip("\n") not in added
    )


def test_each_figure_leads_to_its_query(edition_trees: dict[str, Any]) -> None:
    """At the end of its section: to the proof page, or to the manifest. A heading has none."""
    for name, page in edition_trees.items():
        for element in page.all("data"):
            query = element.attributes.get("data-q")
            if name.endswith("proof.html") or query in (None, "manifest"):
                continue
            if not (element.inside("main") and element.inside("section")):
                continue
            section = element
            while section.tag != "section":
                section = section.parent
            leads = {link.attributes["href"].rpartition("/")[2] for link in section.all("a")}
            assert f"proof.html#q-{query}" in leads, (name, query)


def test_a_theme_leads_to_its_rows_and_its_decisions(edition_trees: dict[str, Any]) -> None:
    """What the tables call it, what the journal calls its clusters, the rule that finds it."""
    page = edition_trees["q/1.html"]
    told = {
        section.attributes["id"]: section.all("details")[-1].text()
        for section in page.all("section")
        if section.attributes["id"].startswith("theme-")
    }

    assert "theme_id = 'c1'" in told["theme-c1"]
    assert "c1c1c1c1c1c1c1c1" in told["theme-c1"]
    assert "codebook.toml" in told["theme-soir"]
    assert "decisions.jsonl" not in told["theme-soir"]


def test_a_table_too_large_for_csv_is_linked_as_parquet(edition_trees: dict[str, Any]) -> None:
    """As an edition publishes it."""
    links = {link.attributes["href"] for link in edition_trees["proof.html"].all("a")}

    assert {"tables/answers.csv", "tables/segments.parquet"} <= links
    assert "tables/segments.csv" not in links
