"""Files whole or absent: folders swapped in one step, one run at a time, leftovers swept away."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from synthesis.errors import OutputError

LEFTOVER = re.compile(r"(?:work-(\d+)|\..+\.(\d+)\.(?:tmp|old)(?:\.wal)?)")  # no other name
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


def aside(path: Path) -> Path:
    """Where this process writes a file or folder before it takes its place."""
    return path.with_name(f".{path.name}.{os.getpid()}.tmp")


def digest(path: Path) -> str:
    """SHA-256 of the bytes of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal(path: Path) -> None:
    """Keep the digest of a finished file beside it: a damaged one is told by that."""
    new = aside(_seal(path))
    new.write_bytes(digest(path).encode())
    os.replace(new, _seal(path))


def is_whole(path: Path) -> bool:
    """Whether a file is there, every byte as it was sealed."""
    seal = _seal(path)
    return path.is_file() and seal.is_file() and seal.read_bytes() == digest(path).encode()


def _seal(path: Path) -> Path:
    return path.with_suffix(".sha256")


def swap_in(new: Path, folder: Path) -> None:
    """Put a finished folder in its place; at every instant the place holds the old one or the new.

    Where the system cannot exchange two folders at once, the old one is first moved aside, and
    `sweep` moves it back if the process dies in between.
    """
    if not folder.exists():
        os.replace(new, folder)
        return
    former = folder.with_name(f".{folder.name}.{os.getpid()}.old")
    shutil.rmtree(former, ignore_errors=True)
    if _exchanged(new, folder):
        os.replace(new, former)
    else:
        os.replace(folder, former)
        os.replace(new, folder)
    shutil.rmtree(former, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    renameat2 = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if renameat2 is None:
        return False
    return bool(renameat2(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0)


def sweep(folder: Path) -> None:
    """Remove what dead processes left in a folder; a moved-aside folder takes its place again."""
    if not folder.is_dir():
        return
    for path in sorted(folder.iterdir()):
        found = LEFTOVER.fullmatch(path.name)
        process = found and (found[1] or found[2])
        if not process or _alive(int(process)):
            continue
        place = path.with_name(path.name.removeprefix(".").removesuffix(f".{process}.old"))
        if path.name.endswith(".old") and not place.exists():
            os.replace(path, place)
        elif path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:  # one that was killed keeps its number until its parent hears of it
        state = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:  # no such file here (macOS), or it has just ended
        return True
    return state.rpartition(")")[2].split()[0] not in "ZX"


@contextmanager
def alone(path: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold a lock file; `waiting` is told who holds it, once, when another process does."""
    with path.open("a+", encoding="utf-8") as file:

        def told() -> None:
            file.seek(0)
            waiting(file.read().strip() or "?")

        _lock(file.fileno(), path, told)
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def alone_in(folder: Path, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold a folder itself, leaving no file in it: what numbers are taken there is ours to say."""
    held = os.open(folder, os.O_RDONLY)
    try:
        _lock(held, folder, lambda: waiting("?"))
        yield
    finally:
        os.close(held)


def _lock(descriptor: int, path: Path, waiting: Callable[[], None]) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EAGAIN):
            raise OutputError(
                f"It cannot be locked: {error.strerror}.",
                where=path,
                todo="Put the consultation on a local disk.",
            ) from None
        waiting()
        fcntl.flock(descriptor, fcntl.LOCK_EX)
