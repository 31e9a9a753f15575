"""The rows of a file as Python's csv and json modules and openpyxl find them; or no opinion."""

from __future__ import annotations

import codecs
import csv
import html
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

BLANKS = " \t\r\n\x0b\x0c\u00a0\u2007\u202f\ufeff\u200b\x1c\x1d\x1e\x1f\x85\u2028\u2029"
TEXTS = ("description", "StripTaggedDescription", "body")
FRENCH = ("body/fr", "description/fr")
NULLS = ("NULL", "\\N")
_UNSEEN = re.compile(r"(?i)<(?:script|style|iframe|template|figcaption|!|\?)|</")
_ASIDE = re.compile("[&ÃÂÅðâ=<>\x00\r]|^'")


@dataclass(frozen=True)
class Table:
    """A header and its rows, blank lines aside."""

    header: list[str]
    rows: list[list[str]]

    @property
    def ragged(self) -> bool:
        """Whether a row is not as wide as the header."""
        return any(len(row) != len(self.header) for row in self.rows)


def files(path: Path) -> dict[str, Table]:
    """The tables by the name of their sheet, where the witness can read them."""
    if path.is_dir():
        found = {
            f"{path.name}/{each.relative_to(path).as_posix()}": table_of(each.read_bytes())
            for each in sorted(path.rglob("*"))
            if each.is_file()
        }
        return {name: table for name, table in found.items() if table}
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        table = None if path.suffix == ".sql" or b"INSERT INTO" in data else table_of(data)
        return {path.name: table} if table else {}
    table = _workbook(data)
    return {path.name: table} if table else _members(path.name, data)


def _members(name: str, data: bytes) -> dict[str, Table]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = {f"{name}/{each}": table_of(archive.read(each)) for each in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return {}
    return {each: table for each, table in found.items() if table}


def table_of(data: bytes) -> Table | None:
    """The rows of a file, when only one reading of them makes sense."""
    if data.startswith(b"PK"):
        return _workbook(data)
    text = _text(data)
    if text is None:
        return None
    text = text.replace("\x00", "")
    return _objects(text) if text.lstrip(" \t\r\n\ufeff")[:1] in ("[", "{") else _delimited(text)


def _text(data: bytes) -> str | None:
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError:
        return None


def _delimited(text: str) -> Table | None:
    text = re.sub(r"\A\s*\"?sep=.\"?[\r\n]+", "", text)  # what Excel writes for itself
    head = re.sub(r'"(?:[^"]|"")*"', "", text).lstrip("\r\n")
    delimiters = [each for each in ",;\t" if each in re.split("[\r\n]", head, maxsplit=1)[0]]
    if len(delimiters) != 1:
        return None
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiters[0], strict=True)
        rows = [row for row in read if row]
    except csv.Error:
        return None
    return Table(rows[0], rows[1:]) if rows else None


class _TwoValuesError(Exception):
    """A key twice in one object."""


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise _TwoValuesError
    return dict(pairs)


def _objects(text: str) -> Table | None:
    text = text.lstrip("\ufeff")
    how: dict[str, Any] = dict.fromkeys(("parse_int", "parse_float", "parse_constant"), str)
    how["object_pairs_hook"] = _pairs
    try:
        if text.lstrip()[:1] == "[":
            given = json.loads(text, **how)
        else:
            given = [json.loads(line, **how) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError, _TwoValuesError):
        return None
    if not all(isinstance(each, dict) for each in given):
        return None
    flat = [dict(_flat(each, "")) for each in given]
    header = list(dict.fromkeys(name for each in flat for name in each))
    return Table(header, [[each.get(name, "") for name in header] for each in flat])


def _flat(given: dict[str, Any], above: str) -> Iterator[tuple[str, str]]:
    for key, cell in given.items():
        if key == "responses" and isinstance(cell, list):
            for answer in cell:
                name = f"Q{answer.get('questionId')} - {answer.get('questionTitle')}"
                value = answer.get("value")
                yield name, _shown(value)
        elif isinstance(cell, dict):
            yield from _flat(cell, f"{above}{key}/")
        else:
            yield f"{above}{key}", _shown(cell)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value
    return "<" if value else ""  # a list: something, of which the witness says no more


def _workbook(data: bytes) -> Table | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
            rows = [["" if v is None else str(v) for v in row] for row in page.values]
    except Exception:  # any damage: no opinion
        return None
    filled = [row for row in rows if any(row)]
    if not filled:
        return None
    width = max(k + 1 for k, name in enumerate(filled[0]) if name)
    if any(any(row[width:]) for row in filled):
        return None
    return Table(filled[0][:width], [row[:width] for row in filled[1:]])


def has_words(cell: str, marked: bool) -> bool:
    """Whether a cell surely says something: a letter or a digit outside any markup."""
    if not marked:
        return any(each.isalnum() for each in html.unescape(cell))
    if cell in NULLS or _UNSEEN.search(cell):
        return False
    return any(each.isalnum() for each in html.unescape(re.sub(r"<[^<>]*>?", "", cell)))


def is_plain(cell: str) -> bool:
    """Whether nothing in a cell could be mended: it must come through as it is."""
    blank = not cell.strip(BLANKS) or cell in NULLS
    return not blank and not _ASIDE.search(cell)
