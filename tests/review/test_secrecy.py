"""What is kept from someone, content by content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from synthesis.review.history import history
from synthesis.review.made import made
from synthesis.review.people import People, Person
from synthesis.review.secrecy import hidden, status_known, votes_known
from synthesis.review.turn import is_mine, next_step
from tests.decisions.conftest import Room, small_base

ANA, BRUNO = Person("r-01", "Ana", "reviewer"), Person("r-02", "Bruno", "reviewer")
OBSERVER, ARBITER = Person("r-08", "Odile", "observer"), Person("r-09", "Aude", "arbiter")


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


def test_t_secret_that_there_is_a_vote_is_kept_like_the_vote(room: Room) -> None:
    """A cluster without a name can only be refused: one vote of it is told to who voted."""
    key = room.key(0)
    room.act("r-01", "accept", cluster=key, verdict="not_one_idea")
    told = {each: (status_known(each, room.review, key), votes_known(each, room.review, key))
            for each in (ANA, BRUNO, OBSERVER, ARBITER)}  # fmt: skip

    assert {ANA: ("one_vote", 1), OBSERVER: ("one_vote", 1),
            BRUNO: ("to_read", None), ARBITER: ("to_read", None)} == told  # fmt: skip
    assert votes_known(BRUNO, room.review, room.key(1)) is None
    assert next_step(room.review, BRUNO, key) == next_step(room.review, BRUNO, room.key(1))

    room.act("r-02", "accept", cluster=key, verdict="not_one_idea")

    assert ("to_rework", 2) == (
        status_known(BRUNO, room.review, key),
        votes_known(ARBITER, room.review, key),
    )


def test_t_secret_a_bad_name_is_kept_like_any_vote(room: Room) -> None:
    """And the name proposed instead; once two have voted, whoever reads it may name it anew."""
    key, names = room.key(0), People(room.path.parent / "reviewers.sqlite")
    room.act("r-03", "rename", cluster=key, label_fr="Une idée")
    vote = room.act("r-01", "accept", cluster=key, verdict="badly_named", label_fr="Mieux")

    assert ("to_read", None) == (
        status_known(BRUNO, room.review, key),
        votes_known(BRUNO, room.review, key),
    )
    assert "vote" == next_step(room.review, BRUNO, key)
    assert hidden(BRUNO, room.review, vote)
    assert "Mieux" not in str(history(room.review, names, BRUNO, key))

    room.act("r-02", "accept", cluster=key)
    told = {each.name: (next_step(room.review, each, key), is_mine(room.review, each, key))
            for each in (ANA, BRUNO, OBSERVER, ARBITER)}  # fmt: skip

    assert {"Ana": ("rename", True), "Bruno": ("rename", True),
            "Odile": ("observe", False), "Aude": ("rename", True)} == told  # fmt: skip
    assert "Mieux" in str(history(room.review, names, BRUNO, key))
    assert "Mieux" not in str(history(room.review, names, ARBITER, key))


def test_t_secret_a_reopened_cluster_stays_so_for_who_has_yet_to_vote(room: Room) -> None:
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    for actor in ("r-01", "r-02"):
        room.act(actor, "accept", cluster=key)
    room.act("r-03", "move", answers=["GD-10"], to=key)
    before = [next_step(room.review, BRUNO, key), status_known(BRUNO, room.review, key)]
    room.act("r-01", "accept", cluster=key)

    assert ["reread", "reopened"] == before
    assert before == [next_step(room.review, BRUNO, key), status_known(BRUNO, room.review, key)]
    assert "one_vote" == status_known(ANA, room.review, key)


def test_t_secret_the_history_tells_of_no_vote_that_is_kept(room: Room) -> None:
    """Neither the vote nor its undoing, nor the undoing of that."""
    key, names = room.key(0), People(room.path.parent / "reviewers.sqlite")
    vote = room.act("r-01", "accept", cluster=key, verdict="not_one_idea")
    undone = room.act("r-01", "undo", cancels=vote.seq)
    room.act("r-01", "undo", cancels=undone.seq)

    assert [] == history(room.review, names, BRUNO, key)
    assert 3 == len(history(room.review, names, ANA, key))


def test_whose_name_and_moves_one_judges_is_told(room: Room) -> None:
    """Who, in which role, how many; nothing of what they voted, nor of what was undone."""
    key, names = room.key(0), People(room.path.parent / "reviewers.sqlite")
    names.add("Ana", "reviewer")
    names.add("Bruno", "reviewer")
    assert {"name": None, "moves": []} == made(room.review, names, BRUNO, key)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    room.act("r-01", "move", answers=["GD-10", "GD-11", "GD-00"], to=key)
    room.act("r-01", "move", answers=["GD-01"], to="")
    back = room.act("r-02", "move", answers=["GD-02"], to=room.key(1), role="arbiter")
    room.act("r-02", "undo", cancels=back.seq, role="arbiter")
    room.act("r-01", "accept", cluster=key)
    ana = {"who": "Ana", "role": "reviewer", "mine": False}

    assert {"name": ana, "moves": [{**ana, "answers": 3}]} == made(room.review, names, BRUNO, key)
    assert made(room.review, names, ANA, key)["name"]["mine"]
