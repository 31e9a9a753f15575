"""The desk over a real run: forms sent twice, what was seen, a run made behind its back."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from synthesis import recipe
from synthesis.errors import RefusedError
from synthesis.journal import Journal
from synthesis.review.desk import Desk
from synthesis.store import Warehouse
from tests.conftest import SampleRun

QUESTION = "904"


@pytest.fixture
def desk(sample_run: SampleRun, tmp_path: Path) -> Iterator[Desk]:
    """The desk of the sample, its files in a folder of this test."""
    shutil.copyfile(sample_run.folder / "consultation.toml", tmp_path / "consultation.toml")
    path = tmp_path / "copy.duckdb"
    shutil.copyfile(sample_run.folder / ".doleances" / "courvallon-2030.duckdb", path)
    given = recipe.read(tmp_path / "consultation.toml")
    with Warehouse(path) as warehouse:
        journal = Journal(given.journal)
        yield Desk(given, warehouse, journal)
        journal.close()


def renamed(desk: Desk, key: str, label: str = "Une idée") -> int:
    """The number of the event that a rename sent with a form made."""
    cluster = next(iter(desk.review(QUESTION).clusters))
    name = f"{QUESTION}/cluster/{cluster}"
    version = desk.review(QUESTION).version(name)
    given = {"cluster": cluster, "label_fr": label}
    return desk.act("r-01", "reviewer", "rename", QUESTION, given, {name: version}, key).seq


def test_a_form_sent_twice_is_one_decision(desk: Desk) -> None:
    assert 1 == renamed(desk, "form-1") == renamed(desk, "form-1")
    assert 1 == len(desk.events())


def test_a_form_of_someone_else_is_not_taken_for_ones_own(desk: Desk) -> None:
    renamed(desk, "form-1")
    with pytest.raises(RefusedError, match="key_used"):
        desk.act(
            "r-02", "reviewer", "comment", QUESTION, {"object": "x", "text": "x"}, {}, "form-1"
        )


def test_a_form_sent_again_with_other_words_is_not_taken_for_the_first(desk: Desk) -> None:
    """A browser gives back the page one left, and its key: the second words were lost."""
    renamed(desk, "form-1")
    with pytest.raises(RefusedError, match="key_used"):
        renamed(desk, "form-1", "Une tout autre idée")

    assert 1 == len(desk.events())


def test_the_words_of_what_is_moved_are_in_the_journal_by_keyed_digest_alone(
    desk: Desk, sample_run: SampleRun
) -> None:
    review = desk.review(QUESTION)
    address = next(iter(review.members(next(iter(review.clusters)))))
    event = desk.act(
        "r-01", "reviewer", "move", QUESTION, {"answers": [address], "to": ""}, {}, "f"
    )
    text = next(
        row["text"]
        for row in sample_run.rows("answers")
        if (row["question_id"], row["reference"]) == (QUESTION, address)
    )

    assert [address] == list(event.payload["words"])
    assert 16 == len(event.payload["words"][address])
    assert text not in event.line
    assert address not in desk.review(QUESTION).members(next(iter(review.clusters)))


def test_the_ledger_of_a_review_is_that_of_the_run(desk: Desk, sample_run: SampleRun) -> None:
    ledger = {
        row["state"]: row["answers"]
        for row in sample_run.rows("ledger")
        if row["question_id"] == QUESTION and row["answers"]
    }

    assert ledger == desk.review(QUESTION).ledger()


def test_a_run_made_behind_its_back_is_noticed(desk: Desk, tmp_path: Path) -> None:
    assert not desk.warehouse.is_superseded

    shutil.copyfile(tmp_path / "copy.duckdb", tmp_path / "next.duckdb")
    (tmp_path / "next.duckdb").replace(tmp_path / "copy.duckdb")

    assert desk.warehouse.is_superseded
    assert desk.review(QUESTION).clusters
