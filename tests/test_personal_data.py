"""What says who somebody is: a person looked at each slice, and what they masked is nowhere."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest

from synthesis import recipe as recipes
from synthesis.publication.given import HIDDEN
from synthesis.run import warehouse_of
from synthesis.store import Warehouse

if TYPE_CHECKING:
    from tests.conftest import Bench


@pytest.fixture(scope="module")
def first(
    reviewed: Path, doleances: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The first edition of the sample: people looked at every slice the scanner had found."""
    folder = tmp_path_factory.mktemp("published") / "sample"
    shutil.copytree(reviewed, folder)
    done = doleances("publish", "--inline", "consultation.toml", cwd=folder)
    assert 0 == done.code, done.err
    (edition,) = folder.glob("reports/*/edition-1")
    return edition


def told(first: Path) -> dict[str, list[dict[str, object]]]:
    """The decisions of an edition, by operation."""
    found: dict[str, list[dict[str, object]]] = {}
    for line in (first / "decisions.jsonl").read_text(encoding="utf-8").splitlines():
        event = json.loads(line)
        found.setdefault(event["op"], []).append(event["payload"])
    return found


def test_r_pii_the_scanner_finds_nothing_nobody_looked_at(first: Path, bench: Bench) -> None:
    """Run again on the published answers, it finds only what a person declared harmless."""
    answers = pq.read_table(first / "tables" / "answers.parquet")
    bench.give("answers", *answers.to_pylist())
    found = {str(row["reference"]) for row in bench.build("personal")}
    harmless = {str(payload["answer"]) for payload in told(first)["unflag"]}

    assert found
    assert found <= harmless


def test_r_pii_what_was_masked_is_in_no_file(first: Path) -> None:
    """Neither in the tables, nor in the pages, nor in what is said of the words people wrote."""
    recipe = recipes.read(first.parents[2] / "consultation.toml")
    hidden = set()
    with Warehouse(warehouse_of(recipe)) as warehouse:
        for payload in told(first)["flag"]:
            rows = warehouse.rows(
                "select text from answers where reference = $reference and question_id in "
                "(select question_id from personal where reference = $reference)",
                reference=payload["answer"],
            )
            spans = payload["spans"]
            assert isinstance(spans, list)
            hidden |= {row["text"][start:stop].strip() for row in rows for start, stop in spans}
    published = pq.read_table(first / "tables" / "answers.parquet")["text"].to_pylist()
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in first.rglob("*")
        if path.suffix in (".html", ".csv", ".json", ".jsonl", ".sql", ".toml", ".txt")
    }

    assert hidden
    assert any(HIDDEN in text for text in published)
    assert [] == [
        (path.name, words) for words in hidden for path, text in texts.items() if words in text
    ]
