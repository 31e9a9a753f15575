"""What is one's own: the password, the other sessions, the texts not yet recorded."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from synthesis.review import passwords
from synthesis.review.drafts import Draft
from synthesis.review.guard import log, presence
from synthesis.review.page import ANY, Form, go, page, posted, screen
from synthesis.review.people import People, Person
from synthesis.review.screens.login import address
from synthesis.review.tries import LockedError
from synthesis.review.waiting import lapsed_of

_OF_A_QUESTION: Final = re.compile(r"/q/[^/?#]+")
TEXTS: Final = (
    "label_fr",
    "label_en",
    "definition",
    "comment",
    "text",
    "reason",
    "position",
    "term",
)

# Forms of a question that are sent elsewhere than to `act`.
_ELSEWHERE: Final = {"open_coding": "coding/open"}


def is_text(name: str) -> bool:
    """Whether a field holds what someone wrote; one of many lines is `name.n`."""
    return name.partition(".")[0] in TEXTS


def account(request: Request) -> Response:
    """Who I am here, and my password."""
    return _account(request)


def change(request: Request, form: Form) -> Response:
    """A new password, for who knows the former; the other sessions end."""
    person, people = me(request), request.app.state.people
    password = form.get("password", "")
    weak = passwords.weakness(password, person.name, request.app.state.title)
    if weak or password != form.get("again"):
        return _account(request, weak or "password_differs", 422)
    try:
        if not people.change(person, form.get("former", ""), password, address(request)):
            return _account(request, "password_wrong", 403)
    except LockedError:
        return _account(request, "password_locked", 429)
    people.sessions.close_all(person.id, but=presence(request).token)
    log.info("password_changed actor=%s", person.id)
    return go(request, "account", {"changed": "1"})


def elsewhere(request: Request, form: Form) -> Response:
    """The sessions opened elsewhere end."""
    people: People = request.app.state.people
    people.sessions.close_all(me(request).id, but=presence(request).token)
    return go(request, "account")


def _account(request: Request, problem: str = "", status: int = 200) -> Response:
    person, people = me(request), request.app.state.people
    facts = {
        "me": {"id": person.id, "name": person.name, "role": person.role},
        "sessions": people.sessions.count(person.id),
        "problem": problem,
        "changed": request.query_params.get("changed") == "1",
        "least": passwords.LEAST,
        "lapsed": lapsed_of(request.app.state.desk, people, person),
    }
    return page(request, "account.html", facts, status)


def drafts(request: Request) -> Response:
    """The texts that were not recorded, each in its form, ready to be sent again."""
    found = request.app.state.people.drafts.of(me(request).id)
    return page(request, "drafts.html", {"waiting": [_draft(each) for each in found]})


def drop(request: Request, form: Form) -> Response:
    """Throw one away."""
    people: People = request.app.state.people
    people.drafts.drop(me(request).id, form.get("action", ""), form.get("form", ""))
    return go(request, "drafts")


def keep(request: Request, form: Form) -> Response:
    """Keep what is being typed: pages with scripts ask for it now and then."""
    fields = [pair for pair in form.multi_items() if pair[0] != "csrf"]
    typed_on = _OF_A_QUESTION.match(urlsplit(request.headers.get("hx-current-url", "")).path)
    sent = form.get("key") and form.get("op")  # a form of a decision: others are short, or a tick
    if typed_on and sent and any(value and is_text(name) for name, value in fields):
        people: People = request.app.state.people
        action = f"{typed_on[0]}/{_ELSEWHERE.get(form['op'], 'act')}"
        people.drafts.keep(me(request).id, action, form["key"], fields)
    return Response(status_code=204)


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "action": draft.action,
        "key": draft.form,
        "op": dict(draft.fields).get("op", ""),
        "saved": datetime.fromtimestamp(draft.saved, UTC).isoformat(),
        "texts": [[name, value] for name, value in draft.fields if is_text(name)],
        "hidden": [[name, value] for name, value in draft.fields if not is_text(name)],
    }


def me(request: Request) -> Person:
    """Who asks, on a page for those who have come in."""
    person = presence(request).person
    assert person is not None
    return person


routes: Final = [
    *screen("/account", account, "account", ANY),
    *posted("/account", change, "change", ANY),
    *posted("/account/elsewhere", elsewhere, "elsewhere", ANY),
    *screen("/drafts", drafts, "drafts", ANY),
    *posted("/drafts/drop", drop, "drop", ANY),
    *posted("/drafts/keep", keep, "keep", ANY),
]
