"""Reader `table`: any table of answers, with the columns a recipe names or a header gives away."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from synthesis.errors import SourceError
from synthesis.sources.guess import guess
from synthesis.sources.headers import hint, position, told_apart
from synthesis.sources.kinds import Tally, kind_of, wide_tallies
from synthesis.sources.layout import Asked, Layout, Sheet
from synthesis.sources.reader import (
    Columns,
    Reader,
    Recognition,
    SourceEntry,
    laid_one_by_one,
    sheet_by_sheet,
)
from synthesis.sources.sheets import cells

ROLES: Final = {  # what a recipe calls a column: the role it plays
    "id": "reference",
    "text": "text",
    "question": "question",
    "question_title": "question_title",
    "author": "author",
    "author_type": "author_type",
    "date": "date",
    "postal_code": "postal_code",
    "status": "status",
    "category": "category",
    "title": "title",
    "kind": "kind",
    "parent": "parent",
    "in_favour": "in_favour",
    "against": "against",
}
MOST_QUESTIONS: Final = 2_000  # a column with more different values does not hold questions
_SHORT_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")


def recognise(sheet: Sheet) -> Recognition | None:
    """A mapping when the header gives one away and leaves no doubt; None otherwise."""
    found = guess(sheet)
    return None if found.doubt else Recognition("table", found.columns, found.left_aside)


def layout(sheet: Sheet, entry: SourceEntry) -> Layout:
    """Long with a `question` column: one row an answer. Wide without: one column a question."""
    columns = entry.columns or _guessed(sheet, entry)
    if not columns.get("text"):
        raise SourceError(
            "The mapping names no text.",
            where=entry.path,
            todo=f'Write columns = {{ text = "…" }}; the file has {_names(sheet)}.',
        )
    roles = {
        ROLES[key]: _position(sheet, entry, name)
        for key, name in columns.items()
        if isinstance(name, str)
    }
    texts = columns["text"]
    positions = [_position(sheet, entry, name) for name in _listed(texts)]
    _check_once(sheet, entry, [*roles.values(), *(positions if isinstance(texts, tuple) else ())])
    if "question" in roles:
        return _long(sheet, entry, roles, positions)
    return _wide(sheet, roles, positions)


def _guessed(sheet: Sheet, entry: SourceEntry) -> Columns:
    found = guess(sheet)
    if found.doubt:
        raise SourceError(
            f"What its columns are is not certain: {found.doubt.en}.",
            where=entry.path,
            todo=f"Write in the recipe, for instance, {found.suggestion}; "
            f"the file has {_names(sheet)}.",
        )
    return found.columns


def _position(sheet: Sheet, entry: SourceEntry, name: str) -> int:
    names = told_apart(sheet.header)
    found = position(name, names)
    if found is None:
        raise SourceError(
            f"There is no column '{name}'.",
            where=entry.path,
            todo=f"{hint(name, names)}The file has {_names(sheet)}.",
        )
    return found


def _check_once(sheet: Sheet, entry: SourceEntry, positions: Sequence[int]) -> None:
    column, uses = Counter(positions).most_common(1)[0]
    if uses > 1:
        raise SourceError(
            f"Column '{sheet.header[column]}' is mapped more than once.",
            where=entry.path,
            todo="Give each role a column of its own.",
        )


def _wide(sheet: Sheet, roles: Mapping[str, int], positions: Sequence[int]) -> Layout:
    """A question's id is its header when that is one short word, else its rank: q01, q02…"""
    tallies = wide_tallies(cells(sheet), positions)
    names = told_apart(sheet.header)
    asked = tuple(
        Asked(
            names[column] if _SHORT_NAME.fullmatch(names[column]) else f"q{rank:02d}",
            sheet.header[column],
            kind_of(tallies[column]),
            column,
        )
        for rank, column in enumerate(positions, 1)
    )
    return Layout({role: column for role, column in roles.items() if role != "text"}, asked)


def _long(
    sheet: Sheet, entry: SourceEntry, roles: Mapping[str, int], positions: Sequence[int]
) -> Layout:
    """The ids are the values of the question column, as written, in order of appearance."""
    if len(positions) > 1:
        raise SourceError(
            "Several texts and a question column are one too many.",
            where=entry.path,
            todo="With `question`, name one text; without it, each text is a question.",
        )
    question, text, title = roles["question"], positions[0], roles.get("question_title")
    tallies: dict[str, Tally] = {}
    titles: dict[str, str] = {}
    for number, row in enumerate(cells(sheet), 1):
        id = row[question]
        if id not in tallies:
            _check_question(sheet.header[question], entry, id, number, len(tallies))
            tallies[id] = Tally()
        tallies[id].add(row[text])
        if title is not None and row[title].strip():
            titles.setdefault(id, row[title])
    asked = tuple(Asked(id, titles.get(id, id), kind_of(tally)) for id, tally in tallies.items())
    return Layout({**roles, "text": text}, asked)


def _check_question(name: str, entry: SourceEntry, id: str, number: int, known: int) -> None:
    if not id.strip():
        raise SourceError(
            f"Row {number} does not say which question it answers: '{name}' is empty.",
            where=entry.path,
            todo="Fill the cell, or leave `question` out if all answer the same.",
        )
    if known == MOST_QUESTIONS:
        raise SourceError(
            f"'{name}' has more than {MOST_QUESTIONS} different values: these are no questions.",
            where=entry.path,
            todo="Map `question` to the column that tells questions apart.",
        )


def _listed(texts: str | tuple[str, ...]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else texts


def _names(sheet: Sheet) -> str:
    return ", ".join(f"'{name}'" for name in told_apart(sheet.header))


TABLE: Final = Reader(
    name="table",
    expects_en="any table: columns = { text, id, question, author, date, postal_code… }",
    expects_fr="tout tableau : columns = { text, id, question, author, date, postal_code… }",
    recognise=sheet_by_sheet(recognise),
    lay=laid_one_by_one(layout),
    columns=tuple(ROLES),
)
