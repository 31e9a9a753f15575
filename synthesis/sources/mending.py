"""What an export did to the words people typed, undone: entities, mojibake; and said by name.

A repair gives back what was typed before a program wrote it wrongly, and is counted. Anything
that somebody could have typed so is left as it is.
"""

from __future__ import annotations

import html
import re
from typing import Final

ENTITIES: Final = "entities"  # &amp; for &
MOJIBAKE: Final = "mojibake"  # Ã© for é: UTF-8 read as Latin-1 or cp1252
GUARD: Final = "guard"  # '= for =: so that no spreadsheet computes it
QUOTES: Final = "quotes"  # ="01000" for 01000: so that no spreadsheet drops the zero

_ENTITY: Final = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LEADS: Final = "ÂÃÅâð"  # of what French texts hold; « CAFÉ» is a word, not the bytes of one
_HIGH: Final = "".join(  # the bytes that follow, as either encoding shows them
    sorted(
        {chr(byte) for byte in range(0x80, 0xC0)}
        | {bytes([byte]).decode("cp1252", "ignore") for byte in range(0x80, 0xC0)}
    )
)
_MOJIBAKE: Final = re.compile(f"[{_LEADS}][{re.escape(_HIGH)}]{{1,3}}")
_BYTES: Final = {
    bytes([byte]).decode("cp1252"): byte
    for byte in range(0x80, 0xA0)
    if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)
}
_GUARDED: Final = re.compile(r"'[=+\-@]")
_QUOTED: Final = re.compile(r'="((?:[^"]|"")*)"')

_LIKELY: Final = re.compile(  # what is typed, when it is not plain letters
    "[\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u2000-\u206f\u20ac\u2122"
    "\u2190-\u22ff\u2600-\u27bf\U0001f000-\U0001faff]"
)

SUSPECT: Final = (  # one of them is in any text to mend; few other texts hold one
    "&", "Ã", "Â", "Å", "ð", '="', "â€", "â‚", "â„", "âœ", "â†", "â\x80", "â\x82", "â\x84",
)  # fmt: skip


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """The text as it was typed, and the names of the repairs it took; most take none."""
    done = []
    unquoted = _QUOTED.fullmatch(text)
    if unquoted:
        text = unquoted[1].replace('""', '"')
        done.append(QUOTES)
    decoded = _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text
    if decoded != text:
        done.append(ENTITIES)
    typed = _MOJIBAKE.sub(_typed, decoded)
    if typed != decoded:
        done.append(MOJIBAKE)
    return typed.replace("\x00", ""), tuple(done)


def unguarded(text: str) -> tuple[str, bool]:
    """The text without the one apostrophe that keeps a spreadsheet from computing it."""
    return (text[1:], True) if _GUARDED.match(text) else (text, False)


def _typed(found: re.Match[str]) -> str:
    """What the bytes behind these letters spell in UTF-8; the letters themselves if nothing."""
    raw = bytes(_BYTES.get(letter, ord(letter)) for letter in found[0])
    for size in range(len(raw), 1, -1):
        try:
            typed = raw[:size].decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _LIKELY.fullmatch(typed):
            return typed + found[0][size:]
    return found[0]
