"""What the columns of an undescribed table are, when its header leaves no doubt."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from synthesis.sources.headers import plain, told_apart
from synthesis.sources.kinds import SAMPLE
from synthesis.sources.layout import Sheet
from synthesis.sources.platforms import platform_of
from synthesis.sources.sheets import cells

NAMES: Final = {  # role: the names people give it, as `plain` reduces them
    "text": (
        "text",
        "texte",
        "reponse",
        "contribution",
        "avis",
        "commentaire",
        "body",
        "answer",
        "response",
        "comment",
        "verbatim",
        "expression",
    ),
    "question": ("question id", "question", "id question", "questionid"),
    "question_title": ("question title", "titre question", "intitule question", "intitule"),
    "id": (
        "id",
        "ref",
        "reference",
        "identifiant",
        "contribution id",
        "id contribution",
        "uuid",
        "contribution",
    ),
    "author": (
        "author",
        "auteur",
        "author id",
        "id auteur",
        "authorid",
        "user id",
        "participant",
        "participant id",
    ),
    "author_type": ("author type", "type auteur", "authortype"),
    "date": ("date", "created at", "createdat", "date depot", "submitted at", "date creation"),
    "postal_code": ("postal code", "code postal", "zip", "zip code", "zipcode", "authorzipcode"),
}
PROSE_SHARE: Final = 0.2  # of the answers hold a space: a column of codes holds none
LONG_WORDS: Final = 8  # mean words of a column that holds answers too, under another name
TITLES: Final = ("title", "titre", "objet", "sujet")  # shown with the answer, never analysed


@dataclass(frozen=True)
class Doubt:
    """Why a mapping is not certain, for an error and for a summary."""

    en: str
    fr: str


@dataclass(frozen=True)
class Guess:
    """A mapping, what it leaves aside and, when it is not certain, why and what to write."""

    columns: Mapping[str, str]
    left_aside: tuple[str, ...]
    doubt: Doubt | None
    suggestion: str


@dataclass
class _Column:
    """What a column looks like: how many cells are filled, with words, with how many."""

    name: str
    filled: int = 0
    spaced: int = 0
    words: int = 0

    def add(self, cell: str) -> None:
        words = len(cell.split())
        self.filled += words > 0
        self.spaced += words > 1
        self.words += words

    @property
    def prose(self) -> bool:
        return self.spaced > PROSE_SHARE * self.filled

    @property
    def long(self) -> bool:
        return self.words >= LONG_WORDS * self.filled > 0


def guess(sheet: Sheet) -> Guess:
    """A mapping from names and cells; `doubt` is None only when no other is sensible."""
    columns = _columns(sheet)
    candidates = {role: _candidates(role, columns) for role in NAMES}
    if len(candidates["question"]) == 2 and not candidates["question_title"]:
        _split_question(candidates)
    mapping = {role: found[0].name for role, found in candidates.items() if len(found) == 1}
    doubt = _doubt(sheet, columns, candidates, mapping)
    aside = tuple(each.name for each in columns if each.name not in mapping.values())
    return Guess(mapping, aside, doubt, _suggestion(columns, candidates))


def _columns(sheet: Sheet) -> list[_Column]:
    columns = [_Column(name) for name in told_apart(sheet.header)]
    for number, row in enumerate(cells(sheet)):
        if number == SAMPLE:
            break
        for column, cell in zip(columns, row, strict=True):
            column.add(cell)
    return columns


def _candidates(role: str, columns: Sequence[_Column]) -> list[_Column]:
    """The columns so named; a `contribution` is a text when it holds words, else an identifier."""
    named = [each for each in columns if plain(each.name) in NAMES[role]]
    if role == "text":
        return [each for each in named if each.prose]
    return [each for each in named if not (role == "id" and each.prose)]


def _split_question(candidates: dict[str, list[_Column]]) -> None:
    """`question_id` beside `question`: the number and its wording."""
    by_prose = sorted(candidates["question"], key=lambda each: each.prose)
    if by_prose[1].prose and not by_prose[0].prose:
        candidates["question"], candidates["question_title"] = by_prose[:1], by_prose[1:]


def _doubt(
    sheet: Sheet,
    columns: Sequence[_Column],
    candidates: Mapping[str, list[_Column]],
    mapping: Mapping[str, str],
) -> Doubt | None:
    platform = platform_of(sheet.header)
    if platform:
        return Doubt(
            f"this is {platform.what_en}, which no reader takes yet",
            f"on y reconnaît {platform.what_fr}, qu’aucun lecteur ne lit encore",
        )
    if not candidates["text"]:
        return Doubt(
            "no column is named as a text usually is",
            "aucune colonne ne porte un nom habituel de texte",
        )
    for role, found in candidates.items():
        if len(found) > 1:
            names = [repr(each.name) for each in found]
            return Doubt(
                f"{' and '.join(names)} could each be the {role}",
                f"{' et '.join(names)} pourraient chacune être `{role}`",
            )
    return _rivals(columns, mapping)


def _rivals(columns: Sequence[_Column], mapping: Mapping[str, str]) -> Doubt | None:
    """Columns left aside that hold long answers too: leaving them out would silence people."""
    names = [
        repr(each.name)
        for each in columns
        if each.long and each.name not in mapping.values() and plain(each.name) not in TITLES
    ]
    if not names:
        return None
    return Doubt(
        f"besides '{mapping['text']}', long texts are in {' and '.join(names)}",
        f"outre '{mapping['text']}', de longs textes se trouvent dans {' et '.join(names)}",
    )


def _suggestion(columns: Sequence[_Column], candidates: Mapping[str, list[_Column]]) -> str:
    """A mapping to start from: the first column of each name, else the wordiest as the text."""
    chosen = {role: found[0].name for role, found in candidates.items() if found}
    free = [each for each in columns if each.name not in chosen.values() and each.prose]
    wordiest = max(free, key=lambda each: each.words / each.filled, default=None)
    chosen = {"text": wordiest.name if wordiest else "…"} | chosen
    pairs = (f"{role} = {json.dumps(name, ensure_ascii=False)}" for role, name in chosen.items())
    return f"columns = {{ {', '.join(pairs)} }}"
