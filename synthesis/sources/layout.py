"""What the readers hand over: a sheet of text cells, and its layout, which says what is what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Kind = Literal["open", "closed", "multiple"]

ROLES = (
    "native_id",  # the identifier the source keeps for itself; tells rows given again
    "reference",  # the identifier the source shows its readers
    "kind",  # proposal, reaction, comment…: where people write to each other
    "parent",  # native identifier of what it answers
    "paragraph",  # of what it answers, from 1
    "stance",  # of a comment: for, neutral or against
    "author",  # identifier of the author: only ever turned into a keyed digest and a number
    "author_type",
    "postal_code",
    "place",  # the label of a place, as the source writes it
    "place_code",
    "place_level",  # city, department, region, country or scope
    "place_of",  # whether it is the place of the author or of the document
    "date",  # of deposit; the day is kept
    "published",  # when others could read it
    "updated",
    "trashed",  # true when the source withdrew it from view
    "status",  # one of our states, when the reader already knows it
    "declared",  # the state as the source names it
    "question",  # long sheets: which question the row answers
    "question_title",
    "title",  # of the contribution, shown with its answers
    "text",  # long sheets: the answer
    "category",  # as the source files it; several, one a line
    "tags",  # as people tag it, one a line
    "in_favour",  # votes; an empty cell is not known, which is not none
    "against",
    "support",
    "endorsements",  # public signatures, where a source counts them beside votes
    "cast_for",  # votes in its log, where it gives one beside the counters
    "cast_against",
    "comments",  # how many the source counts
    "lang",  # as the source declares it
    "mended",  # what the reader repaired in the text, by name
)


@dataclass(frozen=True)
class Reject:
    """A row of an export that cannot be taken. The excerpt describes it and never quotes it."""

    line: int
    reason: str
    excerpt: str


@dataclass(frozen=True)
class Sheet:
    """A rectangle of text cells, on disk as clean CSV: UTF-8, no BOM, quotes doubled, LF or CRLF.

    `path` is the export itself where it is already clean, else a copy; every row has
    `len(header)` cells; `rows` was counted by Python's csv module, header excluded.
    """

    name: str
    path: Path
    delimiter: str
    header: tuple[str, ...]
    rows: int
    encoding: str
    sha256: str
    rejects: tuple[Reject, ...] = ()
    repairs: Mapping[str, int] = field(default_factory=dict)
    one_line: bool = False  # whether no cell is known to hold a line end: it can be read in pieces
    beside: tuple[tuple[str, str], ...] = ()  # name and digest of the tables it was read with
    dataset: str = ""  # exports of one dataset share their identifiers: snapshots of it


@dataclass(frozen=True)
class Asked:
    """A question found in a sheet; `column` is its position in a wide sheet, None in a long one."""

    question_id: str
    title: str
    kind: Kind
    column: int | None = None


@dataclass(frozen=True)
class Layout:
    """Which column of a sheet plays which role; columns with none are never loaded.

    Wide: one row a contribution, one column a question. Long: one row an answer, the roles
    `text` and perhaps `question` present.
    """

    roles: Mapping[str, int]
    questions: tuple[Asked, ...]
    separator: str = "|"


@dataclass(frozen=True)
class Laid:
    """A sheet with its layout: what a reader hands over for each table of contributions."""

    sheet: Sheet
    layout: Layout
