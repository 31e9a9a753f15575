"""The scripted review of the sample: it leaves nothing undone, and errs as people do."""

from __future__ import annotations

from pathlib import Path

from synthesis.decisions.campaign import campaign_of, disagreements
from tests import reviewers
from tests.reviewers import ARBITER, LEAD, ONE, OTHER, PEOPLE, reads, settles

CODES = {"bus": "k1", "vélo": "k2", "train": "k3"}


def test_nothing_is_left_to_do(reviewed: Path) -> None:
    """All clusters signed, named in both languages; no proposal, nobody's words left to look at;
    the question signed by two people, and its disagreements settled by a third.
    """
    with reviewers.desk(reviewed) as desk:
        reviews = [desk.review(question) for question in reviewers.planted()]
        named = {row["reference"] for row in desk.warehouse.rows("select * from personal")}

    assert 3 == len(reviews)
    for review in reviews:
        campaign = campaign_of(review)
        assert campaign is not None
        assert not review.coding_is_open
        assert {"signed"} == {review.status(key) for key in review.present()}
        assert all(review.clusters[key].label_en for key in review.present())
        assert ([], []) == (review.pending(), review.to_settle())
        assert {ONE, OTHER} == review.signatories()
        assert 200 == campaign.payload["random"]
        assert {ONE, OTHER} == campaign.finished
        assert all(
            each.settled is not None
            for pair in disagreements(review, campaign).values()
            for each in pair
        )
        named -= {*review.cleared, *review.masks}
    assert set() == named
    assert {*PEOPLE} == {event.actor for each in reviews for event in each.events} | {LEAD, ARBITER}


def test_people_err_and_say_the_same_again() -> None:
    """One reading in twenty or so; two people not on the same texts; each the same at each draw."""
    ideas = ("bus",)
    texts = [f"9-{n}" for n in range(2000)]
    wrong = {
        coder: {text for text in texts if reads(coder, text, ideas, CODES) != ("k1",)}
        for coder in (ONE, OTHER)
    }

    assert all(0.03 < len(each) / len(texts) < 0.09 for each in wrong.values())
    assert len(wrong[ONE] & wrong[OTHER]) < 0.01 * len(texts)
    assert wrong[ONE] == {text for text in texts if reads(ONE, text, ideas, CODES) != ("k1",)}


def test_what_no_code_stands_for() -> None:
    """It is coded as none; of two ideas, a code for each but when one is forgotten."""
    read = [reads(ONE, f"9-{n}", ("moon",), CODES) for n in range(500)]
    both = [reads(ONE, f"9-{n}", ("bus", "train"), CODES) for n in range(500)]

    assert ("none",) == max(set(read), key=read.count)
    assert ("k1", "k3") == max(set(both), key=both.count)
    assert ("k1",) in both


def test_the_third_person_settles_on_what_was_missed() -> None:
    """So that what people say in the end is what was planted."""
    assert "k1" == settles([("k2",), ("k1",)], ("bus",), CODES)
    assert "k3" == settles([("k1", "k3"), ("k1",)], ("bus", "train"), CODES)
    assert "none" == settles([("k2",), ("none",)], ("moon",), CODES)
