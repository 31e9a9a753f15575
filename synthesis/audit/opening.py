"""The edition to audit: a folder as it is, or an archive unpacked where nobody else writes."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from synthesis.errors import AuditError, InputError

ROOM: Final = 200  # times its size an archive may unpack to: ours unpack to about four


@contextmanager
def opened(given: Path) -> Iterator[Path]:
    """The folder of an edition; of an archive, one that is gone afterwards.

    InputError where there is neither; AuditError, with the file named, where it cannot be read.
    """
    if given.is_dir():
        yield given
        return
    if not given.is_file():
        raise InputError(
            "There is no edition here.",
            where=given,
            todo="Give the folder of an edition (reports/…/edition-1) or its archive (.zip).",
        )
    with tempfile.TemporaryDirectory(prefix="doleances-") as room:
        yield _unpacked(given, Path(room))


def _unpacked(archive: Path, room: Path) -> Path:
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            _refuse(archive, entries)
            for entry in entries:
                target = room / entry.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(entry) as source, target.open("xb") as into:
                    shutil.copyfileobj(source, into)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise AuditError(f"This archive cannot be read: {error}.", where=archive) from None
    (folder,) = room.iterdir()
    return folder


def _refuse(archive: Path, entries: list[zipfile.ZipInfo]) -> None:
    """AuditError for an archive that is none of ours: what is in it could land anywhere."""
    names = [PurePosixPath(entry.filename) for entry in entries]
    strange = next((n for n in names if n.is_absolute() or ".." in n.parts or len(n.parts) < 2), "")
    if strange or len({name.parts[0] for name in names}) != 1:
        raise AuditError(
            f"This archive is not one folder of an edition: '{strange or names[:2]}'.",
            where=archive,
        )
    if len(set(names)) != len(names):
        raise AuditError("This archive holds two files of one name.", where=archive)
    if sum(entry.file_size for entry in entries) > ROOM * archive.stat().st_size:
        raise AuditError("This archive would unpack to far more than it holds.", where=archive)
