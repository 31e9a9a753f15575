"""The two files: the official layout, and the truth beside it."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from .draw import SEED
from .model import Contribution, opaque
from .planted import TITLES

BASE: Final = (
    "id",
    "reference",
    "title",
    "createdAt",
    "publishedAt",
    "updatedAt",
    "trashed",
    "trashedStatus",
    "authorId",
    "authorType",
    "authorZipCode",
)


def exported(rows: Iterable[Contribution]) -> Iterator[list[str]]:
    """The header and the rows, one of which is given twice."""
    given = [cells(row) for row in rows]
    given.insert(700, given[412])  # the exporter tried a page again
    yield header()
    yield from given


def header() -> list[str]:
    """The eleven base columns, then one a question."""
    codes = (base64.b64encode(f"Question:{each}".encode()).decode() for each in TITLES)
    names = (f"Q{code} - {title}" for code, title in zip(codes, TITLES.values(), strict=True))
    return [*BASE, *names]


def cells(row: Contribution) -> list[str]:
    """One row in the official layout; what is drawn depends on its reference alone."""
    dice = random.Random(f"{SEED}/{row.reference}")
    published = row.created + timedelta(seconds=int(dice.random() * 200))
    updated = str(published + timedelta(minutes=5 + int(dice.random() * 3000)))
    said = {question: answer.text for question, answer in row.answers.items()} | row.choices
    return [
        opaque("Proposal", f"courvallon-2030/{row.reference}"),
        row.reference,
        row.title,
        str(row.created),
        str(published),
        updated if dice.random() < 0.05 else "",
        "true" if row.trashed else "false",
        row.trashed,
        row.author.id,
        row.author.type,
        row.author.zip_code,
        *(said.get(question, "") for question in TITLES),
    ]


def truth(rows: Iterable[Contribution]) -> Iterator[list[str]]:
    """What was planted in each filled cell of an open question."""
    yield ["reference", "question_id", "ideas", "kind"]
    for row in rows:
        for question, answer in row.answers.items():
            yield [row.reference, question, "|".join(answer.ideas), answer.kind]


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """CSV as the platform writes it: UTF-8, every field quoted, LF."""
    lines = (",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows)
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
