"""The rows of a JSON file: an array of objects, or one object a line; read as it streams."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from synthesis.errors import SourceError
from synthesis.sources.received import Received
from synthesis.sources.responses import unfolded

CHUNK: Final = 2**18  # characters
OBJECT_LIMIT: Final = 2**25  # characters; more is one big object, not rows
_UNFINISHED: Final = 16  # characters before the end where an object cut short is noticed
_BETWEEN: Final = " \t\r\n,[]\ufeff"

Row = dict[str, str]


def objects(received: Received) -> Iterator[tuple[int, Row]]:
    """Each object with the line it ends on, values as text: numbers as written, null as empty."""
    # Numbers stay the characters they are: 01000, 1.0 and 1e5 are somebody's code or answer.
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    buffer, at, line, ended = "", 0, 1, False
    with received.path.open(
        encoding=received.encoding, errors=received.decoding_errors, newline=""
    ) as file:
        while not ended:
            chunk = file.read(CHUNK)
            ended = not chunk
            buffer, at = buffer[at:] + chunk, 0
            while (start := _start(buffer, at)) < len(buffer):
                try:
                    value, stop = decoder.raw_decode(buffer, start)
                except json.JSONDecodeError as error:
                    if ended or not _cut(error, buffer, start):
                        at_line = line + buffer.count("\n", at, error.pos)
                        raise _broken(received, error, at_line) from None
                    break
                except RecursionError:
                    raise SourceError(
                        "This JSON holds lists within lists without end.",
                        where=received.path,
                        line=line + buffer.count("\n", at, start),
                        todo="Give the CSV of the same export.",
                    ) from None
                line += buffer.count("\n", at, stop)
                at = stop
                yield line, _row(received, line, value)


def _start(buffer: str, at: int) -> int:
    while at < len(buffer) and buffer[at] in _BETWEEN:
        at += 1
    return at


def _cut(error: json.JSONDecodeError, buffer: str, start: int) -> bool:
    """Whether more characters may mend it: the object goes on beyond what was read."""
    near_end = error.pos >= len(buffer) - _UNFINISHED or error.msg.startswith("Unterminated")
    return near_end and len(buffer) - start < OBJECT_LIMIT


def _broken(received: Received, error: json.JSONDecodeError, line: int) -> SourceError:
    return SourceError(
        f"Broken JSON: {error.msg}.",
        where=received.path,
        line=line,
        todo="Export it again, or give the CSV of the same export.",
    )


def _row(received: Received, line: int, value: object) -> Row:
    if not isinstance(value, dict):
        raise SourceError(
            "This JSON is not a list of objects.",
            where=received.path,
            line=line,
            todo='Each row should look like {"id": "1", "text": "…"}; or give a CSV.',
        )
    try:
        cells = unfolded(value)
    except ValueError as error:
        raise SourceError(
            f"The answers of this contribution cannot be read: {error}.",
            where=received.path,
            line=line,
            todo="Export it again, or give the CSV of the same export.",
        ) from None
    return {key: _cell(received, line, key, cell) for key, cell in cells.items()}


def _cell(received: Received, line: int, key: str, cell: object) -> str:
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    raise SourceError(
        f"This JSON is nested: '{key}' holds a list or an object, not a value.",
        where=received.path,
        line=line,
        todo="Give the CSV of the same export.",
    )
