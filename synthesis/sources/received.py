"""What an export is as received: its digest, its form and its encoding, from its bytes alone."""

from __future__ import annotations

import codecs
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from synthesis.errors import EmptyError, SourceError

Form = Literal["delimited", "json", "xlsx", "xls", "parquet"]

BLOCK: Final = 1 << 16  # stays in the processor's cache: three times as fast as 1 << 20
HEAD: Final = 1 << 16
UNMARKED_PAIRS: Final = 20  # of bytes; fewer prove nothing

# The first bytes of what is sometimes sent instead of a table, and what to do then.
_STRANGERS: Final = (
    (b"%PDF", "a PDF document", "Give the table it was made from, as CSV or .xlsx."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and give the file inside."),
    (b"7z\xbc\xaf\x27\x1c", "a compressed archive (7z)", "Unpack it and give the files inside."),
    (b"Rar!", "a compressed archive (rar)", "Unpack it and give the files inside."),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)", "Unpack it and give the file inside."),
    (b"SQLite format 3", "an SQLite database", "Export its tables as CSV."),
    (b"\x89PNG", "an image", "Give the table, not a picture of it."),
    (b"\xff\xd8\xff", "an image", "Give the table, not a picture of it."),
    (b"{\\rtf", "a word processor's document", "Save its table as CSV or .xlsx."),
)
_MARKUP: Final = re.compile(r"(?i)\s*<(?:!doctype|html|head|body|\?xml|rss|svg|table|!--)")
_JSON: Final = re.compile(r"\s*(?:\[\s*[{\]]|\{\s*[\"}])")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
STRAY_BYTES: Final = re.compile("[\udc80-\udcff]+")  # how surrogateescape shows them
_BEYOND_ASCII: Final = re.compile("[^\x00-\x7f\udc80-\udcff]")


@dataclass(frozen=True)
class Received:
    """One file as it came. `stray` says that some rows of a UTF-8 file hold bytes that are not."""

    path: Path
    form: Form
    sha256: str
    encoding: str = "utf-8"
    nul: int = 0
    stray: bool = False

    @property
    def decoding_errors(self) -> str:
        """What `open` should do with bytes of another encoding."""
        return "surrogateescape" if self.stray else "strict"


def received(path: Path) -> Received:
    """The digest, form and encoding of a file; SourceError when it holds no table at all."""
    head = _head(path)
    if head.startswith(b"PAR1"):
        return Received(path, "parquet", _digest(path))
    if head.startswith(b"PK\x03\x04"):
        return Received(path, "xlsx", _digest(path))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return Received(path, "xls", _digest(path))
    for magic, what, todo in _STRANGERS:
        if head.startswith(magic):
            raise SourceError(f"This is {what}, not a table of text.", where=path, todo=todo)
    return _text(path, head)


def _head(path: Path) -> bytes:
    if path.is_dir():
        raise SourceError(
            "This is a folder, and no reader reads folders.",
            where=path,
            todo="Give the files in it, one by one.",
        )
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
    except FileNotFoundError:
        raise SourceError(
            "No such file.",
            where=path,
            todo="Check the path; a recipe writes it relative to the recipe's own folder.",
        ) from None
    except PermissionError:
        raise SourceError(
            "Not permitted to read this file.", where=path, todo="Ask its owner for the right to."
        ) from None
    except OSError as error:
        raise SourceError(f"Cannot be read: {error.strerror}.", where=path) from None
    if not head:
        raise EmptyError("The file is empty.", where=path, todo="Export it again.")
    return head


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _text(path: Path, head: bytes) -> Received:
    if head.startswith(codecs.BOM_UTF8):
        encodings: tuple[str, ...] = ("utf-8-sig",)
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ("utf-16",)
    elif unmarked := _unmarked(head):
        encodings = (unmarked,)
    else:
        encodings = ("utf-8", "cp1252")
    form = _form(path, head.decode(encodings[0], "replace"))
    for encoding in encodings:
        try:
            digest, nul = _decoded(path, encoding)
        except UnicodeDecodeError:
            if encoding == "utf-8" and _mostly_utf8(path):
                return Received(path, form, _digest(path), "utf-8", _nul_bytes(path), stray=True)
        else:
            return Received(path, form, digest, encoding, nul)
    raise SourceError(
        f"The text is neither {' nor '.join(encodings)}.",
        where=path,
        todo="Open it in the program it comes from and save it as CSV in UTF-8.",
    )


def _unmarked(head: bytes) -> str:
    """UTF-16 without its mark: of plain letters every other byte is zero, always the same one."""
    pairs = len(head) // 2
    if pairs < UNMARKED_PAIRS:
        return ""
    for encoding, zeros, others in (
        ("utf-16-le", head[1::2], head[::2]),
        ("utf-16-be", head[::2], head[1::2]),
    ):
        if zeros.count(0) > 0.7 * pairs and others.count(0) < 0.05 * pairs:
            return encoding
    return ""


def _form(path: Path, head: str) -> Form:
    """Delimited or JSON, from the first characters; pages and binary files are refused."""
    if not head.strip("\ufeff\x00 \t\r\n"):
        raise SourceError("The file holds nothing but blanks.", where=path, todo="Export it again.")
    if _MARKUP.match(head.lstrip("\ufeff")):
        raise SourceError(
            "This is a web page or XML, whatever its name says.",
            where=path,
            todo="The download failed or asked to log in: fetch the export again.",
        )
    controls = len(_CONTROLS.findall(head))
    if controls > 8 and controls > len(head) / 20:  # a few are dirt, one in twenty is no text
        raise SourceError(
            "This is a binary file, or UTF-16 without its mark: it is full of control characters.",
            where=path,
            todo="Open it in the program it comes from and save it as CSV in UTF-8.",
        )
    return "json" if _JSON.match(head.lstrip("\ufeff")) else "delimited"


def _decoded(path: Path, encoding: str) -> tuple[str, int]:
    """The digest of the bytes and the NULs of the text, when all of it decodes."""
    digest, decoder, nul = hashlib.sha256(), codecs.getincrementaldecoder(encoding)(), 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
            nul += decoder.decode(block).count("\x00")
        decoder.decode(b"", final=True)
    return digest.hexdigest(), nul


def _mostly_utf8(path: Path) -> bool:
    """Whether a file that is not UTF-8 throughout still is in most places it could show.

    One stray byte must not turn every accent of a large export into two wrong letters.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    well = badly = 0
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            text = decoder.decode(block)
            well += len(_BEYOND_ASCII.findall(text))
            badly += len(STRAY_BYTES.findall(text))
    return well > badly


def _nul_bytes(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\x00") for block in iter(lambda: file.read(BLOCK), b""))
