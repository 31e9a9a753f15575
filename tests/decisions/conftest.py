"""A small question: four clusters of six answers, two unclassified, three that say nothing."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from synthesis.decisions.base import Base, Found
from synthesis.decisions.review import Review
from synthesis.errors import DecisionError
from synthesis.journal import Event, Journal
from synthesis.recipe import Recipe
from synthesis.review.desk import Desk

QUESTION = "Q1"
KEYS = range(4)


def small_base(run: str = "run-1", words: str = "") -> Base:
    """The base of a run; `words` changes the digests of its texts."""
    answers = {n: [f"GD-{n}{i}" for i in range(6)] for n in KEYS}
    found = [Found(n, hashlib.sha256("\n".join(answers[n]).encode()).hexdigest()) for n in answers]
    places: dict[str, str | None] = {
        address: found[n].key for n, group in answers.items() for address in group
    }
    places |= {"GD-u1": None, "GD-u2": None}
    silent = ["GD-s1", "GD-s2", "GD-s3"]
    states = dict.fromkeys(places, "analysed") | dict.fromkeys(silent, "no_content")
    states["GD-m1"] = "moderated"
    counts = {"analysed": 26, "no_content": 3, "moderated": 1, "empty": 70}
    return Base(
        QUESTION,
        run,
        {each.key: each for each in found},
        places,
        states,
        counts,
        words=lambda addresses: {each: f"{each}{words}" for each in addresses},
    )


class Room:
    """People at a desk over one question; `act` gives what is in the form the present versions."""

    def __init__(self, path: Path, base: Base) -> None:
        self.path, self.base = path, base
        self.keys = (uuid.uuid4().hex for _ in count())
        self.desk = self.opened()

    def opened(self) -> Desk:
        """A desk as a process that has just started has it."""
        recipe = Recipe(id="r", title="", language="fr", sources=(), folder=self.path.parent)
        return Desk(recipe, None, Journal(self.path), {QUESTION: self.base})  # type: ignore[arg-type]

    @property
    def review(self) -> Review:
        """Where the review stands."""
        return self.desk.review(QUESTION)

    def key(self, n: int) -> str:
        """The key of the n-th cluster of the run."""
        return list(self.base.clusters)[n]

    def act(
        self, actor: str, op: str, role: str = "reviewer", cancels: int | None = None, **given: Any
    ) -> Event:
        """Record a decision of someone who has just opened the page."""
        review = self.review
        if op == "accept":
            given = {"verdict": "one_idea", "content": review.content(given["cluster"])} | given
        seen = {name: n for name, n in review.versions.items() if "/cluster/" in name}
        seen = {f"{QUESTION}/cluster/{key}": 0 for key in review.clusters} | seen
        return self.desk.act(actor, role, op, QUESTION, given, seen, next(self.keys), (), cancels)

    def try_to(self, actor: str, op: str, **given: Any) -> Event | None:
        """The same; nothing where the rules refuse it."""
        try:
            return self.act(actor, op, **given)
        except DecisionError:
            return None


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """An empty journal over the small question."""
    made = Room(tmp_path / "r.journal.sqlite", small_base())
    yield made
    made.desk.journal.close()


@pytest.fixture
def signed(room: Room) -> Callable[[int], str]:
    """Call it with n: the n-th cluster, named and accepted by two people; its key."""

    def sign(n: int) -> str:
        key = room.key(n)
        room.act("r-01", "rename", cluster=key, label_fr=f"Idée {n}")
        for actor in ("r-01", "r-02"):
            room.act(actor, "accept", cluster=key)
        return key

    return sign
