"""R-NUM: each digit of ours is a number with its query, and the query gives that number."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from synthesis.outcomes import EDITION
from tests.report.edition.numbers import Stranger, exact, leaves, loose, printed, read


@pytest.fixture(scope="session")
def stranger(
    small_edition: Any, edition_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Stranger:
    """Someone who has the folder of the edition, and nothing else."""
    tables = tmp_path_factory.mktemp("tables")
    for table in EDITION:
        small_edition.connection.execute(
            f"copy {table.name} to '{tables / table.name}.parquet' (format parquet)"
        )
    return Stranger(edition_folder / "queries", tables, ("1", "2", "3"), {})


def test_r_num_no_digit_is_loose(edition_trees: dict[str, Any]) -> None:
    """On any page, in either language: in `data`, in `time`, or in words that are not ours."""
    wrong = {name: found for name, page in edition_trees.items() if (found := loose(page))}

    assert {} == wrong


def test_r_num_each_query_gives_its_numbers(
    edition_trees: dict[str, Any], stranger: Stranger
) -> None:
    """Run again on the published tables alone: the column it names, or some column of it.

    On the page of a question, a number that names no column may also be a sum of rows listed there.
    """
    wrong = []
    for name, page in edition_trees.items():
        for told, text in printed(page):
            query = told["data-q"]
            if query in ("manifest", "queries"):
                continue
            if "data-n" in told:
                parts = exact(told["data-n"]), exact(told["data-of"])
                given = parts[0] in stranger.said(query) | _sums(stranger, name, query)
                given &= abs(parts[0] / parts[1] - exact(told["value"])) < exact(0.000001)
            else:
                column = told.get("data-c", "")
                known = stranger.said(query, column)
                if not column:
                    known = known | _sums(stranger, name, query)
                given = exact(told["value"]) in known
            if not given:
                wrong.append((name, query, told["value"], text))

    assert [] == wrong, wrong


def _sums(stranger: Stranger, page: str, query: str) -> set[Decimal]:
    return set() if page.endswith("index.html") else stranger.added(query)


def test_r_num_what_the_manifest_says_is_in_it(
    edition_trees: dict[str, Any], edition_about: Any
) -> None:
    """Numbers that no table holds: those the manifest keeps under `printed`, and settings."""
    kept = [
        *leaves(edition_about.numbers()),
        *(each.rows for each in edition_about.sources),
        *edition_about.rows.values(),
        *(value for each in edition_about.settings for value in (each.value, each.default)),
        *(dataclasses.asdict(each) for each in edition_about.differences),
    ]
    known = {str(value) for value in leaves(kept)}
    said = {
        told["value"]
        for page in edition_trees.values()
        for told, _ in printed(page)
        if told["data-q"] == "manifest"
    }

    assert set() == said - known


def test_r_num_a_reader_sees_what_the_query_gave(edition_trees: dict[str, Any]) -> None:
    """The text is the value, rounded as it is printed, in French as in English."""
    wrong = []
    for name, page in edition_trees.items():
        for told, text in printed(page):
            seen = read(text, "en" if name.startswith("en/") else "fr")
            if seen and abs(seen[0] - float(told["value"])) > seen[1] + 1e-9:
                wrong.append((name, told["value"], text))

    assert [] == wrong, wrong


def test_r_num_both_languages_print_the_same_numbers(edition_trees: dict[str, Any]) -> None:
    """In the same order: one object of facts, told twice."""
    for name, page in edition_trees.items():
        if not name.startswith("en/"):
            french = [dict(told) for told, _ in printed(page)]
            english = [dict(told) for told, _ in printed(edition_trees[f"en/{name}"])]

            assert french == english, name


def test_r_num_no_percentage_on_a_small_base(edition_trees: dict[str, Any]) -> None:
    """Under fifty, a dash."""
    bases = [
        (name, told["data-of"])
        for name, page in edition_trees.items()
        for told, _ in printed(page)
        if "data-of" in told
    ]

    assert bases
    assert [] == [each for each in bases if float(each[1]) < 50]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("1\u202f234", "fr", (1234, 0.5)),
        ("1,234", "en", (1234, 0.5)),
        ("21,4\u00a0%", "fr", (0.214, 0.0005)),
        ("21.4%", "en", (0.214, 0.0005)),
        ("\u22120,75", "fr", (-0.75, 0.005)),
        ("<\u00a00,1\u00a0%", "fr", None),
    ],
)
def test_a_printed_number_is_read(
    text: str, language: str, expected: tuple[float, float] | None
) -> None:
    """As its language writes it."""
    assert read(text, language) == (None if expected is None else pytest.approx(expected))


def test_the_commands_of_the_page_work(
    stranger: Stranger,
    edition_folder: Path,
    edition_trees: dict[str, Any],
    french_index: Any,
    tmp_path: Path,
) -> None:
    """Those that need no program of ours, as a stranger types them."""
    (tmp_path / "queries").symlink_to(edition_folder / "queries")
    (tmp_path / "tables").symlink_to(stranger.tables)
    typed = [
        pre.text()
        for page in (french_index, edition_trees["proof.html"])
        for pre in page.all("pre")
        if "python -c" in pre.text()
    ]
    assert 3 == len(typed)
    for command in typed:
        code = command.removeprefix('python -c "').removesuffix('"').replace("REFERENCE", "3-42")
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8",
            check=False, timeout=60,
        )  # fmt: skip
        assert 0 == done.returncode, done.stderr
        assert any(word in done.stdout for word in ("3-42", "theme_id", "in_several"))
