"""What is kept from someone, content by content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from synthesis.review.people import Person
from synthesis.review.secrecy import hidden
from tests.decisions.conftest import Room, small_base

ANA, BRUNO = Person("r-01", "Ana", "reviewer"), Person("r-02", "Bruno", "reviewer")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    """An empty journal over a small question."""
    made = Room(tmp_path / "r.journal.sqlite", small_base())
    yield made
    made.desk.journal.close()


def test_t_secret_a_vote_on_another_content_shows_no_vote_on_this_one(room: Room) -> None:
    """Ana judged a cluster; it changed, Bruno judged it as it is; put back, her vote counts again,
    and she must not read his: she may yet have that content to judge.
    """
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    first = room.act("r-01", "accept", cluster=key)
    room.act("r-03", "move", answers=["GD-10"], to=key)
    second = room.act("r-02", "accept", cluster=key, verdict="not_one_idea")
    room.act("r-03", "move", answers=["GD-10"], to=room.key(1))

    assert {"r-01"} == set(room.review.votes_now(key))
    assert hidden(ANA, room.review, second)
    assert hidden(BRUNO, room.review, first)

    same = room.act("r-02", "accept", cluster=key)

    assert not hidden(ANA, room.review, same)
    assert not hidden(BRUNO, room.review, first)
