"""Three people deciding in any order, with crashes: nothing is lost, nobody signs alone.

200 sequences here; `DOLEANCES_SEQUENCES=2000` runs as many as one asks.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from synthesis.decisions.fold import fold
from synthesis.decisions.review import VERDICTS
from synthesis.journal import Event, Journal
from tests.decisions.conftest import Room, small_base

SEQUENCES = int(os.environ.get("DOLEANCES_SEQUENCES", "200"))
PEOPLE = {"r-01": "reviewer", "r-02": "reviewer", "r-03": "arbiter"}

people = st.sampled_from(sorted(PEOPLE))
numbers = st.integers(0, 3)
words = st.sampled_from(["Une idée", "Une autre", "Écoles"])
answers = st.lists(
    st.sampled_from(
        [f"GD-{n}{i}" for n in range(4) for i in range(6)] + ["GD-u1", "GD-s1", "GD-m1"]
    ),
    min_size=1,
    max_size=4,
    unique=True,
)


class Workshop(RuleBasedStateMachine):
    """The desk of one question; refusals are part of the game, and must change nothing."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="doleances-"))
        self.room = Room(self.folder / "r.journal.sqlite", small_base())
        self.heads = [(0, "0" * 64)]

    def attempt(self, actor: str, op: str, **given: Any) -> Event | None:
        before, head = self.room.review.digest(), self.room.desk.journal.head()
        event = self.room.try_to(actor, op, role=PEOPLE[actor], **given)
        if event is None:
            assert (before, head) == (self.room.review.digest(), self.room.desk.journal.head())
        return event

    @rule(actor=people, n=numbers, name=words)
    def rename(self, actor: str, n: int, name: str) -> None:
        self.attempt(actor, "rename", cluster=self.room.key(n), label_fr=name)

    @rule(actor=people, n=numbers, verdict=st.sampled_from(["one_idea", "one_idea", *VERDICTS]))
    def accept(self, actor: str, n: int, verdict: str) -> None:
        self.attempt(actor, "accept", cluster=self.room.key(n), verdict=verdict)

    @rule(actor=people, n=numbers, fits=answers, misfits=answers)
    def judge(self, actor: str, n: int, fits: list[str], misfits: list[str]) -> None:
        self.attempt(actor, "judge", cluster=self.room.key(n), fits=fits, misfits=misfits)

    @rule(n=numbers, name=words)
    def sign_a_cluster(self, n: int, name: str) -> None:
        """What would seldom happen by chance: two people in a row agree."""
        self.rename("r-01", n, name)
        self.accept("r-01", n, "one_idea")
        self.accept("r-02", n, "one_idea")

    @rule(actor=people, moved=answers, n=st.integers(-1, 3))
    def move(self, actor: str, moved: list[str], n: int) -> None:
        self.attempt(actor, "move", answers=moved, to="" if n < 0 else self.room.key(n))

    @rule(
        actor=people,
        op=st.sampled_from(["off_topic", "no_content", "minority", "reclassify"]),
        moved=answers,
        n=st.integers(-3, 3),
    )
    def file(self, actor: str, op: str, moved: list[str], n: int) -> None:
        about: dict[str, Any] = {"answers": moved} if n < 0 else {"cluster": self.room.key(n)}
        self.attempt(actor, op, comment="Parce que.", position="Contre.", **about)

    @rule(actor=people, one=numbers, other=numbers)
    def merge(self, actor: str, one: int, other: int) -> None:
        keys = {"cluster": self.room.key(one), "into": self.room.key(other)}
        self.attempt(actor, "merge", comment="Même demande.", **keys)

    @rule(actor=people, agrees=st.booleans())
    def answer(self, actor: str, agrees: bool) -> None:
        for proposal in self.room.review.pending()[:1]:
            op = "confirm" if agrees else "decline"
            self.attempt(actor, op, proposal=proposal.event.seq, comment="Vu.")

    @rule(actor=people, address=st.sampled_from(["GD-00", "GD-11"]))
    def flag(self, actor: str, address: str) -> None:
        self.attempt(actor, "flag", answer=address, spans=[[0, 3]], comment="Un nom.")

    @rule(actor=people, n=numbers)
    def arbitrate(self, actor: str, n: int) -> None:
        key = self.room.key(n)
        given = {"outcome": "one_idea", "reason": "Une demande.", "cluster": key}
        self.attempt(actor, "arbitrate", content=self.room.review.content(key), **given)

    @rule(actor=people, back=st.integers(1, 6))
    def undo(self, actor: str, back: int) -> None:
        events = self.room.review.events
        if len(events) >= back:
            self.attempt(actor, "undo", cancels=events[-back].seq)

    @rule(actor=people, moved=answers, n=numbers)
    def t_undo_restores_and_redo_repeats(self, actor: str, moved: list[str], n: int) -> None:
        before = self.room.review.digest()
        done = self.attempt(actor, "move", answers=moved, to=self.room.key(n))
        if done is None:
            return
        after = self.room.review.digest()
        undone = self.attempt(actor, "undo", cancels=done.seq)

        assert before == self.room.review.digest()
        assert undone is not None

        self.attempt(actor, "undo", cancels=undone.seq)

        assert after == self.room.review.digest()

    @rule()
    def crash(self) -> None:
        """The process dies; another one starts on the same file."""
        digest = self.room.review.digest()
        self.room.desk.journal.close()
        self.room.desk = self.room.opened()

        assert digest == self.room.review.digest()

    @invariant()
    def t_ledger_every_answer_is_in_one_state_and_one_place(self) -> None:
        review, base = self.room.review, self.room.base
        counted = Counter(review.state_of(address) for address in base.states)
        counted["empty"] = base.counts["empty"]
        places = Counter(review.place_of(address) for address in base.states)
        sizes = {key: len(review.members(key)) for key in base.clusters}

        assert sum(base.counts.values()) == sum(review.ledger().values())
        assert dict(counted) == review.ledger()
        assert {key: places[key] for key in base.clusters} == sizes

    @invariant()
    def t_two_no_signature_stands_on_one_person_or_on_another_content(self) -> None:
        review = self.room.review
        for key in review.clusters:
            if review.status(key) == "signed":
                content = review.content(key)
                agreed = {
                    vote.actor
                    for vote in review.votes[key]
                    if vote.verdict == "one_idea" and vote.content == content
                }
                settled = review.arbitrations.get(key)
                third = settled is not None and settled.content == content
                assert len(agreed) >= 2 or third

    @invariant()
    def t_two_nobody_confirms_what_they_proposed(self) -> None:
        for proposal in self.room.review.proposals.values():
            assert proposal.by != proposal.event.actor

    @invariant()
    def t_nothing_waits_that_nobody_can_agree_to(self) -> None:
        for proposal in self.room.review.pending():
            named = [proposal.event.payload.get(name) for name in ("cluster", "into")]
            assert all(self.room.review.clusters[key].into is None for key in named if key)

    @invariant()
    def t_replay_what_is_exported_gives_the_same_state(self) -> None:
        lines = list(self.room.desk.journal.export())
        events = [Event.read(line.rstrip("\n")) for line in lines]

        assert self.room.review.digest() == fold(self.room.base, events).digest()

    @invariant()
    def t_chain_holds_every_head_there_was(self) -> None:
        journal = self.room.desk.journal
        self.heads.append(journal.head())

        assert [] == journal.verify(self.heads[len(self.heads) // 2])

    def teardown(self) -> None:
        lines = list(self.room.desk.journal.export())
        copy = Journal(self.folder / "copy.sqlite")
        copy.take(lines, self.folder / "decisions.jsonl")

        assert self.room.review.digest() == fold(self.room.base, copy.events()).digest()

        copy.close()
        self.room.desk.journal.close()
        shutil.rmtree(self.folder)


def test_t_ledger_t_undo_t_two_t_replay_any_sequence_of_decisions() -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Workshop, settings=settings(max_examples=SEQUENCES, stateful_step_count=25, deadline=None)
    )
