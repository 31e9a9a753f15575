"""The rows of a CSV or TSV file, whatever its encoding, delimiter and line ends; read once."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Protocol

from synthesis.errors import SourceError
from synthesis.sources.layout import Reject
from synthesis.sources.received import HEAD, STRAY_BYTES, Received

DELIMITERS: Final = (",", ";", "\t", "|")
_SEPARATOR: Final = re.compile(r"\ufeff?sep=(.)\r?\n", re.IGNORECASE)  # a line Excel reads and eats
CELL_LIMIT: Final = 16 * 2**20  # characters; a longer cell is a quote never closed, not an answer
HOPELESS: Final = 10_000  # rows refused, when they are most of the file, before it is given up

csv.field_size_limit(CELL_LIMIT)


class _Reader(Protocol):
    """What csv.reader returns."""

    @property
    def line_num(self) -> int: ...
    def __iter__(self) -> Iterator[list[str]]: ...


@dataclass
class Delimited:
    """One walk over a file: good rows come out, the rest is counted here as it passes."""

    received: Received
    delimiter: str = ""
    header: tuple[str, ...] = ()
    rejects: list[Reject] = field(default_factory=list)
    blank_lines: int = 0
    well_quoted: bool = True
    one_line: bool = False  # whether each row is one line, once they were walked
    uniform: bool = True
    _walked: int = 0

    def rows(self) -> Iterator[list[str]]:
        """Rows with as many cells as the header; SourceError where going on would lose rows."""
        path, encoding = self.received.path, self.received.encoding
        errors = self.received.decoding_errors
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            head = file.read(HEAD)
            told = _SEPARATOR.match(head)
            self.delimiter = told[1] if told else delimiter_of(head)
            file.seek(0)
            if told:
                file.readline()
                self.well_quoted = False  # so that a copy is made without this line
            reader: _Reader = csv.reader(self._lines(file), delimiter=self.delimiter, strict=True)
            self.header = self._header(reader)
            for row in self._decodable(reader) if self.received.stray else self._wide(reader):
                self._walked += 1
                yield row
            self.uniform = file.newlines in (None, "\n", "\r\n")
            self.one_line = reader.line_num == self._walked + 1

    @property
    def clean(self) -> bool:
        """Whether the file, once walked, reads the same in any RFC 4180 reader."""
        plain = self.received.encoding == "utf-8" and not self.received.nul
        dirt = self.rejects or self.blank_lines or not self.well_quoted or not self.uniform
        return plain and not dirt

    def _lines(self, file: io.TextIOBase) -> Iterator[str]:
        """Physical lines without NUL, checked against RFC 4180 until one breaks it."""
        lines: Iterator[str] = iter(file)
        if self.received.nul:
            lines = (line.replace("\x00", "") for line in lines)
        outside, inside = _grammar(self.delimiter)
        grammar = outside
        for line in lines:
            if '"' in line:
                match = grammar.fullmatch(line)
                if match is None:
                    self.well_quoted = False
                    yield line
                    break
                grammar = inside if match.lastgroup else outside
            yield line
        yield from lines

    def _header(self, reader: _Reader) -> tuple[str, ...]:
        try:
            for row in reader:
                if row:
                    return tuple(row)
                self.blank_lines += 1
        except csv.Error as error:
            if "expected after" not in str(error):
                raise self._swallowed(error, 1, reader.line_num) from None
        raise SourceError(
            "The header has malformed quotes.",
            where=self.received.path,
            line=reader.line_num,
            todo="Double the quotes inside the names of columns, or export the file again.",
        )

    def _wide(self, reader: _Reader) -> Iterator[list[str]]:
        """Rows as wide as the header. After one broken inside quotes, the next line is tried."""
        width, last, ended = len(self.header), reader.line_num, False
        while not ended:
            try:
                for row in reader:
                    if len(row) == width:
                        yield row
                    else:
                        self._refuse(row, last, reader.line_num)
                    last = reader.line_num
                ended = True
            except csv.Error as error:
                self._malformed(error, last, reader.line_num)
                last = reader.line_num

    def _decodable(self, reader: _Reader) -> Iterator[list[str]]:
        """The rows that are UTF-8 in a file that mostly is; the others are refused one by one."""
        for row in self._wide(reader):
            if STRAY_BYTES.search("".join(row)):
                self._reject(reader.line_num, "bytes that are not UTF-8", f"cells: {len(row)}")
            else:
                yield row

    def _refuse(self, row: list[str], last: int, line: int) -> None:
        if row:
            size = f"cells: {len(row)} instead of {len(self.header)}"
            length = f"characters: {sum(map(len, row))}"
            self._reject(line, "wrong number of cells", f"{_lines(last, line)}, {size}, {length}")
        else:
            self.blank_lines += 1

    def _malformed(self, error: csv.Error, last: int, line: int) -> None:
        """A quote inside a quoted cell is not doubled: reading on would guess, and alter text."""
        if "expected after" not in str(error):
            raise self._swallowed(error, last + 1, line) from None
        self._reject(line, "malformed quotes", _lines(last, line))

    def _reject(self, line: int, reason: str, excerpt: str) -> None:
        self.rejects.append(Reject(line, reason, excerpt))
        if len(self.rejects) > max(HOPELESS, line / 2):
            raise SourceError(
                f"Most rows do not have the {len(self.header)} cells of the header.",
                where=self.received.path,
                line=line,
                todo="Check the export: its quotes, its delimiter and its first line.",
            )

    def _swallowed(self, error: csv.Error, start: int, line: int) -> SourceError:
        long = "field limit" in str(error)
        size = f"over {CELL_LIMIT} characters" if long else f"lines {start} to {line}"
        return SourceError(
            f"A quote opened in the row that begins here is never closed: it swallows {size}.",
            where=self.received.path,
            line=start,
            todo="Close the quote, or export the file again if it was cut while copying.",
        )


def _lines(last: int, line: int) -> str:
    return f"lines {last + 1} to {line}" if line > last + 1 else f"line {line}"


def delimiter_of(head: str) -> str:
    """The delimiter of the header, outside quotes, with which most rows are as wide as it is."""
    header = re.sub(r'"(?:[^"]|"")*"', "", head).lstrip("\r\n")
    header = re.split(r"[\r\n]", header, maxsplit=1)[0]
    found = [each for each in DELIMITERS if each in header] or list(DELIMITERS)
    return max(found, key=lambda each: (_agreement(head, each), header.count(each)))


def _agreement(head: str, delimiter: str) -> float:
    """Share of the first rows with as many cells as the header; the last may be cut, so is out."""
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    widths = [len(row) for row in rows if row]
    body = widths[1:-1] if len(head) == HEAD else widths[1:]
    return sum(width == widths[0] for width in body) / len(body) if body else 1.0


def _grammar(delimiter: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """RFC 4180 for a line that begins outside quotes, and for one that begins inside.

    A match with a named group ends inside quotes. Python's csv takes `15" plat` and ` "a"` as
    they are; other readers drop or refuse such quotes, so a file with one is copied.
    """
    quoted, sep = '(?:[^"]++|"")*+', re.escape(delimiter)
    cell = f'(?:"{quoted}"|[^"{sep}\r\n]*+)'
    rest = f'(?:{cell}{sep})*+(?:{cell}[\r\n]*+|(?P<opened>"{quoted}))'
    return re.compile(rest), re.compile(f'{quoted}(?:(?P<still>)|"(?:[\r\n]*+|{sep}{rest}))')
