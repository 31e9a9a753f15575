"""Reader `grand-debat`: the official files of 2019, in their three generations of headers.

Contributions as CSV or JSON, and replies: quick questions and reports of meetings, which have
neither reference nor title and cannot be trashed.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from synthesis.errors import SourceError
from synthesis.sources.kinds import Tally, kind_of, listed_multiple, wide_tallies
from synthesis.sources.layout import Asked, Kind, Layout, Sheet
from synthesis.sources.official import Official, by_number, by_titles
from synthesis.sources.platforms import platform_of
from synthesis.sources.reader import (
    Reader,
    Recognition,
    SourceEntry,
    laid_one_by_one,
    sheet_by_sheet,
)
from synthesis.sources.sheets import cells

# Early files lack `reference` or `id`; the others are in every file of contributions.
BASE: Final = (
    "title",
    "createdAt",
    "publishedAt",
    "updatedAt",
    "trashed",
    "trashedStatus",
    "authorId",
    "authorType",
    "authorZipCode",
)
REPLY: Final = tuple(name for name in BASE if name not in ("title", "trashed", "trashedStatus"))
_ROLES: Final = (
    ("reference", ("reference", "id")),
    ("native_id", ("id",)),
    ("author", ("authorId",)),
    ("author_type", ("authorType",)),
    ("postal_code", ("authorZipCode",)),
    ("date", ("createdAt", "publishedAt")),
    ("published", ("publishedAt",)),
    ("updated", ("updatedAt",)),
    ("trashed", ("trashed",)),
    ("declared", ("trashedStatus",)),
    ("title", ("title",)),
)
_NUMBERED: Final = re.compile(r"Q(\d+) - (.*)", re.DOTALL)
_CODED: Final = re.compile(r"Q([A-Za-z0-9+/]+={0,2}) - (.*)", re.DOTALL)
_ADDRESSES: Final = re.compile(r"https?://\S+(?: \| https?://\S*)*(?: \|?)?")
_FIELD: Final = re.compile(r"(?:[a-z][A-Za-z0-9_./-]*)?")  # `url`, `authorEmail`: never asked


def recognise(sheet: Sheet) -> Recognition | None:
    """Its base columns and at least one question; None otherwise."""
    if not _is_official(sheet):
        return None
    questions = _question_columns(sheet)
    links = _links(wide_tallies(cells(sheet), questions))
    aside = tuple(
        name
        for column, name in enumerate(sheet.header)
        if column in links or (column not in questions and name not in (*BASE, "id", "reference"))
    )
    return Recognition("grand-debat", left_aside=aside)


def layout(sheet: Sheet, entry: SourceEntry) -> Layout:
    """Wide: one row a contribution, one column a question, told by its number or its title."""
    _check(sheet, entry)
    columns = _question_columns(sheet)
    tallies = wide_tallies(cells(sheet), columns)
    links = _links(tallies)
    asked = tuple(
        Asked(number, title, _kind(official, tallies[column]), column)
        for column, (number, title, official) in zip(columns, _questions(sheet), strict=True)
        if column not in links
    )
    _check_repeats(asked, entry)
    return Layout(_roles(sheet), asked)


def _is_official(sheet: Sheet) -> bool:
    """Contributions, whose questions may be bare titles; or replies, whose questions are coded."""
    questions = _question_columns(sheet)
    if set(BASE) <= set(sheet.header):
        return bool(questions)
    return set(REPLY) <= set(sheet.header) and any(
        _number(sheet.header[column]) for column in questions
    )


def _check(sheet: Sheet, entry: SourceEntry) -> None:
    if _is_official(sheet):
        return
    missing = [name for name in BASE if name not in sheet.header]
    platform = platform_of(sheet.header) if missing else None
    what = (
        f"This is {platform.what_en}; no reader takes it yet."
        if platform
        else (
            f"This is not an official file of contributions: it lacks the columns {missing}."
            if missing
            else "This file of the Grand Débat has no question."
        )
    )
    raise SourceError(
        what,
        where=entry.path,
        todo=f'It has {list(sheet.header[:20])}. For a table of your own, use reader "table".',
    )


def _question_columns(sheet: Sheet) -> tuple[int, ...]:
    base = {*BASE, "id", "reference"}
    return tuple(
        column
        for column, name in enumerate(sheet.header)
        if name not in base and not _FIELD.fullmatch(name)
    )


def _links(tallies: Mapping[int, Tally]) -> set[int]:
    """Columns of documents sent along: each cell is addresses between bars, and nobody's words."""
    return {
        column
        for column, tally in tallies.items()
        if tally.filled and all(_ADDRESSES.fullmatch(value) for value in tally.values)
    }


def _questions(sheet: Sheet) -> list[tuple[str, str, Official | None]]:
    """Number, title and official question of each question column, in order."""
    headers = [sheet.header[column] for column in _question_columns(sheet)]
    numbered = [_number(header) for header in headers]
    bare = [header for header, number in zip(headers, numbered, strict=True) if not number]
    found = iter(by_titles(bare))
    questions: list[tuple[str, str, Official | None]] = []
    for rank, (header, number) in enumerate(zip(headers, numbered, strict=True), 1):
        if number:
            questions.append((*number, by_number(*number)))
        else:
            official = next(found)
            questions.append((official.number if official else f"q{rank:02d}", header, official))
    return questions


def _number(header: str) -> tuple[str, str] | None:
    """Number and title of `Q169 - title` or `QUXVlc3Rpb246MTY5 - title`; None of a bare title."""
    if plain := _NUMBERED.fullmatch(header):
        return plain[1], plain[2]
    coded = _CODED.fullmatch(header)
    if coded is None:
        return None
    try:
        name = base64.b64decode(coded[1], validate=True).decode("ascii")
    except (binascii.Error, UnicodeDecodeError):
        return None
    number = name.removeprefix("Question:")
    return (number, coded[2]) if number.isdecimal() and number != name else None


def _kind(official: Official | None, tally: Tally) -> Kind:
    if official is None:
        return kind_of(tally)
    return listed_multiple(tally) if official.kind == "multiple" else official.kind


def _check_repeats(asked: Sequence[Asked], entry: SourceEntry) -> None:
    repeats = Counter(each.question_id for each in asked).most_common(1)
    if repeats[0][1] > 1:
        raise SourceError(
            f"Question {repeats[0][0]} has more than one column.",
            where=entry.path,
            line=1,
            todo="Remove the column that repeats it, or give it a number of its own.",
        )


def _roles(sheet: Sheet) -> Mapping[str, int]:
    """The first column with a value plays the role: mirrors leave `id` or `createdAt` empty.

    The rows are looked at only to choose, where two columns could play one role.
    """
    columns = {
        name: sheet.header.index(name)
        for _, names in _ROLES
        for name in names
        if name in sheet.header
    }
    known = [[name for name in names if name in columns] for _, names in _ROLES]
    empty = {name for names in known if len(names) > 1 for name in names} | {"id"} & set(columns)
    for row in cells(sheet):
        empty = {name for name in empty if not row[columns[name]].strip()}
        if not empty:
            break
    return {
        role: columns[filled[0]]
        for (role, _), names in zip(_ROLES, known, strict=True)
        if (filled := [name for name in names if name not in empty])
    }


GRAND_DEBAT: Final = Reader(
    name="grand-debat",
    expects_en="official files of the Grand Débat (2019), CSV or JSON: contributions, quick "
    "questions, reports of meetings",
    expects_fr="les fichiers officiels du Grand Débat (2019), CSV ou JSON : contributions, "
    "questions rapides, restitutions",
    recognise=sheet_by_sheet(recognise),
    lay=laid_one_by_one(layout),
    dataset="grand-debat",
)
