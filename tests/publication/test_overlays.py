"""Tables of the run as people left it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Bench


def test_assignments(bench: Bench) -> None:
    """Where people placed an answer the run's score says nothing; other questions are left out."""
    names = ("answer_id", "question_id", "state", "cluster_id", "score")
    rows = [
        (1, "1", "analysed", 1, 2),
        (2, "1", "analysed", 1, 3),
        (3, "1", "analysed", None, None),
        (4, "2", "analysed", 1, 1),
        (5, "1", "analysed", 1, 4),
    ]
    bench.find("assignments", *(dict(zip(names, row, strict=True)) for row in rows))
    bench.give("published", {"question_id": "1"})
    bench.give("masked", {"answer_id": 5, "text": "████"})
    bench.give(
        "decided",
        {"question_id": "1", "answer_id": 2, "state": "off_topic"},
        {"question_id": "1", "answer_id": 3, "state": "analysed", "cluster_id": 1},
    )
    found = [tuple(row[name] for name in names) for row in bench.overlay("assignments")]

    assert found == [
        (1, "1", "analysed", 1, 2),
        (2, "1", "off_topic", None, None),
        (3, "1", "analysed", 1, None),
        (5, "1", "analysed", 1, None),
    ]


def test_clusters(bench: Bench) -> None:
    """Sizes and digest are of the members as they are; segments and stability as found."""
    rows = [(1, "b", 1, 1), (2, "a", 1, 1), (3, "c", 2, 1), (4, "d", 3, None)]
    bench.give(
        "assignments",
        *(
            {"question_id": "1", "answer_id": n, "reference": r, "contribution_id": c,
             "cluster_id": k}
            for n, r, c, k in rows
        ),
    )  # fmt: skip
    bench.give("authors", {"contribution_id": 1, "author_id": 9})
    bench.find(
        "clusters",
        {"question_id": "1", "cluster_id": 1, "segments": 8, "stability": 0.7, "digest": "x"},
        {"question_id": "1", "cluster_id": 2, "segments": 2, "stability": 0.5, "digest": "y"},
    )
    digest = hashlib.sha256(b"a\nb\nc").hexdigest()

    assert [("1", 1, 8, 3, 2, 1, 0.7, digest)] == [
        tuple(row.values()) for row in bench.overlay("clusters")
    ]


def test_ledger(bench: Bench) -> None:
    """Nothing is lost: what people set aside changes its state, what they never saw keeps it."""
    bench.give("published", {"question_id": "1"})
    states = ["analysed", "analysed", "off_topic"]
    bench.give(
        "assignments",
        *(
            {"question_id": "1", "answer_id": n, "contribution_id": n, "state": state}
            for n, state in enumerate(states)
        ),
    )
    before = [("1", "analysed", 3), ("1", "empty", 5), ("2", "analysed", 4), ("2", "empty", 6)]
    bench.find(
        "ledger",
        *({"question_id": q, "state": s, "answers": n, "contributions": n} for q, s, n in before),
    )
    after = [tuple(row.values())[:3] for row in bench.overlay("ledger")]

    assert after == [
        ("1", "analysed", 2),
        ("1", "empty", 5),
        ("1", "off_topic", 1),
        ("2", "analysed", 4),
        ("2", "empty", 6),
    ]
    assert sum(n for _, _, n in before) == sum(row[2] for row in after)


def test_answers(bench: Bench) -> None:
    """A masked answer keeps its length; one of another question is not published."""
    bench.find(
        "answers",
        {"answer_id": 1, "question_id": "1", "text": "Paul dit oui"},
        {"answer_id": 2, "question_id": "1", "text": "non"},
        {"answer_id": 3, "question_id": "2", "text": "peut-être"},
    )
    bench.give("published", {"question_id": "1"})
    bench.give("masked", {"answer_id": 1, "text": "████ dit oui"})

    assert ["████ dit oui", "non"] == [row["text"] for row in bench.overlay("answers")]


def test_terms(bench: Bench) -> None:
    """None of a segment that a mask touches; a segment beside it keeps its own."""
    bench.give(
        "segments",
        *(
            {"segment_id": n, "answer_id": 1, "start": s, "stop": s + 9}
            for n, s in ((1, 0), (2, 9))
        ),
        {"segment_id": 3, "answer_id": 2, "start": 0, "stop": 9},
    )
    bench.give("masks", {"answer_id": 1, "start": 3, "stop": 9})
    bench.find("terms", *({"segment_id": n, "term": "martin"} for n in (1, 2, 3, 4)))

    assert [2, 3] == [row["segment_id"] for row in bench.overlay("terms")]


@pytest.mark.parametrize("name", ["keyness", "weights"])
def test_evidence_of_terms_that_are_not_published(bench: Bench, name: str) -> None:
    """What is said of a term goes with it."""
    bench.give("vocabulary", {"question_id": "1", "term": "bus"})
    rows = ({"question_id": "1", "cluster_id": 1, "term": term} for term in ("bus", "martin"))
    bench.find(name, *rows)

    assert ["bus"] == [row["term"] for row in bench.overlay(name)]


def test_vocabulary(bench: Bench) -> None:
    """A word that few wrote can be a name: it stays only where it shapes clusters, unmasked."""
    rows = [("bus", True, 3), ("dupont", False, 4), ("le", False, 5), ("martin", True, 9)]
    bench.give("answers", {"answer_id": 1, "question_id": "1"})
    bench.give("segments", {"segment_id": 1, "answer_id": 1})
    bench.give("terms", {"segment_id": 1, "term": "bus"})
    bench.find(
        "vocabulary",
        *({"question_id": "1", "term": t, "kept": k, "n_segments": n} for t, k, n in rows),
    )
    bench.give("published", {"question_id": "1"})

    assert ["bus", "le"] == [row["term"] for row in bench.overlay("vocabulary")]
