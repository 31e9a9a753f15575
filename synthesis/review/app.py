"""The workshop as one web application: its routes, what guards them, the pages of its errors."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from synthesis.review.guard import Shield, log, presence
from synthesis.review.page import Guarded, page
from synthesis.review.people import People
from synthesis.review.screens import (
    account,
    act,
    agreement,
    cluster,
    coding,
    compare,
    concordance,
    contribution,
    guide,
    journal,
    login,
    opening,
    queue,
    signature,
)
from synthesis.review.screens import people as reviewers
from synthesis.review.shelf import Shelf

if TYPE_CHECKING:
    from synthesis.review.desk import Desk

STATIC: Final = Path(__file__).with_name("static")
LOOPBACK: Final = ("127.0.0.1", "localhost", "[::1]", "::1")
SCREENS: Final = (
    queue,
    coding,
    opening,
    agreement,
    cluster,
    compare,
    contribution,
    concordance,
    signature,
    journal,
    act,
    guide,
    login,
    account,
    reviewers,
)
_TOLD: Final = (400, 403, 404, 405, 409, 413, 415)


def application(
    desk: Desk, people: People, *, secure: bool = False, hosts: Iterable[str] = ()
) -> Starlette:
    """The workshop of one consultation; `secure` behind a TLS front, `hosts` the names it has."""
    routes: list[Guarded] = [route for each in SCREENS for route in each.routes]
    app = Starlette(
        routes=[*routes, Mount("/static", StaticFiles(directory=STATIC), name="static")],
        middleware=[
            Middleware(Shield, secure=secure),
            Middleware(
                TrustedHostMiddleware, allowed_hosts=[*LOOPBACK, *hosts], www_redirect=False
            ),
        ],
        exception_handlers={HTTPException: _told},
    )
    app.router.redirect_slashes = False
    app.state.desk, app.state.people, app.state.secure = desk, people, secure
    app.state.shelf = Shelf(desk)
    app.state.title, app.state.content_language = desk.recipe.title, desk.recipe.language
    # Two workshops on one machine have two ports, and browsers share cookies between ports.
    app.state.cookie = f"{'__Host-' if secure else ''}doleances-{desk.recipe.id}"
    app.state.paths = {each.name: each.path for each in routes}
    app.state.pages = {
        each.name
        for each in routes
        if "GET" in (each.methods or ()) and not each.name.endswith(".json")
    }
    app.state.broken = _broken
    return app


def _told(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code
    if status == 403:
        route, person = request.scope.get("route"), presence(request).person
        log.warning(
            "refused route=%s actor=%s", getattr(route, "name", ""), person.id if person else "-"
        )
    answer = page(request, "error.html", {"status": status, "is_told": status in _TOLD}, status)
    answer.headers.update(error.headers or {})
    return answer


def _broken(request: Request) -> Response:
    return page(request, "error.html", {"status": 500, "is_told": True}, 500)
