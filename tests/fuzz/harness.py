"""What a mutated export ends in: a refusal that says what to do, or a load that balances.

The load is checked against a witness: the same files read by Python's csv and json modules and by
openpyxl alone, with nothing of ours.
"""

from __future__ import annotations

import shutil
import signal
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from synthesis import proposal, recipe, run
from synthesis.errors import DoleancesError, InputError
from synthesis.line import CONSULTATION
from synthesis.sources.recognise import Unknown
from synthesis.sources.summary import summary
from synthesis.walk import Received, Walk
from tests.fuzz import witness

PATIENCE = 20  # seconds
RULES = {  # the laws of a load that are counted in its own tables: each gives no row
    "rows": "select * from intake where rows <> contributions + further + superseded + repeats "
    "+ refused",
    "contributions": "select a.n, b.n from (select count(*) as n from contributions) as a, "
    "(select coalesce(sum(contributions), 0) as n from intake) as b where a.n <> b.n",
    "refused": "select a.n, b.n from (select count(*) as n from rejects) as a, "
    "(select coalesce(sum(refused + repeats), 0) as n from intake) as b where a.n <> b.n",
    "cells": "select a.n, b.n, c.n from (select count(*) as n from cells) as a, "
    "(select count(*) as n from taken) as b, "
    "(select coalesce(sum(answers), 0) as n from blanks) as c where a.n + c.n <> b.n",
    "ledger": "select a.n, b.n from (select coalesce(sum(asked), 0) as n from questions) as a, "
    "(select coalesce(sum(answers), 0) as n from ledger) as b where a.n <> b.n",
    "asked": "select question_id from taken anti join questions using (question_id)",
    "threads": "from threads anti join contributions using (contribution_id)",
}


class TooLongError(BaseException):
    """An export was not done with in time."""


class BrokenError(AssertionError):
    """A load that does not balance, or a refusal that helps nobody."""


@dataclass(frozen=True)
class Outcome:
    """How it ended: `loaded`, or `refused` with the reason."""

    how: str
    reason: str = ""


def outcome(path: Path, folder: Path, counts: Mapping[str, int] | None = None) -> Outcome:
    """What init, then the consultation steps of a run, make of an export; raises on any fault."""
    with _patience():
        try:
            with proposal.recognising([path]) as found:
                told = [summary(each) for each in found]
                if isinstance(found[0], Unknown):
                    raise found[0].error()
                written = recipe.compose(proposal.recipe_of(found, folder))
            if not all(told):
                raise BrokenError("nothing is told of it")
            (folder / "consultation.toml").write_text(written, encoding="utf-8")
            _load(folder / "consultation.toml", path, counts or {})
        except DoleancesError as error:
            _check_refusal(error)
            return Outcome("refused", f"{type(error).__name__}: {error.what}")
        finally:
            shutil.rmtree(folder / ".doleances", ignore_errors=True)
    return Outcome("loaded")


@contextmanager
def _patience() -> Iterator[None]:
    def late(number: int, frame: FrameType | None) -> None:
        raise TooLongError(f"over {PATIENCE} s")

    former = signal.signal(signal.SIGALRM, late)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)


def _check_refusal(error: DoleancesError) -> None:
    """A refusal is of what was given, says where, and what to do."""
    said = str(error)
    if not isinstance(error, InputError) or error.exit_code != 2:
        raise error
    if "Traceback" in said or not error.what.strip():
        raise BrokenError(f"no clear refusal: {said}") from error
    if error.where is None or not error.todo.strip():
        raise BrokenError(f"it says neither where nor what to do: {said}") from error
    if len(said) > 20_000:
        raise BrokenError(f"a refusal of {len(said)} characters: {said[:200]}") from error


def _load(written: Path, path: Path, counts: Mapping[str, int]) -> None:
    prepared = run.prepare(run.Request((written,), fresh=True, threads=1))
    with run.opened(prepared) as walk:
        for step in CONSULTATION:
            walk.table(step)
        for name in ("intake", "contributions", "rejects", "cells", "blanks", "questions",
                     "ledger", "threads"):  # fmt: skip
            walk.store.see(name, walk.files[name, None])
        for rule, sql in RULES.items():
            if stray := walk.store.rows(sql):
                raise BrokenError(f"{rule}: {stray[:3]}")
        for row in walk.store.rows("select source, rows from intake"):
            known = counts.get(row["source"].rpartition("/")[2], row["rows"])
            if row["rows"] != known:
                raise BrokenError(f"{row['source']}: {row['rows']} rows, not {known}")
        _check_witness(walk, prepared.received, path)


def _check_witness(walk: Walk, received: tuple[Received, ...], path: Path) -> None:
    """Each sheet holds the rows and the words the witness finds in the file it came from."""
    seen = witness.files(path)
    for number, each in enumerate(received, 1):
        found = seen.get(each.sheet.name)
        if found is None:
            continue
        rows = walk.store.rows(
            "select rows, refused from counted left join (select source, count(*) as refused "
            "from refused group by source) using (source) where source_number = $n", n=number,
        )[0]  # fmt: skip
        if rows["rows"] != len(found.rows):
            raise BrokenError(f"{each.sheet.name}: {rows['rows']} rows, not {len(found.rows)}")
        if not rows["refused"] and not found.ragged:
            _check_words(walk, number, each, found)


def _check_words(walk: Walk, number: int, each: Received, found: witness.Table) -> None:
    """Every text of the file is an entry, as it was written where nothing asks to be mended."""
    columns, marked = _texts(each, found)
    expected = [row[column] for row in found.rows for column in columns]
    entries = walk.store.rows("select text from entries where source_number = $n", n=number)
    loaded = [str(row["text"] or "") for row in entries]
    least = sum(witness.has_words(cell, marked) for cell in expected)
    filled = sum(bool(cell.strip(witness.BLANKS)) for cell in loaded)
    most = len(found.rows) if marked else sum(map(bool, expected))  # else in other languages
    if not least <= filled <= most:
        raise BrokenError(f"{each.sheet.name}: {filled} texts, not {least} to {most}")
    plain = Counter(cell for cell in expected if witness.is_plain(cell))
    lost = plain - Counter(loaded)
    if lost:
        raise BrokenError(f"{each.sheet.name}: altered or lost: {list(lost)[:2]!r:.300}")


def _texts(each: Received, found: witness.Table) -> tuple[list[int], bool]:
    """The columns that hold texts in the file, and whether their markup is taken off."""
    if "kind" in each.layout.roles and each.reader != "table":
        names = [name.strip() for name in found.header]
        places = [names.index(name) for name in (*witness.TEXTS, *witness.FRENCH) if name in names]
        return places[:1], True  # the first of two namesakes is read
    if "text" in each.layout.roles:
        places = [each.layout.roles["text"]]
    else:
        places = [asked.column for asked in each.layout.questions if asked.column is not None]
    if list(each.sheet.header) == found.header:
        return places, False
    names = [each.sheet.header[place] for place in places]
    return [found.header.index(name) for name in names], False
