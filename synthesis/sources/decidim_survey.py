"""Answers to a Decidim survey: a wide sheet whose base columns are named in the site's language."""

from __future__ import annotations

import re
from typing import Final

from synthesis.sources.headers import plain
from synthesis.sources.kinds import kind_of, wide_tallies
from synthesis.sources.layout import Asked, Laid, Layout, Sheet
from synthesis.sources.sheets import cells

_ID: Final = ("id de reponse", "id", "identifiant de reponse", "response id", "answer id")
_DATE: Final = ("repondu le", "answered on", "answered at")
_STATUS: Final = ("statut de l utilisateur", "user status")
_QUESTION: Final = re.compile(r"(\d+)\. (.+)", re.DOTALL)


def is_survey(sheet: Sheet) -> bool:
    """An identifier, a date of answer, the status of the account, and numbered questions."""
    names = [plain(name) for name in sheet.header]
    return (
        any(name in _ID for name in names)
        and any(name in _DATE for name in names)
        and any(name in _STATUS for name in names)
        and bool(_questions(sheet))
    )


def left_aside(sheet: Sheet) -> list[str]:
    """Columns that are read as nothing: digests of addresses of machines, for one."""
    read = (*_ID, *_DATE, *_STATUS)
    asked = _questions(sheet)
    return [
        name
        for column, name in enumerate(sheet.header)
        if plain(name) not in read and column not in asked
    ]


def laid_survey(sheet: Sheet) -> Laid:
    """The sheet where it lies; a question is known by its number and rank, a matrix has several."""
    names = [plain(name) for name in sheet.header]
    roles = {
        role: next(column for column, name in enumerate(names) if name in known)
        for role, known in (("native_id", _ID), ("date", _DATE), ("author_type", _STATUS))
    }
    columns = _questions(sheet)
    tallies = wide_tallies(cells(sheet), columns)
    numbers: dict[str, int] = {}
    asked = []
    for column in columns:
        found = _QUESTION.fullmatch(sheet.header[column].strip())
        assert found is not None
        rank = numbers[found[1]] = numbers.get(found[1], 0) + 1
        id = found[1] if rank == 1 else f"{found[1]}.{rank}"
        asked.append(Asked(f"enquete-{id}", found[2], kind_of(tallies[column]), column))
    return Laid(sheet, Layout(roles, tuple(asked)))


def _questions(sheet: Sheet) -> tuple[int, ...]:
    return tuple(
        column for column, name in enumerate(sheet.header) if _QUESTION.fullmatch(name.strip())
    )
