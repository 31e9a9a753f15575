"""The editions of a consultation that are there: numbered from 1, none ever written over."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synthesis.errors import CheckError
from synthesis.report.folder import intact

_NAME = re.compile(r"edition-([1-9][0-9]*)(\.zip)?")


@dataclass(frozen=True)
class Edition:
    """One that was published: its number, its folder, and what its manifest says."""

    number: int
    folder: Path
    manifest: Mapping[str, Any]

    @property
    def dossier(self) -> Path:
        """The archive of it all, beside the folder."""
        return dossier_of(self.folder)


def folder_of(place: Path, number: int) -> Path:
    """Where an edition lies, or will."""
    return place / f"edition-{number}"


def dossier_of(folder: Path) -> Path:
    """Where the archive of an edition lies, or will."""
    return folder.with_name(f"{folder.name}.zip")


def last(place: Path) -> Edition | None:
    """The edition with the largest number that has a folder; CheckError if anyone touched it."""
    numbers = [number for number, path in _there(place) if path.is_dir()]
    if not numbers:
        return None
    folder = folder_of(place, max(numbers))
    if not intact(folder):
        raise CheckError(
            "This edition is not as it was published: its SHA256SUMS tells which file.",
            where=folder,
            todo=f"Take it from {dossier_of(folder).name} again, or move it away, then publish.",
        )
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return Edition(max(numbers), folder, manifest)


def next_number(place: Path) -> int:
    """One more than the largest that a folder or an archive bears."""
    return 1 + max((number for number, _ in _there(place)), default=0)


def _there(place: Path) -> Iterator[tuple[int, Path]]:
    for path in sorted(place.iterdir()) if place.is_dir() else ():
        found = _NAME.fullmatch(path.name)
        if found:
            yield int(found[1]), path
