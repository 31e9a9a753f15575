"""Who reviews: names, roles and passwords, in a file of their own that no edition carries.

The journal knows people by a pseudonym (r-01) alone; this file says who that is.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from synthesis.errors import InputError
from synthesis.review import drafts, passwords, sessions, tries
from synthesis.sqlite import Connection, Database, Row

ROLES: Final = ("reviewer", "arbiter", "lead", "observer")
LINK: Final = 7 * 86400  # seconds a one-time link may wait
NAME_LENGTH: Final = 80

_SCHEMA = (
    """
create table if not exists reviewers (
    id text primary key,
    name text not null,
    role text not null check (role in ('reviewer', 'arbiter', 'lead', 'observer')),
    active integer not null check (active in (0, 1)),
    secret text
) strict;
create table if not exists links (
    digest text primary key,
    reviewer text not null references reviewers,
    until integer not null
) strict;
"""
    + sessions.SCHEMA
    + drafts.SCHEMA
    + tries.SCHEMA
)


@dataclass(frozen=True)
class Person:
    """Someone who reviews: the pseudonym of the journal, the name others read, and the role."""

    id: str
    name: str
    role: str
    active: bool = True
    ready: bool = True  # has chosen a password


class People:
    """The reviewers of one consultation; `clock` gives seconds since 1970."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self.path = path
        self._clock = clock
        self._file = Database(path, _SCHEMA)
        self.sessions = sessions.Sessions(self._file, clock)
        self.drafts = drafts.Drafts(self._file, clock)
        self.tries = tries.Tries(self._file, clock)

    def all(self) -> list[Person]:
        """Everyone ever added, in order."""
        return [_person(row) for row in self._file.rows("select * from reviewers order by id")]

    def get(self, id: str) -> Person | None:
        """Who goes by a pseudonym."""
        found = self._file.rows("select * from reviewers where id = ?", id)
        return _person(found[0]) if found else None

    def called(self, text: str) -> Person | None:
        """Who goes by a name or a pseudonym, capitals or not."""
        wanted = _folded(text)
        return next((p for p in self.all() if wanted in (p.id, _folded(p.name))), None)

    def name(self, id: str) -> str:
        """The name of a pseudonym, the pseudonym where nobody has it."""
        found = self.get(id)
        return found.name if found and found.name else id

    def add(self, name: str, role: str) -> tuple[Person, str]:
        """Someone new and the secret of their one-time link; InputError for a name taken.

        An empty name is chosen by the person, on coming in.
        """
        name = " ".join(name.split())
        if role not in ROLES:
            raise InputError(f"There is no role '{role}'.", todo=f"Roles: {', '.join(ROLES)}.")
        if len(name) > NAME_LENGTH:
            raise InputError(f"A name has at most {NAME_LENGTH} characters.")
        with self._file.writing() as db:
            if name and self.called(name):
                raise InputError(f"There is already a '{name}' here.", todo="Add an initial.")
            count = db.execute("select count(*) as n from reviewers").fetchone()["n"]
            person = Person(f"r-{count + 1:02}", name, role, ready=False)
            db.execute(
                "insert into reviewers values (?, ?, ?, 1, null)", (person.id, name, person.role)
            )
            return person, self._link(db, person.id)

    def link(self, id: str) -> str:
        """The secret of a new one-time link, in place of those before it."""
        with self._file.writing() as db:
            return self._link(db, id)

    def _link(self, db: Connection, id: str) -> str:
        new = sessions.token()
        db.execute("delete from links where reviewer = ?", (id,))
        db.execute(
            "insert into links values (?, ?, ?)",
            (sessions.digest(new), id, int(self._clock()) + LINK),
        )
        return new

    def invited(self, token: str) -> Person | None:
        """Whom a one-time link is for, while it may be used."""
        found = self._file.rows(
            "select reviewers.* from links join reviewers on reviewers.id = links.reviewer "
            "where digest = ? and until > ? and active = 1",
            sessions.digest(token), int(self._clock()),
        )  # fmt: skip
        return _person(found[0]) if found else None

    def welcome(self, token: str, name: str, password: str) -> Person | None:
        """Use a link: the password is kept, the link is gone; None if another was first."""
        secret = passwords.kept(password)
        with self._file.writing() as db:
            gone = db.execute(
                "delete from links where digest = ? and until > ? returning reviewer",
                (sessions.digest(token), int(self._clock())),
            ).fetchone()
            if gone is None:
                return None
            db.execute(
                "update reviewers set secret = ?, name = case when name = '' then ? else name end "
                "where id = ?",
                (secret, " ".join(name.split()), gone["reviewer"]),
            )
        self.sessions.close_all(gone["reviewer"])
        return self.get(gone["reviewer"])

    def enter(self, called: str, password: str, address: str) -> Person | None:
        """Who that is, if the password is theirs; LockedError after too many tries."""
        person = self.called(called)
        account = person.id if person else _folded(called)
        self.tries.check(account, address)
        self.tries.failed(account, address)  # before the work, or many tries at once would pass
        secret = self._secret(person.id) if person and person.active else None
        if not passwords.matches(password, secret):
            return None
        self.tries.forget(account, address)
        return person

    def change(self, person: Person, former: str, password: str, address: str) -> bool:
        """A new password in place of the former, if that is the former."""
        self.tries.check(person.id, address)
        self.tries.failed(person.id, address)
        if not passwords.matches(former, self._secret(person.id)):
            return False
        self.tries.forget(person.id, address)
        secret = passwords.kept(password)
        with self._file.writing() as db:
            db.execute("update reviewers set secret = ? where id = ?", (secret, person.id))
        return True

    def disable(self, id: str) -> None:
        """Close the door on someone at once; what they decided stays, under their pseudonym."""
        with self._file.writing() as db:
            db.execute("update reviewers set active = 0, secret = null where id = ?", (id,))
            db.execute("delete from links where reviewer = ?", (id,))
        self.sessions.close_all(id)

    def _secret(self, id: str) -> str | None:
        found: str | None = self._file.rows("select secret from reviewers where id = ?", id)[0][0]
        return found


def _person(row: Row) -> Person:
    ready = row["secret"] is not None
    return Person(row["id"], row["name"], row["role"], bool(row["active"]), ready)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
