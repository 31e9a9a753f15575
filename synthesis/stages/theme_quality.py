"""What the blind coding tells of each theme: precision, recall, prevalence corrected by it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from synthesis.methods import accord
from synthesis.methods.interval import wilson
from synthesis.methods.prevalence import Stratum, stratified

ARBITER: Final = "arbiter"
MACHINE: Final = "machine"
METHOD: Final = "difference"  # the stratified difference estimator of methods/prevalence.py

_SHARES: Final = ("precision", "recall", "corrected")
_SCHEMA: Final = pa.schema(
    [
        ("question_id", pa.string()),
        ("theme_id", pa.string()),
        *((name, pa.int64()) for name in ("units", "coded_in", "found_in", "both")),
        *((f"{name}{end}", pa.float64()) for name in _SHARES for end in ("", "_low", "_high")),
        ("raw", pa.float64()),
        ("method", pa.string()),
    ]
)


def theme_quality(
    coded: pa.Table, codes: pa.Table, codings: pa.Table, voices: pa.Table
) -> pa.Table:
    """One row per theme that has a code, of questions where people coded.

    On the units of the random sample that people coded and that are still analysed. A theme holds
    what `codings` says, a person's decisions included; people put a unit in it when a code of
    theirs, once settled, stands for it.
    """
    analysed = _counted(voices, ["question_id"])
    held = _counted(codings.select(["question_id", "theme_id", "answer_id"]), [
        "question_id", "theme_id",
    ])  # fmt: skip
    stands = {
        (row["question_id"], row["code"]): row["theme_id"]
        for row in codes.to_pylist()
        if row["theme_id"] is not None
    }
    people = _people(coded, voices)
    inside = _inside(codings, {answer for said in people.values() for answer in said})
    rows = [
        _row(
            question,
            theme,
            {answer: _themes(said, question, stands) for answer, said in people[question].items()},
            inside.get(theme, frozenset()),
            held.get((question, theme), 0),
            analysed[question,],
        )
        for question, theme in sorted(
            {(question, stands[question, code]) for question, code in stands}
        )
        if question in people
    ]
    return pa.Table.from_pylist(rows, _SCHEMA)


def _row(
    question: str,
    theme: str,
    said: Mapping[int, set[str]],
    inside: frozenset[int],
    held: int,
    analysed: int,
) -> dict[str, Any]:
    coded_in = {answer for answer, themes in said.items() if theme in themes}
    found_in = said.keys() & inside
    both, units = len(coded_in & found_in), len(said)
    outside = units - len(found_in)
    corrected = stratified(
        [
            Stratum(held, len(found_in), both, 1.0),
            Stratum(analysed - held, outside, len(coded_in) - both, 0.0),
        ]
    )
    return {
        "question_id": question,
        "theme_id": theme,
        "units": units,
        "coded_in": len(coded_in),
        "found_in": len(found_in),
        "both": both,
        **_share("precision", both, len(found_in)),
        **_share("recall", both, len(coded_in)),
        "raw": held / analysed,
        "corrected": corrected.value,
        "corrected_low": corrected.low,
        "corrected_high": corrected.high,
        "method": METHOD,
    }


def _share(name: str, n: int, of: int) -> dict[str, float | None]:
    low, high = wilson(n, of) if of else (None, None)
    return {name: n / of if of else None, f"{name}_low": low, f"{name}_high": high}


def _people(coded: pa.Table, voices: pa.Table) -> dict[str, dict[int, accord.Codes]]:
    """Of each question, what people settled on for each answer of the random sample."""
    drawn = coded.filter(coded["is_random"])
    drawn = drawn.filter(pc.is_in(drawn["answer_id"], voices["answer_id"].combine_chunks()))
    said: dict[tuple[str, int], list[accord.Codes]] = {}
    outcomes: dict[tuple[str, int], str] = {}
    for row in drawn.sort_by("coder").to_pylist():
        unit = row["question_id"], row["answer_id"]
        if row["coder"] == ARBITER:
            outcomes[unit] = row["code"]
        elif row["coder"] != MACHINE:
            said.setdefault(unit, []).append(tuple(row["codes"].split()))
    found: dict[str, dict[int, accord.Codes]] = {}
    for (question, answer), given in said.items():
        settled = accord.settled(given, outcomes.get((question, answer), ""))
        found.setdefault(question, {})[answer] = settled
    return found


def _themes(said: accord.Codes, question: str, stands: Mapping[tuple[str, str], str]) -> set[str]:
    return {stands[question, code] for code in said if (question, code) in stands}


def _inside(codings: pa.Table, answers: set[int]) -> dict[str, frozenset[int]]:
    """The answers of the sample that each theme holds: an answer is of one question alone."""
    drawn = codings.filter(pc.is_in(codings["answer_id"], pa.array(sorted(answers), pa.int64())))
    found: dict[str, set[int]] = {}
    for theme, answer in zip(
        drawn["theme_id"].to_pylist(), drawn["answer_id"].to_pylist(), strict=True
    ):
        found.setdefault(theme, set()).add(answer)
    return {theme: frozenset(inside) for theme, inside in found.items()}


def _counted(table: pa.Table, keys: list[str]) -> dict[tuple[str, ...], int]:
    """Distinct answers of each group."""
    counted = table.group_by(keys).aggregate([("answer_id", "count_distinct")])
    columns = (counted[name].to_pylist() for name in (*keys, "answer_id_count_distinct"))
    return {tuple(row[:-1]): row[-1] for row in zip(*columns, strict=True)}
