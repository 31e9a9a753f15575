"""What the command finds of a contribution is what the tables of the edition say of it."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest

from synthesis.errors import SearchError
from synthesis.finding import telling
from synthesis.finding.finding import Edition, looking
from tests.example import EDITION

DRAWN = 1000


@pytest.fixture(scope="module")
def edition() -> Iterator[Edition]:
    with looking(EDITION) as opened:
        yield opened


@pytest.fixture(scope="module")
def tables() -> Iterator[duckdb.DuckDBPyConnection]:
    """The published tables, for who has nothing else."""
    with duckdb.connect() as db:
        for path in (EDITION / "tables").glob("*.parquet"):
            db.execute(f"create view {path.stem} as from '{path}'")
        yield db


def test_a_thousand_references_resolve(edition: Edition, tables: duckdb.DuckDBPyConnection) -> None:
    """Each with all its answers, and of each the state and the cluster of the table."""
    known = tables.execute("select reference from contributions order by reference").fetchall()
    expected: dict[str, set[tuple[object, ...]]] = {}
    for reference, *told in tables.execute(
        "select reference, question_id, state, cluster_id from assignments"
    ).fetchall():
        expected.setdefault(reference, set()).add(tuple(told))

    for (reference,) in random.Random(2019).sample(known, DRAWN):
        found = edition.find(reference)
        told = {(each.row.question_id, each.row.state, each.row.cluster_id)
                for each in found.answers}  # fmt: skip
        assert expected.get(reference, set()) == told
        assert reference in telling.told(found)


def test_weights_add_up_to_the_score(edition: Edition, tables: duckdb.DuckDBPyConnection) -> None:
    """Where a score is published: nothing else put the answer there."""
    rows = tables.execute(
        "select reference, answer_id, score from assignments where score is not null "
        "order by answer_id limit 60"
    ).fetchall()
    for reference, answer_id, score in rows:
        (answer,) = [each for each in edition.find(reference).answers
                     if each.row.answer_id == answer_id]  # fmt: skip
        assert score == sum(each["weight"] or 0 for each in answer.weights)


def test_who_is_quoted_is_told(edition: Edition, tables: duckdb.DuckDBPyConnection) -> None:
    rows = tables.execute(
        "select assignments.reference, quotations.answer_id, quotations.theme_id, kind "
        "from quotations join assignments using (answer_id) order by all limit 60"
    ).fetchall()
    for reference, answer_id, theme_id, kind in rows:
        quoted = {(each["theme_id"], each["kind"]) for answer in edition.find(reference).answers
                  if answer.row.answer_id == answer_id for each in answer.quotations}  # fmt: skip
        assert (theme_id, kind) in quoted


def test_a_decision_about_an_answer_is_named(edition: Edition) -> None:
    """Its number leads to its line in decisions.jsonl."""
    lines = (EDITION / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    moves = [event for event in map(json.loads, lines) if event["op"] == "move"]
    assert moves
    for event in moves:
        reference = event["payload"]["answers"][0].partition("#")[0]
        told = edition.find(reference)
        assert event["seq"] in [each.seq for answer in told.answers for each in answer.decisions]


@pytest.mark.parametrize("asked", ["", "9", "9-", "%", "9-1' or '1'='1", "piscine", "Courvallon"])
def test_only_a_whole_reference_is_found(edition: Edition, asked: str) -> None:
    with pytest.raises(SearchError):
        edition.find(asked)


def test_the_command(doleances: Callable[..., Any], tmp_path: Any) -> None:
    found = doleances("find", "9-10", EDITION, cwd=tmp_path)
    unknown = doleances("find", "piscine", EDITION, cwd=tmp_path)
    nowhere = doleances("find", "9-10", tmp_path / "edition-9", cwd=tmp_path)

    assert (0, "") == (found.code, found.err)
    assert "Contribution 9-10" in found.out
    assert "avis isolé" in found.out
    assert (2, 2) == (unknown.code, nowhere.code)
    assert "→" in unknown.err
