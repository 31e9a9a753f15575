"""What was decided about a cluster, by whom, when; and what of it someone may undo."""

from __future__ import annotations

from typing import Any, Final

from synthesis.decisions.fold import answers_of
from synthesis.decisions.review import Review
from synthesis.decisions.rules import Asked, check
from synthesis.errors import DecisionError
from synthesis.journal import Event
from synthesis.review.people import People, Person
from synthesis.review.secrecy import hidden
from synthesis.review.waiting import ANSWERS_NAMED, named

_SAID: Final = (
    *("label_fr", "label_en", "definition", "verdict", "outcome"),
    *("comment", "reason", "position", "text"),
)


def history(review: Review, people: People, person: Person, key: str) -> list[dict[str, Any]]:
    """The events about a cluster, latest first; votes kept from someone are left out: that there
    is one, on a cluster without a name, says which it is.
    """
    kept: set[int] = set()
    for event in review.events:
        if event.cancels in kept or (event.op == "accept" and hidden(person, review, event)):
            kept.add(event.seq)
    return [
        _row(review, people, person, event)
        for event in reversed(review.events)
        if event.seq not in kept and is_about(review, event, key)
    ]


def history_of(
    review: Review, people: People, person: Person, address: str
) -> list[dict[str, Any]]:
    """The events about one answer, latest first: those that name it, and what answers them."""
    about: set[int] = set()
    for event in review.events:
        given = event.payload
        if event.op == "code":  # blind: never told beside what the machine made of an answer
            continue
        if address in answers_of(given) or {given.get("proposal"), event.cancels} & about:
            about.add(event.seq)
    return [
        _row(review, people, person, event)
        for event in reversed(review.events)
        if event.seq in about
    ]


def is_about(review: Review, event: Event, key: str) -> bool:
    """Whether an event names a cluster, or what is or was in it."""
    given = event.payload
    parts = set(review.parts(key)) or {key}
    if any(given.get(name) in parts for name in ("cluster", "into", "other", "to")):
        return True
    if any(given.get("object") == f"{review.base.question}/cluster/{part}" for part in parts):
        return True
    proposal = review.proposals.get(given.get("proposal", 0))
    if proposal is not None and is_about(review, proposal.event, key):
        return True
    if event.op == "undo":
        before = next((each for each in review.events if each.seq == event.cancels), None)
        return before is not None and is_about(review, before, key)
    if event.op == "code":
        return False
    members, out = review.members(key), review.taken_out(key)
    return any(address in members or address in out for address in answers_of(given))


def _row(review: Review, people: People, person: Person, event: Event) -> dict[str, Any]:
    kept = hidden(person, review, event)
    given = {} if kept else event.payload
    answers = answers_of(given)
    return {
        "seq": event.seq,
        "ts": event.ts,
        "who": people.name(event.actor),
        "mine": event.actor == person.id,
        "op": event.op,
        "cancelled": event.seq in review.cancelled,
        "cancels": event.cancels,
        "hidden": kept,
        "lapsed": event.op == "accept" and not kept and _has_lapsed(review, event),
        "seen": len(event.seen),
        "said": {name: given.get(name, "") for name in _SAID},
        "cluster": named(review, given.get("cluster")),
        "into": named(review, given.get("into") or given.get("other") or given.get("to")),
        "is_out": given.get("to") == "",
        "proposal": given.get("proposal"),
        "answers": answers[:ANSWERS_NAMED],
        "count": len(answers),
        "undo": undoable(review, person, event),
    }


def _has_lapsed(review: Review, event: Event) -> bool:
    """Whether a vote was on a content that is not the present one."""
    key = event.payload["cluster"]
    return key not in review.clusters or review.content(key) != event.payload["content"]


def undoable(review: Review, person: Person, event: Event) -> dict[str, int] | None:
    """The versions that undoing an event sends back; None where this person may not."""
    if event.actor != person.id:
        return None
    try:
        check(review, Asked(person.id, person.role, "undo", {}, "", event.seq))
    except DecisionError:
        return None
    return {name: review.version(name) for name in event.objects if "/cluster/" in name}
