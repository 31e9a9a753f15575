"""The description of the tables as a Data Package: anyone's tools can open them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from synthesis.recipe import Recipe
from synthesis.report.datapackage import TYPES, datapackage
from synthesis.tables import PUBLISHED, TABLES

RECIPE = Recipe("essai-1", "Un essai", "fr", ())


def described(folder: Path) -> Any:
    """The package of two tables, one of them too long for CSV."""
    (folder / "ledger.csv").write_bytes(b"a,b\n")
    (folder / "ledger.parquet").write_bytes(b"PAR1")
    (folder / "closed_counts.parquet").write_bytes(b"PAR1PAR1")
    return datapackage(RECIPE, folder, ["ledger", "closed_counts", "terms"])


def test_one_resource_a_file(tmp_path: Path) -> None:
    """Bytes and hash of each file there is; nothing of a table that is not."""
    found = [
        (each["name"], each["path"], each["bytes"], each["hash"])
        for each in described(tmp_path)["resources"]
    ]

    assert [
        (name, path, len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")
        for name, path, content in (
            ("ledger-csv", "tables/ledger.csv", b"a,b\n"),
            ("ledger-parquet", "tables/ledger.parquet", b"PAR1"),
            ("closed-counts-parquet", "tables/closed_counts.parquet", b"PAR1PAR1"),
        )
    ] == found


def test_the_package_is_named_by_the_consultation(tmp_path: Path) -> None:
    """Its name is one the format allows, and how texts are escaped is said."""
    package = described(tmp_path)

    assert ("essai-1", "Un essai") == (package["name"], package["title"])
    assert package["$schema"].startswith("https://datapackage.org/profiles/2")
    assert "one quote more in front" in package["description"]
    for resource in package["resources"]:
        assert re.fullmatch(r"[a-z0-9-]+", resource["name"])


def test_a_csv_has_the_schema_of_its_table(tmp_path: Path) -> None:
    """Columns in order with type and meaning, the key; Parquet says its own."""
    csv, parquet, _ = described(tmp_path)["resources"]
    table = TABLES["ledger"]

    assert "schema" not in parquet
    assert f"One row per {table.grain}." == csv["description"]
    assert list(table.key) == csv["schema"]["primaryKey"]
    assert [
        {"name": column.name, "type": TYPES[column.type], "description": column.meaning}
        for column in table.columns
    ] == csv["schema"]["fields"]


def test_every_published_type_has_a_name_in_the_format() -> None:
    """No column is left without one."""
    assert {column.type for table in PUBLISHED for column in table.columns} <= set(TYPES)
