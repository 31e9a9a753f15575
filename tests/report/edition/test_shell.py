"""The frame of an edition: the same pages in two languages, and the queries."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synthesis.report.edition import pages


def test_every_page_has_a_twin(edition_trees: dict[str, Any]) -> None:
    """French at the root, English under en/; each leads to the other."""
    french = {name for name in edition_trees if not name.startswith("en/")}

    expected = {"index.html", "lookup.html", "lookup/1.html", "proof.html"}

    assert expected | {"q/1.html", "q/2.html", "q/3.html"} == french
    assert {f"en/{name}" for name in french} == edition_trees.keys() - french


def test_twice_the_same_bytes(
    small_edition: Any, edition_about: Any, edition_folder: Path, tmp_path: Path
) -> None:
    """And every file written is named."""
    written = pages.write(small_edition, edition_about, tmp_path)

    assert sorted(written) == sorted(path for path in tmp_path.rglob("*") if path.is_file())
    for path in written:
        assert (edition_folder / path.relative_to(tmp_path)).read_bytes() == path.read_bytes()
