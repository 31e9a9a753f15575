"""The queries of the page of a question: what they say, and that anyone can run them."""

from __future__ import annotations

import dataclasses
import itertools
import random
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest

from synthesis.outcomes import EDITION
from synthesis.report.asking import Decided, ask
from synthesis.report.edition import rows_of_questions as rows
from synthesis.report.edition.rows import Agreement, Decisions, ThemeRank
from tests.report.conftest import NASTY
from tests.report.edition.small import Small, small

ROWS = sorted(
    (row for row in vars(rows).values()
     if isinstance(row, type) and issubclass(row, Decided) and row is not Decided),
    key=lambda row: row.query,
)  # fmt: skip
PARAMETERS = {"question": "1", "seed": 2019, "drawn": 5, "least": 50}
LEAST = 50


def text(row: type[Decided]) -> str:
    """The query of a row."""
    return (row.folder / f"{row.query}.sql").read_text(encoding="utf-8")


def parameters(sql: str) -> dict[str, Any]:
    """Those a query names."""
    return {name: PARAMETERS[name] for name in set(re.findall(r"\$(\w+)", sql))}


@pytest.fixture(scope="module")
def made() -> Small:
    """The small edition, with an answer set out by itself."""
    made = small(NASTY)
    made.add("isolated", question_id="1", answer_id=150, position="Non.")
    return made


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.query)
def test_columns_are_fields(made: Small, row: type[Decided]) -> None:
    """In the same order, so that either can be read for the other."""
    sql = text(row)
    described = made.connection.execute(sql, parameters(sql)).description

    assert [field.name for field in dataclasses.fields(row)] == [each[0] for each in described]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.query)
def test_a_query_says_what_it_gives(row: type[Decided]) -> None:
    """Its grain, its pages, its parameters; ordered, unless it has one row."""
    sql = text(row)
    head = "\n".join(line for line in sql.splitlines() if line.startswith("--"))

    assert re.match(r"-- One row(:| per )", sql)
    assert re.search(r"-- Gives: q/\*\.html", sql)
    assert all(f"${name}" in head for name in parameters(sql))
    assert sql.startswith("-- One row:") or "\norder by " in sql
    assert not re.search(r"\b(avg|random|now)\(|current_date|sum\((score|share|statistic)", sql)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.query)
def test_a_stranger_finds_the_same(made: Small, tmp_path: Path, row: type[Decided]) -> None:
    """With plain DuckDB on the Parquet files of an edition, and nothing else."""
    sql = text(row)
    with duckdb.connect() as stranger:
        for table in EDITION:
            file = tmp_path / f"{table.name}.parquet"
            made.connection.execute(f"copy {table.name} to '{file}' (format parquet)")
            stranger.execute(f"create view {table.name} as from '{file}'")
        theirs = stranger.execute(sql, parameters(sql)).fetchall()

    assert made.connection.execute(sql, parameters(sql)).fetchall() == theirs
    assert theirs


def test_sizes(made: Small) -> None:
    """c1: 90 answers in 85 texts, six being one; « soir »: 83, by its rule; the group: by c2."""
    found = {row.theme_id: row for row in ask(made, rows.ThemeSize, question="1")}

    assert (90, 85, 90, 0, 0) == dataclasses.astuple(found["c1"])[1:6]
    assert (83, 83, 0, 83, 0) == dataclasses.astuple(found["soir"])[1:6]
    assert (50, 50, 0, 0, 50) == dataclasses.astuple(found["impots"])[1:6]


def test_coverage(made: Small) -> None:
    """151 of 200 in a theme, 83 of them in two: what a group gathers is no second theme."""
    (found,) = ask(made, rows.Coverage, question="1")

    assert (240, 200, 151, 83, 49, 49) == dataclasses.astuple(found)


def test_unthemed_answers_are_drawn_from_those_in_no_theme(made: Small) -> None:
    """Another seed draws others; never one that a theme holds."""
    drawn = [
        [each.answer_id for each in ask(made, rows.Unthemed, question="1", seed=seed, drawn=5)]
        for seed in (1, 2)
    ]

    assert all(answer > 151 for each in drawn for answer in each)
    assert drawn[0] != drawn[1]
    assert [5, 5] == [len(set(each)) for each in drawn]


def test_moves_count_each_answer_once_a_theme() -> None:
    """One of each sort, and one that only followed its cluster when it was merged."""
    made = small("x")
    made.connection.execute("delete from decided")
    made.add("reviewed", question_id="1", cluster_id=5, home_id=1, kind="opinion",
             status="absorbed", position="")  # fmt: skip
    for answer, found, state, now in (
        (152, 5, "analysed", 1),
        (153, 2, "analysed", 1),
        (154, None, "analysed", 1),
        (155, 5, "analysed", 2),
        (156, 1, "analysed", None),
        (157, 1, "off_topic", None),
    ):
        made.add("decided", question_id="1", answer_id=answer, found_state="analysed",
                 found_cluster_id=found, state=state, cluster_id=now)  # fmt: skip
    found_moves = {row.theme_id: row for row in ask(made, rows.ThemeMoves, question="1")}

    assert (2, 1, 1, 1) == dataclasses.astuple(found_moves["c1"])[1:]
    assert (1, 1, 0, 0) == dataclasses.astuple(found_moves["c2"])[1:]


def test_origins_count_what_the_run_found() -> None:
    """c2 held 50 in the run: one left it since, one was set aside, and one came."""
    made = small("x")
    made.connection.execute("delete from decided")
    made.add("decided", question_id="1", answer_id=90, found_state="analysed", found_cluster_id=2,
             state="analysed", cluster_id=1)  # fmt: skip
    made.add("decided", question_id="1", answer_id=201, found_state="analysed", found_cluster_id=2,
             state="off_topic")  # fmt: skip
    made.add("decided", question_id="1", answer_id=91, found_state="analysed", found_cluster_id=3,
             state="analysed", cluster_id=2)  # fmt: skip
    found = {row.theme_id: row for row in ask(made, rows.ThemeOrigin, question="1")}

    assert (51, 49) == (found["c2"].found, found["c2"].kept)
    assert (89, 89) == (found["c1"].found, found["c1"].kept)
    assert (9, 8) == (found["c3"].found, found["c3"].kept)


def test_readers_count_pairs_of_people_on_the_random_part() -> None:
    """Of two texts one is coded alike; neither machine, arbiter nor enriched units count."""
    made = small("x")
    made.connection.execute("delete from coded")
    for unit, coder, code, drawn in (
        (1, "r-01", "c1", True), (1, "r-02", "c1", True), (1, "machine", "c1", True),
        (2, "r-01", "c1", True), (2, "r-02", "c2", True), (2, "arbiter", "c1", True),
        (3, "r-01", "c1", False), (3, "r-02", "c1", False),
        (4, "r-01", "c2", True), (4, "r-02", "none", True),
    ):  # fmt: skip
        made.add("coded", question_id="1", unit=unit, answer_id=unit, is_random=drawn, coder=coder,
                 code=code, codes=code)  # fmt: skip
    found = {row.theme_id: row for row in ask(made, rows.ThemeReaders, question="1")}

    assert (3, 2, 1) == dataclasses.astuple(found["c1"])[1:]
    assert (3, 2, 0) == dataclasses.astuple(found["c2"])[1:]


Interval = tuple[float, float]


def before(one: tuple[Interval, Interval | None], other: tuple[Interval, Interval | None]) -> bool:
    """Whether the first is clear above the second: corrected where both are, else raw."""
    (raw, corrected), (other_raw, other_corrected) = one, other
    if corrected is None or other_corrected is None:
        return raw[0] > other_raw[1]
    return corrected[0] > other_corrected[1]


@pytest.mark.parametrize("seed", range(20))
def test_ranks(seed: int) -> None:
    """As worked out by hand from random intervals, some of them without correction."""
    dice = random.Random(seed)
    made = small("x")
    made.connection.execute(
        "delete from themes; delete from theme_counts; delete from theme_quality"
    )
    themes: dict[str, tuple[Interval, Interval | None]] = {}
    for number in range(8):
        raw, corrected = (tuple(sorted(dice.uniform(0, 1) for _ in "ab")) for _ in "ab")
        themes[f"c{number}"] = (raw, corrected if dice.random() < 0.7 else None)  # type: ignore[assignment]
        made.add("themes", question_id="1", theme_id=f"c{number}", kind="opinion",
                 source="cluster", position=number)  # fmt: skip
        made.add("theme_counts", question_id="1", theme_id=f"c{number}", base="with_content",
                 copies="all", n=number + 1, of=200, low=raw[0], high=raw[1])  # fmt: skip
        if themes[f"c{number}"][1] is not None:
            made.add("theme_quality", question_id="1", theme_id=f"c{number}", units=200,
                     corrected_low=corrected[0], corrected_high=corrected[1])  # fmt: skip
    expected = {
        name: (
            1 + sum(before(other, mine) for other in themes.values()),
            8 - sum(before(mine, other) for other in themes.values()),
        )
        for name, mine in themes.items()
    }

    assert expected == {
        row.theme_id: (row.first_rank, row.last_rank)
        for row in ask(made, ThemeRank, least=LEAST)
        if row.question_id == "1"
    }


def test_links_are_of_pairs_that_meet(made: Small) -> None:
    """c1 and « soir » share 83 answers; what the run had for second choice is counted beside."""
    found = {(row.one_id, row.other_id): row for row in ask(made, rows.ThemeLink, question="1")}

    assert 83 == found["c1", "soir"].shared
    assert 140 == found["c1", "c2"].bordering
    assert all(one < other for one, other in found)
    assert not [pair for pair in found if "impots" in pair]


def test_confusions_are_summed_whichever_way_round() -> None:
    """Six one way and two the other make eight; what the machine says is no confusion of people."""
    made = small("x")
    for one, other, first, second, units in (
        ("r-01", "r-03", "c2", "c1", 2),
        ("r-01", "machine", "c2", "c1", 40),
        ("people", "machine", "c2", "c1", 40),
    ):
        made.add("confusion", question_id="1", one=one, other=other, code_one=first,
                 code_other=second, units=units)  # fmt: skip
    found = ask(made, rows.Confusion, question="1")

    assert [("c1", "c2", 8)] == [(row.code_one, row.code_other, row.units) for row in found]


def test_decisions_add_up(made: Small) -> None:
    """Every cluster of the run is in one of the counts."""
    made.connection.execute(
        "insert into reviewed (question_id, cluster_id, home_id, kind, status) values "
        "('9', 1, 1, 'opinion', 'signed'), ('9', 2, 1, 'opinion', 'absorbed'), "
        "('9', 3, 3, 'opinion', 'empty'), ('9', 4, 4, 'off_topic', 'signed'), "
        "('9', 5, 5, 'no_content', 'signed'), ('9', 6, 6, 'minority', 'signed')"
    )
    (found,) = (row for row in ask(made, Decisions) if row.question_id == "9")

    assert ("9", 6, 1, 1, 1, 1, 1, 1, 0, 0) == dataclasses.astuple(found)


def test_a_quotation_knows_what_it_leaves_out() -> None:
    """White space alone around it is no cut; the words a rule found may be outside the slice."""
    whole = rows.Quotation("c1", "random", 1, 1, "r", 1, 4, " abc\n", None, None)
    inside = dataclasses.replace(whole, text="x abc y", start=2, stop=5)
    pieces = [
        dataclasses.replace(inside, match_start=first, match_stop=last).pieces
        for first, last in ((3, 4), (0, 1), (4, 6))
    ]

    assert (False, False) == (whole.cut_before, whole.cut_after)
    assert (True, True) == (inside.cut_before, inside.cut_after)
    assert [("a", "b", "c"), ("abc", "", ""), ("abc", "", "")] == pieces
    assert {"abc"} == {"".join(each) for each in itertools.chain(pieces, [whole.pieces])}


def test_levels() -> None:
    """Krippendorff's scale; of a few texts, no level; Hennig's for stability."""
    agreement = Agreement("9", "people", "people", 200, *[None] * 6, 0.8, None, None, None)  # type: ignore[arg-type]
    origin = rows.ThemeOrigin("c1", 1, 1, "k1", "", 9, 9, 0.75, 1, 2)

    assert ["reliable", "tentative", "to_redo"] == [
        dataclasses.replace(agreement, alpha=alpha).level for alpha in (0.8, 0.667, 0.666)
    ]
    assert "few" == dataclasses.replace(agreement, units=19).level
    assert ["stable", "fragile", "unstable"] == [
        dataclasses.replace(origin, stability=value).word for value in (0.75, 0.6, 0.59)
    ]
