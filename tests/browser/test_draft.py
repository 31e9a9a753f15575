"""The draft in a real Chromium: it loads nothing, fits any width, and can be walked by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

if TYPE_CHECKING:
    from tests.conftest import SampleRun

pytestmark = pytest.mark.browser

PAGES = ("index.html", "q/906.html", "q/905.html", "q/902.html", "q/906-concordance.html")
WIDTHS = (320, 390, 1280)


@pytest.fixture
def draft(sample_run: SampleRun) -> Path:
    """The draft of the sample."""
    return sample_run.edition


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_nothing_and_complains_of_nothing(page: Page, draft: Path, name: str) -> None:
    """One request, for the page itself; no message on the console, under the page's own policy."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((draft / name).as_uri())

    assert [(draft / name).as_uri()] == asked
    assert [] == said


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits(page: Page, draft: Path, name: str, width: int) -> None:
    """Nothing runs out of the screen sideways, on a phone or a desk."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((draft / name).as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_walked_by_keyboard(page: Page, draft: Path, name: str) -> None:
    """The first Tab meets the link that skips to the content, and one sees where one is."""
    page.goto((draft / name).as_uri())
    page.keyboard.press("Tab")
    focused = page.evaluate(
        "() => { const e = document.activeElement; const s = getComputedStyle(e);"
        " return [e.tagName, e.getAttribute('href'), s.outlineStyle]; }"
    )

    assert ["A", True] == [focused[0], focused[1].startswith("#")]
    assert "none" != focused[2]


def test_every_link_leads_somewhere(page: Page, draft: Path) -> None:
    """Each link of each page is to a page of the draft that has the anchor it names."""
    missing = []
    for name in PAGES:
        page.goto((draft / name).as_uri())
        # By the attribute: in a drawing, `href` is no string.
        read = "all => all.map(a => new URL(a.getAttribute('href'), document.baseURI).href)"
        for link in page.eval_on_selector_all("a[href]", read):
            target, _, anchor = str(link).partition("#")
            path = Path(target.removeprefix("file://"))
            if not path.is_file() or (anchor and f'id="{anchor}"' not in path.read_text("utf-8")):
                missing.append((name, link))

    assert [] == missing
