"""A contribution is found in the pages of the kept edition: by typing, or by links alone."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Page

from tests.example import EDITION

pytestmark = pytest.mark.browser

DRAWN = 1000
TYPED = 60  # of those, in the box; the others by the links the box follows
SEED = 2019


@pytest.fixture(scope="module")
def references() -> list[str]:
    """References drawn at random, of both platforms."""
    table = pq.read_table(EDITION / "tables" / "contributions.parquet", columns=["reference"])
    every = sorted(set(table["reference"].to_pylist()))
    return random.Random(SEED).sample(every, DRAWN)


def test_what_is_typed_leads_to_its_place(page: Page, references: list[str]) -> None:
    """The reference stands there, alone in its frame."""
    for reference in references[:TYPED]:
        page.goto((EDITION / "lookup.html").as_uri())
        page.fill("#reference", reference)
        page.keyboard.press("Enter")
        page.wait_for_url("**/lookup/*.html#r-*")

        assert reference == page.locator("dt:target").inner_text().strip()


def test_links_alone_lead_to_each(browser: Browser, references: list[str]) -> None:
    """Without programs: from the look-up to a page, from its list to the place, three clicks."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((EDITION / "lookup.html").as_uri())
    found: dict[str, str] = {}
    for link in page.locator("#ranges a").all():
        sheet = (EDITION / str(link.get_attribute("href"))).resolve()
        for place, reference in re.findall(
            r'<dt id="(r-[^"]+)">(?:<bdi[^>]*>)?([^<]*)', sheet.read_text(encoding="utf-8")
        ):
            found[reference] = f"{sheet.as_uri()}#{place}"
    for reference in references[:TYPED]:
        page.goto(found[reference])
        assert reference == page.locator("dt:target").inner_text().strip()
    context.close()

    assert [] == [each for each in references if each not in found]


@pytest.mark.parametrize("typed", ["", "Dupont", "piscine", "9-1 OR 1=1", "9-99999999", "<b>"])
def test_nothing_else_is_searched(page: Page, typed: str) -> None:
    """Neither a name nor a word leads to anything: at most to a page where it does not stand."""
    page.goto((EDITION / "lookup.html").as_uri())
    page.fill("#reference", typed)
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)

    assert 0 == page.locator("dt:target").count()


def test_english_pages_find_alike(page: Page, references: list[str]) -> None:
    page.goto(Path(EDITION / "en" / "lookup.html").as_uri())
    page.fill("#reference", references[0])
    page.locator("#go").click()
    page.wait_for_url("**/en/lookup/*.html#r-*")

    assert references[0] == page.locator("dt:target").inner_text().strip()
