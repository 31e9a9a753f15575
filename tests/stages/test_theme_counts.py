"""Theme counts: three bases, with and without copies, each with Wilson's interval."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from synthesis.methods.interval import wilson

if TYPE_CHECKING:
    from tests.conftest import Bench

# Six analysed answers: author, family. Ann wrote 1 and 2, Bob 3; nobody knows who wrote 4 to 6;
# 3, 4 and 5 are copies.
VOICES = {1: (2, 1), 2: (2, 1), 3: (1, 3), 4: (None, 3), 5: (None, 3), 6: (None, 1)}


def give(bench: Bench, **themes: list[int]) -> None:
    """The six answers of question 1, and the themes that hold some; four other cells."""
    named = [{"question_id": "1", "theme_id": theme} for theme in themes]
    bench.give("themes", *named)
    bench.give(
        "voices",
        *(
            {"question_id": "1", "answer_id": n, "author_answers": a, "family_answers": f}
            for n, (a, f) in VOICES.items()
        ),
    )
    bench.give(
        "codings",
        *(
            {"question_id": "1", "theme_id": theme, "answer_id": n, "source": source}
            for theme, answers in themes.items()
            for n in answers
            for source in ("cluster", "rule")  # found twice, counted once
        ),
    )
    bench.give(
        "ledger",
        {"question_id": "1", "state": "analysed", "answers": 6},
        {"question_id": "1", "state": "empty", "answers": 3},
        {"question_id": "1", "state": "no_content", "answers": 1},
        {"question_id": "2", "state": "empty", "answers": 9},
    )


def counts(bench: Bench) -> dict[tuple[str, str, str], tuple[Any, Any]]:
    return {
        (row["theme_id"], row["base"], row["copies"]): (row["n"], row["of"])
        for row in bench.build("theme_counts")
    }


def test_three_bases_by_hand(bench: Bench) -> None:
    """The theme holds 1, 3 and 4. Of people, half of Ann and the whole of Bob; copies once, 3 and
    4 are two thirds of one text, and Bob sent a third of it.
    """
    give(bench, bus=[1, 3, 4])
    third = Decimal("0.333333")
    expected = {
        ("bus", "received", "all"): (3, 10),
        ("bus", "received", "once"): (1 + 2 * third + Decimal("0.000001"), 8),
        ("bus", "with_content", "all"): (3, 6),
        ("bus", "with_content", "once"): (1 + 2 * third + Decimal("0.000001"), 4),
        ("bus", "authors", "all"): (Decimal("1.5"), 2),
        ("bus", "authors", "once"): (Decimal("0.5") + third, 1 + third),
    }

    assert expected == counts(bench)


def test_shares_and_intervals(bench: Bench) -> None:
    """Those of methods/interval.py, voices in parts included; a share of what its row says."""
    give(bench, bus=[1, 3, 4], all=[1, 2, 3, 4, 5, 6], none=[])
    rows = bench.build("theme_counts")

    assert 18 == len(rows)
    for row in rows:
        n, of = float(row["n"]), float(row["of"])
        assert n / of == pytest.approx(row["share"], abs=1e-15)
        assert wilson(n, of) == pytest.approx((row["low"], row["high"]), abs=1e-14)


def test_a_theme_nobody_speaks_of_is_counted(bench: Bench) -> None:
    """Nought of as many as the others."""
    give(bench, bus=[1], none=[])

    assert (0, 6) == counts(bench)["none", "with_content", "all"]


def test_nobody_known_is_no_share(bench: Bench) -> None:
    """A base that holds nothing has no share and no interval."""
    give(bench, bus=[4])
    bench.give("voices", {"question_id": "1", "answer_id": 4, "family_answers": 1})
    rows = [row for row in bench.build("theme_counts") if row["base"] == "authors"]

    assert [(0, 0, None, None, None)] * 2 == [tuple(row.values())[4:] for row in rows]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes; no theme exceeds its base, nor is larger with copies once."""
    give(bench, a=[1, 2, 3], b=[4, 5, 6], c=[2, 5], d=[1, 2, 3, 4, 5, 6])
    found = counts(bench)

    assert all(n <= of for n, of in found.values())
    for (theme, base, copies), (n, _) in found.items():
        assert copies == "all" or n <= found[theme, base, "all"][0]
    assert 1 == bench.law("theme_counts")
