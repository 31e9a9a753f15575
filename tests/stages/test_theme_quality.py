"""Theme quality: what people coded against what each theme holds, by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest

from synthesis.methods.interval import wilson
from synthesis.methods.prevalence import Stratum, stratified
from synthesis.stages.theme_quality import theme_quality

if TYPE_CHECKING:
    from tests.conftest import Bench, Row

ANALYSED = 40
UNITS = 10


def quality(
    bench: Bench,
    held: list[int],
    *coders: Mapping[int, str],
    arbiter: Mapping[int, str] | None = None,
    analysed: int = ANALYSED,
) -> list[Row]:
    """Of forty answers, theme `bus` holds some; the first ten are the random sample, 11 is not."""
    said = {f"r-0{n}": each for n, each in enumerate(coders, 1)}
    said["machine"] = dict.fromkeys(range(1, 12), "k2")
    said["arbiter"] = arbiter or {}
    coded = [
        {
            "question_id": "1",
            "unit": unit,
            "answer_id": unit,
            "is_random": unit <= UNITS,
            "coder": coder,
            "code": codes.split()[0],
            "codes": codes,
        }
        for coder, given in said.items()
        for unit, codes in given.items()
    ]
    themes = {"k1": "bus", "k2": "vélo", "k3": "bus", "none": None}
    stands = [{"question_id": "1", "code": k, "theme_id": theme} for k, theme in themes.items()]
    codings = [
        {"question_id": "1", "theme_id": "bus", "answer_id": n, "source": source}
        for n in held
        for source in ("cluster", "rule")
    ]
    voices = [{"question_id": "1", "answer_id": n} for n in range(1, analysed + 1)]
    table = theme_quality(
        bench.arrow("coded", *coded),
        bench.arrow("codes", *stands),
        bench.arrow("codings", *codings),
        bench.arrow("voices", *voices),
    )
    return bench.keep("theme_quality", table)


def all_of(code: str, **others: str) -> dict[int, str]:
    """Every unit by one code but some: u3="k1"."""
    return dict.fromkeys(range(1, UNITS + 2), code) | {int(u[1:]): c for u, c in others.items()}


def test_by_hand(bench: Bench) -> None:
    """The theme holds 1 to 4 of the sample and 20 to 23; people put 1, 2, 3 and 9 in it."""
    one = all_of("none", u1="k1", u2="k3 k2", u3="k2 k1", u9="k1")
    row, other = quality(bench, [1, 2, 3, 4, 20, 21, 22, 23], one, one)
    corrected = stratified([Stratum(8, 4, 3, 1.0), Stratum(32, 6, 1)])

    assert ("bus", 10, 4, 4, 3) == tuple(row.values())[1:6]
    assert (0.75, *wilson(3, 4)) == tuple(row.values())[6:9]
    assert (0.75, *wilson(3, 4)) == tuple(row.values())[9:12]
    assert 0.2 == row["raw"]
    assert 0.2 * 0.75 + 0.8 / 6 == pytest.approx(row["corrected"])
    assert (corrected.low, corrected.high) == (row["corrected_low"], row["corrected_high"])
    assert "difference" == row["method"]
    assert ("vélo", 10, 2, 0, 0, None) == tuple(other.values())[1:7]


def test_people_are_what_they_settled_on(bench: Bench) -> None:
    """A third person's word, else what both said, else the first coder; never the machine."""
    first = all_of("none", u1="k1", u2="k1", u3="none", u4="k2 k1")
    second = all_of("none", u1="k1", u2="none", u3="k1", u4="k1 k2")
    row, _ = quality(bench, [1], first, second, arbiter={2: "none", 5: "k1", 6: "k3"})

    assert (4, 1, 1) == (row["coded_in"], row["found_in"], row["both"])  # 1, 4, 5 and 6


def test_a_unit_set_aside_since_tells_nothing(bench: Bench) -> None:
    """It is no longer analysed: neither in the base, nor in the sample."""
    found = quality(bench, [1, 2], all_of("k1"), analysed=8)

    assert {8} == {row["units"] for row in found}
    assert (0.25, 1.0, 1.0) == (found[0]["raw"], found[0]["corrected"], found[0]["corrected_low"])


def test_nobody_coded(bench: Bench) -> None:
    """No row, though the machine has an opinion."""
    assert [] == quality(bench, [1, 2])


def test_law(bench: Bench) -> None:
    """Twice the same; counts are nested, shares lie in their intervals."""
    rows = quality(bench, [1, 2, 3], all_of("none", u1="k1", u7="k3"))

    assert rows == quality(bench, [3, 2, 1], all_of("none", u7="k3", u1="k1"))
    for row in rows:
        assert row["both"] <= min(row["coded_in"], row["found_in"]) <= row["units"]
        assert row["corrected_low"] <= row["corrected"] <= row["corrected_high"]
