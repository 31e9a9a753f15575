"""The line: each step is made of what was made before, and says all that it reads."""

from __future__ import annotations

import dataclasses
import inspect
import re

import pytest

from synthesis.line import CONSULTATION, PUBLICATION, QUESTION, Step
from synthesis.methods.grouping import Rules
from synthesis.outcomes import OUTCOMES
from synthesis.publication import given
from synthesis.publication.building import COPIED, MATCHED, OVERLAYS
from synthesis.settings import Settings
from synthesis.tables import PUBLISHED, TABLES
from synthesis.walk import LOADED, STAGES

STEPS = (*CONSULTATION, *QUESTION)
EVERY = pytest.mark.parametrize("step", STEPS, ids=lambda step: step.makes[0])
IN_SQL = pytest.mark.parametrize(
    "step", [step for step in STEPS if step.build is None], ids=lambda step: step.makes[0]
)
GIVEN = {*LOADED, "no_content"}


def tables_read(sql: str) -> set[str]:
    """Tables a query reads: what follows `from` and `join`, names it defines apart."""
    bare = re.sub(r"--.*|distinct from", "", sql)
    defined = set(re.findall(r"(\w+) as (?:not materialized )?\(\s*(?:with|select)", bare))
    return set(re.findall(r"\b(?:from|join) (\w+)", bare)) - defined


def test_every_table_is_made_once() -> None:
    """The steps make the tables there are: all that is published, and nothing else."""
    made = [name for step in STEPS for name in step.makes]

    assert len(made) == len(set(made))
    assert set(TABLES) == set(made)
    assert {table.name for table in PUBLISHED} <= set(made)


def test_no_step_needs_what_comes_after() -> None:
    """Exports first, then tables of the steps before."""
    known = set(GIVEN)
    for step in STEPS:
        assert set(step.needs) <= known
        known |= set(step.makes)


@IN_SQL
def test_a_query_reads_what_its_step_needs(step: Step) -> None:
    """Neither more, which would not be there, nor less, which would rebuild it for nothing."""
    sql = (STAGES / f"{step.makes[0]}.sql").read_text(encoding="utf-8")

    assert set(step.needs) == tables_read(sql)
    assert 1 == len(step.makes)


def test_an_edition_makes_every_table_of_its_own() -> None:
    """What people decided comes as given, all else from a step; nothing needs what comes after."""
    known = {*TABLES, *given.GIVEN, "codebook"}
    for step in PUBLICATION:
        assert set(step.needs) <= known
        known |= set(step.makes)

    made = {name for step in PUBLICATION for name in step.makes} | set(COPIED)
    overlays = {path.stem for path in OVERLAYS.glob("*.sql")}
    assert set(OUTCOMES) | overlays | {MATCHED} == made
    assert overlays <= set(TABLES)


@pytest.mark.parametrize("step", PUBLICATION, ids=lambda step: step.makes[0])
def test_a_query_of_an_edition_reads_what_its_step_needs(step: Step) -> None:
    """An overlay reads besides what the run found, by that name."""
    name = step.makes[0]
    if step.build is None and name != MATCHED:
        sql = ((STAGES if name in OUTCOMES else OVERLAYS) / f"{name}.sql").read_text("utf-8")

        assert set(step.needs) == tables_read(sql) - {"found"}
        assert set(re.findall(r"found\.(\w+)", sql)) <= set(TABLES)


@EVERY
def test_a_function_asks_for_what_its_step_has(step: Step) -> None:
    """Its arguments are the tables needed, and what every step may ask for."""
    if step.build is not None:
        asked = set(inspect.signature(step.build).parameters)

        assert asked - set(step.needs) <= {"question", "settings", "lexicon"}
        assert set(step.needs) <= asked
        assert ("settings" in asked) == bool(step.reads)


@EVERY
def test_a_function_declares_the_settings_it_reads(step: Step) -> None:
    """Each is a setting, and its name stands in the stage."""
    known = {field.name for field in dataclasses.fields(Settings)}

    assert set(step.reads) <= known
    if step.build is not None:
        source = (STAGES / f"{step.makes[0]}.py").read_text(encoding="utf-8")
        named = set(re.findall(r"settings\.(\w+)", source))
        if "Rules.of(settings)" in source:  # it hands on every rule of grouping
            named |= {field.name for field in dataclasses.fields(Rules)}
        assert set(step.reads) == named


@IN_SQL
def test_a_query_names_settings_there_are(step: Step) -> None:
    """Or the question and the patterns of the lexicon."""
    sql = (STAGES / f"{step.makes[0]}.sql").read_text(encoding="utf-8")
    known = {field.name for field in dataclasses.fields(Settings)}

    assert set(re.findall(r"\$(\w+)", sql)) <= known | {
        "question", "token_pattern", "no_content_pattern"
    }  # fmt: skip
