"""Sessions: who is here, known by a secret that only their browser holds."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from typing import Final

from synthesis.sqlite import Database

IDLE: Final = 3600  # seconds without a page after which one must come in again
ABSOLUTE: Final = 12 * 3600  # seconds after which one must, whatever one does
_KEPT: Final = 7 * 86400  # seconds a text sent too late is still recognised as its author's
_STEP: Final = 60  # seconds: a page more does not write each time that someone is there

SCHEMA: Final = """
create table if not exists sessions (
    digest text primary key,
    reviewer text not null references reviewers,
    opened integer not null,
    seen integer not null
) strict;
"""


def token() -> str:
    """256 bits that nobody can guess, as text for an address or a cookie."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """All that is kept of such a secret: whoever reads the file cannot come in with it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def form_token(token: str) -> str:
    """What the forms of a session carry, and a page of another site cannot know."""
    return hmac.new(token.encode(), b"form", hashlib.sha256).hexdigest()


class Sessions:
    """The sessions of one consultation; ending one removes it, at the server."""

    def __init__(self, file: Database, clock: Callable[[], float]) -> None:
        self._file, self._clock = file, clock

    def open(self, reviewer: str) -> str:
        """A new session of someone; the secret of its cookie."""
        now, new = int(self._clock()), token()
        with self._file.writing() as db:
            db.execute("delete from sessions where opened < ?", (now - _KEPT,))
            db.execute(
                "insert into sessions values (?, ?, ?, ?)", (digest(new), reviewer, now, now)
            )
        return new

    def find(self, token: str) -> tuple[str, bool] | None:
        """Whose session it is and whether it still runs, None if there is no such session."""
        found = self._file.rows("select * from sessions where digest = ?", digest(token))
        if not found:
            return None
        now, session = int(self._clock()), found[0]
        running = now - session["seen"] < IDLE and now - session["opened"] < ABSOLUTE
        if running and now - session["seen"] >= _STEP:
            with self._file.writing() as db:
                db.execute(
                    "update sessions set seen = ? where digest = ?", (now, session["digest"])
                )
        return session["reviewer"], running

    def close(self, token: str) -> None:
        """End a session."""
        with self._file.writing() as db:
            db.execute("delete from sessions where digest = ?", (digest(token),))

    def close_all(self, reviewer: str, but: str = "") -> None:
        """End every session of someone, but the one of that secret."""
        with self._file.writing() as db:
            db.execute(
                "delete from sessions where reviewer = ? and digest <> ?", (reviewer, digest(but))
            )

    def count(self, reviewer: str) -> int:
        """How many sessions of someone still run."""
        now = int(self._clock())
        return int(
            self._file.rows(
                "select count(*) as n from sessions where reviewer = ? and seen > ? and opened > ?",
                reviewer, now - IDLE, now - ABSOLUTE,
            )[0]["n"]
        )  # fmt: skip
