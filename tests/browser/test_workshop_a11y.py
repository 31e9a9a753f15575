"""T-A11Y: every screen, by axe-core and by what axe does not see (RGAA 4.1, WCAG 2.2 AA)."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from synthesis.review.app import SCREENS
from tests.browser.screens import NO_SCREENS, QUESTION, VISITS, Visit
from tests.browser.server import decide, desk
from tests.browser.workshop import Workshop

pytestmark = pytest.mark.browser

OURS = Path(__file__).with_name("assertions.js").read_text(encoding="utf-8")


class Watched:
    """A page whose requests and messages are kept."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.page: Page = context.new_page()
        self.wrong: list[str] = []
        self._home = home
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(f"{self._home}/"):
            self.wrong.append(f"asks elsewhere: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        # Chromium says so of the document itself; here the status is what the test is about.
        if "the server responded with a status of" not in message.text:
            self.wrong.append(f"console: {message.text}")

    def go(self, path: str, status: int = 200) -> None:
        """Open a page of the workshop."""
        answer = self.page.goto(path)
        assert answer is not None
        assert status == answer.status, self.page.inner_text("main")

    def axe(self) -> list[str]:
        """What axe-core finds."""
        self.page.evaluate(AXE_SCRIPT)
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"axe {each['id']}: {[node['html'][:160] for node in each['nodes'][:3]]}"
            for each in found["violations"]
        ]

    def ours(self, call: str) -> list[str]:
        """What one of our own assertions finds."""
        found: list[str] = self.page.evaluate(f"ours.{call}")
        return found


def test_every_page_is_visited() -> None:
    """A screen added to the workshop is added to the visits."""
    routes = [route for each in SCREENS for route in each.routes]
    pages = {r.name for r in routes if "GET" in r.methods and not r.name.endswith(".json")}

    assert pages == {visit.name for visit in VISITS if visit.name} | set(NO_SCREENS)


@pytest.mark.parametrize("visit", VISITS, ids=str)
def test_t_a11y(lived_in: Workshop, visit: Visit) -> None:
    """One page: axe, structure, keyboard, sizes, 320 px, text twice as large, languages."""
    context = lived_in.context(visit.who)
    watched = Watched(context, lived_in.url)
    path = visit.path(lived_in)
    watched.go(path, visit.status)
    wrong = _defects(watched)
    watched.go(f"{path}{'&' if '?' in path else '?'}lang=en", visit.status)
    watched.page.evaluate(OURS)
    wrong += [f"in English: {each}" for each in watched.ours("languages()")]
    wrong += [f"in English: {each}" for each in watched.ours("structure('en')")]
    wrong += watched.wrong
    context.close()

    assert not wrong, "\n".join(dict.fromkeys(wrong))


def test_t_a11y_of_what_forms_answer(lived_in: Workshop) -> None:
    """A decision that came too late; one that is refused; a form with a mistake."""
    context = lived_in.context("Anne")
    watched = Watched(context, lived_in.url)
    page, key = watched.page, lived_in.life.keys[13]
    wrong = []
    for typed, status in (
        ({"label_fr": "Un nom"}, 409),
        ({"label_fr": "   "}, 422),
    ):
        watched.go(f"/q/{QUESTION}/cluster/{key}")
        if status == 409:
            with desk(lived_in.recipe_file) as at:
                decide(at, lived_in.people["Bruno"], "rename", QUESTION, cluster=key,
                       label_fr="Avant elle", label_en="", definition="")  # fmt: skip
        form = page.locator("form:has(input[name=op][value=rename])")
        for summary in form.locator("xpath=ancestor::details[not(@open)]/summary").all():
            summary.click()
        for name, text in typed.items():
            form.locator(f"[name={name}]").fill(text)
        with page.expect_navigation() as answer:
            form.locator("button").click()
        assert status == answer.value.status
        wrong += [f"{status}: {each}" for each in _defects(watched)]
    wrong += watched.wrong
    context.close()

    assert not wrong, "\n".join(dict.fromkeys(wrong))


def _defects(watched: Watched) -> list[str]:
    """What is wrong with the page that is open, in French."""
    page = watched.page
    page.set_viewport_size({"width": 1280, "height": 900})
    wrong = _skip_link(page)
    page.evaluate(OURS)
    wrong += watched.axe()
    for call in ("structure('fr')", "sizes()", "languages()", "outlines()"):
        wrong += watched.ours(call)
    for width, text in ((320, "100%"), (640, "200%"), (1280, "200%")):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
        wrong += [f"text at {text}: {each}" for each in watched.ours(f"overflow({width})")]
    return wrong


def _skip_link(page: Page) -> list[str]:
    """The first Tab meets a link, seen, that leads past the navigation."""
    page.keyboard.press("Tab")
    first = page.evaluate(
        "() => { const e = document.activeElement, box = e.getBoundingClientRect();"
        " return [e.tagName, e.getAttribute('href') || '', box.left >= 0 && box.top >= 0] }"
    )
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate(
        "() => document.activeElement === document.body"  # nothing to go to in it
        " || document.querySelector('main').contains(document.activeElement)"
        " || !document.querySelector('main').querySelector('a, button, input, select, textarea')"
    )
    return [] if ["A", "#contenu", True] == first and inside else [f"skip link: {first} {inside}"]


@pytest.fixture(scope="module")
def titles(lived_in: Workshop) -> dict[str, str]:
    """The title of each visited page."""
    found = {}
    for who in {visit.who for visit in VISITS}:
        context = lived_in.context(who)
        for visit in VISITS:
            path = visit.path(lived_in)
            if visit.who == who and visit.name and "?" not in path:
                text = context.request.get(path).text()
                found[path] = text.partition("<title>")[2].partition("</title>")[0]
        context.close()
    return found


def test_titles_are_unique(titles: dict[str, str]) -> None:
    """Each page says in its title which one it is."""
    assert "" not in titles.values()
    assert len(titles) == len(set(titles.values())), sorted(titles.items(), key=lambda t: t[1])
