"""Coming in: by name and password, or the first time by a link that serves once."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from synthesis.review import passwords
from synthesis.review.guard import log, presence
from synthesis.review.page import ANY, PUBLIC, Form, go, page, posted, screen
from synthesis.review.people import NAME_LENGTH, Person
from synthesis.review.sessions import ABSOLUTE
from synthesis.review.tries import LockedError

_GIVEN: Final = {"problem": "", "minutes": 0, "name": "", "late": False}


def login(request: Request) -> Response:
    """Who are you."""
    if presence(request).person is not None:
        return go(request, "queue")
    late = request.query_params.get("late") == "1"
    return page(request, "login.html", {**_GIVEN, "late": late})


def enter(request: Request, form: Form) -> Response:
    """Name and password given: come in, or be told no more than that it failed."""
    name, people = form.get("name", "").strip(), request.app.state.people
    given = {**_GIVEN, "name": name[:NAME_LENGTH]}
    try:
        person = people.enter(name, form.get("password", ""), address(request))
    except LockedError as locked:
        log.warning("login_locked")
        facts = {**given, "problem": "locked", "minutes": locked.minutes}
        return page(request, "login.html", facts, 429)
    if person is None:
        log.warning("login_failed")
        return page(request, "login.html", {**given, "problem": "wrong"}, 403)
    return come_in(request, person)


def come_in(request: Request, person: Person) -> Response:
    """A new session: one that came with the request is of no use to whoever planted it."""
    people = request.app.state.people
    if presence(request).token:
        people.sessions.close(presence(request).token)
    log.info("login actor=%s", person.id)
    answer = go(request, "drafts" if people.drafts.of(person.id) else "queue")
    answer.set_cookie(
        request.app.state.cookie,
        people.sessions.open(person.id),
        max_age=ABSOLUTE,
        secure=request.app.state.secure,
        httponly=True,
        samesite="strict",
    )
    return answer


def address(request: Request) -> str:
    """Where a try at a password comes from."""
    return request.client.host if request.client else ""


def logout(request: Request, form: Form) -> Response:
    """The session ends at the server, and its cookie in the browser."""
    here = presence(request)
    log.info("logout actor=%s", here.person.id if here.person else "-")
    request.app.state.people.sessions.close(here.token)
    answer = go(request, "login")
    answer.delete_cookie(
        request.app.state.cookie,
        secure=request.app.state.secure,
        httponly=True,
        samesite="strict",
    )
    return answer


def welcome(request: Request) -> Response:
    """The page of a one-time link: looking at it does not use it up."""
    return _welcome(request, "", "", 200)


def choose(request: Request, form: Form) -> Response:
    """Name and password chosen: the link is used, the person is in."""
    people, token = request.app.state.people, request.path_params["token"]
    person = people.invited(token)
    if person is None:
        return _welcome(request, "", "", 404)
    name, password = " ".join(form.get("name", "").split()), form.get("password", "")
    other = people.called(name) if not person.name and name else None
    if not person.name and (not name or len(name) > NAME_LENGTH):
        return _welcome(request, "name_missing", name, 422)
    if other is not None:
        return _welcome(request, "name_taken", name, 422)
    weak = passwords.weakness(password, person.name or name, request.app.state.title)
    if weak or password != form.get("again"):
        return _welcome(request, weak or "password_differs", name, 422)
    person = people.welcome(token, name, password)
    if person is None:
        return _welcome(request, "", "", 404)
    return come_in(request, person)


def _welcome(request: Request, problem: str, name: str, status: int) -> Response:
    person = request.app.state.people.invited(request.path_params["token"])
    facts = {
        "problem": problem,
        "least": passwords.LEAST,
        "chosen": name[:NAME_LENGTH],
        "invited": {"name": person.name, "role": person.role, "id": person.id} if person else None,
    }
    return page(request, "welcome.html", facts, status if person else 404)


routes: Final = [
    *screen("/login", login, "login", PUBLIC),
    *posted("/login", enter, "enter", PUBLIC),
    *posted("/logout", logout, "logout", ANY),
    *screen("/welcome/{token}", welcome, "welcome", PUBLIC),
    *posted("/welcome/{token}", choose, "choose", PUBLIC),
]
