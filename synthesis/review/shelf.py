"""What is read of a question to show it, kept from one page to the next."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from synthesis import lexicon
from synthesis.decisions.review import Review
from synthesis.review import corpus, profile
from synthesis.review.asking import ask
from synthesis.review.corpus import Corpus
from synthesis.review.desk import Desk
from synthesis.review.members import Members, present
from synthesis.review.profile import Traits
from synthesis.store import Row

if TYPE_CHECKING:
    from starlette.requests import Request

T = TypeVar("T")


@dataclass
class Shelf:
    """The corpora of a desk, read at first use, and the clusters that decisions made of them.

    Members are kept until a decision changes them: what was counted of them is counted once.
    """

    desk: Desk
    _corpora: dict[str, Corpus] = field(default_factory=dict)
    _traits: dict[str, Traits] = field(default_factory=dict)
    _found: dict[str, dict[int, Row]] = field(default_factory=dict)
    _members: dict[tuple[str, str], tuple[object, Members]] = field(default_factory=dict)
    _notes: dict[tuple[str, str, str], tuple[object, object]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def corpus(self, question: str) -> Corpus:
        """The answers of a question and what they weigh."""
        with self._lock:
            if question not in self._corpora:
                base = self.desk.base(question)
                self._corpora[question] = corpus.read(self.desk.warehouse, base)
            return self._corpora[question]

    def traits(self, question: str) -> Traits:
        """What is known of them besides."""
        with self._lock:
            if question not in self._traits:
                self._traits[question] = profile.read(self.corpus(question))
            return self._traits[question]

    def found(self, question: str) -> Mapping[int, Row]:
        """Stability and first terms of each cluster of the run, by its number."""
        with self._lock:
            if question not in self._found:
                rows = ask(self.desk.warehouse, "queue", question=question)
                self._found[question] = {row["cluster_id"]: row for row in rows}
            return self._found[question]

    @cached_property
    def token_pattern(self) -> str:
        """What the run took for a word."""
        recipe = self.desk.recipe
        given = recipe.rules.get("lexicon", lexicon.packaged())
        return lexicon.read(given, recipe.language).token_pattern

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The words of every question of the consultation, by its identifier."""
        return {row["question_id"]: row["title"] for row in ask(self.desk.warehouse, "titles")}

    def members(self, review: Review, key: str) -> Members:
        """The members of a cluster as decisions have it."""
        question = review.base.question
        made = (review.parts(key), review.taken_out(key), review.put_in(key))
        with self._lock:
            kept = self._members.get((question, key))
            if kept is None or kept[0] != made:
                kept = self._members[question, key] = (
                    made,
                    present(self.corpus(question), review, key),
                )
            return kept[1]

    def once(self, review: Review, key: str, what: str, of: object, make: Callable[[], T]) -> T:
        """What is told of a cluster, made anew only where it changed, or what it is made `of`."""
        place, now = (review.base.question, key, what), (self.members(review, key), of)
        with self._lock:
            note = self._notes.get(place)
        if note is not None and _same(note[0], now):
            return cast(T, note[1])
        made = make()
        with self._lock:
            self._notes[place] = (now, made)
        return made

    def everyone(self, review: Review) -> dict[str, Members]:
        """The members of all clusters that hold answers, by key."""
        return {key: self.members(review, key) for key in review.present()}


def _same(one: object, other: tuple[object, object]) -> bool:
    """Whether these are the very same members, with equal things beside."""
    return isinstance(one, tuple) and one[0] is other[0] and one[1] == other[1]


def shelf_of(request: Request) -> Shelf:
    """The shelf of the workshop asked."""
    found: Shelf = request.app.state.shelf
    return found
