"""The 94 questions of the Grand Débat national of 2019, and how a column is told to be one."""

from __future__ import annotations

import csv
import difflib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, cast

from synthesis.sources.headers import plain
from synthesis.sources.layout import Kind

ALIKE: Final = 0.85  # of two titles: the wording changed a little between snapshots
SAME_SUBJECT: Final = 0.6  # of two titles under one number: beyond, another form reuses it
TELLING: Final = 30  # letters that tell a title from another; « Pourquoi ? » is anyone's
MOST: Final = 0.5  # share of a file's telling titles to be found before any is believed


@dataclass(frozen=True)
class Official:
    """One question: its number, its theme (the name of the official file), its kind, its title."""

    number: str
    theme: str
    kind: Kind
    title: str


@cache
def official_questions() -> tuple[Official, ...]:
    """The official list, in the order of the questionnaires."""
    text = resources.files(__package__).joinpath("grand_debat_questions.csv").read_text("utf-8")
    return tuple(
        Official(row["number"], row["theme"], cast("Kind", row["kind"]), row["title"])
        for row in csv.DictReader(text.splitlines())
    )


def by_number(number: str, title: str) -> Official | None:
    """The official question of that number, unless the title shows another form reuses it."""
    for question in official_questions():
        if question.number == number:
            ours, theirs = plain(title), plain(question.title)
            alike = difflib.SequenceMatcher(None, ours, theirs).ratio() >= SAME_SUBJECT
            return question if alike or _shortened(ours, theirs) else None
    return None


def by_titles(titles: Sequence[str]) -> tuple[Official | None, ...]:
    """The official question of each bare title, in order; all None for another questionnaire.

    Titles repeat (`Si oui, comment ?`), so each is looked for first after the one found before it.
    """
    theme = _theme(titles)
    found: list[Official | None] = []
    left, last = list(theme), -1
    for title in titles:
        same = _candidates(title, left)
        match = next((each for each in same if theme.index(each) > last), next(iter(same), None))
        if match:
            left.remove(match)
            last = theme.index(match)
        found.append(match)
    telling = [match for title, match in zip(titles, found, strict=True) if _telling(title)]
    believed = any(telling) and len(telling) - telling.count(None) >= MOST * len(telling)
    return tuple(found) if believed else (None,) * len(found)


def _theme(titles: Sequence[str]) -> tuple[Official, ...]:
    """The questions of the theme most of the titles belong to."""
    themes = Counter(
        each.theme for title in titles for each in _candidates(title, official_questions())
    )
    if not themes:
        return ()
    likeliest = themes.most_common(1)[0][0]
    return tuple(each for each in official_questions() if each.theme == likeliest)


def _candidates(title: str, questions: Sequence[Official]) -> list[Official]:
    """The questions so titled; failing that those it shortens, failing that the likest one."""
    ours = plain(title)
    theirs = {each: plain(each.title) for each in questions}
    equal = [each for each in questions if theirs[each] == ours]
    close = equal or [each for each in questions if _shortened(ours, theirs[each])]
    if close:
        return close
    likest = difflib.get_close_matches(ours, theirs.values(), 1, ALIKE)
    return [each for each in questions if theirs[each] in likest][:1]


def _shortened(ours: str, theirs: str) -> bool:
    short, long = sorted((ours, theirs), key=len)
    return len(short) >= TELLING and long.startswith(short)


def _telling(title: str) -> bool:
    return len(plain(title)) >= TELLING
