"""Someone at a page: opens it, fills the form of a decision, clicks its button."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page

from tests.browser.workshop import Workshop


class Hand:
    """One person in one browser, without JavaScript unless asked for."""

    def __init__(self, workshop: Workshop, name: str, scripts: bool = False) -> None:
        self.context: BrowserContext = workshop.context(name, java_script_enabled=scripts)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(10_000)

    def go(self, path: str) -> Hand:
        """Open a page of the workshop."""
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.ok, self.page.inner_text("main")
        return self

    def form(self, op: str, which: str = "form") -> Locator:
        """The first form of an operation, of those meant; the details it is in are opened."""
        found = self.page.locator(
            f"{which}:has(input[name=op][value='{op}']),"
            f"{which}:has(select[name=op] option[value='{op}'])"
        ).first
        for summary in found.locator("xpath=ancestor::details[not(@open)]/summary").all():
            summary.click()
        return found

    def send(self, op: str, which: str = "form", button: str = "", **typed: Any) -> int:
        """Fill the form of an operation and send it; the number of the decision recorded."""
        form = self.form(op, which)
        if form.locator("select[name=op]").count():
            form.locator("select[name=op]").select_option(op)
        fill(form, typed)
        self.press(form.locator(button or "button").first)
        assert "done=" in self.page.url, self.page.inner_text("main")
        assert self.page.locator("[role=status] .done").count()
        return int(self.page.url.partition("done=")[2].partition("&")[0].partition("#")[0])

    def press(self, button: str | Locator) -> None:
        """Click, and wait for the page that follows."""
        found = self.page.locator(button) if isinstance(button, str) else button
        with self.page.expect_navigation(wait_until="load"):
            found.first.click()

    def close(self) -> None:
        """Leave."""
        self.context.close()


def fill(form: Locator, typed: dict[str, Any]) -> None:
    """Type, choose or tick what a form asks for."""
    for name, value in typed.items():
        field = form.locator(f"[name='{name}']:not([type=hidden])")
        kind = field.first.evaluate("e => e.type")
        if kind in ("radio", "checkbox"):
            form.locator(f"[name='{name}'][value='{value}']").check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(str(value))
