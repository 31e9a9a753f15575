"""The look-up: what became of each contribution, by its public reference, on pages of links.

References are dealt in pages, the shortest first, and each has an anchor: whoever knows one is led
there by links alone. Nothing else leads there: no name, no words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, Final

from synthesis.report.asking import Decided, Reading, ask

HELD: Final = 500  # references of a page: with ten answers each it stays under three megabytes
BATCH: Final = 40  # pages asked for at once: what is in memory, whatever the consultation


@dataclass(frozen=True)
class LookupPage(Decided):
    """One row per page of the look-up."""

    query = "lookup_pages"
    page: int
    first: str
    last: str
    held: int

    @property
    def path(self) -> str:
        """Where it lies among the pages of its language."""
        return f"lookup/{self.page}.html"

    def holds(self, reference: str) -> bool:
        """Whether this is where a reference would be."""
        return _order(self.first) <= _order(reference) <= _order(self.last)


@dataclass(frozen=True)
class Found(Decided):
    """One row per contribution and answer of it; without an answer where it has none."""

    query = "lookup"
    reference: str
    contribution_id: int
    standing: str | None
    answer_id: int | None
    question_id: str | None
    state: str | None
    change: str | None
    cluster_id: int | None
    found_cluster_id: int | None
    score: Decimal | None
    margin: Decimal | None
    is_masked: bool | None
    copies: int | None
    twin: str | None
    view: str | None
    words: Sequence[str] | None
    themes: Sequence[Mapping[str, Any]] | None
    quoted: Sequence[str] | None


def anchor(reference: str) -> str:
    """Where a reference is on its page: no two have the same. The script of the page does alike."""
    return "r-" + "".join(
        each if each.isascii() and (each.isalnum() or each in ".-") else f"_{ord(each):x}_"
        for each in reference
    )


def page_of(pages: Sequence[LookupPage], reference: str) -> LookupPage | None:
    """The page where a reference would be."""
    return next((page for page in pages if page.holds(reference)), None)


def lookup_pages(reading: Reading) -> tuple[LookupPage, ...]:
    """The pages, in order."""
    return ask(reading, LookupPage, held=HELD)


def found(
    reading: Reading, pages: Sequence[LookupPage]
) -> Iterator[tuple[LookupPage, list[tuple[str, list[Found]]]]]:
    """Each page with its references in order, and what was found of each, a few pages at a time."""
    for start in range(0, len(pages), BATCH):
        few = pages[start : start + BATCH]
        rows = ask(reading, Found, first=few[0].first, last=few[-1].last)
        of = groupby(rows, key=lambda row: row.reference)
        for page in few:
            yield page, [(name, list(mine)) for name, mine in (next(of) for _ in range(page.held))]


def _order(reference: str) -> tuple[int, str]:
    return len(reference), reference
