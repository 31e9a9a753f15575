"""Whose work a cluster is, as the second person to judge it should know: its name, its moves.

They stay in sight, for there is nothing else to judge; what their author thinks of the cluster
does not.
"""

from __future__ import annotations

from typing import Any, Final

from synthesis.decisions.fold import answers_of
from synthesis.decisions.review import Review
from synthesis.journal import Event
from synthesis.review.people import People, Person

_MOVING: Final = ("move", "no_content", "off_topic", "reclassify")


def made(review: Review, people: People, person: Person, key: str) -> dict[str, Any]:
    """Who gave the present name, and who moved how many answers in or out, in which role."""
    done = [event for event in review.events if event.seq not in review.cancelled]
    moved = review.put_in(key) | review.taken_out(key)
    last: dict[str, Event] = {}
    name: Event | None = None
    for event in done:
        if event.op == "rename" and event.payload["cluster"] == key:
            name = event
        elif event.op in _MOVING and _has_effect(review, event):
            last.update({each: event for each in answers_of(event.payload) if each in moved})
    by: dict[str, list[Event]] = {}
    for event in last.values():
        by.setdefault(event.actor, []).append(event)
    return {
        "name": _who(people, person, name) if name else None,
        "moves": [
            {**_who(people, person, events[-1]), "answers": len(events)}
            for _, events in sorted(by.items())
        ],
    }


def _has_effect(review: Review, event: Event) -> bool:
    proposal = review.proposals.get(event.seq)
    return proposal is None or proposal.status == "confirmed"


def _who(people: People, person: Person, event: Event) -> dict[str, Any]:
    return {
        "who": people.name(event.actor),
        "role": event.role,
        "mine": event.actor == person.id,
    }
