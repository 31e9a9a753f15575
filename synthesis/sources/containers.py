"""The sheets of what an analyst gives: a file, a folder of tables, an archive, a database dump."""

from __future__ import annotations

import hashlib
import shutil
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from synthesis.errors import EmptyError, SourceError
from synthesis.sources.dump import dumped_sheets, is_dump
from synthesis.sources.layout import Sheet
from synthesis.sources.politizr_tables import KEPT
from synthesis.sources.sheets import open_sheet

PASSED: Final = (".md", ".txt", ".pdf", ".html", ".htm", ".docx", ".odt", ".png", ".jpg", ".jpeg")
MOST_FILES: Final = 500  # tables of one export; a folder with more is not one
UNPACKED_LIMIT: Final = 2**34  # bytes of one archive, several times the largest export known
RATIO_LIMIT: Final = 200  # unpacked to packed; tables stay under 30
SMALL: Final = 2**24  # bytes; below, no ratio matters

_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
    ValueError,
)


def sheets_of(path: Path, work: Path, name: str = "", part: str = "") -> Sequence[Sheet]:
    """Every sheet of a file, folder, archive or dump; SourceError when one of them is no table.

    Of a folder and an archive, documents (`.md`, `.pdf`…), hidden files and the tables of a
    Politizr database that no reader may open are passed over.
    """
    name = name or path.name
    _check_name(name)
    if path.is_dir():
        inside = _files(path)
        names = {each: f"{name}/{each.relative_to(path).as_posix()}" for each in inside}
        return _filled(path, [_member(each, work, names[each], path) for each in inside])
    if _is_archive(path):
        return _unpacked(path, work, name)
    if is_dump(path):
        return dumped_sheets(path, work, name)
    return [open_sheet(path, work, name, part)]


def _check_name(name: str) -> None:
    try:
        name.encode()
    except UnicodeEncodeError:
        raise SourceError(
            "The name of this file is not Unicode text.",
            where=repr(name),
            todo="Rename it with plain letters.",
        ) from None


def _files(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file() and _counts(path, folder))
    if not found:
        raise SourceError(
            "This folder holds no table.", where=folder, todo="Give the folder of the exports."
        )
    if len(found) > MOST_FILES:
        raise SourceError(
            f"This folder holds {len(found)} files: more than one export has tables.",
            where=folder,
            todo="Give the folder of one export, or its files one by one.",
        )
    return found


def _counts(path: Path, folder: Path) -> bool:
    inside = path.relative_to(folder)
    hidden = any(part.startswith((".", "__MACOSX")) for part in inside.parts)
    foreign = path.stem.startswith("p_") and path.stem not in KEPT  # private messages, orders…
    return not hidden and not foreign and path.suffix.lower() not in PASSED


def _member(path: Path, work: Path, name: str, whole: Path) -> Sheet:
    _check_name(name)
    try:
        return open_sheet(path, work, name)
    except EmptyError:
        return _nothing(path, name)
    except SourceError as error:
        inside = name.split("/", 1)[-1]
        what = f"{inside} is no table a reader takes. {error.what}"
        raise SourceError(what, where=whole, line=error.line, todo=error.todo) from None


def _nothing(path: Path, name: str) -> Sheet:
    """A table of an export in which nobody has written anything yet."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Sheet(name, path, ",", (), 0, "utf-8", digest)


def _is_archive(path: Path) -> bool:
    """A zip that is no workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(name.startswith("xl/") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _unpacked(path: Path, work: Path, name: str) -> Sequence[Sheet]:
    """The tables of an archive, each under a name of ours: none of its own is ever a path."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    folder = work / f"{path.stem}.{digest}"
    sheets = []
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if _is_table(each)]
            _check_size(path, members)
            folder.mkdir(parents=True, exist_ok=True)
            for rank, member in enumerate(sorted(members, key=lambda each: each.filename), 1):
                inside = member.filename.replace("\\", "/")
                target = folder / f"{rank:03d}-{inside.rsplit('/', 1)[-1][-80:]}"
                with archive.open(member) as packed, target.open("wb") as file:
                    shutil.copyfileobj(packed, file)
                sheets.append(_member(target, work, f"{name}/{inside}", path))
    except _DAMAGE as error:
        raise SourceError(
            f"This archive cannot be unpacked ({type(error).__name__}).",
            where=path,
            todo="Unpack it by hand and give the folder.",
        ) from None
    if not sheets:
        raise SourceError("This archive holds no table.", where=path, todo="Give the tables.")
    return _filled(path, sheets)


def _filled(path: Path, sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """Those in which somebody has written: of the others no reader could tell what they are."""
    found = [sheet for sheet in sheets if sheet.header]
    if not found:
        raise SourceError("None of its tables has a row.", where=path, todo="Export it again.")
    return found


def _is_table(member: zipfile.ZipInfo) -> bool:
    return not member.is_dir() and _counts(Path("/") / member.filename.lstrip("/\\"), Path("/"))


def _check_size(path: Path, members: Sequence[zipfile.ZipInfo]) -> None:
    unpacked = sum(each.file_size for each in members)
    bomb = unpacked > SMALL and unpacked > RATIO_LIMIT * path.stat().st_size
    if bomb or unpacked > UNPACKED_LIMIT or len(members) > MOST_FILES:
        raise SourceError(
            f"Unpacked, this archive would give {len(members)} files and {unpacked >> 20} MB: "
            "it is refused.",
            where=path,
            todo="Unpack it by hand and give the tables.",
        )
