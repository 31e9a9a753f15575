"""Each threat of docs/security.md that concerns the workshop, tried."""

from __future__ import annotations

import json
import logging
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount

from synthesis.review import guard, passwords
from synthesis.review.page import ANY, PUBLIC, Guarded
from synthesis.review.people import ROLES
from synthesis.review.sessions import form_token
from synthesis.review.tries import FREE
from tests.review.conftest import BASE, SECURE, Workshop

if TYPE_CHECKING:
    pass

QUESTION = "906"
XSS = (
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'-alert(1)-'",
    "javascript:alert(1)", "</textarea><script>alert(1)</script>", "{{ 7*7 }}", "${7*7}",
    "</title><svg onload=alert(1)>", "&lt;script&gt;alert(1)&lt;/script&gt;", "\u2028alert(1)",
)  # fmt: skip


def rename(workshop: Workshop, label: str = "Planter") -> dict[str, Any]:
    """The form that names the first cluster."""
    review = workshop.desk.review(QUESTION)
    key = next(iter(review.clusters))
    name = f"{QUESTION}/cluster/{key}"
    return {
        "op": "rename", "key": "form-key-1", "cluster": key, "label_fr": label,
        "label_en": label, "definition": label, f"version.{name}": review.version(name),
    }  # fmt: skip


ACT = f"/q/{QUESTION}/act"


def routes(workshop: Workshop) -> list[Guarded]:
    """Every route of the workshop, each of which says who may take it."""
    found = [route for route in workshop.app.routes if not isinstance(route, Mount)]
    assert all(isinstance(route, Guarded) for route in found)
    return [route for route in found if isinstance(route, Guarded)]


def address(workshop: Workshop, route: Guarded) -> str:
    """An address of a route, on the sample."""
    base = workshop.desk.base(QUESTION)
    keys = list(base.clusters)
    parts = {"question": QUESTION, "token": "nobody", "key": keys[0], "key2": keys[1],
             "other": keys[1], "address": next(iter(base.places))}  # fmt: skip
    return re.sub(r"\{(\w+):\w+\}", lambda part: parts[part[1]], route.path)


@pytest.mark.parametrize("role", ["nobody", *ROLES])
def test_over_wide_rights(workshop: Workshop, role: str) -> None:
    """Every route by every role: those it names come in, and nobody else."""
    visitor = workshop.visitor() if role == "nobody" else workshop.come(role)
    for route in routes(workshop):
        path = address(workshop, route)
        if "GET" in (route.methods or ()):
            status = visitor.get(path).status_code
            refused = status in (401, 403) or (
                status == 303 and visitor.get(path).headers["location"] == "/login"
            )
        elif route.name == "logout":
            continue
        else:
            # A field missing, a draft of nothing: let in, a form still does not do anything.
            status = visitor.post(path, {"id": "nobody"}).status_code
            refused = status == 403 and route.name != "enter"
        expected = role not in route.roles
        if route.name == "export" and role != "observer":
            expected = expected or status == 403
        assert (route.name, expected) == (route.name, refused)


def test_over_wide_rights_are_few() -> None:
    """What a visitor may see before coming in, and what the lead alone may, as we mean it."""
    from synthesis.review.app import SCREENS

    found = [route for each in SCREENS for route in each.routes]
    public = {route.name for route in found if route.roles == PUBLIC}
    lead = {route.name for route in found if route.roles == {"lead"}}

    assert {"login", "enter", "welcome", "choose", "guide"} == {
        name.removesuffix(".json") for name in public
    }
    assert {"people", "add", "relink", "disable"} <= {name.removesuffix(".json") for name in lead}
    assert all(route.roles <= PUBLIC for route in found)
    assert "nobody" not in ANY


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": BASE, "sec-fetch-site": "cross-site"},
        {"origin": BASE, "sec-fetch-site": "same-site"},
        {"origin": "https://127.0.0.1:8421"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://127.0.0.1:8421.evil.example"},
    ],
)
def test_csrf_from_another_place(workshop: Workshop, headers: dict[str, str]) -> None:
    """A form that another site, or another port, sends in one's name is refused."""
    visitor = workshop.come()
    form = {"csrf": visitor.csrf, **rename(workshop)}
    answer = visitor.browser.post(ACT, data=form, headers={"sec-fetch-site": "none", **headers})

    assert 403 == answer.status_code
    assert [] == workshop.desk.events()


def test_csrf_without_a_token(workshop: Workshop) -> None:
    """Nor with somebody else's, nor that of another session of one's own."""
    ada, eve = workshop.come(), workshop.come()
    assert ada.person
    other = form_token(workshop.people.sessions.open(ada.person.id))
    for token in ("", "x", eve.csrf, other, ada.csrf[:-1], f"{ada.csrf} "):
        form = {**rename(workshop), "csrf": token}
        assert 403 == ada.browser.post(ACT, data=form).status_code
    assert [] == workshop.desk.events()


def test_csrf_by_a_browser_that_says_nothing(workshop: Workshop) -> None:
    """Neither where it is nor where it comes from: every browser of these ten years says one."""
    visitor = workshop.come()
    form = {"csrf": visitor.csrf, **rename(workshop)}
    for name in ("origin", "sec-fetch-site"):
        del visitor.browser.headers[name]

    assert 403 == visitor.browser.post(ACT, data=form).status_code


def test_csrf_of_coming_in(workshop: Workshop) -> None:
    """Nobody logs me in as them from elsewhere."""
    visitor = workshop.visitor()
    answer = visitor.browser.post(
        "/login", data={"name": "x", "password": "y"}, headers={"origin": "https://evil.example"}
    )

    assert 403 == answer.status_code


def test_csrf_by_a_link(workshop: Workshop) -> None:
    """Nothing is done by GET: an address that does something does nothing then."""
    visitor = workshop.come("lead")
    for route in routes(workshop):
        if "POST" in (route.methods or ()):
            visitor.get(address(workshop, route), params=rename(workshop))
    assert [] == workshop.desk.events()


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "evil.example:8421"]
)
def test_host_header(workshop: Workshop, host: str) -> None:
    """A name that is not ours is not answered: no link of ours is ever made with it."""
    lead = workshop.come("lead")
    for path in ("/", "/login", "/static/review.css"):
        answer = lead.get(path, headers={"host": host})
        assert 400 == answer.status_code
        assert "evil" not in answer.text
        assert "content-security-policy" in answer.headers


def test_host_header_behind_a_front(opened: Callable[..., Workshop]) -> None:
    """The name one gave is answered, beside those of this machine."""
    workshop = opened(secure=True, hosts=["relecture.example"])

    assert 200 == workshop.visitor().get("/login").status_code
    assert 200 == workshop.visitor("http://localhost:8421").get("/login").status_code
    assert 400 == workshop.visitor("https://other.example").get("/login").status_code


def test_open_redirect(workshop: Workshop) -> None:
    """No parameter says where one is sent."""
    _, token = workshop.people.add("Ada", "reviewer")
    workshop.people.welcome(token, "", "quatre chevaux verts")
    visitor, form = workshop.visitor(), {"name": "Ada", "password": "quatre chevaux verts"}
    evil = "next=//evil.example&back=//evil.example&url=https://evil.example"

    assert "/login" == visitor.get(f"/?{evil}").headers["location"]
    answer = visitor.post(f"/login?{evil}", {**form, "next": "//evil.example"})
    assert "/" == answer.headers["location"]
    assert "location" not in visitor.get("//evil.example/").headers


def test_session_fixation(workshop: Workshop) -> None:
    """The session one comes in with is never one that was there before."""
    _, token = workshop.people.add("Ada", "reviewer")
    person = workshop.people.welcome(token, "", "quatre chevaux verts")
    assert person
    name, planted = workshop.app.state.cookie, workshop.people.sessions.open(person.id)
    visitor = workshop.visitor()
    for given in ("planted-by-eve", planted):
        visitor.browser.cookies.clear()
        visitor.browser.cookies.set(name, given)
        answer = visitor.post("/login", {"name": "Ada", "password": "quatre chevaux verts"})
        assert 303 == answer.status_code
        assert given not in answer.headers["set-cookie"]
        assert workshop.people.sessions.find(given) is None


def test_session_theft(workshop: Workshop, opened: Callable[..., Workshop]) -> None:
    """The cookie is for this site, over TLS where there is a front, and unread by scripts."""
    for shop, expected in (
        (workshop, ""),
        (opened(secure=True, hosts=["relecture.example"]), "Secure"),
    ):
        _, token = shop.people.add("", "lead")
        password = "quatre chevaux verts"
        answer = shop.visitor().post(
            f"/welcome/{token}",
            {"name": f"Ada {expected}", "password": password, "again": password},
        )
        cookie = answer.headers["set-cookie"]
        assert all(word in cookie for word in ("HttpOnly", "SameSite=strict", "Path=/"))
        assert expected in cookie
        assert "Domain" not in cookie
        assert cookie.startswith("__Host-") is bool(expected)


def test_session_outlives_nobody(workshop: Workshop) -> None:
    """Disabled, a person is out at the next page; so are the sessions of who changes password."""
    lead, ada = workshop.come("lead"), workshop.come()
    assert ada.person
    lead.post("/people/disable", {"id": ada.person.id})

    assert "/login" == ada.get("/").headers["location"]
    assert 403 == ada.post(ACT, rename(workshop)).status_code


def test_what_is_kept_by_a_browser(workshop: Workshop) -> None:
    """Nothing but static files: whoever takes the machine after does not read what was shown."""
    visitor = workshop.come()
    for path in ("/", "/login", "/nowhere", f"/q/{QUESTION}.json", "/journal"):
        assert "no-store" == visitor.get(path).headers["cache-control"]


def test_headers_are_on_every_answer(workshop: Workshop) -> None:
    """Pages, errors, refusals, files: the policy as it is written in the specification."""
    visitor = workshop.come()
    expected = (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "object-src 'none'"
    )
    answers = [
        visitor.get("/"), visitor.get("/nowhere"), visitor.get("/static/review.css"),
        visitor.get("/people"), visitor.get("/index.json"), visitor.get("/login"),
        visitor.browser.post(ACT), visitor.get("/", headers={"host": "evil"}),
    ]  # fmt: skip

    for answer in answers:
        assert expected == answer.headers["content-security-policy"]
        assert "nosniff" == answer.headers["x-content-type-options"]
        assert "DENY" == answer.headers["x-frame-options"]
        assert "same-origin" == answer.headers["referrer-policy"]
        assert "server" not in answer.headers


def test_headers_behind_tls(opened: Callable[..., Workshop]) -> None:
    """A browser that came once by TLS does not come otherwise."""
    workshop = opened(secure=True, hosts=["relecture.example"])

    assert "max-age=" in workshop.visitor().get("/login").headers["strict-transport-security"]
    visitor = workshop.come()
    form = {"csrf": visitor.csrf, **rename(workshop)}
    plain = {"origin": SECURE.replace("https", "http")}
    assert 403 == visitor.browser.post(ACT, data=form, headers=plain).status_code
    assert 303 == visitor.browser.post(ACT, data=form).status_code


@pytest.mark.parametrize("payload", XSS)
def test_xss(workshop: Workshop, payload: str) -> None:
    """Whatever a person types is shown as typed, on every page of ours, and runs nowhere."""
    lead = workshop.come("lead", name=f"Ada {payload}"[:80])
    form = rename(workshop, payload)
    assert 303 == lead.post(ACT, form).status_code
    refused = lead.post(ACT, {**form, "key": "form-key-2", "cluster": payload})
    stale = lead.post(ACT, {**form, "key": "form-key-3"})
    lead.post("/people", {"name": payload, "role": "reviewer"})
    wrong = workshop.visitor().post("/login", {"name": payload, "password": payload})
    pages = [
        lead.get(path)
        for path in (
            *("/", f"/q/{QUESTION}", "/journal", "/people", "/account", "/drafts"),
            f"/q/{QUESTION}/signature",
            f"/journal?op={payload}&actor={payload}",
            f"/q/{QUESTION}?state={payload}&done={payload}",
        )
    ]

    assert [422, 409, 403] == [refused.status_code, stale.status_code, wrong.status_code]
    for page in (*pages, refused, stale, wrong):
        text = page.text
        assert "<script>" not in text
        assert "<img" not in text
        assert "<svg on" not in text
        assert "49" not in re.findall("label_fr</dt><dd>(.*?)</dd>", text)
        assert [] == re.findall(r"""\s(?:href|action)="javascript:""", text)


def test_xss_in_a_twin(workshop: Workshop) -> None:
    """JSON is sent as JSON, whatever is in it: a browser shows it, and runs nothing of it."""
    visitor = workshop.come()
    visitor.post(ACT, rename(workshop, XSS[0]))
    answer = visitor.get(f"/q/{QUESTION}.json")

    assert "application/json" == answer.headers["content-type"].partition(";")[0]
    assert XSS[0] in {each["label_fr"] for each in answer.json()["clusters"]}


def test_formulas_are_in_no_export(workshop: Workshop) -> None:
    """The journal leaves as JSONL, which no spreadsheet opens; the workshop writes no CSV."""
    visitor = workshop.come("observer")
    workshop.come().post(ACT, rename(workshop, "=cmd|'/c calc'!A1"))
    answer = visitor.get("/journal/decisions.jsonl")

    assert answer.headers["content-type"].startswith("application/jsonl")
    assert 'attachment; filename="decisions.jsonl"' == answer.headers["content-disposition"]
    assert all(line.startswith("{") for line in answer.text.splitlines())
    assert [] == [r.path for r in routes(workshop) if re.search(r"\.(csv|xlsx?)", r.path)]


def test_passwords_guessed(workshop: Workshop) -> None:
    """Five tries, then 429, even with the right one."""
    _, token = workshop.people.add("Ada", "reviewer")
    workshop.people.welcome(token, "", "quatre chevaux verts")
    visitor = workshop.visitor()
    form = {"name": "Ada", "password": "cinq chevaux verts"}
    told = [visitor.post("/login", form).status_code for _ in range(FREE)]

    assert [403] * FREE == told
    last = visitor.post("/login", {**form, "password": "quatre chevaux verts"})
    assert 429 == last.status_code
    assert "15 minutes" in last.text


def test_user_enumeration(workshop: Workshop) -> None:
    """A name that exists and one that does not: the same words, and the same work."""
    _, token = workshop.people.add("Ada", "reviewer")
    workshop.people.welcome(token, "", "quatre chevaux verts")
    workshop.people.add("Blaise", "reviewer")
    passwords.matches("to have the dummy hashed before the clock runs", None)
    told, spent = set(), {}
    for name in ("Ada", "Blaise", "Eve", "Zoé"):
        visitor = workshop.visitor()
        before = time.process_time()
        answer = visitor.post("/login", {"name": name, "password": "cinq chevaux verts"})
        spent[name] = time.process_time() - before
        told.add((answer.status_code, answer.text.replace(name, "")))

    assert 1 == len(told)
    # Argon2 runs in threads, whose time counts too: none of them may be spared it.
    assert min(spent.values()) > max(spent.values()) / 4


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/form-data; boundary=x", "text/plain", ""]
)
def test_big_bodies_of_another_kind(workshop: Workshop, kind: str) -> None:
    """The workshop takes forms and no file."""
    visitor = workshop.come()
    answer = visitor.browser.post(ACT, content=b"{}", headers={"content-type": kind})

    assert 415 == answer.status_code


def test_big_bodies(workshop: Workshop) -> None:
    """A form larger than any of ours, or of more fields, said or not: refused, not read."""
    visitor = workshop.come()
    form = {"content-type": "application/x-www-form-urlencoded"}
    large = b"csrf=x&text=" + b"a" * guard.LARGEST

    def slowly() -> Any:
        for _ in range(40):
            yield large[:50_000]

    many = b"&".join(b"a=b" for _ in range(guard.FIELDS + 1))
    assert [413, 413, 400, 400, 400] == [
        visitor.browser.post(ACT, content=content, headers=form).status_code
        for content in (large, slowly(), many, b"\xff=1", b"a=%00")
    ]
    assert visitor.get("/").status_code == 200


def test_traversal(workshop: Workshop) -> None:
    """No address leads out of the folder of static files."""
    visitor = workshop.visitor()
    for path in (
        *("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py"),
        *("/static//etc/passwd", "/static/%2fetc%2fpasswd", "/static/\\..\\app.py"),
    ):
        assert visitor.get(path).status_code in (404, 405)


def test_errors_say_nothing(workshop: Workshop, caplog: pytest.LogCaptureFixture) -> None:
    """What goes wrong inside: a page without a detail, a log without the words."""

    def broken(request: Request) -> Response:
        raise ValueError("canari des erreurs")

    workshop.app.router.routes.insert(
        0, Guarded("/broken", _async(broken), "GET", "broken", PUBLIC)
    )
    with caplog.at_level(logging.DEBUG):
        answer = workshop.come().get("/broken")

    assert 500 == answer.status_code
    assert "Une erreur de notre" in answer.text.replace("Erreur", "Une erreur")
    assert "canari" not in answer.text + caplog.text
    assert "Traceback" not in answer.text + caplog.text
    assert "kind=ValueError place=tests.review.test_security" in caplog.text


def _async(handler: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        return handler(request)

    return endpoint


def test_decisions_that_break_the_rules(workshop: Workshop) -> None:
    """At the server, whatever the page allows: roles, and two persons."""
    watcher, ada = workshop.come("observer"), workshop.come()
    assert 422 == watcher.post(ACT, rename(workshop)).status_code
    one, other, *_ = workshop.desk.base(QUESTION).clusters
    versions = {f"version.{QUESTION}/cluster/{key}": 0 for key in (one, other)}
    merge = {"op": "merge", "key": "merge-one", "cluster": one, "into": other, "comment": "x"}
    assert 303 == ada.post(ACT, {**merge, **versions}).status_code
    again = {"op": "confirm", "key": "confirm-it", "proposal": 1, **versions}
    assert 422 == ada.post(ACT, again).status_code
    assert 422 == ada.post(ACT, {"op": "unflag", "key": "unflag-it", "answer": "x"}).status_code

    assert ["merge"] == [event.op for event in workshop.desk.events()]


def test_sql_in_what_is_typed(workshop: Workshop) -> None:
    """It is bound, never pasted: the tables are there afterwards."""
    nasty = "x'; drop table events; --"
    lead = workshop.come("lead")
    lead.post("/people", {"name": nasty, "role": "reviewer"})
    lead.post(ACT, rename(workshop, nasty))
    for path in (f"/q/{nasty}", f"/journal?actor={nasty}", f"/q/{QUESTION}?state={nasty}"):
        assert lead.get(path).status_code in (200, 404)

    assert nasty == workshop.desk.events()[0].payload["label_fr"]
    assert nasty in {person.name for person in workshop.people.all()}


def test_logs_of_json_lines(workshop: Workshop, caplog: pytest.LogCaptureFixture) -> None:
    """Each line is a word and fields; decisions by their number in the journal."""
    visitor = workshop.come()
    with caplog.at_level(logging.INFO, logger="doleances.review"):
        visitor.post(ACT, rename(workshop, "canari"))
        visitor.post(ACT, {**rename(workshop, "canari" * 30), "key": "form-key-2"})

    assert ["decision event=1", "decision_refused reason=label_long"] == [
        record.getMessage() for record in caplog.records if record.name == "doleances.review"
    ]
    assert "canari" not in json.dumps([vars(r) for r in caplog.records], default=str)
