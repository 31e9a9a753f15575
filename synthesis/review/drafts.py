"""Texts not yet sent: kept at the server, so that a session that ends does not lose them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from synthesis.sqlite import Database

_MOST: Final = 20  # of one person; the oldest give way
_LARGEST: Final = 100_000  # characters

SCHEMA: Final = """
create table if not exists drafts (
    number integer primary key,
    reviewer text not null references reviewers,
    action text not null,
    form text not null,
    fields text not null,
    saved integer not null
) strict;
"""

Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Draft:
    """A form that was not recorded: where it goes and what was in it."""

    number: int
    action: str
    form: str
    fields: tuple[tuple[str, str], ...]
    saved: int


class Drafts:
    """The drafts of everyone; each sees theirs."""

    def __init__(self, file: Database, clock: Callable[[], float]) -> None:
        self._file, self._clock = file, clock

    def keep(self, reviewer: str, action: str, form: str, fields: Fields) -> None:
        """Keep a form in place of what it held before; `form` is its key. One too long is left."""
        text = json.dumps([list(each) for each in fields], ensure_ascii=False)
        if len(text) > _LARGEST:
            return
        with self._file.writing() as db:
            db.execute(
                "delete from drafts where reviewer = ? and action = ? and form = ?",
                (reviewer, action, form),
            )
            db.execute(
                "insert into drafts (reviewer, action, form, fields, saved) values (?, ?, ?, ?, ?)",
                (reviewer, action, form, text, int(self._clock())),
            )
            db.execute(
                "delete from drafts where reviewer = ?1 and number not in "
                "(select number from drafts where reviewer = ?1 order by number desc limit ?2)",
                (reviewer, _MOST),
            )

    def of(self, reviewer: str) -> list[Draft]:
        """The drafts of someone, latest first."""
        rows = self._file.rows(
            "select * from drafts where reviewer = ? order by number desc", reviewer
        )
        return [
            Draft(
                row["number"],
                row["action"],
                row["form"],
                tuple((name, value) for name, value in json.loads(row["fields"])),
                row["saved"],
            )
            for row in rows
        ]

    def drop(self, reviewer: str, action: str, form: str) -> None:
        """Forget one: it was recorded, or thrown away."""
        where = "where reviewer = ? and action = ? and form = ?"
        if self._file.rows(f"select 1 from drafts {where}", reviewer, action, form):
            with self._file.writing() as db:
                db.execute(f"delete from drafts {where}", (reviewer, action, form))
