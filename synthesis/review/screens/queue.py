"""S1, the queue: what there is to read, the least stable clusters first, then the largest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions.review import SIGNATORIES, Cluster, Review
from synthesis.review.asking import ask
from synthesis.review.desk import Desk
from synthesis.review.page import ANY, page, screen
from synthesis.review.people import People, Person
from synthesis.review.questions import Question, question_of, questions
from synthesis.review.screens.account import me
from synthesis.review.screens.coding import notice
from synthesis.review.secrecy import status_known, votes_known
from synthesis.review.turn import is_mine
from synthesis.review.waiting import lapsed, lapsed_of, lost, named, proposal
from synthesis.store import Row

STATES: Final = (
    *("to_read", "one_vote", "to_arbitrate", "to_rework", "to_rename", "reopened", "signed"),
    *("empty", "absorbed"),
)
_OVER: Final = ("signed", "empty", "absorbed")  # nothing is left to do there
FRAGILE, STABLE = 0.6, 0.75  # mean Jaccard over resamples: Hennig (2008)


def queue(request: Request) -> Response:
    """All questions: how much of each is signed, and what waits for this person."""
    desk: Desk = request.app.state.desk
    person = me(request)
    begun = {event.question for event in desk.events()}
    rows = [
        _begun(question, desk.review(question.id), person)
        if question.id in begun
        else _untouched(question)
        for question in questions(desk).values()
    ]
    facts = {
        "questions": rows,
        "answers": sum(row["answers"] for row in rows),
        "signed_answers": sum(row["signed_answers"] for row in rows),
        "lapsed": lapsed_of(desk, request.app.state.people, person),
    }
    return page(request, "queue.html", facts)


def _untouched(question: Question) -> dict[str, Any]:
    """Of a question in which nobody decided anything: not read from the warehouse for this."""
    return {
        "id": question.id,
        "title": question.title,
        "answers": question.answers,
        "clusters": question.clusters,
        "signed": 0,
        "signed_answers": 0,
        "waiting": 0,
        "signatories": 0,
    }


def _begun(question: Question, review: Review, person: Person) -> dict[str, Any]:
    standing = {key: review.status(key) for key in review.clusters}
    signed = [key for key, status in standing.items() if status == "signed"]
    others = [each for each in review.pending() if each.event.actor != person.id]
    return {
        "id": question.id,
        "title": question.title,
        "answers": review.ledger().get("analysed", 0),
        "clusters": sum(status not in ("empty", "absorbed") for status in standing.values()),
        "signed": len(signed),
        "signed_answers": _analysed(review, signed),
        "waiting": len(others) + len(review.to_settle()),
        "signatories": len(review.signatories()),
    }


def _analysed(review: Review, keys: Sequence[str]) -> int:
    """Answers of these clusters that the ledger counts as analysed."""
    kept = (key for key in keys if review.clusters[key].kind in ("opinion", "minority"))
    return sum(len(review.members(key)) for key in kept)


def question(request: Request) -> Response:
    """The clusters of a question, and what waits in it."""
    desk: Desk = request.app.state.desk
    asked = question_of(request)
    person, review = me(request), desk.review(asked.id)
    people: People = request.app.state.people
    if blind := notice(request, asked, review):
        return blind
    found = {row["cluster_id"]: row for row in ask(desk.warehouse, "queue", question=asked.id)}
    rows = [_row(review, key, each, found, person) for key, each in review.clusters.items()]
    rows.sort(key=lambda row: (row["state"] in _OVER, row["stability"], -row["answers"]))
    state = request.query_params.get("state", "")
    listed = [row for row in rows if row["state"] == state] if state in STATES else [
        row for row in rows if row["state"] not in ("empty", "absorbed")
    ]  # fmt: skip
    signed = [row["key"] for row in rows if row["state"] == "signed"]
    ledger = review.ledger()
    placed = sum(len(review.members(key)) for key in review.clusters)
    counts = Counter(row["state"] for row in rows)
    facts = {
        "question": {"id": asked.id, "title": asked.title},
        "clusters": listed,
        "total": len(rows) - counts["empty"] - counts["absorbed"],
        "state": state if state in STATES else "",
        "states": [[each, counts[each]] for each in STATES if counts[each]],
        "next": next((row["key"] for row in rows if row["mine"]), None),
        "left": sum(row["mine"] for row in rows),
        "answers": ledger.get("analysed", 0),
        "signed": len(signed),
        "signed_answers": _analysed(review, signed),
        "placed": placed,
        "signatories": SIGNATORIES,
        "pending": [proposal(review, people, person, each) for each in review.pending()],
        "lapsed": [lapsed(review, people, person, each) for each in review.lapsed()],
        "lost": [lost(review, people, each) for each in review.to_settle()],
        "may_decide": person.role != "observer",
    }
    return page(request, "question.html", facts)


def _row(
    review: Review, key: str, cluster: Cluster, found: Mapping[int, Row], person: Person
) -> dict[str, Any]:
    number = review.base.clusters[key].cluster_id
    stability = float(found[number]["stability"])
    return {
        "key": key,
        "number": number,
        "label_fr": cluster.label_fr,
        "label_en": cluster.label_en,
        "kind": cluster.kind,
        "terms": list(found[number]["terms"]),
        "answers": len(review.members(key)),
        "stability": round(stability, 2),
        "solidity": solidity(stability),
        "parts": [_part(review, part, found) for part in review.parts(key)],
        "votes": votes_known(person, review, key),
        "voted": person.id in review.votes_now(key),
        "state": status_known(person, review, key),
        "mine": is_mine(review, person, key),
    }


def _part(review: Review, key: str, found: Mapping[int, Row]) -> dict[str, Any]:
    """How stable one of the clusters of the run is that a merged one is made of."""
    stability = float(found[review.base.clusters[key].cluster_id]["stability"])
    return {
        "named": named(review, key),
        "stability": round(stability, 2),
        "solidity": solidity(stability),
    }


def solidity(stability: float) -> str:
    """How a mean Jaccard is read: below 0.6 the cluster does not come back of itself."""
    return "unstable" if stability < FRAGILE else "fragile" if stability <= STABLE else "stable"


routes: Final = [
    *screen("/", queue, "queue", ANY),
    *screen("/q/{question}", question, "question", ANY),
]
