"""S10, the journal: every decision taken, whether its chain is whole, and all of it to keep."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions.fold import OPERATIONS, cancelled
from synthesis.journal import Event
from synthesis.review.desk import Desk
from synthesis.review.history import undoable
from synthesis.review.page import ANY, file, page, saved, screen, words_of
from synthesis.review.people import People
from synthesis.review.questions import Question, questions
from synthesis.review.screens.account import me
from synthesis.review.secrecy import KEPT, hidden
from synthesis.review.waiting import named

PAGE: Final = 50  # events
_DIGESTS: Final = {"content", "words"}
_SAID: Final = (
    *("again", "answer", "answers", "cluster", "codes", "comment", "confidence", "definition"),
    *(
        "event",
        "fits",
        "into",
        "kind",
        "label_en",
        "label_fr",
        "misfits",
        "object",
        "other",
        "outcome",
        "position",
    ),
    *("proposal", "random", "reason", "seed", "spans", "term", "text", "to", "unit", "units"),
    "verdict",
)
_CLUSTERS: Final = ("cluster", "into", "other", "to")


def journal(request: Request) -> Response:
    """The events, latest first; filters, page and the wish to verify are in the address."""
    desk: Desk = request.app.state.desk
    events, asked = desk.events(), questions(desk)
    wanted = {name: request.query_params.get(name, "") for name in ("question", "actor", "op")}
    found = [event for event in reversed(events) if _is_wanted(event, wanted)]
    pages = max(1, -(-len(found) // PAGE))
    number = min(max(1, _whole(request.query_params.get("page", ""))), pages)
    seq, hash = desk.journal.head()
    verified = request.query_params.get("verify") == "1"
    people: People = request.app.state.people
    gone = cancelled(events)
    facts = {
        "events": [
            _row(request, event, event.seq in gone, asked)
            for event in found[(number - 1) * PAGE : number * PAGE]
        ],
        "count": len(found),
        "page": number,
        "pages": pages,
        "wanted": wanted,
        "fields": list(_SAID),
        "questions": [[each.id, each.title] for each in asked.values()],
        "actors": [[actor, people.name(actor)] for actor in sorted({e.actor for e in events})],
        "ops": sorted({event.op for event in events} & set(OPERATIONS)),
        "head": {"seq": seq, "hash": hash},
        "verified": verified,
        "problems": desk.journal.verify((seq, hash)) if verified else [],
        "may_export": _may_export(request, asked),
    }
    return page(request, "journal.html", facts)


def export(request: Request) -> Response:
    """The journal as it is, an event a line: `decisions.jsonl` of an edition."""
    desk: Desk = request.app.state.desk
    if not _may_export(request, questions(desk)):
        raise HTTPException(403)
    text = "".join(desk.journal.export())
    return saved(text, "decisions.jsonl", "application/jsonl")


def _may_export(request: Request, asked: Mapping[str, Question]) -> bool:
    """Whole or not at all: whoever has yet to vote would read how the others did."""
    if me(request).role == "observer":
        return True
    desk: Desk = request.app.state.desk
    return not any(_is_hidden(request, event, asked) for event in desk.events())


def _is_hidden(request: Request, event: Event, asked: Mapping[str, Question]) -> bool:
    if event.question not in asked or event.op not in KEPT:  # most are neither
        return False
    desk: Desk = request.app.state.desk
    return hidden(me(request), desk.review(event.question), event)


def _is_wanted(event: Event, wanted: dict[str, str]) -> bool:
    return all(not value or value == getattr(event, name) for name, value in wanted.items())


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _row(
    request: Request, event: Event, gone: bool, asked: Mapping[str, Question]
) -> dict[str, Any]:
    people: People = request.app.state.people
    kept = _is_hidden(request, event, asked)
    return {
        "seq": event.seq,
        "place": f"e{event.seq}",
        "ts": event.ts,
        "actor": event.actor,
        "who": people.name(event.actor),
        "role": event.role,
        "op": event.op,
        "question": event.question,
        "known": event.question in asked,
        "cancelled": gone,
        "cancels": event.cancels,
        "seen": len(event.seen),
        "hidden": kept,
        "payload": [] if kept else list(_told(request, event, event.question in asked)),
        "undo": _undo(request, event) if event.question in asked and not kept else None,
        "hash": event.hash,
    }


def _undo(request: Request, event: Event) -> dict[str, int] | None:
    """What undoing an event sends back; None where this person may not, or may elsewhere."""
    desk: Desk = request.app.state.desk
    if event.actor != me(request).id or event.op == "code":  # its own screen takes one up again
        return None
    return undoable(desk.review(event.question), me(request), event)


def _told(request: Request, event: Event, known: bool) -> Iterator[list[str]]:
    """What an event says, a line a field; long lists by how many they are, clusters by name.

    Digests that bind an event to what was read are in the export.
    """
    for name in sorted(event.payload.keys() - _DIGESTS):
        value = event.payload[name]
        if name in _CLUSTERS and known:
            yield [name, _called(request, event.question, str(value))]
        elif isinstance(value, list | dict):
            plain = [each for each in value if isinstance(each, str | int)]
            short = ", ".join(map(str, plain[:5])) if isinstance(value, list) else ""
            more = "…" if len(value) > len(plain[:5]) or not short else ""
            yield [name, f"{len(value)}: {short}{more}" if short else str(len(value))]
        else:
            yield [name, str(value)]


def _called(request: Request, question: str, key: str) -> str:
    """A cluster as people speak of it, its key where this run has it no more."""
    t, desk = words_of(request), request.app.state.desk
    if not key:
        return t("cluster_unclassified")
    found = named(desk.review(question), key)
    if found is None:
        return key
    return str(found["label_fr"] or t("cluster_title", n=found["number"]))


routes: Final = [
    *screen("/journal", journal, "journal", ANY),
    *file("/journal/decisions.jsonl", export, "export", ANY),
]
