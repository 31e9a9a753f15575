"""Whether a question is open, closed or multiple, told from its cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from synthesis.sources.layout import Kind

SAMPLE: Final = 5_000  # rows looked at, more when a question was seldom answered; answers kept
SELDOM: Final = 200  # answers a question should have before reading on is no longer worth it
ENOUGH: Final = 20  # answers under which nothing is concluded
LABEL_LENGTH: Final = 200  # characters; the choices of a form are short
LABEL_COUNT: Final = 3  # a choice comes back
LABEL_SHARE: Final = 0.01  # and is no accident in a large sample
CLOSED_COVER: Final = 0.95  # of the answers are choices that come back; the rest is «autre : …»
MULTIPLE_COVER: Final = 0.90  # the same of the parts between bars, where «autre» has its own
BARRED_SHARE: Final = 0.05  # of the answers tick several choices
FREE_COVER: Final = 0.5  # distinct answers above which a listed multiple choice holds free text


@dataclass
class Tally:
    """What was seen of one question; its size does not grow with the sheet."""

    filled: int = 0
    barred: int = 0
    values: Counter[str] = field(default_factory=Counter)
    parts: Counter[str] = field(default_factory=Counter)

    def add(self, cell: str) -> None:
        """Count one cell, up to 5,000; blank ones tell nothing."""
        cell = cell.strip()
        if not cell or self.filled >= SAMPLE:
            return
        self.filled += 1
        self.barred += "|" in cell
        self.values[cell[:LABEL_LENGTH]] += 1
        self.parts.update(part.strip()[:LABEL_LENGTH] for part in cell.split("|"))

    @property
    def distinct_share(self) -> float:
        """Share of the answers that nobody gave before."""
        return len(self.values) / self.filled if self.filled else 0.0


def kind_of(tally: Tally) -> Kind:
    """Open, unless at least 20 answers prove otherwise: the words of people are never guessed away.

    A label is a value under 200 characters given at least 3 times and by 1 % of the answers.
    Closed: labels make up 95 % of the answers. Multiple: 5 % of the answers hold a bar, and
    labels make up 90 % of the parts between bars. With fewer answers a question is open, because
    listing words as choices would hide them, while grouping choices as words is only plain.
    """
    if tally.filled < ENOUGH:
        return "open"
    if tally.barred >= max(LABEL_COUNT, BARRED_SHARE * tally.filled):
        return "multiple" if _cover(tally.parts) >= MULTIPLE_COVER else "open"
    return "closed" if _cover(tally.values) >= CLOSED_COVER else "open"


def listed_multiple(tally: Tally) -> Kind:
    """Multiple as the official list says, unless the cells are nearly all different free texts."""
    free = tally.filled >= ENOUGH and tally.distinct_share > FREE_COVER
    return "open" if free else "multiple"


def _cover(values: Counter[str]) -> float:
    total = values.total()
    least = max(LABEL_COUNT, LABEL_SHARE * total)
    labels = (
        count for value, count in values.items() if count >= least and len(value) < LABEL_LENGTH
    )
    return sum(labels) / total


def wide_tallies(rows: Iterable[Sequence[str]], columns: Sequence[int]) -> Mapping[int, Tally]:
    """A tally for each column: the first 5,000 rows, then on while one has under 200 answers."""
    tallies = {column: Tally() for column in columns}
    for number, row in enumerate(rows, 1):
        for column, tally in tallies.items():
            tally.add(row[column])
        settled = number % SAMPLE == 0 and all(tally.filled >= SELDOM for tally in tallies.values())
        if settled:
            break
    return tallies
