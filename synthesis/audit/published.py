"""The tables of an edition: as its manifest says, the same in both forms, one with the others."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from synthesis import store as stores
from synthesis.audit.evidence import Evidence
from synthesis.audit.sections import Section
from synthesis.outcomes import EDITION
from synthesis.report.datapackage import datapackage
from synthesis.report.folder import CSV_ROWS, json_text, libraries
from synthesis.store import Store

# Each query finds the rows that break what holds of any edition: none does in one of ours.
LAWS: Final = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).with_name("laws").glob("*.sql"))
}


def check(evidence: Evidence, store: Store, work: Path, told: Section) -> None:
    """Rows and digests of the manifest; CSV from Parquet, byte for byte; keys; what ties tables."""
    names = [table.name for table in EDITION]
    listed = evidence.manifest["tables"]
    told.wrong += [
        f"manifest.json : table inconnue, « {name} »" for name in listed if name not in names
    ]
    told.wrong += [
        f"manifest.json : il y manque la table « {name} »" for name in names if name not in listed
    ]
    rows = 0
    for name in names:
        found = stores.canonical(name, evidence.table(name))
        rows += found.rows
        if {"rows": found.rows, "sha256": found.digest} != listed.get(name):
            told.wrong.append(
                f"tables/{name}.parquet : {found.rows} lignes, empreinte {found.digest[:12]}… ; "
                f"le manifeste dit {listed.get(name)}"
            )
        store.take(name, evidence.table(name))
    _forms(evidence, store, work, told)
    _described(evidence, told)
    for law, sql in LAWS.items():
        broken = store.rows(sql)
        if broken:
            said = sql.splitlines()[0].removeprefix("-- ")
            told.wrong.append(f"{law} : {said} {broken[0]}")
    told.checked = (
        f"{len(names)} tables, {rows} lignes, en Parquet et en CSV ; {len(LAWS)} lois entre elles"
    )


def _forms(evidence: Evidence, store: Store, work: Path, told: Section) -> None:
    """What publishing the same rows would write, against what was published."""
    names = [table.name for table in EDITION]
    again = work / "again"
    again.mkdir()
    store.gather(names, work / "published.duckdb")
    stores.export(work / "published.duckdb", again, names, CSV_ROWS)
    # The bytes of Parquet depend on DuckDB's version; its rows were compared above.
    same = evidence.manifest["libraries"].get("duckdb") == libraries()["duckdb"]
    for name in names:
        for suffix in ("csv", "parquet") if same else ("csv",):
            ours, theirs = (
                again / f"{name}.{suffix}",
                evidence.table(name).with_suffix(f".{suffix}"),
            )
            if ours.exists() != theirs.exists():
                told.wrong.append(
                    f"tables/{theirs.name} : " + ("en trop" if theirs.exists() else "absent")
                )
            elif ours.exists() and ours.read_bytes() != theirs.read_bytes():
                told.wrong.append(f"tables/{theirs.name} : {_parted(theirs, ours)}")


def _parted(theirs: Path, ours: Path) -> str:
    """The first line where two files part; of Parquet, only that they do."""
    if theirs.suffix == ".parquet":
        return "ses octets ne sont pas ceux que ces lignes donnent"
    with theirs.open("rb") as one, ours.open("rb") as other:
        for number, (here, there) in enumerate(zip(one, other, strict=False), 1):
            if here != there:
                return f"ligne {number}, {here[:80]!r} au lieu de {there[:80]!r}"
    return "il est plus court ou plus long que la table"


def _described(evidence: Evidence, told: Section) -> None:
    names = [table.name for table in EDITION]
    made = datapackage(evidence.recipe, evidence.folder / "tables", names)
    expected = json_text(made | {"version": str(evidence.manifest["edition"])})
    path = evidence.folder / "datapackage.json"
    if path.read_bytes() != expected.encode():
        told.wrong.append("datapackage.json : il ne décrit pas ces tables")
