"""What is kept from someone until they have judged by themselves.

Two people who agree say something only if neither knew what the other thought: the votes and
comments of others about a cluster are hidden until one's own vote on it as it is now, and so is
that there is a vote: on a cluster without a name it can only be «not one idea». Who codes a
question blind is shown none of its clusters until they are through, or leave.
"""

from __future__ import annotations

from typing import Final

from synthesis.decisions.campaign import campaign_of
from synthesis.decisions.fold import cluster_of
from synthesis.decisions.review import Review, Status
from synthesis.journal import Event
from synthesis.review.people import Person

_OPINIONS: Final = ("accept", "comment", "judge")
KEPT: Final = (*_OPINIONS, "code", "open_coding")  # what may be kept from someone


def may_see(person: Person, review: Review, key: str) -> bool:
    """Whether the votes and comments of others about a cluster are shown to someone.

    An observer never votes; an arbiter must see what two people disagree on.
    """
    if person.role == "observer" or key not in review.clusters:
        return True
    if person.role == "arbiter" and (
        review.status(key) == "to_arbitrate" or key in review.arbitrations
    ):
        return True
    return person.id in review.votes_now(key)


def status_known(person: Person, review: Review, key: str) -> Status:
    """Where a cluster stands, for someone: as before it, where a vote is kept from them."""
    status = review.status(key)
    if status != "one_vote" or may_see(person, review, key):
        return status
    return "reopened" if review.was_signed(key) else "to_read"


def votes_known(person: Person, review: Review, key: str) -> int | None:
    """How many votes a cluster has; nothing where that there is one is kept from someone."""
    if review.status(key) in ("to_read", "one_vote", "reopened") and not may_see(
        person, review, key
    ):
        return None
    return len(review.votes_now(key))


def codes_blind(person: Person, review: Review) -> bool:
    """Whether someone is coding this question: what shows its clusters is kept from them."""
    if not review.coding_is_open or person.id not in review.coders:
        return False
    campaign = campaign_of(review)
    return campaign is not None and campaign.is_blind(person.id)


def hidden(person: Person, review: Review, event: Event) -> bool:
    """Whether the content of an event is still kept from someone; that it took place never is."""
    if person.role == "observer":
        return False
    if event.op == "open_coding":  # which answers were drawn: the lead who drew them codes too
        return review.coding_is_open
    if event.op == "code":  # one's own too: a text that comes again must come as new
        return review.coding_is_open
    if event.actor == person.id:
        return False
    if event.op not in _OPINIONS:
        return False
    key = event.payload.get("cluster") or cluster_of(event.payload.get("object", ""))
    if not key or (person.role == "arbiter" and may_see(person, review, key)):
        return False
    if event.op != "accept":
        return not may_see(person, review, key)
    # A vote is on one content: who has judged another one may have this one to judge yet.
    judged = {vote.content for vote in review.votes.get(key, ()) if vote.actor == person.id}
    return event.payload["content"] not in judged
