"""Agreement and confusion: the figures of the workshop, from the blind coding as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from synthesis.stages.agreement import agreement

if TYPE_CHECKING:
    from tests.conftest import Bench, Row

FIRST = ["k1"] * 3 + ["k2"] * 5 + ["k3"] * 2
SECOND = ["k1", "k1", "k2", "k2", "k2", "k2", "k1", "k1", "k3", "k3"]


def told(bench: Bench, **coders: list[str]) -> tuple[list[Row], list[Row]]:
    """Ten random units and one that is not, by what each coder said; "" where they did not."""
    rows = [
        {
            "question_id": "1",
            "unit": unit,
            "answer_id": unit,
            "is_random": unit <= 10,
            "coder": coder.replace("_", "-"),
            "code": codes.split()[0],
            "codes": codes,
        }
        for coder, said in coders.items()
        for unit, codes in enumerate([*said, "k1"], 1)
        if codes
    ]
    made = agreement(bench.arrow("coded", *rows))
    return bench.keep("agreement", made["agreement"]), bench.keep("confusion", made["confusion"])


def test_two_coders_by_hand(bench: Bench) -> None:
    """Seven of ten alike, by chance 36 of a hundred. All together are that pair."""
    (people, pair), table = told(bench, r_01=FIRST, r_02=SECOND)

    assert ("people", "people", "r-01", "r-02") == (
        people["one"],
        people["other"],
        pair["one"],
        pair["other"],
    )
    assert (10, 0.7, 1000) == (pair["units"], pair["raw"], pair["resamples"])
    assert (0.7 - 0.36) / 0.64 == pytest.approx(pair["kappa"])
    assert pair["alpha_low"] < pair["alpha"] < pair["alpha_high"]
    assert list(people.values())[3:] == list(pair.values())[3:]
    assert {
        ("k1", "k1"): 2,
        ("k1", "k2"): 1,
        ("k2", "k1"): 2,
        ("k2", "k2"): 3,
        ("k3", "k3"): 2,
    } == {(row["code_one"], row["code_other"]): row["units"] for row in table}


def test_with_the_machine(bench: Bench) -> None:
    """Each coder, and people as they settled: what a third person said, else the first coder."""
    arbiter = ["", "", "k2", "", "", "", "k1", "k1", "", ""]
    found, table = told(bench, r_01=FIRST, r_02=SECOND, machine=SECOND, arbiter=arbiter)
    raw = {(row["one"], row["other"]): row["raw"] for row in found}

    assert 1.0 == raw["people", "machine"] == raw["r-02", "machine"]
    assert 0.7 == raw["r-01", "machine"]
    assert 4 == len(raw) - 1  # the arbiter is no coder
    assert {10} == {
        sum(row["units"] for row in table if (row["one"], row["other"]) == pair)
        for pair in raw
        if pair != ("people", "people")
    }


def test_three_coders_have_an_alpha(bench: Bench) -> None:
    """Krippendorff's data, gaps and all: 0.691; no kappa takes them."""
    ratings = ["000003412113303", "102133430000000", "002134402113304"]
    coded = {f"r_0{n}": [f"k{c}" if c != "0" else "" for c in row] for n, row in enumerate(ratings)}
    made = agreement(
        bench.arrow(
            "coded",
            *(
                {"question_id": "1", "unit": unit, "is_random": True, "coder": coder, "codes": code}
                for coder, said in coded.items()
                for unit, code in enumerate(said)
                if code
            ),
        )
    )
    people = next(row for row in made["agreement"].to_pylist() if row["one"] == "people")

    assert (12, 0.691) == (people["units"], round(people["alpha"], 3))
    assert (None, None, None) == (people["raw"], people["kappa"], people["kappa_high"])


def test_what_cannot_be_told_is_null(bench: Bench) -> None:
    """One code alone: raw agreement, and neither kappa nor alpha."""
    (_, pair), _ = told(bench, r_01=["k1"] * 10, r_02=["k1"] * 10)

    assert (1.0, None, None, None) == (
        pair["raw"],
        pair["kappa"],
        pair["alpha"],
        pair["alpha_low"],
    )


def test_nobody_coded(bench: Bench) -> None:
    """No row, though the machine has an opinion; one coder alone agrees with the machine or not."""
    assert ([], []) == told(bench, machine=FIRST)
    assert [("people", "machine"), ("people", "people"), ("r-01", "machine")] == [
        (row["one"], row["other"]) for row in told(bench, r_01=FIRST, machine=SECOND)[0]
    ]


def test_law(bench: Bench) -> None:
    """In any order of rows, the same tables."""
    one = told(bench, r_01=FIRST, r_02=SECOND, machine=FIRST)

    assert one == told(bench, machine=FIRST, r_02=SECOND, r_01=FIRST)
