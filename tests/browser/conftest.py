"""A real Chromium, and a workshop that the real command opens."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.screens import live
from tests.browser.workshop import Workshop, opened

if TYPE_CHECKING:
    from tests.conftest import SampleRun

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


# For this folder, not the session: while Playwright runs, no other test can run a loop of its own.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("No Chromium on this machine: `make test` installs it where it can.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="package")
def workshop(
    browser: Browser, sample_run: SampleRun, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workshop]:
    """The workshop of the sample, opened by the command; two reviewers, an arbiter and a lead."""
    folder = tmp_path_factory.mktemp("workshop")
    shutil.copytree(sample_run.folder, folder, dirs_exist_ok=True)
    with opened(folder / "consultation.toml", browser) as workshop:
        yield workshop


@pytest.fixture(scope="package")
def lived_in(workshop: Workshop) -> Workshop:
    """The same, after decisions of every kind on one of its questions."""
    workshop.life = workshop.life or live(workshop)
    return workshop
