"""The key of a consultation's author digests: outside the repository, destroyed on demand.

A digest tells that two contributions have one author; without the key, nobody can find out of
whom. Once the key is destroyed, nobody ever can.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from synthesis.errors import OutputError

SIZE: Final = 32  # bytes
_BLOCK: Final = 64  # bytes of SHA-256


def path_of(id: str) -> Path:
    """Where the key of a consultation lies: `DOLEANCES_KEYS`, else the user's configuration."""
    home = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(os.environ.get("DOLEANCES_KEYS") or Path(home) / "doleances" / "keys") / f"{id}.key"


def of(id: str) -> bytes:
    """The key of a consultation, made if there is none; only its owner can read the file."""
    path = path_of(id)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _make(path)
        key = path.read_bytes()
    except OSError as error:
        raise OutputError(
            f"The key of author digests cannot be kept here: {error.strerror}.",
            where=path,
            todo="Name a folder of yours, outside any repository, in DOLEANCES_KEYS.",
        ) from None
    if len(key) != SIZE:
        raise OutputError(
            f"This is no key: it has {len(key)} bytes, not {SIZE}.",
            where=path,
            todo="`doleances key destroy` removes it; the next run makes another.",
        )
    return key


def _make(path: Path) -> None:
    """A new key under that name, whole or not at all; another run's is never replaced."""
    if path.exists():
        return
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(handle, os.urandom(SIZE))
        os.fsync(handle)
    finally:
        os.close(handle)
    try:
        os.link(aside, path)
    except FileExistsError:
        pass  # another run was first
    finally:
        aside.unlink()


def destroy(id: str) -> bool:
    """Overwrite and remove the key; False if there was none."""
    path = path_of(id)
    if not path.exists():
        return False
    with path.open("r+b") as file:
        file.write(os.urandom(SIZE))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    return True


def pads(key: bytes) -> tuple[str, str]:
    """The two padded keys of HMAC-SHA-256 (RFC 2104), in hexadecimal."""
    block = key.ljust(_BLOCK, b"\x00")
    return bytes(each ^ 0x36 for each in block).hex(), bytes(each ^ 0x5C for each in block).hex()
