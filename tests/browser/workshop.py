"""A workshop as a browser sees it: who comes in, what lies there, which screens it has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext

from tests.browser.server import Member, Server, added

# Fanny codes blind: most screens of that question are closed to her.
NAMES = {
    "Anne": "reviewer",
    "Bruno": "reviewer",
    "Chloé": "arbiter",
    "Denis": "lead",
    "Fanny": "reviewer",
}


@dataclass
class Workshop:
    """A workshop that answers, and its people by name."""

    server: Server
    people: dict[str, Member]
    browser: Browser
    life: Any = None  # what was decided in it: screens.Life
    _states: dict[str, Any] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.server.url

    @property
    def recipe_file(self) -> Path:
        """What it is a workshop of."""
        return self.server.recipe_file

    def context(self, name: str = "", **options: Any) -> BrowserContext:
        """A browser in which someone has come in, nobody by default; links are short: `/guide`.

        Each person comes in by the form once, and keeps the session for all tests.
        """
        if name and name not in self._states:
            self._states[name] = self._come_in(self.people[name])
        return self.browser.new_context(
            base_url=self.url, storage_state=self._states.get(name), **options
        )

    def _come_in(self, member: Member) -> Any:
        context = self.browser.new_context(base_url=self.url)
        page = context.new_page()
        page.goto("/login")
        page.fill("input[name=name]", member.name)
        page.fill("input[name=password]", member.password)
        page.click("main button")
        page.wait_for_url(lambda url: not url.endswith("/login"))
        state = context.storage_state()
        context.close()
        return state


@contextmanager
def opened(recipe_file: Path, browser: Browser) -> Iterator[Workshop]:
    """The workshop of a recipe already run, until the end of the block."""
    people = added(recipe_file, NAMES)
    server = Server(recipe_file)
    server.start()
    try:
        yield Workshop(server, people, browser)
    finally:
        server.stop()
