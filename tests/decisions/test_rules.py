"""Who may decide what, and what takes two."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from synthesis.decisions.fold import ALONE, OPERATIONS
from synthesis.decisions.rules import MAY, ROLES
from synthesis.errors import RefusedError, StaleError
from tests.decisions.conftest import QUESTION, Room


def refused(reason: str) -> Any:
    return pytest.raises(RefusedError, match=reason)


def test_every_operation_has_its_roles() -> None:
    assert set(OPERATIONS) == set(MAY)
    assert all(set(roles) <= set(ROLES) and roles for roles in MAY.values())


def test_t_two_one_person_never_signs_alone(room: Room) -> None:
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    room.act("r-01", "accept", cluster=key)
    room.act("r-01", "accept", cluster=key)

    assert "one_vote" == room.review.status(key)

    room.act("r-02", "accept", cluster=key)

    assert "signed" == room.review.status(key)


def test_a_cluster_without_a_name_is_no_idea_yet(room: Room) -> None:
    with refused("unnamed"):
        room.act("r-01", "accept", cluster=room.key(0))


def test_a_vote_is_on_what_the_person_saw(room: Room) -> None:
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    seen = room.review.content(key)
    room.act("r-02", "move", answers=["GD-00"], to=room.key(1))
    with pytest.raises(StaleError):
        room.act("r-01", "accept", cluster=key, content=seen)

    assert "to_read" == room.review.status(key)


def test_two_who_differ_wait_for_a_third(room: Room) -> None:
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    room.act("r-01", "accept", cluster=key)
    room.act("r-02", "accept", cluster=key, verdict="not_one_idea")
    content = room.review.content(key)

    assert "to_arbitrate" == room.review.status(key)

    settled: dict[str, Any] = {"cluster": key, "outcome": "one_idea", "content": content}
    with refused("reason_missing"):
        room.act("r-03", "arbitrate", role="arbiter", **settled, reason=" ")
    with refused("role"):
        room.act("r-03", "arbitrate", **settled, reason="Une seule demande.")
    with refused("arbiter_voted"):
        room.act("r-02", "arbitrate", role="arbiter", **settled, reason="Une seule demande.")
    room.act("r-03", "arbitrate", role="arbiter", **settled, reason="Une seule demande.")

    assert "signed" == room.review.status(key)


def test_two_who_say_it_is_not_one_idea_send_it_back(room: Room) -> None:
    for actor in ("r-01", "r-02"):
        room.act(actor, "accept", cluster=room.key(0), verdict="not_one_idea")

    assert "to_rework" == room.review.status(room.key(0))


@pytest.mark.parametrize(
    ("verdicts", "status"),
    [
        (["badly_named"], "one_vote"),
        (["badly_named", "badly_named"], "to_rename"),
        (["one_idea", "badly_named"], "to_rename"),
        (["badly_named", "one_idea"], "to_rename"),
        (["one_idea", "one_idea", "badly_named"], "to_rename"),
        (["badly_named", "not_one_idea"], "to_arbitrate"),
        (["one_idea", "badly_named", "not_one_idea"], "to_arbitrate"),
    ],
)
def test_one_idea_badly_named_is_not_signed(room: Room, verdicts: list[str], status: str) -> None:
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    for number, verdict in enumerate(verdicts, 1):
        room.act(f"r-0{number}", "accept", cluster=key, verdict=verdict)

    assert status == room.review.status(key)
    assert not room.review.was_signed(key) or "one_idea" == verdicts[1]


def test_another_name_voids_what_was_said_of_the_former(room: Room) -> None:
    """The name proposed with a vote names nothing by itself; the former given back is the same."""
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    room.act("r-01", "accept", cluster=key)
    room.act("r-02", "accept", cluster=key, verdict="badly_named", label_fr="Mieux")

    assert "Une idée" == room.review.clusters[key].label_fr
    assert "Mieux" == room.review.votes_now(key)["r-02"].name

    room.act("r-01", "rename", cluster=key, label_fr="Mieux")

    assert "to_read" == room.review.status(key)

    room.act("r-01", "rename", cluster=key, label_fr="Une idée")

    assert "to_rename" == room.review.status(key)


def test_a_name_is_proposed_for_one_idea_badly_named_alone(room: Room) -> None:
    key = room.key(0)
    with refused("unnamed"):
        room.act("r-01", "accept", cluster=key, verdict="badly_named")
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    with refused("name_besides"):
        room.act("r-02", "accept", cluster=key, label_fr="Mieux")
    with refused("label_long"):
        room.act("r-02", "accept", cluster=key, verdict="badly_named", label_fr="x" * 121)
    with refused("verdict"):
        room.act("r-02", "accept", cluster=key, verdict="so_so")


def test_an_arbiter_signs_no_name_that_nobody_accepted(room: Room) -> None:
    """Whoever finds a cluster badly named accepts nothing: the arbiter would be alone."""
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    room.act("r-01", "accept", cluster=key, verdict="badly_named")
    room.act("r-02", "accept", cluster=key, verdict="not_one_idea")
    settled: dict[str, Any] = {"cluster": key, "content": room.review.content(key)}
    with refused("arbiter_alone"):
        room.act("r-03", "arbitrate", "arbiter", outcome="one_idea", reason="Si.", **settled)
    room.act("r-03", "arbitrate", "arbiter", outcome="badly_named", reason="Un mot.", **settled)

    assert "to_rename" == room.review.status(key)


@pytest.mark.parametrize("op", ["merge", "off_topic", "minority", "no_content"])
def test_what_moves_a_whole_cluster_takes_a_second_person(room: Room, op: str) -> None:
    before = room.review.ledger()
    given: dict[str, Any] = {"cluster": room.key(0), "comment": "Même demande."}
    given |= {"merge": {"into": room.key(1)}, "minority": {"position": "Contre."}}.get(op, {})
    proposal = room.act("r-01", op, **given)

    assert before == room.review.ledger()
    assert 6 == len(room.review.members(room.key(0)))
    assert [proposal] == [each.event for each in room.review.pending()]
    with refused("second_person"):
        room.act("r-01", "confirm", proposal=proposal.seq)
    with refused("already_proposed"):
        room.act("r-02", op, **given)

    room.act("r-02", "confirm", proposal=proposal.seq)

    assert [] == room.review.pending()
    cluster = room.review.clusters[room.key(0)]
    assert (cluster.into, cluster.kind) == {
        "merge": (room.key(1), "opinion"),
        "off_topic": (None, "off_topic"),
        "minority": (None, "minority"),
        "no_content": (None, "no_content"),
    }[op]
    with refused("not_pending"):
        room.act("r-03", "confirm", proposal=proposal.seq)


def test_a_proposal_declined_has_a_reason_and_no_effect(room: Room) -> None:
    given = {"cluster": room.key(0), "into": room.key(1), "comment": "Même demande."}
    proposal = room.act("r-01", "merge", **given)
    with refused("comment_missing"):
        room.act("r-02", "decline", proposal=proposal.seq)
    room.act("r-02", "decline", proposal=proposal.seq, comment="Deux demandes.")

    assert [] == room.review.pending()
    assert room.review.clusters[room.key(0)].into is None


def test_reasons_that_must_be_given(room: Room) -> None:
    key = room.key(0)
    with refused("comment_missing"):
        room.act("r-01", "merge", cluster=key, into=room.key(1))
    with refused("comment_missing"):
        room.act("r-01", "off_topic", answers=["GD-00"])
    with refused("position_missing"):
        room.act("r-01", "minority", answers=["GD-00"], comment="Rare.")
    with refused("comment_missing"):
        room.act("r-01", "flag", answer="GD-00", spans=[[0, 3]])
    with refused("label_missing"):
        room.act("r-01", "rename", cluster=key, label_fr=" ")
    with refused("label_long"):
        room.act("r-01", "rename", cluster=key, label_fr="x" * 121)
    with refused("text_long"):
        room.act("r-01", "comment", object="x", text="x" * 2001)


def test_what_is_not_there_cannot_be_decided_upon(room: Room) -> None:
    with refused("no_such_cluster"):
        room.act("r-01", "rename", cluster="beef", label_fr="Une idée")
    with refused("no_such_answer"):
        room.act("r-01", "move", answers=["GD-99"], to="")
    with refused("not_shown"):
        room.act("r-01", "move", answers=["GD-m1"], to=room.key(0))
    with refused("how_many"):
        room.act("r-01", "move", answers=[], to="")
    with refused("merge_itself"):
        room.act("r-01", "merge", cluster=room.key(0), into=room.key(0), comment="Même.")
    with refused("unknown_operation"):
        room.act("r-01", "delete", cluster=room.key(0))
    with refused("no_such_event"):
        room.act("r-01", "undo", cancels=12)


def test_an_observer_only_comments(room: Room) -> None:
    for op in set(MAY) - {"comment"}:
        with refused("role"):
            room.act("r-09", op, role="observer", cluster=room.key(0), content="", cancels=1)
    room.act("r-09", "comment", role="observer", object=QUESTION, text="Vu.")

    assert ["Vu."] == [comment.text for comment in room.review.comments]


def test_a_cluster_must_have_been_seen(room: Room) -> None:
    with refused("version_missing"):
        room.desk.act(
            "r-01",
            "reviewer",
            "rename",
            QUESTION,
            {"cluster": room.key(0), "label_fr": "A"},
            {},
            "k",
        )


def test_of_two_who_rename_what_they_saw_one_wins_and_the_other_is_told_who(room: Room) -> None:
    key = room.key(0)
    versions = {f"{QUESTION}/cluster/{key}": 0}
    given = {"cluster": key, "label_fr": "A"}
    room.desk.act("r-01", "reviewer", "rename", QUESTION, given, versions, "a")
    with pytest.raises(StaleError) as told:
        room.desk.act("r-02", "reviewer", "rename", QUESTION, given, versions, "b")

    assert ("r-01", 1) == (told.value.actor, told.value.seq)


def test_only_ones_own_is_undone_and_only_before_others_build_on_it(room: Room) -> None:
    key = room.key(0)
    first = room.act("r-01", "rename", cluster=key, label_fr="A")
    with refused("not_yours"):
        room.act("r-02", "undo", cancels=first.seq)
    room.act("r-02", "rename", cluster=key, label_fr="B")
    with refused("changed_since"):
        room.act("r-01", "undo", cancels=first.seq)

    assert "B" == room.review.clusters[key].label_fr


def test_an_undo_can_be_undone_and_not_done_twice(room: Room) -> None:
    key = room.key(0)
    first = room.act("r-01", "rename", cluster=key, label_fr="A")
    undo = room.act("r-01", "undo", cancels=first.seq)

    assert "" == room.review.clusters[key].label_fr
    with refused("already_undone"):
        room.act("r-01", "undo", cancels=first.seq)

    room.act("r-01", "undo", cancels=undo.seq)

    assert "A" == room.review.clusters[key].label_fr


def test_a_question_is_signed_by_two_when_all_its_clusters_are(
    room: Room, signed: Callable[[int], str]
) -> None:
    for n in range(3):
        signed(n)
    with refused("unsigned"):
        room.act("r-01", "sign", content=room.review.question_content())
    signed(3)
    for actor in ("r-01", "r-02"):
        room.act(actor, "sign", content=room.review.question_content())

    assert {"r-01", "r-02"} == room.review.signatories()

    room.act("r-03", "rename", cluster=room.key(0), label_fr="Autre")

    assert set() == room.review.signatories()


def code(number: int, label: str = "") -> dict[str, str]:
    """A code that no cluster has."""
    return {"code": f"k{number}", "cluster": "", "label_fr": label or f"Idée {number}"}


def test_nobody_codes_before_a_sample_is_drawn_nor_outside_its_codes(room: Room) -> None:
    given: dict[str, Any] = {"unit": 1, "codes": ["k1"], "confidence": 2}
    with refused("coding_closed"):
        room.act("r-01", "code", **given)
    with refused("role"):
        room.act("r-01", "open_coding", units=["GD-00"] * 20, codes=[code(1)])
    with refused("few_units"):
        room.act("r-04", "open_coding", role="lead", units=["GD-00"], codes=[code(1)])
    room.act("r-04", "open_coding", role="lead", units=["GD-00"] * 20, codes=[code(1)])
    with refused("codes"):
        room.act("r-01", "code", **(given | {"codes": ["k9"]}))
    room.act("r-01", "code", **given)
    room.act("r-01", "code", **(given | {"codes": ["none"]}))

    assert ("none",) == room.review.codings[1, "r-01"].codes
    with refused("arbiter_coded"):
        room.act("r-01", "arbitrate", role="arbiter", object="unit/1", outcome="k1", reason="Oui.")


def test_what_names_no_cluster_is_refused_rather_than_recorded(room: Room) -> None:
    """Once recorded, a decision about no cluster would break every page of its question."""
    with refused("no_cluster"):
        room.act("r-01", "rename", cluster="", label_fr="Nom")
    with refused("no_cluster"):
        room.act("r-01", "reclassify", cluster="", answers=["GD-00"])
    with refused("no_cluster"):
        room.act("r-01", "merge", cluster="", into=room.key(0), comment="Même demande.")
    with refused("apart_itself"):
        room.act("r-01", "keep_apart", cluster=room.key(0), other=room.key(0))
    with refused("how_many"):
        room.act("r-01", "reclassify")


def test_no_decision_is_about_more_answers_than_one_can_look_at(room: Room) -> None:
    many = [f"GD-{n}" for n in range(501)]
    room.base.states.update(dict.fromkeys(many, "analysed"))  # type: ignore[attr-defined]
    for op in ("move", "no_content", "reclassify"):
        with refused("how_many"):
            room.act("r-01", op, answers=many, to="", comment="Vus.")


def coded(room: Room, *actors: str) -> None:
    """A campaign, in which each codes the first unit."""
    codes = [code(1), code(2)]
    room.act("r-04", "open_coding", role="lead", units=["GD-00"] * 20, codes=codes)
    for n, actor in enumerate(actors, 1):
        room.act(actor, "code", unit=1, codes=[f"k{n}"], confidence=2)


def test_an_arbiter_does_not_sign_a_cluster_as_if_it_were_a_unit(room: Room) -> None:
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Idée")
    given: dict[str, Any] = {"outcome": "one_idea", "reason": "Oui."}
    given["content"] = room.review.content(key)
    with refused("nothing_to_arbitrate"):
        room.act("r-03", "arbitrate", role="arbiter", object=key, **given)

    assert "to_read" == room.review.status(key)


def test_a_unit_is_settled_once_two_coded_it_by_a_code_there_is(room: Room) -> None:
    coded(room, "r-01", "r-02")
    given: dict[str, Any] = {"role": "arbiter", "object": "unit/1", "reason": "Oui."}
    with refused("nothing_to_arbitrate"):
        room.act("r-03", "arbitrate", outcome="k1", **given)
    room.act("r-04", "close_coding", role="lead")
    with refused("nothing_to_arbitrate"):
        room.act("r-03", "arbitrate", outcome="k1", **(given | {"object": "unit/2"}))
    with refused("codes"):
        room.act("r-03", "arbitrate", outcome="k9", **given)
    room.act("r-03", "arbitrate", outcome="k1", **given)

    assert "k1" == room.review.arbitrations["unit/1"].outcome


def test_an_opening_is_not_undone_once_someone_has_coded(room: Room) -> None:
    """Undone, it showed everyone what all had said; redone, they went on coding."""
    coded(room, "r-01")
    with refused("changed_since"):
        room.act("r-04", "undo", role="lead", cancels=1)


def test_a_mask_is_drawn_larger_by_anyone_and_smaller_by_the_lead_alone(room: Room) -> None:
    room.act("r-01", "flag", answer="GD-00", spans=[[3, 30]], comment="Un nom.")
    room.act("r-02", "flag", answer="GD-00", spans=[[3, 4]], comment="Moins.")

    assert [(3, 4), (3, 30)] == room.review.masks["GD-00"]


def test_who_is_told_that_a_cluster_changed_is_told_who_changed_it(room: Room) -> None:
    key, other = room.key(0), room.key(1)
    room.act("r-01", "rename", cluster=key, label_fr="Idée")
    room.act("r-02", "rename", cluster=other, label_fr="Autre")
    with pytest.raises(StaleError) as told:
        room.act("r-03", "accept", cluster=key, content="0" * 64)

    assert ("r-01", 1) == (told.value.actor, told.value.seq)


def test_a_comment_is_about_a_cluster_there_is(room: Room) -> None:
    for object in (f"{QUESTION}/cluster/zzz", f"Q2/cluster/{room.key(0)}"):
        with refused("no_such_cluster"):
            room.act("r-01", "comment", object=object, text="Vu.")
    with refused("text_long"):
        room.act("r-01", "comment", object="x" * 2001, text="Vu.")


def test_an_undo_never_takes_away_the_vote_of_another(room: Room) -> None:
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    moved = room.act("r-01", "move", answers=["GD-10"], to=key)
    room.act("r-02", "accept", cluster=key)
    with refused("changed_since"):
        room.act("r-01", "undo", cancels=moved.seq)

    assert {"r-02"} == set(room.review.votes_now(key))


def test_an_undo_of_a_merge_that_someone_judged_is_refused(room: Room) -> None:
    key, other = room.key(0), room.key(1)
    room.act("r-01", "rename", cluster=other, label_fr="Une idée")
    given = {"cluster": key, "into": other, "comment": "Même demande."}
    proposal = room.act("r-01", "merge", **given)
    merged = room.act("r-02", "confirm", proposal=proposal.seq)
    room.act("r-03", "accept", cluster=other)
    with refused("changed_since"):
        room.act("r-02", "undo", cancels=merged.seq)


def test_t_secret_who_voted_and_saw_the_other_vote_holds_to_their_own(room: Room) -> None:
    """Nor by undoing it: the second vote would not be blind."""
    key = room.key(0)
    room.act("r-01", "rename", cluster=key, label_fr="Une idée")
    first = room.act("r-01", "accept", cluster=key, verdict="not_one_idea")
    room.act("r-01", "accept", cluster=key)  # nobody else has voted: still one's own
    room.act("r-02", "accept", cluster=key, verdict="not_one_idea")
    for actor in ("r-01", "r-02"):
        with refused("voted_and_seen"):
            room.act(actor, "accept", cluster=key)
    with refused("voted_and_seen"):
        room.act("r-01", "undo", cancels=first.seq)

    assert "to_arbitrate" == room.review.status(key)


def test_a_note_for_the_lexicon_says_what_and_why(room: Room) -> None:
    with refused("reason_missing"):
        room.act("r-01", "propose", kind="stop", term="vraiment", reason="")
    with refused("unknown_operation"):
        room.act("r-01", "propose", kind="x", term="vraiment", reason="Partout.")
    with refused("label_long"):
        room.act("r-01", "propose", kind="stop", term="x" * 121, reason="Partout.")
    room.act("r-01", "propose", kind="stop", term="vraiment", reason="Partout.")

    assert ["noted"] == [each.status for each in room.review.proposals.values()]


def test_a_text_is_judged_in_the_subject_or_out_of_it(room: Room) -> None:
    """Not both, not twice, not nothing; it changes no content, and the last word counts."""
    key, content = room.key(0), room.review.content(room.key(0))
    assert room.try_to("r-01", "judge", cluster=key, fits=[], misfits=[]) is None
    assert room.try_to("r-01", "judge", cluster=key, fits=["GD-00"], misfits=["GD-00"]) is None
    assert room.try_to("r-01", "judge", cluster=key, fits=["nowhere"], misfits=[]) is None
    room.act("r-01", "judge", cluster=key, fits=["GD-00", "GD-01"], misfits=[])
    last = room.act("r-01", "judge", cluster=key, fits=[], misfits=["GD-01"])
    said = {address: each.fits for (_, _, address), each in room.review.judgements.items()}

    assert {"GD-00": True, "GD-01": False} == said
    assert content == room.review.content(key)

    room.act("r-01", "undo", cancels=last.seq)

    assert room.review.judgements[key, "r-01", "GD-01"].fits


def test_a_proposal_about_a_cluster_absorbed_since_lapses(room: Room) -> None:
    """It no longer prevents signing; undoing the merge brings it back."""
    one, two, three = (room.key(n) for n in range(3))
    given = {"comment": "Même demande."}
    late = room.act("r-01", "merge", cluster=one, into=two, **given)
    first = room.act("r-01", "merge", cluster=two, into=three, **given)
    done = room.act("r-02", "confirm", proposal=first.seq)

    assert [] == room.review.pending()
    assert [late.seq] == [each.event.seq for each in room.review.lapsed()]
    with pytest.raises(RefusedError, match="not_pending"):
        room.act("r-02", "decline", proposal=late.seq, **given)

    room.act("r-02", "undo", cancels=done.seq)

    assert {late.seq, first.seq} == {each.event.seq for each in room.review.pending()}


def test_one_person_alone_files_few_answers_without_content(room: Room) -> None:
    """More than twenty at once wait for a second person, with a reason."""
    many = [f"GD-{n}{i}" for n in range(4) for i in range(6)][: ALONE + 1]
    assert room.try_to("r-01", "no_content", answers=many) is None
    proposal = room.act("r-01", "no_content", answers=many, comment="Des silences.")
    assert 3 == room.review.ledger()["no_content"]
    room.act("r-02", "confirm", proposal=proposal.seq)

    assert 3 + len(many) == room.review.ledger()["no_content"]

    room.act("r-01", "no_content", answers=["GD-u1"])

    assert 4 + len(many) == room.review.ledger()["no_content"]
