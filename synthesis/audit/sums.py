"""The files of an edition: those its sums list and no other, each with its digest."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from synthesis import files
from synthesis.audit.sections import Section
from synthesis.report.folder import SUMS, intact

_LINE: Final = re.compile(r"([0-9a-f]{64})  (\S.*)")


def check(folder: Path, told: Section) -> None:
    """Every file against SHA256SUMS; a file it does not list, or that is not there, is told."""
    listed = _listed(folder)
    there = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }
    there.pop(SUMS, None)
    told.checked = f"{len(listed)} fichiers, chacun avec son empreinte de {SUMS}"
    for name in sorted({*listed, *there}):
        if name not in there:
            told.wrong.append(f"{name} : absent, et {SUMS} le liste")
        elif there[name].is_symlink() or not there[name].is_file():
            told.wrong.append(f"{name} : ce n’est pas un fichier ordinaire")
        elif name not in listed:
            told.wrong.append(f"{name} : en trop, {SUMS} ne le liste pas")
        elif files.digest(there[name]) != listed[name]:
            told.wrong.append(f"{name} : ses octets ne sont pas ceux dont {SUMS} a l’empreinte")
    if told.holds and not intact(folder):
        told.wrong.append(f"{SUMS} : ses lignes ne sont pas dans leur ordre")


def odd(folder: Path) -> list[str]:
    """What is neither a plain file nor a folder: nobody reads on from there."""
    return [
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not (path.is_dir() or path.is_file())
    ]


def _listed(folder: Path) -> dict[str, str]:
    """Digest of each file by name; ValueError for a line that is none of ours."""
    listed: dict[str, str] = {}
    for number, line in enumerate((folder / SUMS).read_bytes().decode().splitlines(), 1):
        found = _LINE.fullmatch(line)
        if found is None or found[2] in listed:
            raise ValueError(f"{SUMS}, ligne {number} : {line[:100]!r}")
        listed[found[2]] = found[1]
    return listed
