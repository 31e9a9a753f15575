"""The rows of a JSON file: an array of objects, or one object a line; read as it streams."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar

from synthesis.errors import SourceError
from synthesis.sources.received import Received
from synthesis.sources.responses import unfolded

DEEPEST: Final = 8  # objects within objects; known exports have three
CHUNK: Final = 2**18  # characters
OBJECT_LIMIT: Final = 2**25  # characters; more is one big object, not rows
_UNFINISHED: Final = 16  # characters before the end where an object cut short is noticed
_BETWEEN: Final = " \t\r\n,[]\ufeff"

Row = dict[str, str]
T = TypeVar("T")


def objects(received: Received) -> Iterator[tuple[int, Row]]:
    """Each object with the line it ends on, values as text: numbers as written, null as empty."""
    # Numbers stay the characters they are: 01000, 1.0 and 1e5 are somebody's code or answer.
    decoder = json.JSONDecoder(
        parse_int=str, parse_float=str, parse_constant=str, object_pairs_hook=_once
    )
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
                except KeyError as error:
                    raise SourceError(
                        f"An object of this JSON gives {error} twice: one value would be lost.",
                        where=received.path,
                        line=line + buffer.count("\n", at, start),
                        todo="Export it again, or give the CSV of the same export.",
                    ) from None
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


def _once(pairs: list[tuple[str, T]]) -> dict[str, T]:
    """An object; KeyError when it has a key twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise KeyError(Counter(key for key, _ in pairs).most_common(1)[0][0])
    return found


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
    try:
        return _once(list(_flat(received, line, cells, "")))
    except KeyError as error:
        raise SourceError(
            f"Two values of this object would be in one column, {error}.",
            where=received.path,
            line=line,
            todo="Give the CSV of the same export.",
        ) from None


def _flat(
    received: Received, line: int, value: Mapping[str, object], above: str
) -> Iterator[tuple[str, str]]:
    """Objects within objects as columns `outer/inner`; lists of values joined, others as JSON."""
    if above.count("/") > DEEPEST:
        raise SourceError(
            "This JSON holds objects within objects beyond any table.",
            where=received.path,
            line=line,
            todo="Give the CSV of the same export.",
        )
    for key, cell in value.items():
        if isinstance(cell, dict):
            yield from _flat(received, line, cell, f"{above}{key}/")
        elif isinstance(cell, list):
            plain = all(isinstance(each, str | bool) or each is None for each in cell)
            listed = json.dumps(cell, ensure_ascii=False, sort_keys=True)
            yield f"{above}{key}", ", ".join(map(_cell, cell)) if plain else listed
        else:
            yield f"{above}{key}", _cell(cell)


def _cell(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)
