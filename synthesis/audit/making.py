"""An edition's tables made again from what it publishes, each compared with the one it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyarrow as pa

from synthesis import codebook
from synthesis import store as stores
from synthesis.audit.evidence import Evidence
from synthesis.audit.replay import MADE
from synthesis.audit.sections import Section
from synthesis.codebook import Inflections
from synthesis.outcomes import EDITION
from synthesis.publication import building
from synthesis.publication.building import COPIED
from synthesis.store import Exported, Parting, Store

# Made from who wrote what, and from what each declared or chose: neither is published.
TAKEN: Final = ("contributions", "voices")
BELIEVED: Final = (
    "intake", "repairs", "rejects", "questions", "changes", "threads", "votes", "categories",
    "standings", "titles", "answers", "families", "closed_counts", "profiles", *TAKEN,
)  # fmt: skip
BELIEVED_FR: Final = (
    "les mots des réponses, et ce que chacun a déclaré, sont crus tels quels "
    f"({', '.join(BELIEVED)}, et les auteurs de clusters) : "
    "les lois entre tables les tiennent, --from-sources les refait"
)
UNCOUNTED: Final[Mapping[str, Sequence[str]]] = {"clusters": ("authors",)}
LINE: Final = tuple(each.name for each in EDITION if each.name in MADE)
EDITED: Final = tuple(each.name for each in EDITION if each.name not in (*LINE, *BELIEVED, *COPIED))


@dataclass(frozen=True)
class Made:
    """An edition's tables made again: where they lie, a Parquet file each, and their digests."""

    folder: Path
    digests: Mapping[str, Exported]


def make(
    evidence: Evidence,
    store: Store,
    found: Path,
    decided: Mapping[str, pa.Table],
    forms: Mapping[str, int],
    work: Path,
    taken: Sequence[str] = TAKEN,
) -> Made:
    """All tables of the edition from the warehouse of its run, what people decided, the rules.

    `forms` are the words of the questions read, with how often each is written; `taken` are read
    as they are published.
    """
    inflections = Inflections(evidence.lexicon, forms)
    building.build(
        store,
        found,
        {**decided, "codebook": codebook.table(evidence.codebook)},
        codebook.matches_sql(evidence.codebook, inflections),
        evidence.recipe.settings,
        work / "made.duckdb",
        {name: evidence.table(name) for name in taken},
    )
    folder = work / "made"
    folder.mkdir()
    names = [table.name for table in EDITION]
    return Made(folder, stores.export(work / "made.duckdb", folder, names, csv_rows=0))


def compare(
    evidence: Evidence,
    made: Made,
    names: Sequence[str],
    told: Section,
    without: Mapping[str, Sequence[str]] = UNCOUNTED,
) -> None:
    """Tell where each table first parts from the one made again; columns `without` are not seen."""
    rows = 0
    for name in names:
        published, again = evidence.table(name), made.folder / f"{name}.parquet"
        rows += made.digests[name].rows
        if stores.canonical(name, published) == made.digests[name]:
            continue
        apart = stores.first_difference(name, published, again, without.get(name, ()))
        if apart:
            told.wrong.append(f"tables/{name}.parquet : {said(apart)}")
    told.checked = f"{len(names)} tables refaites, {rows} lignes comparées"


def said(parting: Parting) -> str:
    """Where two files of a table part, in words."""
    if not parting.here or not parting.there:
        whose = "manque" if not parting.here else "est en trop"
        return f"la ligne {parting.row} {whose}"
    names = list(parting.here)[:3]
    told = ", ".join(
        f"{name} vaut {parting.here[name]!r}, et {parting.there[name]!r} d’après ce qui le fait"
        for name in names
    )
    return f"ligne {parting.row}, {told}"
