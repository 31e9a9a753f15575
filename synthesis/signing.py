"""Watching for the last signature, beside the workshop: whoever signs never waits for it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from synthesis.decisions.review import Review
from synthesis.errors import DoleancesError
from synthesis.ground import base as bases
from synthesis.publication import gate
from synthesis.review.desk import Desk

PATIENCE: Final = 120.0  # seconds for a server to hear of it
_CLUSTERED: Final = "select distinct question_id from clusters order by question_id"
_OPEN: Final = "select question_id from questions where kind = 'open' order by position"

Tell = Callable[[str, Path, str, int], None]  # consultation, recipe, head, what else is missing


@dataclass(frozen=True)
class Standing:
    """Whether every cluster of every question is signed; if so, how many other things miss."""

    signed: bool
    missing: int = 0


def standing(desk: Desk) -> Standing:
    """Where all questions stand together; one without clusters needs no signature."""
    clustered = [str(row["question_id"]) for row in desk.warehouse.rows(_CLUSTERED)]
    decided = {event.question for event in desk.events()}
    # Nothing is read of a question before its turn: most of the time one is enough to say no.
    if (
        not clustered
        or not decided.issuperset(clustered)
        or not all(_is_signed(desk.review(question)) for question in clustered)
    ):
        return Standing(False)
    folded = [desk.review(str(row["question_id"])) for row in desk.warehouse.rows(_OPEN)]
    return Standing(
        True,
        sum(
            len(
                gate.missing(
                    review,
                    gate.personal(desk.warehouse, review.base.question),
                    bases.numbers(desk.warehouse, review.base.question),
                )
            )
            for review in folded
        ),
    )


def _is_signed(review: Review) -> bool:
    return all(review.status(key) == "signed" for key in review.present())


def told(id: str, recipe: Path, head: str, missing: int) -> None:
    """Tell the Prefect server, in a process of its own: flows is where Prefect is known."""
    subprocess.run(
        [sys.executable, "-m", "flows.signed", id, str(recipe), head, str(missing)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )


class Watch:
    """While it lasts, `tell` is told when the last signature falls, and when nothing else misses.

    Decisions are looked at in a thread of its own. What fails there is told on standard error, and
    disturbs nobody: an edition can always be published by hand.
    """

    def __init__(self, desk: Desk, recipe: Path, tell: Tell = told) -> None:
        self._desk, self._recipe, self._tell = desk, recipe.resolve(), tell
        self._heard, self._is_over = threading.Event(), False
        self.began = threading.Event()  # set once it knows where things stood when it was opened
        self._thread = threading.Thread(target=self._watch, name="signing", daemon=True)

    def __enter__(self) -> Watch:
        self._desk.heard = self._heard.set
        self._head = self._desk.journal.head()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        self._heard.set()
        self._thread.join(1.0)  # who closes the workshop does not wait for a server

    def _watch(self) -> None:
        last = self._look(None)
        if self._desk.journal.head() != self._head:  # decided meanwhile: better twice than never
            last = Standing(False)
        self.began.set()
        while self._heard.wait():
            self._heard.clear()
            last = self._look(last)
            if self._is_over:
                break
        self._desk.journal.close()  # what this thread had open

    def _look(self, last: Standing | None) -> Standing | None:
        try:
            now = standing(self._desk)
            if last is not None and now.signed and now != last and self._news(last, now):
                seq, digest = self._desk.journal.head()
                self._tell(self._desk.recipe.id, self._recipe, f"{seq}:{digest}", now.missing)
        except (DoleancesError, OSError, subprocess.SubprocessError) as error:
            print(f"doleances: l’événement « signé » n’est pas parti : {error}", file=sys.stderr)
            return last
        return now

    @staticmethod
    def _news(last: Standing, now: Standing) -> bool:
        """Signed now and not before; or signed before, and the last other thing done now."""
        return not last.signed or (last.missing > 0 and now.missing == 0)
