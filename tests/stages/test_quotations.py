"""Quotations of an edition: drawn, borderline and typical answers of a theme, never a mask."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Bench

COUNT = 12
SEED = 2019
MASK = "█"


def given(bench: Bench, texts: dict[int, str] | None = None, copied: tuple[int, ...] = ()) -> None:
    """Answers 1 to 12 of theme c1, made of clusters 1 and 2, merged; margins fall with the number.

    Those above 6 come from cluster 2, whose runner-up is cluster 1; of the others it is 3.
    """
    numbers = range(1, COUNT + 1)
    bench.give("theme_clusters", {"question_id": "1", "theme_id": "c1", "cluster_id": 1})
    bench.give(
        "reviewed",
        {"question_id": "1", "cluster_id": 1, "home_id": 1},
        {"question_id": "1", "cluster_id": 2, "home_id": 1},
        {"question_id": "1", "cluster_id": 3, "home_id": 3},
        {"question_id": "2", "cluster_id": 1, "home_id": 1},
    )
    words = {n: f"Le texte numéro {n}." for n in numbers} | (texts or {})
    bench.give(
        "answers",
        *({"answer_id": n, "question_id": "1", "text": words[n]} for n in numbers),
    )
    bench.give("copies", *({"answer_id": n, "family_id": copied[0]} for n in copied))
    bench.give(
        "codings",
        *(
            {"question_id": "1", "theme_id": "c1", "answer_id": n, "source": source}
            for n in numbers
            for source in ("cluster", "rule")
        ),
    )
    bench.give(
        "assignments",
        *(
            {
                "answer_id": n,
                "question_id": "1",
                "state": "analysed",
                "cluster_id": 1 if n <= 6 else 2,
                "second_cluster_id": 3 if n <= 6 else 1,
                "margin": None if n == 1 else Decimal(100 - n),
            }
            for n in numbers
        ),
    )
    bench.give(
        "verbatims",
        *(
            {
                "question_id": "1",
                "cluster_id": cluster,
                "kind": kind,
                "rank": rank,
                "answer_id": 6 * (cluster - 1) + rank,
                "start": 3,
                "stop": 8,
                "score": Decimal(cluster),
            }
            for cluster in (1, 2)
            for rank in (1, 2, 3)
            for kind in ("typical", "random")
        ),
    )
    bench.give("isolated")


def build(bench: Bench, **parameters: object) -> list[dict[str, Any]]:
    """The quotations, five of a kind at most."""
    return bench.build("quotations", **({"seed": SEED, "verbatims": 5} | parameters))


def quoted(found: list[dict[str, Any]], kind: str) -> list[int]:
    """Answers of a kind, in the order of their ranks."""
    rows = sorted((row["rank"], row["answer_id"]) for row in found if row["kind"] == kind)
    assert list(range(1, len(rows) + 1)) == [rank for rank, _ in rows]
    return [answer for _, answer in rows]


def lots(seed: int) -> list[int]:
    """Every answer, in the order of the digests of seed and number."""
    return sorted(
        range(1, COUNT + 1), key=lambda n: hashlib.sha256(f"{seed}-{n}".encode()).hexdigest()
    )


@pytest.mark.parametrize("seed", [1, 2, SEED])
def test_random_is_the_draw_of_the_seed(bench: Bench, seed: int) -> None:
    """Anyone draws the same with sha256; another seed draws others."""
    given(bench)

    assert lots(seed)[:5] == quoted(build(bench, seed=seed), "random")
    assert lots(1)[:5] != lots(2)[:5]


def test_random_is_the_whole_answer(bench: Bench) -> None:
    """What a reader judges a theme by is not cut."""
    given(bench)
    rows = [row for row in build(bench) if row["kind"] == "random"]

    assert [(0, len(f"Le texte numéro {row['answer_id']}.")) for row in rows] == [
        (row["start"], row["stop"]) for row in rows
    ]


def test_a_text_and_its_copies_are_quoted_once(bench: Bench) -> None:
    """Retouched, so of a family; or short and the same but for case and accents."""
    first, second, third = lots(SEED)[:3]
    given(
        bench,
        texts={first: "Plus de bus !", second: "PLUS DE BUS"},
        copied=(third, *lots(SEED)[3:5]),
    )
    drawn = quoted(build(bench), "random")

    assert [first, third, *lots(SEED)[5:8]] == drawn


def test_an_isolated_view_speaks_for_no_theme(bench: Bench) -> None:
    """It is quoted once, as what it is."""
    given(bench)
    rare = lots(SEED)[0]
    bench.give("isolated", {"question_id": "1", "answer_id": rare, "position": "contre"})
    found = build(bench)

    assert [("", "minority")] == [
        (row["theme_id"], row["kind"]) for row in found if row["answer_id"] == rare
    ]
    assert lots(SEED)[1:6] == quoted(found, "random")


def test_borderline(bench: Bench) -> None:
    """Smallest margins of those that border on another theme; people gave answer 1 no margin."""
    given(bench)

    assert [6, 5, 4, 3, 2] == quoted(build(bench), "borderline")


def test_typical_takes_turns_between_the_clusters_merged(bench: Bench) -> None:
    """First of each, then second of each; the slice is the one of the run."""
    given(bench)
    found = build(bench)

    assert [7, 1, 8, 2, 9] == quoted(found, "typical")
    assert {(3, 8)} == {(row["start"], row["stop"]) for row in found if row["kind"] == "typical"}


def test_typical_answers_that_left_the_theme_are_not_its_own(bench: Bench) -> None:
    """The run had chosen them; people put them elsewhere."""
    given(bench)
    kept = [row for row in bench.given["codings"] if row["answer_id"] not in (1, 8)]
    bench.give("codings", *kept)

    assert [7, 2, 9, 3] == quoted(build(bench), "typical")


def test_no_mask_is_in_a_quotation(bench: Bench) -> None:
    """Of a masked answer the longest stretch, without the rest of the word a mask touches."""
    given(
        bench,
        texts={
            1: f"Je suis {MASK * 6}, et je voudrais des bus.",
            2: f"Des bus, dit M.{MASK * 4}",
            3: MASK * 9,
            4: f"{MASK * 3} a {MASK * 3}",
            5: f"Un {MASK * 4}ville, une gare {MASK * 2} rien",
        },
    )
    texts = {row["answer_id"]: row["text"] for row in bench.given["answers"]}
    found = build(bench, verbatims=COUNT)
    slices = {
        row["answer_id"]: texts[row["answer_id"]][row["start"] : row["stop"]]
        for row in found
        if row["kind"] == "random"
    }

    assert not [row for row in found if MASK in texts[row["answer_id"]][row["start"] : row["stop"]]]
    assert "et je voudrais des bus." == slices[1]
    assert "Des bus, dit" == slices[2]
    assert "une gare" == slices[5]
    assert not {3, 4} & slices.keys()


def test_a_masked_segment_is_not_typical(bench: Bench) -> None:
    """Its place is taken by the next."""
    given(bench, texts={7: f"Le {MASK * 5} numéro 7."})

    assert [1, 8, 2, 9, 3] == quoted(build(bench), "typical")


def test_isolated_answers_are_all_quoted(bench: Bench) -> None:
    """Under no theme, however many: no size hides them."""
    given(bench)
    bench.give(
        "isolated",
        *({"question_id": "1", "answer_id": n, "position": "Non."} for n in range(1, COUNT + 1)),
    )
    found = [row for row in build(bench, verbatims=1) if row["kind"] == "minority"]

    assert [("", n, n) for n in range(1, COUNT + 1)] == [
        (row["theme_id"], row["rank"], row["answer_id"]) for row in found
    ]


def test_law(bench: Bench) -> None:
    """Twice the same bytes, in any order."""
    given(bench, copied=(2, 3), texts={4: f"Un {MASK} deux mots"})

    assert 1 == bench.law("quotations", seed=SEED, verbatims=5)
