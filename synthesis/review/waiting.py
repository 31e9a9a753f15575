"""What waits in a question: proposals for a second person, decisions an earlier run left behind."""

from __future__ import annotations

from typing import Any, Final

from synthesis.decisions.review import Lost, Proposal, Review
from synthesis.decisions.rules import Asked, objects
from synthesis.errors import RefusedError
from synthesis.review.desk import Desk
from synthesis.review.people import People, Person
from synthesis.review.questions import questions
from synthesis.review.secrecy import codes_blind

ANSWERS_NAMED: Final = 5  # of a decision about many


def proposal(review: Review, people: People, person: Person, waiting: Proposal) -> dict[str, Any]:
    """What waits for a second person; `versions` are those its confirmation sends back."""
    event = waiting.event
    answer = Asked(person.id, person.role, "confirm", {"proposal": event.seq}, "")
    try:
        versions = {each: review.version(each) for each in objects(review, answer)[1]}
    except (KeyError, RefusedError):
        versions = {}
    given = event.payload
    return {
        "seq": event.seq,
        "op": event.op,
        "by": people.name(event.actor),
        "mine": event.actor == person.id,
        "ts": event.ts,
        "comment": given.get("comment", ""),
        "position": given.get("position", ""),
        "cluster": named(review, given.get("cluster")),
        "into": named(review, given.get("into")),
        "answers": list(given.get("answers", ()))[:ANSWERS_NAMED],
        "count": len(given.get("answers", ())),
        "versions": versions,
    }


def lapsed(review: Review, people: People, person: Person, gone: Proposal) -> dict[str, Any]:
    """What waits for nobody any more: of each cluster it names that was absorbed, where it is."""
    named_by = [gone.event.payload.get(name) for name in ("cluster", "into")]
    return {
        **proposal(review, people, person, gone),
        "question": review.base.question,
        "absorbed": [
            {"was": named(review, key), "home": named(review, review.home(key))}
            for key in named_by
            if key and review.home(key) != key
        ],
    }


def lapsed_of(desk: Desk, people: People, person: Person) -> list[dict[str, Any]]:
    """What someone proposed that is without object since; not of a question they code blind."""
    begun = {event.question for event in desk.events() if event.actor == person.id}
    reviews = [desk.review(id) for id in questions(desk) if id in begun]
    return [
        lapsed(review, people, person, each)
        for review in reviews
        if not codes_blind(person, review)
        for each in review.lapsed()
        if each.event.actor == person.id
    ]


def lost(review: Review, people: People, gone: Lost) -> dict[str, Any]:
    """A decision that this run gives no hold, and the cluster it probably speaks of now."""
    likely = review.likely_place(gone.event)
    return {
        "seq": gone.event.seq,
        "op": gone.event.op,
        "by": people.name(gone.event.actor),
        "ts": gone.event.ts,
        "reason": gone.reason,
        "about": gone.about,
        "label_fr": gone.event.payload.get("label_fr", ""),
        "likely": named(review, likely),
    }


def named(review: Review, key: str | None) -> dict[str, Any] | None:
    """A cluster as others speak of it: its number, and its name once it has one."""
    if not key or key not in review.clusters:
        return None
    cluster = review.clusters[key]
    return {
        "key": key,
        "number": review.base.clusters[key].cluster_id,
        "label_fr": cluster.label_fr,
        "answers": len(review.members(key)),
    }
