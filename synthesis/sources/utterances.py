"""What people write to each other on a platform, one row each, in columns named by their roles.

A reader of such a platform turns every row of its tables of contributions into an `Utterance`,
none left out: a draft or a system row says so in `status`. The copy is read like any long table.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from synthesis.sources.copies import copy_path, write_rows
from synthesis.sources.layout import ROLES, Asked, Laid, Layout, Sheet


@dataclass(frozen=True)
class Utterance:
    """A proposal, a reaction, a comment: fields are roles (layout.ROLES), all of them text."""

    native_id: str
    kind: str
    question: str
    question_title: str
    text: str
    reference: str = ""
    parent: str = ""
    paragraph: str = ""
    stance: str = ""
    author: str = ""
    author_type: str = ""
    postal_code: str = ""
    place: str = ""
    place_code: str = ""
    place_level: str = ""
    place_of: str = ""
    date: str = ""
    published: str = ""
    updated: str = ""
    status: str = "published"
    declared: str = ""
    title: str = ""
    category: str = ""
    tags: str = ""
    in_favour: str = ""
    against: str = ""
    support: str = ""
    endorsements: str = ""
    cast_for: str = ""
    cast_against: str = ""
    comments: str = ""
    lang: str = ""
    mended: str = ""


FIELDS: Final = tuple(field.name for field in dataclasses.fields(Utterance))
assert set(FIELDS) == set(ROLES) - {"trashed"}


def laid(sheet: Sheet, utterances: Iterable[Utterance], work: Path) -> Laid:
    """The copy of a sheet as utterances, row for row, and its layout: one question a place."""
    titles: dict[str, str] = {}

    def rows() -> Iterator[tuple[str, ...]]:
        for each in utterances:
            titles.setdefault(each.question, each.question_title)
            yield tuple(getattr(each, field).replace("\x00", "") for field in FIELDS)

    # Two sheets of one file (a dump, a workbook) have one digest.
    copy = copy_path(Path(f"{sheet.path.stem}.said"), work, sheet.sha256, sheet.name)
    written = write_rows(copy, FIELDS, rows())
    assert written == sheet.rows, f"{sheet.name}: {sheet.rows} rows, {written} utterances"
    asked = tuple(Asked(id, title, "open") for id, title in titles.items())
    return Laid(
        dataclasses.replace(sheet, path=copy, delimiter=",", header=FIELDS),
        Layout({role: place for place, role in enumerate(FIELDS)}, asked),
    )


def content_of(sheet: Sheet) -> str:
    """SHA-256 of the clean rows of a sheet: what a table read beside another is known by."""
    with sheet.path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
