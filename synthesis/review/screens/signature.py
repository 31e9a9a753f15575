"""S11, the signature of a question: what must hold, who has signed, and the act itself."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions.review import SIGNATORIES, Review
from synthesis.review.desk import Desk
from synthesis.review.page import ANY, page, screen
from synthesis.review.people import People
from synthesis.review.questions import question_of
from synthesis.review.screens.account import me
from synthesis.review.secrecy import status_known

LISTED: Final = 12  # clusters left to sign


def signature(request: Request) -> Response:
    """The checklist of a question, and the form that signs it."""
    desk: Desk = request.app.state.desk
    people: People = request.app.state.people
    asked, person = question_of(request), me(request)
    review = desk.review(asked.id)
    present = review.present()
    left = [key for key in present if review.status(key) != "signed"]
    ledger = review.ledger()
    signed = review.signatories()
    checks = _checks(review, len(present), len(left), ledger)
    facts = {
        "question": {"id": asked.id, "title": asked.title},
        "checks": checks,
        "ready": all(check["holds"] for check in checks if check["needed"]),
        "left": [
            {
                "key": key,
                "number": review.base.clusters[key].cluster_id,
                "label_fr": review.clusters[key].label_fr,
                "state": status_known(person, review, key),
            }
            for key in left[:LISTED]
        ],
        "more": max(0, len(left) - LISTED),
        "ledger": [[state, n] for state, n in ledger.items()],
        "cells": sum(ledger.values()),
        "signed": [{"id": actor, "name": people.name(actor)} for actor in sorted(signed)],
        "former": [
            {"id": actor, "name": people.name(actor)}
            for actor in sorted(set(review.signatures) - signed)
        ],
        "signatories": SIGNATORIES,
        "content": review.question_content(),
        "may_sign": person.role != "observer" and person.id not in signed,
    }
    return page(request, "signature.html", facts)


def _checks(
    review: Review, clusters: int, left: int, ledger: dict[str, int]
) -> list[dict[str, Any]]:
    """What must hold before one signs, and what one should know; each with its figures."""
    coders = {actor for _, actor in review.codings}
    return [
        _check("ledger", sum(ledger.values()) == sum(review.base.counts.values()),
               n=sum(ledger.values())),
        _check("clusters", left == 0, n=clusters - left, of=clusters),
        _check("pending", not review.pending(), n=len(review.pending())),
        _check("lost", not review.to_settle(), needed=False, n=len(review.to_settle())),
        _check("coding", not review.coding_is_open and len(coders) > 1, needed=False,
               n=len(coders)),
        _check("masks", not review.masks, needed=False, n=len(review.masks)),
    ]  # fmt: skip


def _check(name: str, holds: bool, needed: bool = True, **figures: int) -> dict[str, Any]:
    return {"name": name, "holds": holds, "needed": needed, "figures": figures}


routes: Final = [*screen("/q/{question}/signature", signature, "signature", ANY)]
