"""A page: facts in a template, or the same facts in JSON; and the routes that lead to it.

Every route says who may take it. A name of `screen` or `posted` is the name of the page in links:
`href("cluster", question=…, key=…)`. Each page has its twin at the same address ending in .json.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote, urlencode

import jinja2
from starlette.concurrency import run_in_threadpool
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

import synthesis
from synthesis.review import words
from synthesis.review.guard import Form, form_of, from_here, presence, same
from synthesis.review.people import ROLES

__all__ = ["ANY", "DECIDING", "PUBLIC", "Form", "Guarded", "file", "go", "href", "language", "page",
           "posted", "saved", "screen", "words_of"]  # fmt: skip

ANY: Final = frozenset(ROLES)  # whoever has come in
DECIDING: Final = frozenset({"reviewer", "arbiter", "lead"})  # all but observers
PUBLIC: Final = frozenset({"nobody"}) | ANY  # even before coming in

Facts = Mapping[str, Any]
Endpoint = Callable[[Request], Awaitable[Response]]
Handler = Callable[[Request], Response]
PostHandler = Callable[[Request, Form], Response]

_TEMPLATES: Final = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).with_name("templates")),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)


class Guarded(Route):
    """A route that says who may take it; the workshop has no other."""

    def __init__(
        self, path: str, endpoint: Endpoint, method: str, name: str, roles: frozenset[str]
    ) -> None:
        super().__init__(path, endpoint, methods=[method], name=name)
        self.roles = roles


class _Word(Convertor[str]):
    """One part of an address: whatever a source calls its questions and answers."""

    regex = "[^/]+"

    def convert(self, value: str) -> str:
        return value.replace("~2F", "/").replace("~2E", ".").replace("~7E", "~")

    def to_string(self, value: str) -> str:
        # A browser resolves `..`, a server decodes %2F before it looks for a route.
        value = value.replace("~", "~7E").replace("/", "~2F")
        if value.strip(".") == "" or value.endswith(".json"):
            value = value.replace(".", "~2E")
        return quote(value, safe="~")


_WORD: Final = _Word()
register_url_convertor("word", _WORD)


def screen(
    path: str, handler: Handler, name: str, roles: Iterable[str] = ANY
) -> tuple[Guarded, Guarded]:
    """The two routes of a page, `handler(request)` behind both; a `{part}` is any name."""

    twin = f"{path if path != '/' else '/index'}.json"
    return _got(twin, handler, f"{name}.json", roles, True), _got(path, handler, name, roles)


def file(path: str, handler: Handler, name: str, roles: Iterable[str] = ANY) -> tuple[Guarded]:
    """The route of a file to keep, which has no twin."""
    return (_got(path, handler, name, roles),)


def _got(
    path: str, handler: Handler, name: str, roles: Iterable[str], twin: bool = False
) -> Guarded:
    allowed = frozenset(roles)

    async def endpoint(request: Request) -> Response:
        request.state.twin = twin
        return await run_in_threadpool(_shown, request, handler, allowed)

    return Guarded(_typed(path), endpoint, "GET", name, allowed)


def posted(
    path: str, handler: PostHandler, name: str, roles: Iterable[str] = DECIDING
) -> tuple[Guarded]:
    """The route of a form, `handler(request, form)` behind it, which answers `go(…)` when done."""

    allowed = frozenset(roles)

    async def endpoint(request: Request) -> Response:
        if not from_here(request):
            raise HTTPException(403)
        form = await form_of(request)
        return await run_in_threadpool(_done, request, form, handler, allowed)

    return (Guarded(_typed(path), endpoint, "POST", name, allowed),)


def _typed(path: str) -> str:
    return re.sub(r"\{(\w+)\}", r"{\1:word}", path)


def _shown(request: Request, handler: Handler, roles: frozenset[str]) -> Response:
    person = presence(request).person
    if person is None and "nobody" not in roles:
        if request.state.twin:
            return JSONResponse({"status": 401}, 401)
        return go(request, "login")
    if person is not None and person.role not in roles:
        raise HTTPException(403)
    return handler(request)


def _done(request: Request, form: Form, handler: PostHandler, roles: frozenset[str]) -> Response:
    here, public = presence(request), "nobody" in roles
    if not public and not same(form.get("csrf", ""), here.csrf):
        raise HTTPException(403)
    drafts = request.app.state.people.drafts
    action, key = request.url.path, form.get("key", "")
    if here.late is not None and not public:
        if action.startswith("/q/"):
            fields = [pair for pair in form.multi_items() if pair[0] != "csrf"]
            drafts.keep(here.late.id, action, key, fields)
        return go(request, "login", {"late": "1"})
    if not public and (here.person is None or here.person.role not in roles):
        raise HTTPException(403)
    answer = handler(request, form)
    if here.person is not None and key and answer.status_code == 303:
        drafts.drop(here.person.id, action, key)
    return answer


def page(request: Request, template: str, facts: Facts, status: int = 200) -> Response:
    """The page of some facts: a dict that JSON can hold. At the address of a twin, the facts.

    A template has the facts by their names, and `t` (words), `lang`, `person` (None before coming
    in), `csrf`, `href`, `number`, `decimal`, `percent`, `day`, `moment`, `new_key` (for the field
    `key` of a form), `title` and `content_lang` of the consultation, `drafts` (how many wait).
    """
    if getattr(request.state, "twin", False):
        return _json(facts, status)
    lang, here = language(request), presence(request)
    given = {
        "t": words.said_in(lang),
        "lang": lang,
        "person": here.person,
        "csrf": here.csrf,
        "href": partial(href, request),
        "number": partial(_localised, words.number, lang),
        "decimal": partial(_localised, words.decimal, lang),
        "percent": partial(_localised, words.percent, lang),
        "day": partial(_localised, words.day, lang),
        "moment": partial(_localised, words.moment, lang),
        "new_key": lambda: secrets.token_hex(16),
        "title": request.app.state.title,
        "content_lang": request.app.state.content_language,
        "superseded": request.app.state.desk.warehouse.is_superseded,
        "drafts": _waiting(request),
        "current": request.scope["route"].name if "route" in request.scope else "",
        "other_language": _other(request, lang),
        "known": request.app.state.paths,
        "version": synthesis.__version__,
        "twin": _twin(request) if status == 200 else "",
        "done": _done_now(request),
    }
    taken = facts.keys() & given.keys()
    if taken:
        raise ValueError(f"{template}: a fact cannot be called {sorted(taken)[0]}.")
    html = _TEMPLATES.get_template(template).render(facts, **given)
    answer = Response(html, status, media_type="text/html")
    if request.query_params.get("lang") == lang:
        answer.set_cookie(
            _language_cookie(request),
            lang,
            max_age=31536000,
            secure=request.app.state.secure,
            httponly=True,
            samesite="strict",
        )
    return answer


def saved(text: str, name: str, kind: str) -> Response:
    """A file to keep, rather than a page."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=kind, headers=headers)


def _waiting(request: Request) -> int:
    """How many texts wait; not said on a page that has just given one back."""
    person = presence(request).person
    if person is None or request.method != "GET":
        return 0
    return len(request.app.state.people.drafts.of(person.id))


def _json(facts: Facts, status: int) -> Response:
    text = json.dumps(facts, ensure_ascii=False, allow_nan=False)
    return Response(text, status, media_type="application/json")


def _localised(write: Callable[..., str], lang: str, *values: Any) -> str:
    return write(*values, lang)


def language(request: Request) -> str:
    """The language of the screens for this person: asked for in the address, or remembered."""
    for asked in (request.query_params.get("lang"), request.cookies.get(_language_cookie(request))):
        if asked in words.LANGUAGES:
            return asked
    return words.LANGUAGES[0]


def _language_cookie(request: Request) -> str:
    return "__Host-lang" if request.app.state.secure else "lang"


def words_of(request: Request) -> words.Say:
    """`t` for code: the words of the screens in the language of this person."""
    return words.said_in(language(request))


def _other(request: Request, lang: str) -> str:
    """The address of this page in the other language; nothing for what a form answered."""
    if request.method != "GET":
        return ""
    other = next(each for each in words.LANGUAGES if each != lang)
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
    return f"?{urlencode([*kept, ('lang', other)])}"


def _done_now(request: Request) -> dict[str, Any] | None:
    """The decision a form has just made, as the address that follows it says."""
    given = request.query_params.get("done", "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        return None
    found = (each for each in request.app.state.desk.events() if each.seq == int(given))
    event = next(found, None)
    place = request.query_params.get("place", "")
    return {"seq": event.seq, "op": event.op, "place": place} if event else None


def _twin(request: Request) -> str:
    """The address of the facts of this page, where it has one."""
    name = f"{request.scope['route'].name}.json" if "route" in request.scope else ""
    if (
        request.method != "GET"
        or name not in request.app.state.paths
        or presence(request).person is None
    ):
        return ""
    path = "/index.json" if request.url.path == "/" else f"{request.url.path}.json"
    return f"{path}?{request.url.query}" if request.url.query else path


def href(
    request: Request, name: str, query: Mapping[str, Any] | None = None, /, **parts: str
) -> str:
    """The address of a page by its name; the query leaves out what is None or empty."""
    path: str = request.app.state.paths[name]
    for part, value in parts.items():
        path = path.replace(f"{{{part}:word}}", _WORD.to_string(value))
    assert "{" not in path, path
    given = {key: value for key, value in (query or {}).items() if value not in (None, "")}
    return f"{path}?{urlencode(given, doseq=True)}" if given else path


def go(
    request: Request,
    name: str,
    query: Mapping[str, Any] | None = None,
    /,
    place: str = "",
    **parts: str,
) -> Response:
    """Send the browser to a page of ours, by its name: never to an address somebody gave.

    `place` is the id of what it shows first there.
    """
    there = href(request, name, query, **parts)
    return RedirectResponse(f"{there}#{place}" if place else there, 303)
