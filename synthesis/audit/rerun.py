"""The whole line run again from the exports, where an auditor has them."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from synthesis import files, run, secret
from synthesis.audit.evidence import Evidence
from synthesis.audit.sections import Section
from synthesis.errors import AuditError
from synthesis.line import CONSULTATION
from synthesis.recipe import Recipe
from synthesis.store import Warehouse
from synthesis.walk import code_digest

NAME: Final = "consultation.toml"
OTHER_CODE: Final = (
    "l’édition fut faite par un autre état du programme : le brouillon ne peut être le même"
)
_FORMS: Final = (
    "select form, sum(occurrences)::bigint as occurrences from form_counts "
    "where question_id in (select unnest($questions::varchar[])) group by form"
)


@dataclass(frozen=True)
class Rerun:
    """A run of an audit: the warehouse it made, and what the manifest of its draft says."""

    warehouse: Path
    manifest: Mapping[str, Any]
    digest: str  # of that manifest: of all that was read, and of every table

    def forms(self, questions: Sequence[str]) -> dict[str, int]:
        """The words of these questions, with how often each is written."""
        with Warehouse(self.warehouse) as reading:
            rows = reading.rows(_FORMS, questions=list(questions))
        return {str(row["form"]): int(row["occurrences"]) for row in rows}


def rerun(evidence: Evidence, exports: Sequence[Path], room: Path, threads: int) -> Rerun:
    """The run an edition says it rests on, made anew in `room`; the exports are looked for in
    `exports`, by their names.

    Whose digest is whose is not published, and nobody's to know: the key is any.
    """
    room.mkdir()
    shutil.copytree(evidence.folder / "rules", room, dirs_exist_ok=True)
    for name in _names(evidence.recipe):
        target = room / name
        if not target.resolve().is_relative_to(room.resolve()):
            raise AuditError("This export would lie outside its folder.", where=name)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(_found(name, exports).resolve())
    asked = evidence.manifest["draft"]["questions"]
    questions = () if asked == "all" else tuple(asked)
    prepared = run.prepare(
        run.Request((room / NAME,), room / "reports", questions, threads=threads)
    )
    with run.opened(prepared, key=os.urandom(secret.SIZE)) as walk:
        for step in CONSULTATION:
            walk.table(step)
        read = run.selected(prepared, walk)
        for question in read:
            walk.question(question)
        draft = run.conclude(prepared, walk, read)
    path = draft / "manifest.json"
    return Rerun(
        prepared.warehouse, json.loads(path.read_text(encoding="utf-8")), files.digest(path)
    )


def check(evidence: Evidence, made: Rerun, told: Section) -> None:
    """The exports are those of the edition, and give the draft it was published from."""
    said = evidence.manifest
    for name in ("sources", "settings", "lexicon"):
        if made.manifest[name] != said[name]:
            told.wrong.append(f"manifest.json, {name} : ce n’est pas ce que ces exports donnent")
    if said["code"]["digest"] != code_digest(of_pages=True):
        told.untold.append(OTHER_CODE)
    elif made.digest != said["draft"]["sha256"]:
        told.wrong.append("manifest.json, draft : ces exports donnent un autre brouillon")
    rows = sum(each["rows"] for each in made.manifest["sources"])
    told.checked = f"{len(made.manifest['sources'])} exports, {rows} lignes, relus et recomptés"


def _names(recipe: Recipe) -> Iterator[str]:
    yield from dict.fromkeys(entry.name for entry in recipe.sources)


def _found(name: str, exports: Sequence[Path]) -> Path:
    found = next((folder / name for folder in exports if (folder / name).exists()), None)
    if found is None:
        raise AuditError(
            "This export is not here: the line cannot be run again from it.",
            where=name,
            todo="Name the folder it lies in with --exports.",
        )
    return found
