"""The decisions of an edition: their chain, and what they make of what the run had found."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pyarrow as pa

from synthesis.audit.evidence import Evidence
from synthesis.audit.making import said
from synthesis.audit.sections import Section
from synthesis.journal import GENESIS, breaks
from synthesis.outcomes import OUTCOMES
from synthesis.publication import given, reviews
from synthesis.publication.building import COPIED
from synthesis.publication.reviews import Reviewed
from synthesis.store import Store, Warehouse, first_difference

AGREED: Final = ("signed", "absorbed", "empty")  # of a cluster that may be published


def chain(evidence: Evidence, told: Section) -> None:
    """Each event follows the one before, nothing was altered, and the last is the manifest's."""
    lines, said = evidence.lines, evidence.manifest["journal"]
    raw = (evidence.folder / "decisions.jsonl").read_bytes()
    if raw != "".join(f"{line}\n" for line in lines).encode():
        told.wrong.append(
            "decisions.jsonl : ses fins de ligne ne sont pas celles d’une exportation"
        )
    told.wrong += [f"decisions.jsonl : {each}" for each in breaks(lines)]
    if told.wrong:
        return
    events = evidence.events
    head = events[-1].hash if events else GENESIS
    if {"events": len(events), "head": head} != dict(said):
        told.wrong.append(
            f"decisions.jsonl : {len(events)} décisions, tête {head[:12]}… ; "
            f"le manifeste dit {said['events']}, {str(said['head'])[:12]}…"
        )
    told.checked = f"{len(events)} décisions enchaînées, tête {len(events)}:{head[:12]}…"


def fold(evidence: Evidence, warehouse: Path) -> dict[str, Reviewed]:
    """The review of each question read, from the warehouse of the run as it was rebuilt."""
    with Warehouse(warehouse) as reading:
        return reviews.read(
            reading, evidence.recipe.id, evidence.read, evidence.events, keyed=False
        )


def tables(reviewed: Mapping[str, Reviewed], warehouse: Path) -> dict[str, pa.Table]:
    """What people decided, as the stages of an edition take it."""
    with Warehouse(warehouse) as reading:
        return given.tables(reviewed, reading)


def check(
    evidence: Evidence,
    store: Store,
    decided: Mapping[str, pa.Table],
    parts: Path,
    told: Section,
) -> None:
    """What the decisions make, against the tables that say it; every cluster agreed on."""
    rows = 0
    for name in COPIED:
        part = parts / f"{name}.parquet"
        rows += store.write_arrow(name, decided[name], part)
        apart = first_difference(name, evidence.table(name), part)
        if apart:
            told.wrong.append(f"tables/{name}.parquet : {said(apart)}")
    for row in decided["reviewed"].to_pylist():
        if row["status"] not in AGREED:
            told.wrong.append(
                f"question {row['question_id']}, groupe {row['cluster_id']} : publié sans être "
                f"signé ({row['status']})"
            )
    listed = ", ".join(OUTCOMES[name].name for name in COPIED)
    told.checked = f"{len(evidence.events)} décisions rejouées : {listed} ({rows} lignes)"
