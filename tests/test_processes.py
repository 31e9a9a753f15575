"""Several files at once: what one process makes of them, several do."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthesis import processes
from synthesis.errors import SourceError
from synthesis.sources.received import received


def _files(folder: Path) -> list[Path]:
    paths = [folder / f"{name}.csv" for name in "abc"]
    for rank, path in enumerate(paths):
        path.write_text("id,text\n" + "1,Des bus\n" * 10**rank, encoding="utf-8")
    return paths


def test_in_the_order_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the largest is begun first."""
    paths = _files(tmp_path)
    expected = processes.at_once(received, paths, paths)
    monkeypatch.setattr(processes, "LARGE", 0)

    assert paths == [each.path for each in expected]
    assert expected == processes.at_once(received, paths, paths)


def test_an_error_is_told_as_in_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the file it is about, and what to do."""
    paths = [*_files(tmp_path), tmp_path / "absent.csv"]
    monkeypatch.setattr(processes, "LARGE", 0)
    with pytest.raises(SourceError, match=r"absent\.csv: No such file") as found:
        processes.at_once(received, paths, paths)

    assert "Check the path" in str(found.value.todo)
