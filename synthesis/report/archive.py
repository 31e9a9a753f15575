"""A folder as one file to hand over: the same bytes whoever makes it, wherever and whenever."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

from synthesis import files

EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment an archive can tell
MODE = 0o100644  # a plain file that all may read


def write(folder: Path, target: Path) -> None:
    """Archive every file of a folder under its name, in order, without clock, owner or rights.

    Written aside, put in place whole. What is inside never varies; how it is packed is zlib's.
    """
    aside = files.aside(target)
    with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(folder.rglob("*")):
            if not path.is_file():
                continue
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # as on Unix, wherever it is made
            entry.external_attr = MODE << 16
            entry.file_size = path.stat().st_size
            with path.open("rb") as source, archive.open(entry, "w") as into:
                while block := source.read(1 << 20):
                    into.write(block)
    os.replace(aside, target)
