"""What forbids a publication, one case at a time, on a question small enough to count."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import pytest

from synthesis.decisions.base import Base, Found
from synthesis.decisions.fold import fold
from synthesis.decisions.review import Review
from synthesis.journal import Event
from synthesis.publication import gate
from synthesis.publication.tally import tally

QUESTION = "Q1"
ADDRESSES = ["A-1", "A-2", "B-1", "B-2"]
ANSWERS = {address: number for number, address in enumerate(ADDRESSES, 10)}


def found(name: str, number: int) -> Found:
    return Found(number, hashlib.sha256(name.encode()).hexdigest())


A, B = found("A", 1), found("B", 2)
BASE = Base(
    QUESTION,
    "run",
    {A.key: A, B.key: B},
    {address: (A if address.startswith("A") else B).key for address in ADDRESSES},
    dict.fromkeys(ADDRESSES, "analysed"),
    {"analysed": 4},
)


def event(seq: int, actor: str, op: str, role: str = "reviewer", **payload: Any) -> Event:
    return Event(
        seq, "2030-06-01T10:00:00.000Z", actor, role, op, QUESTION, {}, payload, "run", [], None,
        f"k{seq}", "0", "", "",
    )  # fmt: skip


class Story:
    """Events, one after the other; a vote is on the content as it is then."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def tell(self, actor: str, op: str, role: str = "reviewer", **payload: Any) -> Story:
        self.events.append(event(len(self.events) + 1, actor, op, role, **payload))
        return self

    def vote(self, actor: str, cluster: Found, verdict: str = "one_idea") -> Story:
        content = self.review.content(cluster.key)
        return self.tell(actor, "accept", cluster=cluster.key, verdict=verdict, content=content)

    def settle(self, actor: str, cluster: Found, outcome: str = "one_idea") -> Story:
        return self.tell(
            actor, "arbitrate", "arbiter", cluster=cluster.key, outcome=outcome, reason="Relu.",
            content=self.review.content(cluster.key),
        )  # fmt: skip

    def signed(self, *clusters: Found) -> Story:
        for cluster in clusters:
            self.tell("r-01", "rename", cluster=cluster.key, label_fr=f"Idée {cluster.cluster_id}")
            self.vote("r-01", cluster).vote("r-02", cluster)
        return self

    @property
    def review(self) -> Review:
        return fold(BASE, self.events)

    def missing(self, *personal: dict[str, Any]) -> list[gate.Gap]:
        return gate.missing(self.review, personal, ANSWERS)


def slice_of(address: str, start: int, stop: int) -> dict[str, Any]:
    return {"answer_id": ANSWERS[address], "reference": address, "kind": "phone",
            "start": start, "stop": stop}  # fmt: skip


def told(gaps: Sequence[gate.Gap]) -> list[str]:
    return [str(gap) for gap in gaps]


def test_nothing_is_missing() -> None:
    assert [] == Story().signed(A, B).missing()


def test_a_question_without_clusters_needs_no_signature() -> None:
    base = Base(QUESTION, "run", {}, {"A-1": None}, {"A-1": "analysed"}, {"analysed": 1})

    assert [] == gate.missing(fold(base, []), [], {"A-1": 1})


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (Story(), "cluster 2 (no name), to read: name it; 2 people must accept it"),
        (
            Story().tell("r-01", "rename", cluster=B.key, label_fr="Le vélo").vote("r-01", B),
            "cluster 2 « Le vélo », one vote: one person more must accept it",
        ),
        (
            Story().tell("r-01", "rename", cluster=B.key, label_fr="Le vélo").vote("r-01", B)
            .vote("r-02", B, "not_one_idea"),
            "cluster 2 « Le vélo », to arbitrate: people disagree: a third one settles it",
        ),
        (
            Story().tell("r-01", "rename", cluster=B.key, label_fr="Le vélo").vote("r-01", B)
            .vote("r-02", B, "badly_named"),
            "cluster 2 « Le vélo », to rename: judged one idea, badly named: rename it, then 2 "
            "people must accept it",
        ),
        (
            Story().tell("r-01", "rename", cluster=B.key, label_fr="Le vélo").vote("r-01", B)
            .vote("r-02", B, "not_one_idea").settle("r-03", B, "not_one_idea"),
            "cluster 2 « Le vélo », to rework: judged not to be one idea: rework it, then accept "
            "it",
        ),
        (
            Story().signed(B).tell("r-01", "rename", cluster=B.key, label_fr="Les vélos"),
            "cluster 2 « Les vélos », reopened: it changed since it was signed: 2 people must "
            "accept it again",
        ),
    ],
)  # fmt: skip
def test_a_cluster_says_what_it_waits_for(story: Story, expected: str) -> None:
    assert [expected] == told(story.signed(A).missing())


def test_a_third_person_signs_what_two_disagreed_on() -> None:
    story = Story().signed(A).tell("r-01", "rename", cluster=B.key, label_fr="Le vélo")
    story.vote("r-01", B).vote("r-02", B, "not_one_idea").settle("r-03", B)

    assert [] == story.missing()


def test_what_waits_for_a_second_person() -> None:
    """Until it is confirmed or declined."""
    story = Story().signed(A, B)
    story.tell("r-01", "merge", cluster=A.key, into=B.key, comment="La même idée.")
    waiting = ["decision 7 (merge): another person confirms or declines it"]

    assert waiting == told(story.missing())
    assert [] == story.tell("r-02", "decline", proposal=7, comment="Non.").missing()


def test_what_an_earlier_run_left_behind() -> None:
    """Until somebody has looked at it; once, however many answers it was about."""
    story = Story().signed(A, B).tell("r-01", "move", answers=["C-1", "C-2"], to=A.key)
    left = ["decision 7 (move): an answer it was about is gone: settle it"]

    assert left == told(story.missing())
    assert [] == story.tell("r-02", "settle", event=7).missing()


@pytest.mark.parametrize(
    ("decisions", "decided"),
    [
        ([], False),
        ([("flag", {"spans": [[5, 15]]})], True),
        ([("flag", {"spans": [[0, 40]]})], True),
        ([("flag", {"spans": [[5, 10]]}), ("flag", {"spans": [[10, 15]]})], True),
        ([("flag", {"spans": [[5, 14]]})], False),
        ([("flag", {"spans": [[6, 15]]})], False),
        ([("flag", {"spans": [[20, 30]]})], False),
        ([("unflag", {})], True),
        ([("flag", {"spans": [[5, 15]]}), ("unflag", {})], True),
        ([("unflag", {}), ("flag", {"spans": [[20, 30]]})], False),
    ],
)
def test_a_slice_that_may_say_who_somebody_is(
    decisions: list[tuple[str, dict[str, Any]]], decided: bool
) -> None:
    """Masked whole, or declared harmless by who may; half a mask is none."""
    story = Story().signed(A, B)
    for op, payload in decisions:
        story.tell("r-04", op, "lead", answer="A-1", **payload)
    expected = "answer A-1, 5-15 (phone): mask it, or say that it tells of nobody"

    assert ([] if decided else [expected]) == told(story.missing(slice_of("A-1", 5, 15)))


def test_each_slice_is_decided_by_itself() -> None:
    """A mask over the first says nothing of the second, nor of another answer."""
    story = Story().signed(A, B)
    story.tell("r-01", "flag", answer="A-1", spans=[[5, 15]], comment="Un numéro.")
    slices = [slice_of("A-1", 5, 15), slice_of("A-1", 20, 30), slice_of("B-1", 5, 15)]

    assert [("A-1", "20-30"), ("B-1", "5-15")] == [
        (gap.reference, gap.label) for gap in story.missing(*slices)
    ]


def test_the_list_is_told_by_question_and_never_too_long() -> None:
    """All clusters, twenty slices; the count says how many there are."""
    gaps = Story().missing(*(slice_of("A-1", n, n + 1) for n in range(30)))
    lines = gate.told([*gaps, gate.unread("Q2")], {QUESTION: "Et vous ?"}).splitlines()

    assert "  Q1 « Et vous ? »" == lines[0]
    assert 2 == sum("cluster" in line for line in lines)
    assert 20 == sum("(phone)" in line for line in lines)
    assert "    … and 10 more of these" in lines
    assert "  Q2 « Q2 »" == lines[-2]
    assert (
        "1 question was not read, 2 clusters are not signed, "
        "30 slices that may say who somebody is wait"
    ) == gate.counted([*gaps, gate.unread("Q2")])


def test_the_tally() -> None:
    """Events by operation; who stands behind what is signed; disagreements and how they ended."""
    story = Story().signed(A).tell("r-01", "rename", cluster=B.key, label_fr="Le vélo")
    story.vote("r-01", B).vote("r-05", B, "not_one_idea").settle("r-03", B)
    counted = tally([story.review], story.events)

    assert {"accept": 4, "arbitrate": 1, "rename": 2} == counted.decisions
    assert {"arbiter": 1, "reviewer": 2} == counted.signatories
    assert (1, 1, 0) == (counted.disagreements, counted.arbitrations, counted.unsettled)
    assert "2030-06-01" == counted.day


def test_a_disagreement_that_rework_ended_was_not_arbitrated() -> None:
    story = Story().signed(A).tell("r-01", "rename", cluster=B.key, label_fr="Le vélo")
    story.vote("r-01", B).vote("r-02", B, "not_one_idea")
    story.tell("r-02", "rename", cluster=B.key, label_fr="Les vélos en ville")
    story.vote("r-01", B).vote("r-02", B)
    counted = tally([story.review], story.events)

    assert [] == story.missing()
    assert (1, 0, 1) == (counted.disagreements, counted.arbitrations, counted.unsettled)
    assert {"reviewer": 2} == counted.signatories


def test_a_bad_name_is_no_opposite_vote_nor_a_signature() -> None:
    """Two see one idea, one of whom dislikes its name; a third person does not see one."""
    story = Story().tell("r-01", "rename", cluster=B.key, label_fr="Le vélo")
    story.vote("r-01", B).vote("r-02", B, "badly_named")

    assert 0 == tally([story.review], story.events).disagreements

    story.vote("r-05", B, "not_one_idea").settle("r-03", B)
    counted = tally([story.review], story.events)

    assert 1 == counted.disagreements
    assert {"arbiter": 1, "reviewer": 1} == counted.signatories


def test_the_tally_of_nothing() -> None:
    counted = tally([], [])

    assert ({}, {}, "") == (counted.decisions, counted.signatories, counted.day)
