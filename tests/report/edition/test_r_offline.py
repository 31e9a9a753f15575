"""R-OFFLINE and R-NOJS: an edition asks nothing of anybody, and has no program to run."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from synthesis.report.edition import pages, words

TEMPLATES = Path(words.__file__).parents[1] / "templates" / "edition"
TYPED = ("lookup.html", "en/lookup.html")  # where a reference is typed
LINK = re.compile(r"((\.\./)*[\w./-]+)?(#[\w.-]+)?")


def test_r_offline_nothing_is_fetched(edition_trees: dict[str, Any], edition_folder: Path) -> None:
    """No source, no sheet, no address: whatever texts and names contain."""
    for name, page in edition_trees.items():
        for element in page.walk():
            assert element.tag not in ("link", "img", "iframe", "object", "embed", "form")
            for attribute, value in element.attributes.items():
                assert attribute not in ("src", "srcset", "style", "xlink:href"), (name, attribute)
                assert attribute != "href" or LINK.fullmatch(value), (name, value)
        style = page.all("style")
        assert 1 == len(style)
        assert not re.search(r"url\((?!#)|@import|https?:", style[0].text())
        assert not re.search(r"https?://", (edition_folder / name).read_text()), name


def test_r_offline_the_policy_allows_our_sheet_and_nothing_else(
    edition_trees: dict[str, Any],
) -> None:
    """By its digest, which is that of the sheet in the page."""
    for name, page in edition_trees.items():
        policy = next(
            meta.attributes["content"]
            for meta in page.all("meta")
            if meta.attributes.get("http-equiv") == "Content-Security-Policy"
        )
        style = page.all("style")[0].text()
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

        assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}';")
        assert "unsafe" not in policy
        assert ("script-src" in policy) == (name in TYPED), name


def test_r_offline_every_link_leads_somewhere(
    edition_trees: dict[str, Any], edition_folder: Path
) -> None:
    """To a page of the edition that has the anchor, or to a file that is published with it.

    Those a dossier adds to the pages are followed where one is published (test_publishing.py).
    """
    published = {"decisions.jsonl", "manifest.json", "differences.json", "datapackage.json"}
    anchors = {
        name: {element.attributes.get("id") for element in page.walk()}
        for name, page in edition_trees.items()
    }
    wrong = []
    for name, page in edition_trees.items():
        for link in page.all("a"):
            path, _, anchor = link.attributes["href"].partition("#")
            target = _resolved(PurePosixPath(name).parent, path) if path else name
            if target in edition_trees:
                found = not anchor or anchor in anchors[target]
            else:
                found = (edition_folder / target).is_file() or target in published
                found |= target.startswith(("tables/", "rules/"))
            if not found or not link.text().strip():
                wrong.append((name, link.attributes["href"]))

    assert [] == wrong


def _resolved(folder: PurePosixPath, path: str) -> str:
    parts: list[str] = []
    for part in (folder / path).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)


def test_r_nojs_no_page_has_a_program(edition_trees: dict[str, Any], edition_folder: Path) -> None:
    """No element, no attribute, no address that runs; what is folded is in the page.

    But where one types a reference: a short one, the same in both languages, allowed by its digest,
    beside links that lead to the same places without it.
    """
    for name, page in edition_trees.items():
        text = (edition_folder / name).read_text(encoding="utf-8")
        programs = [each.text() for each in page.all("script")]
        assert ([pages.SCRIPT] if name in TYPED else []) == programs, name
        assert len(programs) == text.lower().count("<script"), name
        digest = base64.b64encode(hashlib.sha256(pages.SCRIPT.encode()).digest()).decode()
        assert not programs or f"; script-src 'sha256-{digest}'\"" in text
        assert len(pages.SCRIPT.encode()) <= 2048
        assert "javascript:" not in text.lower(), name
        for element in page.walk():
            assert not [a for a in element.attributes if a.startswith("on")], name


@pytest.mark.parametrize("template", sorted(TEMPLATES.rglob("*.html")), ids=lambda t: t.name)
def test_no_template_trusts_the_data(template: Path) -> None:
    """No filter that lifts the escaping."""
    assert not re.search(r"\|\s*safe|Markup|autoescape", template.read_text(encoding="utf-8"))
