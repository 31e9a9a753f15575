"""The only door to the reviewers' decisions: a journal that is added to, never changed.

One event is one decision, one line of canonical JSON. Each holds the digest of the line before it,
so that nothing can be altered, moved or removed in the middle unseen; a tail cut off is seen by who
kept a later head. No words of a citizen are in it, and nothing that says who a citizen is.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import synthesis
from synthesis.errors import JournalError, StaleError
from synthesis.sqlite import Connection, Database

GENESIS: Final = "0" * 64  # what the first event follows

_SCHEMA = """
create table if not exists events (
    seq integer primary key,
    key text not null unique,
    line text not null
) strict;
create table if not exists versions (
    object text not null,
    version integer not null,
    seq integer not null references events,
    primary key (object, version)
) strict, without rowid;
""" + "".join(
    f"create trigger if not exists {table}_no_{verb} before {verb} on {table} "
    "begin select raise(abort, 'the journal is only added to'); end;"
    for table in ("events", "versions")
    for verb in ("update", "delete")
)


@dataclass(frozen=True)
class Decision:
    """What a person asks to record.

    `expects` are the versions of things as the person saw them, `writes` those of them that the
    decision changes; `key` tells one sending of a form from another, so that none counts twice.
    """

    actor: str
    role: str
    op: str
    question: str
    expects: Mapping[str, int]
    writes: Sequence[str]
    payload: Mapping[str, Any]
    key: str
    run: str = ""
    seen: Sequence[str] = ()
    cancels: int | None = None


@dataclass(frozen=True)
class Event:
    """A decision as recorded: number, time, versions it made of what it changed, and digests."""

    seq: int
    ts: str
    actor: str
    role: str
    op: str
    question: str
    objects: Mapping[str, int]
    payload: Mapping[str, Any]
    run: str
    seen: Sequence[str]
    cancels: int | None
    key: str
    app: str
    prev: str
    hash: str = field(default="")

    @property
    def line(self) -> str:
        """Its line of canonical JSON."""
        return canonical(dataclasses.asdict(self))

    @property
    def expected_hash(self) -> str:
        """SHA-256 of all the rest of it."""
        rest = dataclasses.asdict(self)
        del rest["hash"]
        return digest_of(rest)

    @classmethod
    def read(cls, line: str) -> Event:
        """The event of a line; ValueError unless it is one, written as we write."""
        try:
            event = cls(**json.loads(line))
        except TypeError as error:
            raise ValueError(str(error)) from None
        if event.line != line:
            raise ValueError("not canonical")
        return event


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces; a float, whose text may vary, is refused."""
    _no_float(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(value: object) -> str:
    """SHA-256, in hexadecimal, of the canonical JSON of a value."""
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()


def _no_float(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("No float enters the journal.")
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        for each in value:
            _no_float(each)


class Journal:
    """The decisions about one consultation, in the order they were taken."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = Database(path, _SCHEMA)

    def append(self, decision: Decision) -> Event:
        """Record a decision; on the disk when this returns.

        A key that is there already gives the event it made. StaleError, and nothing is recorded,
        if something the decision is about is no longer as the person saw it.
        """
        with self._file.writing() as db:
            again = db.execute("select line from events where key = ?", (decision.key,)).fetchone()
            if again is not None:
                return Event.read(again["line"])
            for name, seen in decision.expects.items():
                _as_seen(db, name, seen)
            event = _next(db, decision)
            db.execute("insert into events values (?, ?, ?)", (event.seq, event.key, event.line))
            db.executemany(
                "insert into versions values (?, ?, ?)",
                [(name, version, event.seq) for name, version in event.objects.items()],
            )
            return event

    def recorded(self, key: str) -> Event | None:
        """The event a form made when it was sent before."""
        found = self._file.rows("select line from events where key = ?", key)
        return _event(found[0]["line"], self.path) if found else None

    def events(self, after: int = 0) -> list[Event]:
        """The events past a number, in order."""
        found = self._file.rows("select line from events where seq > ? order by seq", after)
        return [_event(row["line"], self.path) for row in found]

    def version(self, object: str) -> int:
        """How many times something was changed."""
        return int(
            self._file.rows(
                "select coalesce(max(version), 0) as n from versions where object = ?", object
            )[0]["n"]
        )

    def head(self) -> tuple[int, str]:
        """Number and digest of the last event; whoever keeps them sees a tail that is cut off."""
        found = self._file.rows("select line from events order by seq desc limit 1")
        if not found:
            return 0, GENESIS
        last = _event(found[0]["line"], self.path)
        return last.seq, last.hash

    def verify(self, head: tuple[int, str] | None = None) -> list[str]:
        """What is wrong with the chain, nothing if it is whole; `head` is one kept elsewhere."""
        rows = self._file.rows("select seq, key, line from events order by seq")
        wrong = list(breaks((row["line"] for row in rows), head))
        events = _readable(row["line"] for row in rows)
        if [(row["seq"], row["key"]) for row in rows] != [(e.seq, e.key) for e in events]:
            wrong.append("an event is filed under another number or key")
        made = {(name, n, e.seq) for e in events for name, n in e.objects.items()}
        kept = {tuple(row) for row in self._file.rows("select object, version, seq from versions")}
        if made != kept:
            wrong.append("the versions of things are not those the events made")
        return wrong

    def export(self) -> Iterator[str]:
        """Every event, a line each, as an edition carries them."""
        for row in self._file.rows("select line from events order by seq"):
            yield row["line"] + "\n"

    def take(self, lines: Sequence[str], where: Path) -> int:
        """Fill an empty journal with exported lines, none unless their chain is whole; how many."""
        lines = [line.rstrip("\n") for line in lines]
        check_lines(lines, where)
        with self._file.writing() as db:
            if db.execute("select 1 from events limit 1").fetchone():
                raise JournalError(
                    "This journal holds decisions already.",
                    where=self.path,
                    todo="Import into a new place: two histories cannot be one.",
                )
            for event in map(Event.read, lines):
                db.execute(
                    "insert into events values (?, ?, ?)", (event.seq, event.key, event.line)
                )
                db.executemany(
                    "insert into versions values (?, ?, ?)",
                    [(name, version, event.seq) for name, version in event.objects.items()],
                )
        return len(lines)

    def close(self) -> None:
        """Close what this thread has open."""
        self._file.close()


def check_lines(lines: Sequence[str], where: Path) -> None:
    """JournalError unless the chain of exported lines is whole."""
    wrong = next(breaks(lines), None)
    if wrong:
        raise JournalError(wrong, where=where, todo="Take a copy that nobody touched.")


def breaks(
    lines: Iterator[str] | Sequence[str], head: tuple[int, str] | None = None
) -> Iterator[str]:
    """What is wrong with a chain of lines, event by event; and whether it holds the head kept."""
    prev, seq, held = GENESIS, 0, head is None or head == (0, GENESIS)
    for n, line in enumerate(lines, 1):
        try:
            event = Event.read(line)
        except ValueError as error:
            yield f"event {n} cannot be read: {error}"
            return
        if event.seq != seq + 1:
            yield f"event {event.seq} follows event {seq}"
        if event.prev != prev:
            yield f"event {event.seq} does not follow the event before it"
        if event.hash != event.expected_hash:
            yield f"event {event.seq} was altered"
        prev, seq = event.hash, event.seq
        held = held or head == (seq, prev)
    if not held and head is not None:
        yield f"event {head[0]} is not here as its head was kept: cut off, or rewritten"


def _as_seen(db: Connection, name: str, seen: int) -> None:
    last = db.execute(
        "select version, line from versions join events using (seq) where object = ? "
        "order by version desc limit 1",
        (name,),
    ).fetchone()
    if (last["version"] if last else 0) != seen:
        event = Event.read(last["line"]) if last else None
        raise StaleError(name, event.actor if event else "", event.seq if event else 0)


def _next(db: Connection, decision: Decision) -> Event:
    last = db.execute("select line from events order by seq desc limit 1").fetchone()
    before = Event.read(last["line"]) if last else None
    event = Event(
        seq=before.seq + 1 if before else 1,
        ts=datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        actor=decision.actor,
        role=decision.role,
        op=decision.op,
        question=decision.question,
        objects={name: decision.expects[name] + 1 for name in decision.writes},
        payload=dict(decision.payload),
        run=decision.run,
        seen=list(decision.seen),
        cancels=decision.cancels,
        key=decision.key,
        app=synthesis.__version__,
        prev=before.hash if before else GENESIS,
    )
    return dataclasses.replace(event, hash=event.expected_hash)


def _readable(lines: Iterator[str]) -> list[Event]:
    found = []
    for line in lines:
        try:
            found.append(Event.read(line))
        except ValueError:
            continue
    return found


def _event(line: str, where: Path) -> Event:
    try:
        return Event.read(line)
    except ValueError as error:
        raise JournalError(
            f"An event cannot be read: {error}.",
            where=where,
            todo="The journal was altered: take it from a backup, or from the last export.",
        ) from None
