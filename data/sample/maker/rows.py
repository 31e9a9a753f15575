"""The contributions: the ordinary ones, the campaigns, the moderated, those sent twice."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from .answers import composed
from .dates import DAYS, OPENED
from .draw import shuffled, weighed
from .model import Answer, Contribution
from .patterns import PERSONA
from .planted import MODERATED, NOTHING, NOTHING_MORE, OPEN, Campaign

FILLED: Final = 0.65  # of the cells of an open question, but in the campaigns
SAYS_NOTHING: Final = 0.06  # of the answers to an open question
RESENT: Final = 8
DELAYS: Final = tuple(timedelta(seconds=seconds) for seconds in (131, 427, 93_804, 260_511))


def contributions(dice: random.Random) -> list[Contribution]:
    """The ordinary ones: their answers, dealt so that no two of one row tell who speaks."""
    answers = {question: composed(question, dice) for question in OPEN}
    filled = sum(map(len, answers.values())) / (1 - SAYS_NOTHING)
    rows = [Contribution() for _ in range(round(filled / FILLED / len(OPEN)))]
    for question in OPEN:
        deal(question, answers[question], rows, dice)
        say_nothing(question, len(answers[question]), rows, dice)
    for row in rows:
        row.answers = {question: row.answers[question] for question in sorted(row.answers)}
    return rows


def deal(
    question: str, answers: Sequence[Answer], rows: Sequence[Contribution], dice: random.Random
) -> None:
    """Give each answer to a row of its own."""
    free = shuffled(rows, dice)
    told = [answer for answer in answers if PERSONA.search(answer.text)]
    untold = [answer for answer in answers if not PERSONA.search(answer.text)]
    silent = [row for row in free if not row.tells]
    taken = list(zip(silent, told, strict=False))
    used = {row for row, _ in taken}
    left = (row for row in free if row not in used)
    for row, answer in [*taken, *zip(left, untold, strict=False)]:
        row.answers[question] = answer


def say_nothing(
    question: str, answered: int, rows: Sequence[Contribution], dice: random.Random
) -> None:
    """Answers without content, in some of the cells left empty."""
    count = round(answered * SAYS_NOTHING / (1 - SAYS_NOTHING))
    empty = [row for row in shuffled(rows, dice) if question not in row.answers]
    for row in empty[:count]:
        said = any(answer.kind != "no_content" for answer in row.answers.values())
        words = weighed({**NOTHING, **NOTHING_MORE} if said else NOTHING, dice)
        row.answers[question] = Answer(words, (), "no_content")


def signed(campaign: Campaign, dice: random.Random) -> list[Contribution]:
    """The copies of a campaign, those reworded among the others, some under its title."""
    texts = [*campaign.reworded, *[campaign.text] * (campaign.signed - len(campaign.reworded))]
    return [
        Contribution(
            {campaign.question: Answer(text, (campaign.idea,), "campaign")},
            title=campaign.title if dice.random() < campaign.titled else "",
        )
        for text in (shuffled(texts, dice) if campaign.reworded else texts)
    ]


def moderated() -> list[Contribution]:
    """What the moderators put in the bin: still in the file, to be counted and not analysed."""
    return [
        Contribution(
            {number: Answer(text, (), "moderated") for number, text in texts.items()},
            trashed=status,
        )
        for status, texts in MODERATED
    ]


def resent(rows: Sequence[Contribution], dice: random.Random) -> list[Contribution]:
    """The same author sends the same answer again, some minutes or days later."""
    fit = [row for row in shuffled(rows, dice) if may_resend(row, rows)]
    return [
        replace(
            row,
            created=row.created + DELAYS[rank % len(DELAYS)],
            answers={
                question: replace(answer, kind="duplicate")
                for question, answer in row.answers.items()
            },
        )
        for rank, row in enumerate(fit[:RESENT])
    ]


def may_resend(row: Contribution, rows: Iterable[Contribution]) -> bool:
    """One idea in one answer, early enough, from a known author of nothing else."""
    return (
        bool(row.author.id)
        and [answer.kind for answer in row.answers.values()] == ["idea"]
        and not row.trashed
        and row.created.date() < OPENED + timedelta(DAYS - 4)
        and sum(row.author == other.author for other in rows) == 1
    )


def numbered(rows: Iterable[Contribution], dice: random.Random) -> list[Contribution]:
    """The rows by moment, with references that skip the drafts nobody sent."""
    last = 0
    ordered = sorted(rows, key=lambda row: row.created)
    for row in ordered:
        last += 1 if dice.random() < 0.92 else 2
        row.reference = f"9-{last}"
    return ordered
