"""The answers to an open question, from the entries written by hand."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from .draw import pick, shuffled
from .joining import both, lowered, may_follow
from .model import Answer
from .planted import BANK, ECHOED, LONG, OPEN, RANKED

LONG_QUESTION: Final = "906"
# By rank: entries given to an answer of two ideas, and entries that follow another of their idea.
SHARED: Final = (12, 12, 14, 14, 16, 16, 18, 18, 20, 20)
FOLLOWING: Final = (0, 0, 0, 0, 0, 4, 7, 9, 11, 12)


def read_bank(name: str) -> dict[str, list[str]]:
    """The entries of each idea of a question, in the order of the file."""
    bank: dict[str, list[str]] = {}
    for line in (BANK / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            entries = bank.setdefault(line.removeprefix("## ").split(" | ")[0], [])
        elif line:
            entries.append(line)
    return bank


def composed(question: str, dice: random.Random) -> list[Answer]:
    """Every entry of the bank of a question in one answer; a few short ones in several."""
    bank = read_bank(OPEN[question])
    answers = list(echoes(bank, dice))
    pool = {idea: shuffled(entries, dice) for idea, entries in bank.items()}
    if question == LONG_QUESTION:
        answers.append(long_text(pool))
    for idea, count in zip(RANKED[question], FOLLOWING, strict=True):
        answers += [Answer(both(pool[idea], pool[idea], dice), (idea,)) for _ in range(count)]
    answers += two_ideas(RANKED[question], pool, dice)
    for idea, entries in pool.items():
        kind = "idea" if idea in RANKED[question] else "minority"
        answers += [Answer(entry, (idea,), kind) for entry in entries]
    return shuffled(answers, dice)


def echoes(bank: Mapping[str, Sequence[str]], dice: random.Random) -> Iterator[Answer]:
    """The short answers that others give too, each typed in its own way."""
    for idea, entries in bank.items():
        for entry in entries:
            for _ in range(ECHOED.get(entry, 0)):
                ways = (entry, entry, entry.lower(), entry.rstrip(" !") + " !", entry + ".")
                yield Answer(pick(ways, dice), (idea,))


def long_text(pool: Mapping[str, list[str]]) -> Answer:
    """The one contribution that has something to say of everything, at length."""
    parts = []
    for before, idea, beginning in LONG:
        entry = next(each for each in pool[idea] if each.startswith(beginning))
        pool[idea].remove(entry)
        parts.append(before + (lowered(entry) if before.endswith((", ", ": ")) else entry))
    ideas = tuple(dict.fromkeys(idea for _, idea, _ in LONG))
    return Answer(" ".join(parts), ideas, "mixed")


def two_ideas(
    ranked: Sequence[str], pool: Mapping[str, list[str]], dice: random.Random
) -> Iterator[Answer]:
    """Answers that say two things, the less common ideas more often than the others."""
    shares = zip(ranked, SHARED, strict=True)
    places = shuffled((idea for idea, count in shares for _ in range(count)), dice)
    while places:
        one = places.pop()
        other = next(idea for idea in places if idea != one)
        places.remove(other)
        one, other = sorted((one, other), key=lambda idea: sum(map(may_follow, pool[idea])))
        yield Answer(both(pool[one], pool[other], dice), (one, other), "mixed")
