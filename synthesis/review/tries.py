"""Tries at a password: five, then one waits, twice as long each time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Final

from synthesis.sqlite import Database

FREE: Final = 5  # tries of one account from one address
SPREAD: Final = 40  # of one account or one address, in a day, whatever the other
WAIT: Final = 15 * 60  # seconds after the fifth; doubled by each one more
LONGEST: Final = 4 * 3600
_KEPT: Final = 86400

SCHEMA: Final = """
create table if not exists tries (account text not null, address text not null, at integer not null)
strict;
create index if not exists tries_at on tries (account, address, at);
"""


class LockedError(Exception):
    """Too many tries: `minutes` to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"Too many tries: {minutes} minutes to wait.")
        self.minutes = minutes


class Tries:
    """What was tried and failed in the last day; accounts and addresses by their digests."""

    def __init__(self, file: Database, clock: Callable[[], float]) -> None:
        self._file, self._clock = file, clock

    def check(self, account: str, address: str) -> None:
        """LockedError while this account is closed to this address."""
        now = int(self._clock())
        a, b = _digest(account), _digest(address)
        found = self._file.rows(
            "select coalesce(sum(account = ?1 and address = ?2), 0) as both, "
            "coalesce(sum(account = ?1), 0) as account, coalesce(sum(address = ?2), 0) as address, "
            "max(at) as last from tries where at > ?3 and (account = ?1 or address = ?2)",
            a, b, now - _KEPT,
        )[0]  # fmt: skip
        over = max(found["both"] - FREE, found["account"] - SPREAD, found["address"] - SPREAD)
        if over < 0:
            return
        left = found["last"] + min(WAIT * 2**over, LONGEST) - now
        if left > 0:
            raise LockedError(-(-left // 60))

    def failed(self, account: str, address: str) -> None:
        """Note a try, failed until it is forgotten."""
        now = int(self._clock())
        with self._file.writing() as db:
            db.execute("delete from tries where at <= ?", (now - _KEPT,))
            db.execute(
                "insert into tries values (?, ?, ?)", (_digest(account), _digest(address), now)
            )

    def forget(self, account: str, address: str) -> None:
        """Come in: the tries of this account from this address no longer count."""
        with self._file.writing() as db:
            db.execute(
                "delete from tries where account = ? and address = ?",
                (_digest(account), _digest(address)),
            )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
