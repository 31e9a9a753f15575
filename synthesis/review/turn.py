"""Whose turn it is: what a person can do next about a cluster, and which one to read after it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from synthesis.decisions.review import Review
from synthesis.review.people import Person
from synthesis.review.secrecy import status_known
from synthesis.store import Row

_TO_VOTE: Final = ("to_read", "one_vote", "reopened", "to_rework")
_TO_CHANGE: Final = {"to_rework": "rework", "to_rename": "rename"}


def is_mine(review: Review, person: Person, key: str) -> bool:
    """Whether a cluster waits for the vote of someone, or for a name, which anyone may give."""
    status = review.status(key)
    return person.role != "observer" and (
        status == "to_rename" or (status in _TO_VOTE and person.id not in review.votes_now(key))
    )


def following(
    review: Review, person: Person, found: Mapping[int, Row], but: str = ""
) -> str | None:
    """The cluster to read after `but`: the least stable that waits for this person, then largest.

    `found` has the stability of each cluster of the run, by number.
    """
    waiting = [key for key in review.clusters if key != but and is_mine(review, person, key)]
    stability = {key: float(found[each.cluster_id]["stability"])
                 for key, each in review.base.clusters.items()}  # fmt: skip
    waiting.sort(key=lambda key: (stability[key], -review.size(key)))
    return waiting[0] if waiting else None


def next_step(review: Review, person: Person, key: str) -> str:
    """What someone can do about a cluster now: a key of the words of S2, `cluster_next_…`."""
    status, voted = status_known(person, review, key), person.id in review.votes_now(key)
    if person.role == "observer":
        return "observe"
    if status == "to_arbitrate":
        return "arbitrate" if person.role == "arbiter" and not voted else "disagreement"
    if status == "signed":
        return "signed"
    if status == "to_rename" or voted:
        return _TO_CHANGE.get(status, "wait")
    named = bool(review.clusters[key].label_fr)
    return ("reread" if status == "reopened" else "vote") if named else "name"
