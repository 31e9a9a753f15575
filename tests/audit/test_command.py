"""The audit as an auditor meets it: what it prints, what it returns, what it refuses."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.audit.forging import forge

Doleances = Callable[..., Any]


def test_from_the_exports_everything_is_made_again(
    first: Path, doleances: Doleances, tmp_path: Path
) -> None:
    """From wherever one stands: the exports are looked for around the edition. No key is made."""
    told = doleances("audit", str(first), "--from-sources", cwd=tmp_path,
                     DOLEANCES_KEYS=str(tmp_path / "keys"))  # fmt: skip

    assert 0 == told.code, told.out + told.err
    assert "Exports" in told.out
    assert "sans preuve" not in told.out
    assert not (tmp_path / "keys").exists()


def test_what_is_believed_is_seen_from_the_exports(
    first: Path, doleances: Doleances, tmp_path: Path
) -> None:
    """Everything agrees with the forged figure, but the export it was counted in."""
    folder = tmp_path / "forged" / first.name
    shutil.copytree(first, folder)
    forge(folder, ["update closed_counts set answers = answers - 1 where rowid = 0"],
          tmp_path / "forge")  # fmt: skip
    exports = str(first.parents[2])

    alone = doleances("audit", str(folder), cwd=tmp_path)
    told = doleances("audit", str(folder), "--exports", exports, cwd=tmp_path)

    assert 0 == alone.code, alone.out
    assert "closed_counts" in alone.out  # among what it believes
    assert 1 == told.code
    assert "FAUX   Thèmes        tables/closed_counts.parquet : ligne 1, answers vaut" in told.out


def test_exports_that_are_not_there_are_named(
    first: Path, doleances: Doleances, tmp_path: Path
) -> None:
    folder = tmp_path / first.name
    shutil.copytree(first, folder)

    told = doleances("audit", str(folder), "--from-sources", cwd=tmp_path)

    assert 1 == told.code
    assert "courvallon.csv" in told.out
    assert "--exports" in told.out


def test_a_fault_is_named_and_the_rest_is_still_looked_at(
    first: Path, doleances: Doleances, tmp_path: Path
) -> None:
    folder = tmp_path / first.name
    shutil.copytree(first, folder)
    (folder / "tables" / "themes.parquet").write_bytes(b"PAR1 not any more")

    told = doleances("audit", str(folder), cwd=tmp_path)

    assert 1 == told.code
    assert "FAUX   Fichiers      tables/themes.parquet" in told.out
    assert "juste  Décisions" in told.out
    assert "Traceback" not in told.out + told.err


@pytest.mark.parametrize("name", ["manifest.json", "decisions.jsonl", "rules/consultation.toml"])
def test_what_is_gone_is_named(
    name: str, first: Path, doleances: Doleances, tmp_path: Path
) -> None:
    folder = tmp_path / first.name
    shutil.copytree(first, folder)
    (folder / name).unlink()

    told = doleances("audit", str(folder), cwd=tmp_path)

    assert 1 == told.code
    assert f"FAUX   Fichiers      {name} : absent" in told.out
    assert "Traceback" not in told.out + told.err


def test_a_damaged_archive_is_named(first: Path, doleances: Doleances, tmp_path: Path) -> None:
    whole = first.with_name(f"{first.name}.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    bent = bytearray(whole)
    bent[len(bent) // 2] ^= 255
    (tmp_path / "bent.zip").write_bytes(bent)

    for name in ("cut.zip", "bent.zip"):
        told = doleances("audit", name, cwd=tmp_path)
        assert (1, True) == (told.code, name in told.err + told.out), told
        assert "Traceback" not in told.err


@pytest.mark.parametrize("name", ["../out.txt", "/tmp/out.txt", "edition-1/../../out.txt"])
def test_an_archive_cannot_write_elsewhere(name: str, doleances: Doleances, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("edition-1/manifest.json", "{}")
        archive.writestr(name, "gotcha")

    told = doleances("audit", "evil.zip", cwd=tmp_path)

    assert 1 == told.code
    assert "evil.zip" in told.err
    assert not (tmp_path.parent / "out.txt").exists()


def test_an_archive_cannot_fill_the_disk(doleances: Doleances, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("edition-1/manifest.json", "0" * 50_000_000)

    told = doleances("audit", "bomb.zip", cwd=tmp_path)

    assert 1 == told.code
    assert "far more" in told.err


def test_nothing_there_is_an_argument_that_cannot_be_used(
    doleances: Doleances, tmp_path: Path
) -> None:
    told = doleances("audit", "edition-7", cwd=tmp_path)

    assert 2 == told.code
    assert "edition-7" in told.err
    assert "→" in told.err


def test_a_draft_is_no_edition(first: Path, doleances: Doleances, tmp_path: Path) -> None:
    told = doleances("audit", str(first.with_name("draft")), cwd=tmp_path)

    assert 1 == told.code
    assert "draft" in told.out
