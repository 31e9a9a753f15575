"""The key of author digests: made once, readable by its owner alone, gone when destroyed."""

from __future__ import annotations

import hmac
from pathlib import Path

import pytest

from synthesis import secret
from synthesis.errors import OutputError


@pytest.fixture(autouse=True)
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of keys of its own."""
    monkeypatch.setenv("DOLEANCES_KEYS", str(tmp_path / "keys"))
    return tmp_path / "keys"


def test_made_once(keys: Path) -> None:
    """The same for every run of a consultation; another for another."""
    first = secret.of("a")

    assert secret.SIZE == len(first)
    assert first == secret.of("a")
    assert first != secret.of("b")
    assert 0o600 == (keys / "a.key").stat().st_mode & 0o777
    assert ["a.key", "b.key"] == sorted(path.name for path in keys.iterdir())


def test_destroyed(keys: Path) -> None:
    """The next run makes another; destroying nothing says so."""
    first = secret.of("a")

    assert secret.destroy("a")
    assert not (keys / "a.key").exists()
    assert not secret.destroy("a")
    assert first != secret.of("a")


def test_what_is_no_key(keys: Path) -> None:
    """A file cut short would make digests nobody meant."""
    keys.mkdir()
    (keys / "a.key").write_bytes(b"x")
    with pytest.raises(OutputError, match="no key"):
        secret.of("a")


def test_where_none_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is named, and what to do."""
    (tmp_path / "file").touch()
    monkeypatch.setenv("DOLEANCES_KEYS", str(tmp_path / "file" / "keys"))
    with pytest.raises(OutputError, match="DOLEANCES_KEYS"):
        secret.of("a")


def test_outside_the_repository_by_default(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Among the settings of whoever runs the program."""
    monkeypatch.delenv("DOLEANCES_KEYS")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    assert tmp_path / "doleances" / "keys" / "a.key" == secret.path_of("a")


@pytest.mark.parametrize("key", [b"", b"k", bytes(range(32)), bytes(64)])
def test_pads_are_those_of_hmac(key: bytes) -> None:
    """Hashed in two steps with them, a message gives what Python's hmac gives."""
    import hashlib

    inner, outer = (bytes.fromhex(pad) for pad in secret.pads(key))
    found = hashlib.sha256(outer + hashlib.sha256(inner + b"ada").digest()).hexdigest()

    assert hmac.new(key, b"ada", "sha256").hexdigest() == found
