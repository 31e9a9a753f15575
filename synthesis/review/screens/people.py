"""Who reviews: the lead adds people, hands them their link, closes the door on them."""

from __future__ import annotations

from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from synthesis.errors import InputError
from synthesis.review.guard import log
from synthesis.review.page import Form, go, href, page, posted, screen
from synthesis.review.people import LINK, NAME_LENGTH, ROLES, People, Person
from synthesis.review.screens.account import me

LEAD: Final = frozenset({"lead"})


def people(request: Request) -> Response:
    """Everyone, with role and state."""
    return _people(request)


def add(request: Request, form: Form) -> Response:
    """Someone new: the page shows their one-time link, this once."""
    name, role = " ".join(form.get("name", "").split()), form.get("role", "")
    if not name or len(name) > NAME_LENGTH:
        return _people(request, problem="name_missing", typed=name, status=422)
    if role not in ROLES:
        raise HTTPException(400)
    try:
        person, token = _reviewers(request).add(name, role)
    except InputError:
        return _people(request, problem="name_taken", typed=name, status=422)
    log.info("reviewer_added actor=%s", person.id)
    return _people(request, handed=_handed(request, person, token))


def relink(request: Request, form: Form) -> Response:
    """A new link for someone: forgotten password, or a link that came too late."""
    person = _named(request, form)
    log.info("reviewer_relinked actor=%s", person.id)
    token = _reviewers(request).link(person.id)
    return _people(request, handed=_handed(request, person, token))


def disable(request: Request, form: Form) -> Response:
    """The door is closed on someone, and their sessions end."""
    person = _named(request, form)
    if person.id == me(request).id:
        raise HTTPException(403)  # or nobody could open it again
    _reviewers(request).disable(person.id)
    log.info("reviewer_disabled actor=%s", person.id)
    return go(request, "people")


def _people(request: Request, status: int = 200, **given: Any) -> Response:
    facts = {
        "reviewers": [
            {"id": p.id, "name": p.name, "role": p.role, "state": _state(p)}
            for p in _reviewers(request).all()
        ],
        "roles": list(ROLES),
        "days": LINK // 86400,
        "handed": None,
        "problem": "",
        "typed": "",
    }
    return page(request, "people.html", facts | given, status)


def _reviewers(request: Request) -> People:
    found: People = request.app.state.people
    return found


def _named(request: Request, form: Form) -> Person:
    person = _reviewers(request).get(form.get("id", ""))
    if person is None or not person.active:
        raise HTTPException(404)
    return person


def _handed(request: Request, person: Person, token: str) -> dict[str, str]:
    scheme = "https" if request.app.state.secure else "http"
    where = f"{scheme}://{request.headers['host']}"  # a name of ours: others are refused
    return {"name": person.name or person.id, "link": where + href(request, "welcome", token=token)}


def _state(person: Person) -> str:
    if not person.active:
        return "disabled"
    return "ready" if person.ready else "invited"


routes: Final = [
    *screen("/people", people, "people", LEAD),
    *posted("/people", add, "add", LEAD),
    *posted("/people/link", relink, "relink", LEAD),
    *posted("/people/disable", disable, "disable", LEAD),
]
