"""What decisions make of the clusters, and that nothing is lost on the way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from synthesis.decisions.base import Base
from synthesis.decisions.fold import fold
from tests.decisions.conftest import Room, small_base


def test_a_question_nobody_reviewed_is_as_the_run_left_it(room: Room) -> None:
    review, base = room.review, room.base

    assert {"analysed": 26, "no_content": 3, "moderated": 1, "empty": 70} == review.ledger()
    assert [each.digest for each in base.clusters.values()] == [
        review.members_digest(key) for key in base.clusters
    ]
    assert {"to_read"} == {review.status(key) for key in base.clusters}


def test_an_answer_moved_is_in_its_new_cluster_alone(room: Room) -> None:
    room.act("r-01", "move", answers=["GD-00", "GD-s1"], to=room.key(1))
    review = room.review

    assert 5 == len(review.members(room.key(0)))
    assert {"GD-00", "GD-s1"} <= review.members(room.key(1))
    assert {"GD-00"} == review.taken_out(room.key(0))
    assert {"GD-00", "GD-s1"} == review.put_in(room.key(1))
    assert {"analysed": 27, "no_content": 2, "moderated": 1, "empty": 70} == review.ledger()


def test_moved_there_and_back_the_digest_is_that_of_the_run(room: Room) -> None:
    room.act("r-01", "move", answers=["GD-00"], to="")
    changed = room.review.members_digest(room.key(0))
    room.act("r-02", "move", answers=["GD-00"], to=room.key(0))

    assert changed != room.base.clusters[room.key(0)].digest
    assert room.base.clusters[room.key(0)].digest == room.review.members_digest(room.key(0))


def test_t_void_any_change_after_a_signature_reopens(
    room: Room, signed: Callable[[int], str]
) -> None:
    key = signed(0)
    changes = [
        ("move", {"answers": ["GD-00"], "to": ""}),
        ("rename", {"cluster": key, "label_fr": "Autre"}),
        ("rename", {"cluster": key, "label_fr": "Idée 0", "definition": "Précise."}),
        ("no_content", {"answers": ["GD-01"]}),
    ]
    for op, given in changes:
        done = room.act("r-03", op, **given)

        assert "reopened" == room.review.status(key), op

        room.act("r-03", "undo", cancels=done.seq)

        assert "signed" == room.review.status(key), op


def test_t_void_a_merge_reopens_the_cluster_that_grows(
    room: Room, signed: Callable[[int], str]
) -> None:
    key, other = signed(0), signed(1)
    given = {"cluster": other, "into": key, "comment": "Même demande."}
    proposal = room.act("r-01", "merge", **given)

    assert "signed" == room.review.status(key)

    room.act("r-02", "confirm", proposal=proposal.seq)

    assert ("reopened", "absorbed") == (room.review.status(key), room.review.status(other))
    assert 12 == len(room.review.members(key))
    assert (key, other) == room.review.parts(key)


def test_what_is_moved_into_a_cluster_follows_it_when_it_is_merged(room: Room) -> None:
    room.act("r-01", "move", answers=["GD-20"], to=room.key(1))
    given = {"cluster": room.key(1), "into": room.key(0), "comment": "Même demande."}
    proposal = room.act("r-01", "merge", **given)
    room.act("r-02", "confirm", proposal=proposal.seq)

    assert room.key(0) == room.review.place_of("GD-20")
    assert 13 == len(room.review.members(room.key(0)))


def test_a_cluster_off_topic_counts_its_answers_there(room: Room) -> None:
    given = {"cluster": room.key(0), "comment": "Hors de la question."}
    proposal = room.act("r-01", "off_topic", **given)
    room.act("r-02", "confirm", proposal=proposal.seq)

    assert 6 == room.review.ledger()["off_topic"]
    assert "off_topic" == room.review.state_of("GD-00")

    given["comment"] = "Elle en parle."
    proposal = room.act("r-01", "reclassify", **given)

    assert 6 == room.review.ledger()["off_topic"]

    room.act("r-03", "confirm", proposal=proposal.seq)

    assert "off_topic" not in room.review.ledger()


def test_a_minority_stays_counted_and_in_its_cluster(room: Room) -> None:
    given = {"answers": ["GD-00"], "position": "Contre.", "comment": "Seul à le dire."}
    proposal = room.act("r-01", "minority", **given)
    room.act("r-02", "confirm", proposal=proposal.seq)

    assert {"GD-00": "Contre."} == room.review.minority
    assert room.key(0) == room.review.place_of("GD-00")
    assert 26 == room.review.ledger()["analysed"]


def test_votes_and_words_are_bound_to_the_content_they_were_given_on(room: Room) -> None:
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    room.act("r-01", "accept", cluster=key)
    room.act("r-02", "rename", cluster=key, label_fr="Une autre")

    assert {} == room.review.votes_now(key)
    assert "to_read" == room.review.status(key)


def test_masks_are_laid_at_once_and_lifted_by_the_lead(room: Room) -> None:
    room.act("r-01", "flag", answer="GD-00", spans=[[3, 9]], comment="Un nom.")

    assert {"GD-00": [(3, 9)]} == room.review.masks

    room.act("r-04", "unflag", role="lead", answer="GD-00")

    assert {} == room.review.masks
    assert {"GD-00"} == room.review.cleared


def rerun(room: Room, base: Base, path: Path) -> Room:
    """The same journal over another run."""
    room.desk.journal.close()
    return Room(path, base)


def test_decisions_hold_in_a_run_that_finds_the_same(
    room: Room, signed: Callable[[int], str], tmp_path: Path
) -> None:
    key = signed(0)
    before = room.review.digest()
    again = rerun(room, small_base("run-2"), room.path)

    assert "signed" == again.review.status(key)
    assert before == again.review.digest()
    assert [] == again.review.to_settle()


def test_what_a_new_run_gives_no_hold_is_listed_and_never_dropped(
    room: Room, signed: Callable[[int], str]
) -> None:
    key, other = signed(0), signed(1)
    room.act("r-01", "move", answers=["GD-20", "GD-21"], to=key)
    room.act("r-01", "move", answers=["GD-30"], to=other)
    given = {"cluster": key, "into": other, "comment": "Même demande."}
    room.act("r-02", "comment", object=f"Q1/cluster/{key}", text="Deux demandes ?")
    proposal = room.act("r-02", "merge", **given)
    room.act("r-01", "confirm", proposal=proposal.seq)

    base = small_base("run-2")
    clusters = {k: found for k, found in base.clusters.items() if k != key}
    places = {a: None if place == key else place for a, place in base.places.items()}
    after = Base(base.question, "run-2", clusters, places, base.states, base.counts)
    again = rerun(room, after, room.path)
    review = again.review
    lost = Counter(each.event.op for each in review.to_settle() if each.reason == "cluster_gone")

    gone = {"rename": 1, "accept": 2, "move": 1, "comment": 1, "merge": 1, "confirm": 1}
    assert gone == dict(lost)
    assert "reopened" == review.status(other)  # one answer more than when it was signed

    for each in review.to_settle():
        again.try_to("r-01", "settle", event=each.event.seq)

    assert [] == again.review.to_settle()


def test_words_that_changed_are_to_be_confirmed_and_the_decision_stands(room: Room) -> None:
    room.act("r-01", "move", answers=["GD-00"], to=room.key(1))
    again = rerun(room, small_base("run-2", words="!"), room.path)

    assert room.key(1) == again.review.place_of("GD-00")
    assert [("text_changed", "GD-00")] == [
        (each.reason, each.about) for each in again.review.to_settle()
    ]


def test_an_answer_withdrawn_since_is_listed(room: Room) -> None:
    room.act("r-01", "move", answers=["GD-00", "GD-01"], to=room.key(1))
    base = small_base("run-2")
    states = {a: state for a, state in base.states.items() if a != "GD-00"}
    places = {a: place for a, place in base.places.items() if a != "GD-00"}
    counts = {**base.counts, "analysed": 25}
    again = rerun(room, Base("Q1", "run-2", base.clusters, places, states, counts), room.path)

    assert [("answer_gone", "GD-00"), ("text_changed", "GD-01")] == [
        (each.reason, each.about) for each in again.review.to_settle()
    ]
    assert room.key(1) == again.review.place_of("GD-01")
    assert 25 == again.review.ledger()["analysed"]


def test_the_most_likely_place_of_a_lost_name_is_where_what_was_seen_went(room: Room) -> None:
    room.base.states["GD-gone"] = "analysed"  # type: ignore[index]
    event = room.desk.act(
        "r-01",
        "reviewer",
        "rename",
        "Q1",
        {"cluster": room.key(0), "label_fr": "A"},
        {f"Q1/cluster/{room.key(0)}": 0},
        "k",
        seen=["GD-10", "GD-11", "GD-00", "GD-gone"],
    )
    del room.base.states["GD-gone"]  # type: ignore[attr-defined]

    assert room.key(1) == room.review.likely_place(event)


def test_events_of_another_question_are_not_of_this_one(room: Room) -> None:
    room.act("r-01", "rename", cluster=room.key(0), label_fr="A")
    base = small_base()
    other = Base("Q2", base.run, base.clusters, base.places, base.states, base.counts)

    assert "" == fold(other, room.desk.journal.events()).clusters[room.key(0)].label_fr
