"""Verbatims: typical, borderline and random slices of the answers of a cluster."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.conftest import Bench

COUNT = 12


def given(bench: Bench, copied: tuple[int, ...] = ()) -> None:
    """Answers 1 to 12 of one cluster: a first segment that says less than the second.

    The second holds « eau » and, of each answer n, a word that weighs n; margins fall with n.
    """
    rows = range(1, COUNT + 1)
    bench.give(
        "segments",
        *(
            {"segment_id": 10 * n + k, "answer_id": n, "start": 20 * (k - 1), "stop": 20 * k - 1}
            for n in rows
            for k in (1, 2)
        ),
    )
    bench.give(
        "terms",
        *({"segment_id": 10 * n + k, "term": "eau"} for n in rows for k in (1, 2)),
        *({"segment_id": 10 * n + 2, "term": f"mot{n}"} for n in rows),
    )
    weights = {"eau": 1} | {f"mot{n}": n for n in rows}
    bench.give(
        "weights",
        *({"cluster_id": 1, "term": t, "weight": Decimal(w)} for t, w in weights.items()),
        *({"cluster_id": 2, "term": t, "weight": Decimal(-w)} for t, w in weights.items()),
    )
    bench.give(
        "assignments",
        *(
            {"answer_id": n, "question_id": "1", "cluster_id": 1, "margin": Decimal(100 - n)}
            for n in rows
        ),
    )
    bench.give(
        "answers", *({"answer_id": n, "question_id": "1", "text": f"Texte {n // 2}"} for n in rows)
    )
    bench.give("copies", *({"answer_id": n, "family_id": copied[0]} for n in copied))


def quoted(found: list[dict[str, Any]], kind: str) -> list[int]:
    """Answers of a kind, in the order of their ranks."""
    rows = sorted((row["rank"], row["answer_id"]) for row in found if row["kind"] == kind)
    assert list(range(1, len(rows) + 1)) == [rank for rank, _ in rows]
    return [answer for _, answer in rows]


def test_typical_one_a_text(bench: Bench) -> None:
    """The highest scores first; of answers with the same words, one."""
    given(bench)

    assert [12, 11, 9, 7, 5] == quoted(bench.build("verbatims"), "typical")


def test_typical_one_a_family(bench: Bench) -> None:
    """Copies, retouched or not, are quoted once."""
    given(bench, copied=(5, 9, 11, 12))

    assert [12, 10, 8, 7, 4] == quoted(bench.build("verbatims"), "typical")


def test_borderline(bench: Bench) -> None:
    """The smallest margins: 88, 89, 90…"""
    given(bench)

    assert [12, 11, 10, 9, 8] == quoted(bench.build("verbatims"), "borderline")


def test_random(bench: Bench) -> None:
    """By the digest of seed and number, which anyone can compute."""
    given(bench)
    expected = sorted(
        range(1, COUNT + 1), key=lambda n: hashlib.sha256(f"7-{n}".encode()).hexdigest()
    )

    assert expected[:3] == quoted(bench.build("verbatims", seed=7, verbatims=3), "random")


def test_the_best_slice_of_each_answer(bench: Bench) -> None:
    """The second segment of each, with its score."""
    given(bench)
    found = bench.build("verbatims")

    assert {(20, 39)} == {(row["start"], row["stop"]) for row in found}
    assert all(row["score"] == row["answer_id"] + 1 for row in found)


def test_law(bench: Bench) -> None:
    """As many as asked of each kind; in any order, the same bytes."""
    given(bench)

    assert 3 * 4 == len(bench.build("verbatims", verbatims=4))
    assert 1 == bench.law("verbatims")
