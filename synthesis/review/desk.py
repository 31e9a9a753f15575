"""Where reviewers work: the run they judge, and the journal of what they decide about it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from synthesis.decisions.base import Base
from synthesis.decisions.fold import fold
from synthesis.decisions.review import Review
from synthesis.decisions.rules import Asked, check, objects
from synthesis.errors import RefusedError
from synthesis.ground import base as bases
from synthesis.journal import Decision, Event, Journal, canonical
from synthesis.recipe import Recipe
from synthesis.store import Warehouse


@dataclass
class Desk:
    """One consultation under review; several threads may ask at once."""

    recipe: Recipe
    warehouse: Warehouse
    journal: Journal
    _bases: dict[str, Base] = field(default_factory=dict)
    _events: list[Event] = field(default_factory=list)
    _reviews: dict[str, tuple[int, Review]] = field(default_factory=dict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    heard: Callable[[], None] = lambda: None  # called when a decision was recorded; must not fail

    def base(self, question: str) -> Base:
        """What the run found of a question, read at the first use."""
        with self._lock:
            if question not in self._bases:
                self._bases[question] = bases.read(self.warehouse, question, self.recipe.id)
            return self._bases[question]

    def review(self, question: str) -> Review:
        """Where the review of a question stands, with all that is recorded by now."""
        with self._lock:
            self._events += self.journal.events(self._events[-1].seq if self._events else 0)
            about = [event for event in self._events if event.question == question]
            last = about[-1].seq if about else 0
            known, review = self._reviews.get(question, (-1, None))
            if review is None or known != last:
                review = fold(self.base(question), about)
                review.present()  # worked out here, where no other thread is
                self._reviews[question] = (last, review)
            return review

    def events(self) -> list[Event]:
        """All that was decided, in order."""
        with self._lock:
            self._events += self.journal.events(self._events[-1].seq if self._events else 0)
            return list(self._events)

    def act(
        self,
        actor: str,
        role: str,
        op: str,
        question: str,
        payload: Mapping[str, Any],
        versions: Mapping[str, int],
        key: str,
        seen: Sequence[str] = (),
        cancels: int | None = None,
    ) -> Event:
        """Record a decision; on the disk when this returns.

        `versions` are those of the things as the person's page showed them; where it showed none,
        the present one is taken, but for a cluster: that must have been seen. StaleError,
        RefusedError: nothing is recorded. A form sent twice gives the event of the first time.
        """
        before = self.journal.recorded(key)
        if before is not None:
            asked_again = (before.actor, before.op, before.question, before.cancels)
            if asked_again != (actor, op, question, cancels) or not _is_again(before, payload):
                raise RefusedError("key_used")
            return before
        review = self.review(question)
        asked = Asked(actor, role, op, _completed(review, op, payload), key, cancels)
        check(review, asked)
        if any(address not in review.base.states for address in seen):
            raise RefusedError("seen_elsewhere")
        reads, writes = objects(review, asked)
        expects = {}
        for name in (*reads, *writes):
            if name not in versions and "/cluster/" in name and "/vote/" not in name:
                raise RefusedError("version_missing", object=name)
            expects[name] = versions.get(name, review.version(name))
        decision = Decision(
            actor=actor,
            role=role,
            op=op,
            question=question,
            expects=expects,
            writes=writes,
            payload=asked.payload,
            key=key,
            run=review.base.run,
            seen=seen,
            cancels=cancels,
        )
        event = self.journal.append(decision)
        self.heard()
        return event


def _is_again(before: Event, payload: Mapping[str, Any]) -> bool:
    """Whether a form says what it said when it was sent before: a browser gives back the page one
    left with its key, and what is typed there then is another decision.
    """
    if before.op == "open_coding":
        return True  # drawn anew at each sending
    said = {name: value for name, value in before.payload.items() if name != "words"}
    return canonical(said) == canonical(dict(payload))


def _completed(review: Review, op: str, payload: Mapping[str, Any]) -> dict[str, Any]:
    """With the keyed digest of the words of what is moved: a later run sees if they changed."""
    if op in ("move", "off_topic", "no_content", "minority") and "answers" in payload:
        known = [address for address in payload["answers"] if address in review.base.states]
        return {**payload, "words": dict(review.base.words(known))}
    return dict(payload)
