"""The description of an edition's tables as a Data Package, version 2."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from synthesis.outcomes import EVERY
from synthesis.recipe import Recipe
from synthesis.tables import Table

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "DECIMAL(18,6)": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "VARCHAR": "string",
}


def datapackage(recipe: Recipe, folder: Path, names: Sequence[str]) -> dict[str, object]:
    """One resource per file, with bytes, hash and, for CSV, the schema of its columns."""
    resources = []
    for name in names:
        for suffix in ("csv", "parquet"):
            path = folder / f"{name}.{suffix}"
            if path.exists():
                resources.append(_resource(EVERY[name], path))
    return {
        "$schema": PROFILE,
        "name": recipe.id,
        "title": recipe.title,
        "description": "Tables of a synthesis made by Doléances. In the CSV files, a text that "
        "begins with = + - @ a tab, a line end or a quote has one quote more in front.",
        "resources": resources,
    }


def _resource(table: Table, path: Path) -> dict[str, object]:
    content = path.read_bytes()
    is_csv = path.suffix == ".csv"
    described: dict[str, object] = {
        "name": f"{table.name}-{path.suffix[1:]}".replace("_", "-"),
        "path": f"tables/{path.name}",
        "description": f"One row per {table.grain}.",
        "format": path.suffix[1:],
        "mediatype": "text/csv" if is_csv else "application/vnd.apache.parquet",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if is_csv:
        described |= {"type": "table", "encoding": "utf-8", "schema": _schema(table)}
    return described


def _schema(table: Table) -> dict[str, object]:
    return {
        "fields": [
            {"name": column.name, "type": TYPES[column.type], "description": column.meaning}
            for column in table.columns
        ],
        "primaryKey": list(table.key),
        "missingValues": [""],
    }
