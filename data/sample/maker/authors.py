"""The author of each row: an identifier, a type, a postal code."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .draw import shuffled, weighed
from .model import Answer, Author, Contribution, opaque
from .patterns import FIRST_PERSON, FOR_OTHERS, IN_BUSINESS
from .planted import ASSOCIATION, BUS, BUSINESS, CITIZEN, IMPERSONAL, ZIP_CODES, ZIP_CODES_FAR

TWICE: Final = 35  # authors who contribute a second time
UNKNOWN: Final = 0.032  # of the ordinary contributions have no author; with the bus campaign 4 %
FAR: Final = 0.30  # of those who never say « je », « nous » nor « on »


def sign(rows: Sequence[Contribution], dice: random.Random) -> None:
    """An author for each row: some unknown, some with a second row that does not say who speaks."""
    for rank, row in enumerate(rows):
        row.author = author(rank, row, dice)
    own = [row for row in rows if not any(each.kind == "campaign" for each in row.answers.values())]
    drawn = shuffled([row for row in own if row.answers and not row.trashed], dice)
    silent = [row for row in drawn if not row.tells][:TWICE]
    others = [row for row in drawn if row not in silent]
    for row, second in zip(others, silent, strict=False):
        second.author = row.author
    for row in others[TWICE:][: round(UNKNOWN * len(rows))]:
        row.author = nobody(row.author, dice)
    for row in rows:
        if row.answers.get(BUS.question, Answer("")).text == BUS.text:
            row.author = nobody(row.author, dice)


def author(rank: int, row: Contribution, dice: random.Random) -> Author:
    """One author, of the type and place the words allow."""
    name = f"courvallon-2030/author/{rank}"
    far = dice.random() < FAR and not (row.tells or FIRST_PERSON.search(row.words))
    place = weighed(ZIP_CODES_FAR if far else ZIP_CODES, dice)
    return Author(opaque("User", name), author_type(row, dice), place)


def author_type(row: Contribution, dice: random.Random) -> str:
    """Citizens, but for those who speak for a club, from behind a counter or from the council."""
    if FOR_OTHERS.search(row.words):
        return ASSOCIATION
    if IN_BUSINESS.search(row.words) and dice.random() < 0.6:
        return BUSINESS
    if row.ideas and not FIRST_PERSON.search(row.words):
        return weighed(IMPERSONAL, dice)
    return CITIZEN


def nobody(author: Author, dice: random.Random) -> Author:
    """The same place without a name; half of them without a type either."""
    return replace(author, id="", type=author.type if dice.random() < 0.5 else "")
