"""R-A11Y, R-OFFLINE and R-NOJS of an edition in a real Chromium: every page, both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from synthesis.report.edition import pages
from tests.report.edition.small import about, small

pytestmark = pytest.mark.browser

OURS = Path(__file__).with_name("assertions.js").read_text(encoding="utf-8")
NAMES = (
    *("index.html", "lookup.html", "lookup/1.html", "proof.html"),
    *("q/1.html", "q/2.html", "q/3.html"),
)
EVERY = [*NAMES, *(f"en/{name}" for name in NAMES)]
READABLE = "Plus de trains, <b>et à l’heure</b>."
# A page has no status to announce: nothing in it changes once it is read.
UNCHANGING = "no role=status"


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small edition."""
    folder = tmp_path_factory.mktemp("edition")
    pages.write(small(READABLE), about(READABLE), folder)
    return folder


@pytest.mark.parametrize("name", EVERY)
def test_r_a11y(page: Page, edition: Path, name: str) -> None:
    """By axe-core, and by what axe does not see: keyboard, sizes, 320 px, text twice as large."""
    language = "en" if name.startswith("en/") else "fr"
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((edition / name).as_uri())
    page.keyboard.press("Tab")
    first = page.evaluate("() => [document.activeElement.tagName,"
                          " document.activeElement.getAttribute('href')]")  # fmt: skip
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    wrong = [f"axe {each['id']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
             for each in found]  # fmt: skip
    page.evaluate(OURS)
    for call in (f"structure('{language}')", "sizes()", "languages()", "outlines()"):
        wrong += page.evaluate(f"ours.{call}")
    for width, text in ((320, "100%"), (390, "100%"), (640, "200%"), (1280, "200%")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
        wrong += [f"text at {text}: {each}" for each in page.evaluate(f"ours.overflow({width})")]

    assert ["A", "#contenu"] == first
    wrong = [each for each in wrong if each != UNCHANGING]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", EVERY)
def test_r_offline_a_page_asks_for_itself_alone(page: Page, edition: Path, name: str) -> None:
    """One request; no message on the console, under the page's own policy."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((edition / name).as_uri())

    assert [(edition / name).as_uri()] == asked
    assert [] == said


@pytest.mark.parametrize("name", ["index.html", "en/q/1.html"])
def test_r_nojs_a_page_reads_the_same(browser: Browser, edition: Path, name: str) -> None:
    """With programs allowed or not: the same words, and what is folded opens."""
    seen = []
    for allowed in (True, False):
        context = browser.new_context(java_script_enabled=allowed)
        page = context.new_page()
        page.goto((edition / name).as_uri())
        summary = page.locator("details > summary").first
        summary.click()
        assert page.locator("details[open]").count() >= 1
        seen.append(page.inner_text("main"))
        context.close()

    assert seen[0] == seen[1]


@pytest.mark.parametrize("name", ["index.html", "q/1.html"])
def test_a_printed_page_unfolds_and_fits(page: Page, edition: Path, name: str) -> None:
    """On paper nothing stays folded, nothing runs out of the sheet, and no draft is spoken of."""
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 660, "height": 900})  # 174 mm: A4 less its margins
    page.goto((edition / name).as_uri())

    assert page.evaluate("document.documentElement.scrollWidth") <= 660
    assert not page.locator(".contents").first.is_visible()
    assert b"/StructTreeRoot" in page.pdf(prefer_css_page_size=True, tagged=True)
