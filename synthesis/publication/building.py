"""The warehouse of an edition: tables of the run as people left them, then those they made."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from synthesis.line import PUBLICATION, Step
from synthesis.outcomes import EDITION, OUTCOMES
from synthesis.settings import Settings
from synthesis.sql import identifier
from synthesis.store import Store
from synthesis.tables import TABLES
from synthesis.walk import STAGES, Declared

OVERLAYS: Final = Path(__file__).with_name("overlays")
# Of a question that is not published, only how many answered, and what was chosen, is.
COUNTED: Final = frozenset({"questions", "closed_counts", "choices", "blanks", "ledger"})
MATCHED: Final = "rule_matches"  # what the rules of the codebook find: the query is made from them
COPIED: Final = ("reviewed", "isolated", "coded")  # published as people gave them
NOTHING_TAKEN: Final[Mapping[str, Path]] = {}
WITHIN: Final = {"segments": "answers", "terms": "segments"}  # a table without a question, by one


def build(
    store: Store,
    warehouse: Path,
    given: Mapping[str, pa.Table],
    rules: str,
    settings: Settings,
    target: Path,
    taken: Mapping[str, Path] = NOTHING_TAKEN,
) -> None:
    """Write the warehouse of an edition from that of a run, to `target`.

    `given` are the tables of publication.given and the codebook; `rules` is the query that finds
    what its rules hold; tables that are `taken` are read where they lie instead of being made.
    TableError where a table breaks its description.
    """
    store.attach(warehouse)
    for name, table in given.items():
        store.give(name, table)
    for name in TABLES:
        store.define(name, f"select * from found.{name}{_restricted(name)}")
    parts = target.parent / f"{target.stem}.parts"
    parts.mkdir(parents=True, exist_ok=True)
    for step in PUBLICATION:
        if step.makes[0] in taken:
            for name in step.makes:
                store.see(name, taken[name])
        elif step.makes == (MATCHED,):
            store.create(MATCHED, rules, {})
        else:
            _make(store, step, settings, parts)
    for name in COPIED:
        store.write(name, f"select * from {name}", {}, parts / f"{name}.parquet")  # checked
    store.gather((table.name for table in EDITION), target)
    for part in parts.iterdir():
        part.unlink()
    parts.rmdir()


def _restricted(name: str) -> str:
    columns = TABLES[name].column_names
    if name in COUNTED:
        return ""
    if "question_id" in columns:
        return " where question_id in (select question_id from published)"
    if name in WITHIN:
        within, key = WITHIN[name], identifier(TABLES[WITHIN[name]].key[0])
        return f" where {key} in (select {key} from {within})"
    return ""


def _make(store: Store, step: Step, settings: Settings, parts: Path) -> None:
    name = step.makes[0]
    parameters = dataclasses.asdict(settings)
    if step.build is None:
        folder = STAGES if name in OUTCOMES else OVERLAYS
        sql = (folder / f"{name}.sql").read_text(encoding="utf-8")
        _kept(store, name, sql, parameters, parts)
        return
    wanted = inspect.signature(step.build).parameters
    arguments: dict[str, Any] = {each: store.arrow(each) for each in step.needs}
    if "settings" in wanted:
        arguments["settings"] = Declared(settings, step.reads)
    made = step.build(**arguments)
    tables = made if isinstance(made, dict) else {name: made}
    for each in step.makes:
        part = parts / f"{each}.parquet"
        store.write_arrow(each, tables[each], part)
        store.see(each, part)


def _kept(store: Store, name: str, sql: str, parameters: dict[str, Any], parts: Path) -> None:
    part = parts / f"{name}.parquet"
    store.write(name, sql, parameters, part)
    store.see(name, part)
