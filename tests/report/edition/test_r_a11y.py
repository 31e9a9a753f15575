"""R-A11Y, as far as the pages alone can tell (SURFACES 2.10); a browser tells the rest."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import pytest

from synthesis.report.edition import words

STYLES = Path(words.__file__).parents[1] / "styles"


def test_r_a11y_the_frame(edition_trees: dict[str, Any]) -> None:
    """A skip link first that leads to the content, headings in order, identifiers once."""
    for name, page in edition_trees.items():
        first = page.all("a")[0].attributes
        assert ("skip", "#contenu") == (first["class"], first["href"]), name
        identifiers = [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
        assert len(set(identifiers)) == len(identifiers), name
        assert "contenu" in identifiers
        levels = [int(e.tag[1]) for e in page.walk() if re.fullmatch("h[1-6]", e.tag)]
        assert (1, 1) == (levels[0], levels.count(1)), name
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), name
        landmarks = [
            e.attributes["aria-label"]
            for e in page.all("nav", "aside", "div")
            if "aria-label" in e.attributes
        ]
        assert len(set(landmarks)) == len(landmarks), name


def test_r_a11y_titles_differ(edition_trees: dict[str, Any]) -> None:
    """A tab, a bookmark, a printed sheet: one knows which, in each language."""
    titles = {name: page.all("title")[0].text() for name, page in edition_trees.items()}
    french = [title for name, title in titles.items() if not name.startswith("en/")]

    assert len(set(french)) == len(french)


def test_r_a11y_tables(edition_trees: dict[str, Any]) -> None:
    """A caption first, a scope on every header cell, as many cells on each row."""
    for name, page in edition_trees.items():
        for table in page.all("table"):
            first = next(c for c in table.children if not isinstance(c, str))
            assert "caption" == first.tag, name
            assert first.text().strip(), name
            assert all("scope" in cell.attributes for cell in table.all("th")), name
            widths = {
                sum(int(cell.attributes.get("colspan", 1)) for cell in row.all("td", "th"))
                for row in table.all("tr")
            }
            assert 1 == len(widths), (name, first.text(), widths)


def test_r_a11y_drawings(edition_trees: dict[str, Any]) -> None:
    """Named and followed by a table of the same numbers; or hidden, and then without words."""
    for name, page in edition_trees.items():
        elements = list(page.walk())
        tables = [n for n, each in enumerate(elements) if each.tag == "table"]
        last_table = max(tables, default=0)  # a page of the look-up has none, and no drawing
        for place, drawing in enumerate(elements):
            if drawing.tag != "svg" or drawing.parent.inside("svg"):
                continue
            if drawing.attributes.get("aria-hidden") == "true":
                assert not drawing.text().strip(), name
                continue
            assert "img" == drawing.attributes["role"], name
            named = drawing.attributes["aria-labelledby"].split()
            inside = {each.attributes.get("id") for each in drawing.all("title", "desc")}
            assert set(named) <= inside, name
            assert 20 <= len(drawing.all("title")[0].text()), name
            assert place < last_table, name


def test_r_a11y_what_the_map_draws_is_in_its_table(french_index: Any) -> None:
    """Each coloured department is a row with its rate, and no other has one."""
    drawing = next(s for s in french_index.all("svg") if "carte-titre" in str(s.attributes))
    coloured = {
        each.attributes["id"].removeprefix("dep-")
        for each in drawing.all("path")
        if not each.attributes["class"].endswith("g0")
    }
    squares = [r for r in drawing.all("rect") if r.attributes["class"].startswith("place")]
    labels = [t.text() for t in drawing.all("text") if t.attributes["class"].startswith("on")]
    coloured |= {
        label
        for label, square in zip(labels, squares, strict=True)
        if not square.attributes["class"].endswith("g0")
    }
    tables = [t for t in french_index.all("table") if "par département" in t.text()]
    rated = {
        re.search(r"\((\w+)\)", row.all("th")[0].text())[1]  # type: ignore[index]
        for table in tables
        for row in table.all("tr")
        if any(d.attributes.get("data-c") == "rate" for d in row.all("data"))
    }

    assert {"75", "33", "974", "971", "2A", "2B"} == coloured == rated


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_r_a11y_grades_of_the_map_are_told_apart() -> None:
    """A border that stands out on paper, and each grade darker than the one before."""
    sheet = (STYLES / "edition.css").read_text(encoding="utf-8")
    border = re.search(r"\.place \{ stroke: (#\w{6})", sheet)
    grades = re.findall(r"\.place\.g[1-5] \{ fill: (#\w{6})", sheet)
    assert border
    assert 3 <= 1.05 / (_luminance(border[1]) + 0.05)

    light = [_luminance(grade) + 0.05 for grade in grades]
    assert 5 == len(light)
    assert all(before / after >= 1.25 for before, after in itertools.pairwise(light))


@pytest.mark.parametrize("section", ["resume", "registre", "participants", "themes",
    "minoritaires", "non-classees", "fiabilite", "methode", "parametres", "decisions", "limites",
    "glossaire", "retrouver", "verifier", "mentions"])  # fmt: skip
def test_each_section_is_there_and_says_something(
    edition_trees: dict[str, Any], section: str
) -> None:
    """In both languages; one with nothing to say says so."""
    for name in ("index.html", "en/index.html"):
        found = [s for s in edition_trees[name].all("section") if s.attributes["id"] == section]
        assert 1 == len(found), name
        body = found[0].text().removeprefix(found[0].all("h2")[0].text())
        assert 40 < len(body.strip()), name
