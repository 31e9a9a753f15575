"""What any edition, draft or published, has in its folder: sums, JSON, the libraries named."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
from pathlib import Path

LIBRARIES = ("duckdb", "nltk", "numpy", "pyarrow", "scipy", "simplemma")  # those that compute
SUMS = "SHA256SUMS"
CSV_ROWS = 1_000_000  # larger tables are Parquet only: no spreadsheet opens them


def libraries() -> dict[str, str]:
    """Version of each library that computes."""
    return {name: importlib.metadata.version(name) for name in LIBRARIES}


def json_text(content: object) -> str:
    """A value as JSON a person can read, its accents as they are."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def write_json(path: Path, content: object) -> None:
    """The same in a file."""
    path.write_text(json_text(content), encoding="utf-8")


def write_sums(folder: Path) -> None:
    """SHA-256 of every other file, in the form `sha256sum --check` reads."""
    (folder / SUMS).write_text(_summed(folder), encoding="utf-8")


def _summed(folder: Path) -> str:
    return "".join(
        f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / SUMS
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def intact(folder: Path) -> bool:
    """Whether an edition holds just the files its sums list, each with its digest."""
    sums = folder / SUMS
    return sums.is_file() and sums.read_bytes() == _summed(folder).encode()
