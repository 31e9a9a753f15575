"""The journal: a chain that shows any change, versions that let one of many writers win."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from synthesis.errors import JournalError, OutputError, StaleError
from synthesis.journal import GENESIS, Decision, Event, Journal, canonical

THING = "Q1/cluster/aa"


def decision(key: str, version: int = 0, **changed: object) -> Decision:
    """A rename of one thing, seen at a version."""
    given: dict[str, object] = {
        "actor": "r-01",
        "role": "reviewer",
        "op": "rename",
        "question": "Q1",
        "expects": {THING: version},
        "writes": [THING],
        "payload": {"label_fr": f"Étiquette {key}", "n": 3},
        "key": key,
    }
    return Decision(**(given | changed))  # type: ignore[arg-type]


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Five decisions, one after the other, about one thing."""
    made = Journal(tmp_path / "a.journal.sqlite")
    for n in range(5):
        made.append(decision(f"k{n}", n))
    return made


def test_an_event_holds_the_digest_of_the_one_before(journal: Journal) -> None:
    events = journal.events()

    assert [GENESIS, *(event.hash for event in events[:-1])] == [event.prev for event in events]
    assert [{THING: n} for n in range(1, 6)] == [event.objects for event in events]
    assert (5, events[-1].hash) == journal.head()
    assert [] == journal.verify(journal.head())


def test_the_same_form_sent_twice_is_one_event(journal: Journal) -> None:
    again = journal.append(decision("k2", 2))

    assert 3 == again.seq
    assert 5 == len(journal.events())


def test_nothing_is_recorded_of_who_saw_an_older_version(journal: Journal) -> None:
    with pytest.raises(StaleError, match=r"Q1/cluster/aa .* by r-01 \(event 5\)"):
        journal.append(decision("late", 3))

    assert 5 == len(journal.events())
    assert 5 == journal.version(THING)


def test_a_thing_expected_and_not_written_keeps_its_version(journal: Journal) -> None:
    vote = f"{THING}/vote/r-02"
    event = journal.append(decision("vote", expects={THING: 5, vote: 0}, writes=[vote]))

    assert {vote: 1} == event.objects
    assert 5 == journal.version(THING)


def test_t_stale_one_of_ten_writers_who_saw_the_same_wins(tmp_path: Path) -> None:
    path = tmp_path / "b.journal.sqlite"
    Journal(path).append(decision("first"))
    told: list[str] = []

    def write(n: int) -> None:
        journal = Journal(path)
        try:
            journal.append(decision(f"t{n}", 1, actor=f"r-{n:02}"))
            told.append("recorded")
        except StaleError:
            told.append("stale")
        journal.close()

    threads = [threading.Thread(target=write, args=(n,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ["recorded", *["stale"] * 9] == sorted(told)
    assert [] == Journal(path).verify()


def test_the_file_itself_refuses_to_change_or_forget(journal: Journal) -> None:
    with contextlib.closing(sqlite3.connect(journal.path)) as db:
        for sql in ("update events set line = ''", "delete from events", "delete from versions"):
            with pytest.raises(sqlite3.IntegrityError, match="only added to"):
                db.execute(sql)


def altered(path: Path, *commands: str) -> None:
    """The file as someone would change it who knows SQLite and removes the guards."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        for name in [
            row[0] for row in db.execute("select name from sqlite_master where type = 'trigger'")
        ]:
            db.execute(f"drop trigger {name}")
        for command in commands:
            db.execute(command)


_LINE_OF = "(select line from events where seq = {})".format
TAMPERINGS: dict[str, str] = {
    "altered": "update events set line = replace(line, 'k2', 'kX') where seq = 3",
    "altered, as one would by hand": """
        update events set line = replace(line, '"n":3', '"n":4') where seq = 2
    """,
    "deleted": "delete from events where seq = 3",
    "first deleted": "delete from events where seq = 1",
    "reordered": f"""
        update events
        set line = case seq when 2 then {_LINE_OF(3)} when 3 then {_LINE_OF(2)} else line end
    """,
    "filed elsewhere": "update events set seq = 9 where seq = 5",
    "a version lost": "delete from versions where version = 4",
    "a version invented": "insert into versions values ('Q1/cluster/bb', 1, 2)",
    "not JSON": "update events set line = 'x' where seq = 4",
    "spaces added": """
        update events set line = replace(line, ',"cancels"', ', "cancels"') where seq = 4
    """,
}


@pytest.mark.parametrize("command", TAMPERINGS.values(), ids=TAMPERINGS)
def test_t_chain_a_change_inside_is_told(journal: Journal, command: str) -> None:
    journal.close()
    altered(journal.path, command)

    assert [] != Journal(journal.path).verify()


def test_t_chain_an_event_made_again_with_its_digest_breaks_the_next(journal: Journal) -> None:
    import dataclasses

    third = journal.events()[2]
    forged = dataclasses.replace(third, actor="r-09")
    forged = dataclasses.replace(forged, hash=forged.expected_hash)
    journal.close()
    altered(journal.path, f"update events set line = '{forged.line}' where seq = 3")

    assert ["event 4 does not follow the event before it"] == Journal(journal.path).verify()


def test_t_chain_a_tail_cut_off_is_told_to_who_kept_the_head(journal: Journal) -> None:
    head = journal.head()
    journal.close()
    altered(journal.path, "delete from versions where seq > 3", "delete from events where seq > 3")

    assert [] == Journal(journal.path).verify()
    assert ["event 5 is not here as its head was kept: cut off, or rewritten"] == Journal(
        journal.path
    ).verify(head)


def test_an_export_is_taken_back_byte_for_byte(journal: Journal, tmp_path: Path) -> None:
    lines = list(journal.export())
    copy = Journal(tmp_path / "copy.journal.sqlite")

    assert 5 == copy.take(lines, tmp_path / "decisions.jsonl")
    assert lines == list(copy.export())
    assert journal.head() == copy.head()
    assert 5 == copy.version(THING)


@pytest.mark.parametrize(
    "harm",
    [
        lambda lines: [*lines[:2], *lines[3:]],
        lambda lines: [lines[1], lines[0], *lines[2:]],
        lambda lines: [lines[0].replace("rename", "accept"), *lines[1:]],
        lambda lines: [*lines, "not an event\n"],
    ],
    ids=["dropped", "swapped", "altered", "added"],
)
def test_an_export_that_was_touched_is_not_taken(
    journal: Journal, tmp_path: Path, harm: Callable[[list[str]], list[str]]
) -> None:
    copy = Journal(tmp_path / "copy.journal.sqlite")
    with pytest.raises(JournalError):
        copy.take(harm(list(journal.export())), tmp_path / "decisions.jsonl")

    assert [] == copy.events()


def test_two_histories_are_never_one(journal: Journal) -> None:
    with pytest.raises(JournalError, match="holds decisions already"):
        journal.take(list(journal.export()), Path("decisions.jsonl"))


def test_a_line_is_canonical_json_that_anyone_can_digest(journal: Journal) -> None:
    line = next(journal.export()).rstrip("\n")
    event = json.loads(line)

    assert line == canonical(event)
    assert "Étiquette k0" in line
    assert event["hash"] == Event.read(line).expected_hash


def test_no_float_enters(journal: Journal) -> None:
    with pytest.raises(TypeError):
        journal.append(decision("float", 5, payload={"share": 0.5}))

    assert 5 == len(journal.events())


def test_a_file_that_is_no_journal_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.journal.sqlite"
    path.write_bytes(b"not a database at all, but long enough to be read as one" * 100)
    with pytest.raises(OutputError, match="damaged"):
        Journal(path)


def test_a_copy_of_the_file_is_a_journal(journal: Journal, tmp_path: Path) -> None:
    journal.close()
    shutil.copy(journal.path, tmp_path / "copy.sqlite")

    assert [] == Journal(tmp_path / "copy.sqlite").verify()


def test_only_its_owner_reads_the_file(journal: Journal) -> None:
    assert 0o600 == journal.path.stat().st_mode & 0o777
