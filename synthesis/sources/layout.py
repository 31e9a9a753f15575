"""What the readers hand over: a sheet of text cells, and its layout, which says what is what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Kind = Literal["open", "closed", "multiple"]

ROLES = (
    "reference",  # the identifier the source shows its readers
    "native_id",  # the identifier the source keeps for itself; tells repeated rows
    "author",  # identifier of the author: only ever turned into a number
    "author_type",
    "postal_code",
    "date",  # of deposit; the day is kept
    "trashed",  # true when the source withdrew it from view
    "status",  # one of our states, when the reader already knows it
    "question",  # long sheets: which question the row answers
    "question_title",
    "text",  # long sheets: the answer
    "category",  # as the source files it
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


@dataclass(frozen=True)
class Asked:
    """A question found in a sheet; `column` is its position in a wide sheet, None in a long one."""

    question_id: str
    title: str
    kind: Kind
    column: int | None = None


@dataclass(frozen=True)
class Layout:
    """Which column of a sheet plays which role.

    Wide: one row a contribution, one column a question. Long: one row an answer, the roles
    `text` and perhaps `question` present.
    """

    roles: Mapping[str, int]
    questions: tuple[Asked, ...]
    separator: str = "|"
