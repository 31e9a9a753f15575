"""An adversary with our own program: alters one table, then makes everything else agree with it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path

import duckdb

from synthesis import store
from synthesis.audit import decisions, evidence, ground, pages
from synthesis.outcomes import EDITION
from synthesis.report.datapackage import datapackage
from synthesis.report.edition import pages as rendering
from synthesis.report.folder import CSV_ROWS, write_json, write_sums
from synthesis.store import Store, Warehouse


def forge(folder: Path, altered: Iterable[str], room: Path) -> None:
    """Alter published tables by statements on them; every file, digest and page follows from that.

    Only the decisions and what the tables are made from stay what they were.
    """
    names = [each.name for each in EDITION]
    truth = evidence.read(folder)
    with Store(room / "spill", 2) as made:
        ground.take(made, folder / "tables")
        found = ground.rebuilt(made, folder / "tables", room / "found")
        ground.assemble(made, {name: [path] for name, path in found.items()}, room / "run.duckdb")
        made.gather(names, room / "forged.duckdb")
    reviewed = decisions.fold(truth, room / "run.duckdb")
    with duckdb.connect(str(room / "forged.duckdb")) as db:
        for sql in altered:
            assert db.execute(sql).fetchall()[0][0], f"{sql} changed nothing"
    exported = store.export(room / "forged.duckdb", folder / "tables", names, CSV_ROWS)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["tables"] = {
        name: {"rows": each.rows, "sha256": each.digest} for name, each in exported.items()
    }
    write_json(folder / "manifest.json", manifest)
    about = pages.about(evidence.read(folder), reviewed)
    for old in (*folder.rglob("*.html"), *folder.glob("queries/*")):
        old.unlink()
    with Warehouse(room / "forged.duckdb") as reading:
        rendering.write(reading, about, folder)
    package = datapackage(truth.recipe, folder / "tables", names)
    write_json(folder / "datapackage.json", package | {"version": str(manifest["edition"])})
    write_sums(folder)
    shutil.rmtree(room)
