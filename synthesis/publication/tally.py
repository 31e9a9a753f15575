"""How people decided, in numbers: by whom, of what, where they disagreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from synthesis.decisions.review import Review
from synthesis.journal import Event


@dataclass(frozen=True)
class Tally:
    """Of the whole journal, events by operation; of the questions published, who signed and how.

    `signatories` are people who stand behind a cluster signed as it is, by the role in which they
    accepted it or settled. A disagreement is a content of a cluster in which one person saw one
    idea, whatever they thought of its name, and another did not; `unsettled` ones were left to a
    new content, which is what reworking a cluster makes.
    """

    decisions: Mapping[str, int]
    signatories: Mapping[str, int]
    disagreements: int
    arbitrations: int
    unsettled: int
    day: str  # of the last event; nothing if there is none


def tally(reviews: Iterable[Review], events: Iterable[Event]) -> Tally:
    """The numbers of a set of reviews and of the journal they come from."""
    every, reviewed = list(events), list(reviews)
    signed: Counter[str] = Counter()
    apart = settled = unsettled = 0
    people: set[tuple[str, str]] = set()
    for review in reviewed:
        people |= _signatories(review)
        disputed = _disputed(review)
        arbitrated = {(key, each.content) for key, each in review.arbitrations.items()}
        apart += len(disputed)
        settled += sum(key in review.clusters for key in review.arbitrations)
        unsettled += len(disputed - arbitrated)
    signed.update(role for _, role in people)
    return Tally(
        dict(sorted(Counter(event.op for event in every).items())),
        dict(sorted(signed.items())),
        apart,
        settled,
        unsettled,
        every[-1].ts[:10] if every else "",
    )


def _signatories(review: Review) -> set[tuple[str, str]]:
    roles = {event.seq: event.role for event in review.events}
    found = set()
    for key in review.present():
        if review.status(key) != "signed":
            continue
        votes = review.votes_now(key).values()
        found |= {(vote.actor, roles[vote.seq]) for vote in votes if vote.verdict == "one_idea"}
        last = review.arbitrations.get(key)
        if last is not None and last.content == review.content(key):
            found.add((last.actor, roles[last.seq]))
    return found


def _disputed(review: Review) -> set[tuple[str, str]]:
    """Cluster and content of each disagreement, by the last vote of each on that content."""
    said: dict[tuple[str, str], dict[str, bool]] = {}
    for key, votes in review.votes.items():
        for vote in votes:
            said.setdefault((key, vote.content), {})[vote.actor] = vote.sees_one_idea
    return {about for about, verdicts in said.items() if len(set(verdicts.values())) > 1}
