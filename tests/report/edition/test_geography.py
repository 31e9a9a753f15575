"""The map: every department once, populations that add up, outlines made as the page says."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import duckdb
import pytest

from synthesis.report.asking import FOLDER
from synthesis.report.departments import NAMES
from synthesis.report.edition import geography
from synthesis.report.edition.rows import DepartmentRate

MAKE = Path(__file__).parents[3] / "data" / "geography" / "make.py"


@pytest.fixture(scope="module")
def make() -> ModuleType:
    """The script that derives the files."""
    spec = importlib.util.spec_from_file_location("make_geography", MAKE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_department_is_drawn_once() -> None:
    """96 outlines and 11 squares: all the names we know but the bare prefix of Corsica."""
    codes = [code for code, _ in geography.outlines()] + list(geography.OVERSEAS)

    assert len(codes) == len(set(codes)) == 107
    assert set(codes) == set(NAMES) - {"20", "984"}  # no one lives in the southern lands


def test_each_outline_is_drawn_inside_the_map() -> None:
    """Paths of relative moves and nothing else: no other element can hide in them."""
    for code, path in geography.outlines():
        assert re.fullmatch(r"(M[\d.]+ [\d.]+l[-\d. ]+z)+", path), code


def test_the_inhabitants_of_the_query_are_those_of_the_source() -> None:
    """68,952,941 in all, of every place that is drawn."""
    sql = (FOLDER / "edition" / "department_rates.sql").read_text(encoding="utf-8")
    values = re.findall(r"\('(\w+)', (\d+)\)", sql)

    assert 68_952_941 == sum(int(number) for _, number in values)
    assert {code for code, _ in values} == {c for c, _ in geography.outlines()} | set(
        geography.OVERSEAS
    )


def test_a_department_under_five_has_no_rate() -> None:
    """In the query itself, whatever the page does of it."""
    sql = (FOLDER / "edition" / "department_rates.sql").read_text(encoding="utf-8")
    with duckdb.connect() as db:
        db.execute("create table contributions (department varchar)")
        db.execute("insert into contributions select '75' from range(5)")
        db.execute("insert into contributions select '33' from range(4)")
        rows = [DepartmentRate(*row) for row in db.execute(sql).fetchall()]

    assert [("75", 5, 2_103_778)] == [(r.department, r.contributions, r.inhabitants) for r in rows]
    assert pytest.approx(50_000 / 2_103_778, abs=1e-4) == rows[0].rate


def test_what_is_not_shown_is_not_coloured() -> None:
    """A department that its table adds to others keeps no grade on the map."""
    rates = [DepartmentRate("75", 9, 100, 0.9, 1), DepartmentRate("974", 8, 100, 0.8, 2)]
    made = geography.drawn(rates, ["75"])
    graded = {place.code for place in (*made.mainland, *made.overseas) if place.grade}

    assert {"75"} == graded
    assert ["75"] == [grade.least.department for grade in made.grades]


def test_outlines_are_simplified(make: ModuleType) -> None:
    """A square of 80 keeps its corners; points along its sides, and islets, are left out."""
    path = "m 0,0 10,0 10,0.1 20,-0.1 0,40 -40,0 z m 100,0 1,0 0,1 z"

    assert "M0 0l80 0 0 80 -80 0z" == make.outline(path)


def test_inhabitants_are_those_of_present_communes(make: ModuleType) -> None:
    """A commune inside another is counted with it."""
    communes = [
        {"type": "commune-actuelle", "departement": "01", "population": 10},
        {"type": "commune-deleguee", "departement": "01", "population": 4},
        {"type": "commune-actuelle", "collectivite": "987", "population": 3},
        {"type": "commune-actuelle", "departement": "02"},
    ]

    assert [("01", 10), ("987", 3)] == make.inhabitants(communes)
    assert "        ('01', 10), ('987', 3)\n" == make.block([("01", 10), ("987", 3)])
