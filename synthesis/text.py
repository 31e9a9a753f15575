"""Pure functions on strings: normal form, folding, and tokens with their offsets.

`macros.sql` says the same in DuckDB, where the corpus is walked; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

BREAK = "."  # stands for any punctuation in a list of forms: no expression crosses it

# What a token is, in the order tried; {expressions} is an alternation of the lexicon's own.
# Written for RE2 and for Python: only classes both read alike.
_LETTER = "a-zà-öø-ÿāăąćčďđēęěğīłńňōőřśşšťūůűźżž"
_PATTERN = (
    r"(?:{expressions})(?:[^{w}']|$)"
    r"|(?:[{l}]\.){{2,}}(?:[{l}](?:[ ,;:!?…()«»\"/•–—\n]|$))?"
    r"|aujourd'hui|quelqu'une?s?|prud'hom[{l}]+|presqu'[iî]les?|entr'[{l}]+"
    r"|(?:[cdjlmnstç]|qu|jusqu|lorsqu|puisqu|quoiqu|quelqu|presqu)'"
    r"|[{w}]+(?:-[{w}]+)*"
    r"|[.,;:!?…()«»\"/•–—\n]"
)
_NOTHING = "a^"  # an alternation of no expressions: matches nowhere


@dataclass(frozen=True)
class Token:
    """A form, and where it stands: half-open offsets in characters of the text as given."""

    form: str
    start: int
    stop: int


def pattern(expressions: str = "") -> str:
    """The regular expression of a token, for texts in normal form."""
    return _PATTERN.format(expressions=expressions or _NOTHING, l=_LETTER, w=_LETTER + "0-9")


def normal(text: str) -> str:
    """Lower case, composed accents, straight apostrophes, plain spaces, oe and ae."""
    composed = unicodedata.normalize("NFC", text).replace("İ", "i")  # two characters in Python
    return composed.lower().translate(_STRAIGHT)


def folded(text: str) -> str:
    """Letters and digits of any script, without accents or case; all else one space, trimmed."""
    bare = normal(text)
    if not bare.isascii():
        apart = unicodedata.normalize("NFD", bare)
        bare = unicodedata.normalize("NFC", "".join(c for c in apart if not _is_mark(c)))
    return _NOT_WORDS.sub(" ", bare).strip(" ")


def tokens(text: str, token_pattern: str) -> list[Token]:
    """The tokens of a text as it was written, in order; offsets are those of `text` itself."""
    written, starts, stops = _aligned(text)
    found = []
    for match in _compiled(token_pattern).finditer(written):
        form, rest = forms_of(match.group())
        start = match.start()
        if form:
            # What follows an expression or initials belongs to the match, not to the token.
            end = match.end() if match.group()[-1].isalnum() or form[-1] == "'" else match.end() - 1
            found.append(Token(form, starts[start], stops[end - 1]))
        if rest:
            at = match.end() - 1
            found.append(Token(BREAK, starts[at], stops[at]))
    return found


def forms_of(token: str) -> tuple[str, str]:
    """A raw token as a form and the break that follows it, either of which may be empty."""
    if len(token) == 1 and not token.isalnum():
        return "", BREAK
    initials = re.fullmatch(rf"((?:[{_LETTER}]\.){{2,}}[{_LETTER}]?)([^{_LETTER}.]?)", token)
    if initials:
        after = initials[2]
        return initials[1].replace(".", ""), BREAK if after and after in _BREAKS else ""
    last = token[-1]
    if last.isalnum() or last == "'":
        return token, ""
    return token[:-1], BREAK if last in _BREAKS else ""


_BREAKS = '.,;:!?…()«»"/•–—\n'
_NOT_WORDS = re.compile(r"[\W_]+")
_STRAIGHT = str.maketrans(
    dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("\u00a0\u202f", " ") | {"œ": "oe", "æ": "ae"}
)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")  # as strip_accents in DuckDB


@lru_cache(maxsize=8)
def _compiled(token_pattern: str) -> re.Pattern[str]:
    return re.compile(token_pattern)


def _aligned(text: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The normal form, and for each of its characters where what it came from starts and stops.

    Normalised cluster by cluster (a character and the marks that follow it), so that composed
    and decomposed accents alike lead back to the words as they were typed; no cluster is cut.
    """
    whole = normal(text)
    if len(whole) == len(text) and unicodedata.is_normalized("NFC", text):
        return whole, range(len(text)), range(1, len(text) + 1)  # one for one, as nearly always
    written: list[str] = []
    starts: list[int] = []
    stops: list[int] = []
    i = 0
    while i < len(text):
        j = i + 1
        while j < len(text) and _is_mark(text[j]):
            j += 1
        piece = normal(text[i:j])
        written.append(piece)
        starts.extend([i] * len(piece))
        stops.extend([j] * len(piece))
        i = j
    return "".join(written), starts, stops
