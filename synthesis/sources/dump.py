"""A mysqldump as sheets: only the tables and columns that say what was contributed, and by whom.

Everything else in a dump, passwords and private messages among it, is skipped where it stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from synthesis.errors import SourceError
from synthesis.sources.copies import copy_path, write_rows
from synthesis.sources.layout import Reject, Sheet
from synthesis.sources.politizr_tables import KEPT

HEAD: Final = 2**16  # characters in which a dump shows that it is one
_STATEMENT: Final = re.compile(
    r"(?im)^[ \t]*(?:insert\s+(?:\w+\s+)*into|create\s+table)\s+[`\"]?\w+"
)
_CREATE: Final = re.compile(r"(?i)create\s+table\s+(?:if\s+not\s+exists\s+)?[`\"]?(\w+)[`\"]?\s*\(")
_INSERT: Final = re.compile(
    r"(?i)(?:insert|replace)\s+(?:(?:ignore|low_priority|high_priority|delayed)\s+)*into\s+"
    r"(?:[`\"]?\w+[`\"]?\s*\.\s*)?[`\"]?(\w+)[`\"]?\s*(?:\(([^)]*)\)\s*)?values\s*"
)
_FILLING: Final = re.compile(r"(?i)(?:insert|replace|load\s+data)\b")
_COLUMN: Final = re.compile(r"^\s*[`\"](\w+)[`\"]\s")
_SKIPPED: Final = re.compile(r"(?:--[^\n]*(?:\n|$)|#[^\n]*(?:\n|$)|/\*.*?\*/|[\s;]+)+", re.DOTALL)
_VALUE: Final = re.compile(
    r"\s*(?:(?:_\w+\s*)?'((?:[^'\\]|\\.|'')*+)'|([^,()'\s][^,()']*?))\s*(?=[,)])", re.DOTALL
)
_ROW: Final = re.compile(r"\s*\(((?:[^'()]++|'(?:[^'\\]|\\.|'')*+')*+)\)\s*", re.DOTALL)
_LAST: Final = re.compile(r"(?i)\Z|;|on\s+duplicate\s|as\s")  # after the last row
_END: Final = re.compile(r"(?:[^';]++|'(?:[^'\\]|\\.|'')*+'|\"(?:[^\"\\]|\\.)*+\")*+;", re.DOTALL)
_ESCAPES: Final = {"n": "\n", "r": "\r", "t": "\t", "0": "", "Z": "", "b": ""}
_ESCAPED: Final = re.compile(r"\\(.)|''", re.DOTALL)


@dataclass
class _Table:
    """One table as it comes in, statement after statement."""

    columns: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)


def is_dump(path: Path) -> bool:
    """Whether a file is SQL that makes or fills tables."""
    try:
        with path.open("rb") as file:
            head = file.read(HEAD).decode("utf-8", "replace")
    except OSError:
        return False
    statement = _STATEMENT.search(head)
    return (
        statement is not None
        and (head.lstrip("\ufeff \r\n\t").startswith(("--", "/*", "#")) or ";" in head[: HEAD // 2])
        and not _SKIPPED.sub("", head[: statement.start()], count=1).startswith(("{", "[", '"'))
    )


def dumped_sheets(path: Path, work: Path, name: str) -> Sequence[Sheet]:
    """A sheet for each table kept, copied as clean CSV; SourceError when none is there."""
    raw = path.read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    text, encoding = _decoded(path, raw)
    tables: dict[str, _Table] = {}
    for table, columns, rows in _inserted(path, text, tables):
        kept = KEPT.get(table)
        if kept is None:
            continue
        into = tables.setdefault(table, _Table())
        _take(into, columns, rows, text)
    found = {name: table for name, table in tables.items() if name in KEPT and table.columns}
    if not any(table.rows for table in found.values()):
        raise SourceError(
            "This dump fills none of the tables any reader knows.",
            where=path,
            todo="Dump the tables of a Politizr database, p_d_debate and the like.",
        )
    return [
        _sheet(path, work, f"{name}/{table}", digest, encoding, table, found[table])
        for table in sorted(found)
    ]


def _decoded(path: Path, raw: bytes) -> tuple[str, str]:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return raw.decode(encoding), encoding.removesuffix("-sig")
        except UnicodeDecodeError:
            continue
    raise SourceError(
        "This dump is neither UTF-8 nor cp1252.",
        where=path,
        todo="Dump again with --default-character-set=utf8mb4.",
    )


def _inserted(
    path: Path, text: str, tables: dict[str, _Table]
) -> Iterator[tuple[str, Sequence[str], Iterator[tuple[int, str]]]]:
    """Each INSERT: its table, its columns, and its rows as they stand, with where each ends."""
    at = 0
    while at < len(text):
        skipped = _SKIPPED.match(text, at)
        at = skipped.end() if skipped else at
        if made := _CREATE.match(text, at):
            columns, at = _columns(text, made.end())
            tables.setdefault(made[1], _Table()).columns = columns
        elif given := _INSERT.match(text, at):
            known = tables.setdefault(given[1], _Table())
            named = [each.strip(' `"\r\n') for each in given[2].split(",")] if given[2] else []
            columns = named or known.columns
            if not columns and given[1] in KEPT:
                raise SourceError(
                    f"The dump fills {given[1]} without naming its columns anywhere.",
                    where=path,
                    line=text.count("\n", 0, at) + 1,
                    todo="Dump again with --complete-insert.",
                )
            yield given[1], columns, _rows(path, text, given.end())
            at = _after(path, text, given.end())
        elif _FILLING.match(text, at):
            raise SourceError(
                "The dump fills a table in a way this program does not read.",
                where=path,
                line=text.count("\n", 0, at) + 1,
                todo="Dump again with --complete-insert and no other option.",
            )
        elif at < len(text):
            at = _after(path, text, at)


def _columns(text: str, at: int) -> tuple[list[str], int]:
    """The columns of a CREATE TABLE, one a line as mysqldump writes them; and where it ends."""
    end = _END.match(text, at)
    stop = end.end() if end else len(text)
    lines = text[at:stop].split("\n")
    return [found[1] for line in lines if (found := _COLUMN.match(line))], stop


def _after(path: Path, text: str, at: int) -> int:
    """Where a statement ends: at its semicolon, outside quotes."""
    end = _END.match(text, at)
    if end is None:
        rest = text[at:].strip()
        if rest and "'" in rest:
            raise SourceError(
                "The dump is cut: its last statement does not end.",
                where=path,
                line=text.count("\n", 0, at) + 1,
                todo="Copy it again, or dump the tables again.",
            )
        return len(text)
    return end.end()


def _rows(path: Path, text: str, at: int) -> Iterator[tuple[int, str]]:
    """The rows between brackets, commas between them; SourceError where the rest would be lost."""
    while row := _ROW.match(text, at):
        yield row.end(), row[1]
        at = row.end()
        if _LAST.match(text, at):
            return
        if text[at] != ",":
            break
        at += 1
    raise SourceError(
        "The dump cannot be read on from here: a row does not end as one.",
        where=path,
        line=text.count("\n", 0, at) + 1,
        todo="Dump the tables again, as mysqldump writes them.",
    )


def _take(
    table: _Table,
    columns: Sequence[str],
    rows: Iterator[tuple[int, str]],
    text: str,
) -> None:
    new = [name for name in columns if name not in table.columns]
    table.columns += new  # a statement may name a column the ones before it left out
    for given in table.rows:
        given += [""] * len(new)
    for at, row in rows:
        rank = len(table.rows) + len(table.rejects) + 1  # all rows may be on one line
        values = _values(row)
        if values is None:
            line = text.count("\n", 0, at) + 1
            table.rejects.append(Reject(line, "malformed quotes", f"row {rank}"))
        elif len(values) != len(columns):
            line = text.count("\n", 0, at) + 1
            size = f"row {rank}, cells: {len(values)} instead of {len(columns)}"
            table.rejects.append(Reject(line, "wrong number of cells", size))
        else:
            by_name = dict(zip(columns, values, strict=True))
            table.rows.append([by_name.get(name, "") for name in table.columns])


def _values(row: str) -> list[str] | None:
    values, at, row = [], 0, f"{row})"
    while True:
        value = _VALUE.match(row, at)
        if value is None:
            return None
        if value[1] is not None:
            values.append(_ESCAPED.sub(_unescaped, value[1]))
        else:
            values.append("" if value[2].upper() == "NULL" else value[2])
        at = value.end()
        if row[at] == ")":
            return values if at == len(row) - 1 else None
        at += 1


def _unescaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[1], found[1]) if found[1] else "'"


def _sheet(
    path: Path, work: Path, name: str, digest: str, encoding: str, table: str, found: _Table
) -> Sheet:
    kept = [column for column in found.columns if column in KEPT[table]]
    places = [found.columns.index(column) for column in kept]
    copy = copy_path(path, work, digest, table)
    rows = ([row[place] for place in places] for row in found.rows)
    written = write_rows(copy, kept, rows)
    return Sheet(name, copy, ",", tuple(kept), written, encoding, digest, tuple(found.rejects))
