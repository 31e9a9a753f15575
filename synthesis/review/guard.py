"""What stands before every page: who asks, from where, and what the answer forbids a browser."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import ImmutableMultiDict, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from synthesis.review.people import People, Person
from synthesis.review.sessions import form_token

log = logging.getLogger("doleances.review")

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "object-src 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    # Not `no-referrer`: a browser would then send `Origin: null` with our own forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}
LARGEST: Final = 1_000_000  # bytes of a form
FIELDS: Final = 4000  # of a form: five hundred answers moved, three fields each, and room

Form = ImmutableMultiDict[str, str]


@dataclass(frozen=True)
class Presence:
    """Who asks: nobody, someone, or someone whose session has run out."""

    person: Person | None = None
    token: str = ""
    late: Person | None = None

    @property
    def csrf(self) -> str:
        """What the forms of this session carry."""
        return form_token(self.token) if self.token else ""


def presence(request: Request) -> Presence:
    """Who asks for a page, looked up once."""
    if not hasattr(request.state, "presence"):
        request.state.presence = _presence(request)
    found: Presence = request.state.presence
    return found


def _presence(request: Request) -> Presence:
    people: People = request.app.state.people
    token = request.cookies.get(request.app.state.cookie, "")
    found = people.sessions.find(token) if token else None
    if found is None:
        return Presence()
    person = people.get(found[0])
    if person is None or not person.active:
        return Presence()
    return Presence(person, token) if found[1] else Presence(None, token, person)


def from_here(request: Request) -> bool:
    """Whether a form was sent by a page of ours: a browser says so twice, and both must agree."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is None and origin is None:
        return False
    if site is not None and site not in ("same-origin", "none"):
        return False
    if origin is None:
        return True
    asked = urlsplit(origin)
    scheme = "https" if request.app.state.secure else "http"
    return asked.scheme == scheme and asked.netloc == request.headers.get("host")


async def form_of(request: Request) -> Form:
    """The fields of a form; 413 for one too large, 415 or 400 for what is no form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415)
    if int(request.headers.get("content-length") or 0) > LARGEST:
        raise HTTPException(413)
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413)
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"
        )
    except ValueError:
        raise HTTPException(400) from None
    if any("\0" in text for pair in pairs for text in pair):
        raise HTTPException(400)
    # A browser ends lines with two characters; what was typed has one.
    return ImmutableMultiDict([(name, value.replace("\r\n", "\n")) for name, value in pairs])


def same(given: str, expected: str) -> bool:
    """Whether two secrets are equal, in a time that says nothing of where they differ."""
    return bool(expected) and hmac.compare_digest(given.encode(), expected.encode())


class Shield:
    """The headers of every answer, and the page of an error nobody foresaw.

    Such an error is logged by its kind and place, without its message: that may hold the words of
    a citizen, or a password.
    """

    def __init__(self, app: ASGIApp, secure: bool) -> None:
        self._app = app
        self._headers = dict(HEADERS)
        if secure:
            self._headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        started = False

        async def shielded(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers[name] = value
                if scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-cache"  # the browser asks whether it changed
            await send(message)

        try:
            await self._app(scope, receive, shielded)
        except Exception as error:
            log.error("error kind=%s place=%s", type(error).__name__, _place(error))
            if started:
                return
            answer = PlainTextResponse("Erreur interne · Internal error", 500)
            handler = getattr(scope["app"].state, "broken", None) if "app" in scope else None
            if handler is not None:
                try:
                    answer = handler(Request(scope))
                except Exception as again:
                    log.error("error kind=%s place=%s", type(again).__name__, _place(again))
            await answer(scope, receive, shielded)


def _place(error: BaseException) -> str:
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    return f"{at.tb_frame.f_globals.get('__name__')}:{at.tb_lineno}" if at else "?"
