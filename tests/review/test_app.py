"""The workshop as a browser meets it: pages, twins, languages, forms that lose nothing."""

from __future__ import annotations

import hashlib
import html
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from synthesis.review import app as apps
from synthesis.review import words
from synthesis.review.page import _WORD, Guarded
from synthesis.review.screens import journal
from synthesis.review.screens.act import FIELDS
from synthesis.review.sessions import IDLE
from tests.review.conftest import Visitor, Workshop

QUESTION = "906"
HTMX = "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717"  # of htmx.org 2.0.11


def rename(workshop: Workshop, label: str = "Planter", **more: Any) -> dict[str, Any]:
    """A form that names the first cluster, as its page would have it."""
    review = workshop.desk.review(QUESTION)
    key = more.pop("cluster", None) or next(iter(review.clusters))
    name = f"{QUESTION}/cluster/{key}"
    return {
        "op": "rename", "key": f"form-{label[:40]}", "cluster": key, "label_fr": label,
        "label_en": "", "definition": "", f"version.{name}": review.version(name), **more,
    }  # fmt: skip


def test_the_vendored_script_is_the_published_one() -> None:
    """Byte for byte; its licence beside it."""
    path = apps.STATIC / "htmx-2.0.11.min.js"

    assert HTMX == hashlib.sha256(path.read_bytes()).hexdigest()
    assert "Zero-Clause BSD" in (apps.STATIC / "htmx-LICENSE.txt").read_text("utf-8")


def test_a_page_loads_nothing_from_elsewhere() -> None:
    """No template names another host; what it loads is in the folder of static files."""
    for path in (Path(apps.__file__).parent / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        assert [] == re.findall(r"""(?:src|href|action)=["'](?:https?:)?//""", text), path.name
        for name in re.findall('(?:src|href)="/static/([^"]+)"', text):
            assert (apps.STATIC / name).is_file()


def test_templates_escape_and_hold_no_script() -> None:
    """Nothing is marked safe, no script or style is written in a page, nothing listens in a tag."""
    for path in (Path(apps.__file__).parent / "templates").glob("*.html"):
        text = path.read_text("utf-8")
        found = re.findall(r"\|\s*safe\b|autoescape|<style|\sstyle=|\son[a-z]+=|javascript:", text)
        assert [] == found, path.name
        assert [] == re.findall(r"<script(?! src=)", text), path.name


def pages(workshop: Workshop) -> list[str]:
    """The addresses of the pages of our screens, on the sample."""
    address = next(iter(workshop.desk.base(QUESTION).places))
    keys = list(workshop.desk.base(QUESTION).clusters)
    parts = {"question": QUESTION, "token": "nobody", "key": keys[0], "address": address}
    parts |= {"key2": keys[1], "other": keys[1]}
    routes = [r for r in workshop.app.routes if isinstance(r, Guarded) and "GET" in r.methods]
    return [
        re.sub(r"\{(\w+):\w+\}", lambda part: parts[part[1]], route.path)
        for route in routes
        if not route.name.endswith(".json")
    ]


def test_every_page_has_its_twin_and_both_languages(workshop: Workshop) -> None:
    """In each, a title of its own, one h1, a skip link, landmarks, a status region."""
    lead = workshop.come("lead")
    titles: dict[str, list[str]] = {}
    for path in pages(workshop):
        if path.endswith(".jsonl") or path == "/login":  # a file; a door one is already past
            continue
        for lang in ("fr", "en"):
            answer = lead.get(f"{path}?lang={lang}")
            assert (404 if path.startswith("/welcome") else 200) == answer.status_code, path
            text = answer.text
            assert f'<html lang="{lang}">' in text
            assert 1 == text.count("<h1") == text.count("<main") == text.count('class="skip"')
            assert 1 <= text.count('role="status"')
            titles.setdefault(lang, []).append(re.findall("<title>(.*?)</title>", text, re.S)[0])
        twin = "/index.json" if path == "/" else f"{path}.json"
        assert isinstance(lead.get(twin).json(), dict)
    assert len(set(titles["fr"])) == len(titles["fr"])


def test_tables_say_what_they_are(workshop: Workshop) -> None:
    """Each has a caption, and the scope of each header; it scrolls in a box one can focus."""
    lead = workshop.come("lead")
    lead.post(f"/q/{QUESTION}/act", rename(workshop))
    for path in ("/", f"/q/{QUESTION}", "/journal", "/people", f"/q/{QUESTION}/signature"):
        text = lead.get(path).text
        tables = text.count("<table")
        assert (
            tables == text.count("<caption") == len(re.findall('class="region" tabindex="0"', text))
        )
        assert [] == re.findall("<th(?![^>]*scope=)(?!ead)[^>]*>", text), path


def test_the_language_is_remembered(workshop: Workshop) -> None:
    """Without a script: a link, then a cookie; a language nobody speaks here changes nothing."""
    visitor = workshop.visitor()

    assert 'lang="fr"' in visitor.get("/guide").text
    assert 'lang="en"' in visitor.get("/guide?lang=en").text
    assert '<html lang="en">' in visitor.get("/login").text
    assert '<html lang="en">' in visitor.get("/login?lang=tlh").text
    kept = workshop.come().get("/journal?op=rename&page=2").text
    assert 'href="?op=rename&amp;page=2&amp;lang=en"' in kept


def test_one_comes_in_by_a_link(workshop: Workshop) -> None:
    """Name and password chosen, the link is gone, the workshop open."""
    _, token = workshop.people.add("", "lead")
    visitor, chosen = workshop.visitor(), {"password": "quatre chevaux verts"}
    path = f"/welcome/{token}"
    refused = [
        visitor.post(path, {"name": "Ada", **chosen, "again": "autre chose du tout"}),
        visitor.post(path, {"name": "", **chosen, "again": chosen["password"]}),
        visitor.post(path, {"name": "Ada", "password": "court", "again": "court"}),
    ]

    assert [422, 422, 422] == [answer.status_code for answer in refused]
    assert all('value="Ada"' in refused[n].text for n in (0, 2))
    answer = visitor.post(path, {"name": "Ada", **chosen, "again": chosen["password"]})
    assert (303, "/") == (answer.status_code, answer.headers["location"])
    assert 200 == visitor.get("/").status_code
    assert 404 == visitor.get(path).status_code
    assert 404 == visitor.post(path, {"name": "Eve", **chosen, "again": "x"}).status_code


def test_one_comes_in_by_a_password_and_leaves(workshop: Workshop) -> None:
    """Wrong: told so, and no more; right: in; leaving ends the session at the server."""
    _, token = workshop.people.add("Ada", "reviewer")
    workshop.people.welcome(token, "", "quatre chevaux verts")
    visitor = workshop.visitor()
    wrong = visitor.post("/login", {"name": "Ada", "password": "cinq chevaux verts"})
    right = visitor.post("/login", {"name": "ada", "password": "quatre chevaux verts"})
    cookie = visitor.browser.cookies[workshop.app.state.cookie]

    assert [403, 303] == [wrong.status_code, right.status_code]
    assert 200 == visitor.get("/").status_code
    assert 303 == visitor.post("/logout").status_code
    assert workshop.people.sessions.find(cookie) is None
    visitor.browser.cookies.set(workshop.app.state.cookie, cookie)
    assert "/login" == visitor.get("/").headers["location"]


def test_the_lead_adds_people(workshop: Workshop) -> None:
    """The link is shown once, works, and the person is in the list; then the door is closed."""
    lead = workshop.come("lead")
    text = lead.post("/people", {"name": "Blaise", "role": "arbiter"}).text
    link = re.findall("http://127.0.0.1:8421(/welcome/[^<]+)<", text)[0]

    assert 200 == workshop.visitor().get(link).status_code
    assert link not in lead.get("/people").text
    assert 422 == lead.post("/people", {"name": "blaise", "role": "arbiter"}).status_code
    assert 400 == lead.post("/people", {"name": "Carl", "role": "king"}).status_code
    id = workshop.people.called("Blaise").id  # type: ignore[union-attr]
    assert 303 == lead.post("/people/disable", {"id": id}).status_code
    assert 404 == workshop.visitor().get(link).status_code
    assert 403 == lead.post("/people/disable", {"id": lead.person.id}).status_code  # type: ignore[union-attr]


def test_a_decision_is_recorded_and_shown(workshop: Workshop) -> None:
    """By a plain form: back to its page, which says so; the journal has it."""
    visitor = workshop.come()
    answer = visitor.post(f"/q/{QUESTION}/act", rename(workshop))

    assert (303, f"/q/{QUESTION}?done=1") == (answer.status_code, answer.headers["location"])
    page = visitor.get(f"/q/{QUESTION}?done=1").text
    assert "Décision n° 1 enregistrée" in page
    assert "Planter" in page
    assert "Planter" in visitor.get("/journal").text


def test_a_form_sent_twice_counts_once(workshop: Workshop) -> None:
    """The second time gives the first decision."""
    visitor, form = workshop.come(), rename(workshop)
    first, second = (visitor.post(f"/q/{QUESTION}/act", form) for _ in range(2))

    assert first.headers["location"] == second.headers["location"]
    assert 1 == len(workshop.desk.events())


def test_a_form_sent_again_with_other_words_loses_neither(workshop: Workshop) -> None:
    """As from the page a browser goes back to: the second words were taken for the first."""
    visitor, form = workshop.come(), rename(workshop, "Arbres")
    visitor.post(f"/q/{QUESTION}/act", form)
    answer = visitor.post(f"/q/{QUESTION}/act", {**form, "label_fr": "Planter des haies"})
    again = fields(answer.text, f"/q/{QUESTION}/act")

    assert 422 == answer.status_code
    assert "Planter des haies" == again["label_fr"]
    told = visitor.post(f"/q/{QUESTION}/act", again)
    assert 409 == told.status_code  # renamed since, and by whom: by themselves
    again = fields(told.text, f"/q/{QUESTION}/act")
    assert 303 == visitor.post(f"/q/{QUESTION}/act", again).status_code
    assert ["Arbres", "Planter des haies"] == [
        event.payload["label_fr"] for event in workshop.desk.events()
    ]


@pytest.mark.parametrize("given", [
    {"op": "accept", "cluster": "", "verdict": "one_idea", "content": "x"},
    {"op": "accept", "cluster": " ", "verdict": "one_idea", "content": "x"},
    {"op": "rename", "cluster": " ", "label_fr": "x", "label_en": "", "definition": ""},
    {"op": "minority", "cluster": " ", "position": "x", "comment": "x"},
    {"op": "merge", "cluster": " ", "into": "", "comment": "x"},
    {"op": "arbitrate", "outcome": "one_idea", "reason": "x"},
    {"op": "arbitrate", "object": "unit/1", "outcome": "one_idea", "reason": "x"},
    {"op": "code", "unit": "1", "answer": "x", "codes": "k1", "confidence": "1"},
])  # fmt: skip
def test_a_form_made_by_hand_breaks_nothing(workshop: Workshop, given: dict[str, str]) -> None:
    """Neither the answer to it, nor what is read of the question afterwards."""
    visitor = workshop.come("arbiter")
    answer = visitor.post(f"/q/{QUESTION}/act", {"key": "by-hand-1", **given})

    assert answer.status_code in (400, 422)
    assert [] == workshop.desk.events()
    assert 200 == visitor.get(f"/q/{QUESTION}").status_code


def test_a_stale_form_names_the_other_and_keeps_the_words(workshop: Workshop) -> None:
    """Nothing is recorded; the form that comes back has what was typed, and can be sent."""
    ada, blaise = workshop.come(name="Ada"), workshop.come(name="Blaise")
    mine = rename(workshop, "Planter <des> arbres", definition="Ce que j'ai tapé & relu")
    assert 303 == ada.post(f"/q/{QUESTION}/act", rename(workshop, "Arbres")).status_code
    answer = blaise.post(f"/q/{QUESTION}/act", mine)

    assert 409 == answer.status_code
    assert "Modifié entre-temps par Ada" in answer.text
    assert "Rien n’a été enregistré" in answer.text
    assert "Planter &lt;des&gt; arbres" in answer.text
    assert 1 == len(workshop.desk.events())
    again = fields(answer.text, f"/q/{QUESTION}/act")
    assert "Ce que j'ai tapé & relu" == again["definition"]
    assert 303 == blaise.post(f"/q/{QUESTION}/act", again).status_code
    assert [] == workshop.people.drafts.of(blaise.person.id)  # type: ignore[union-attr]
    assert "Planter <des> arbres" == workshop.desk.events()[-1].payload["label_fr"]


def test_a_text_kept_by_a_conflict_is_sent_from_where_it_waits(workshop: Workshop) -> None:
    """Once told of the other, one is not told again; of a third one, one is."""
    ada, blaise = workshop.come(name="Ada"), workshop.come(name="Blaise")
    mine, act = rename(workshop, "Planter", definition="Ce que j'ai tapé"), f"/q/{QUESTION}/act"
    ada.post(act, rename(workshop, "Arbres"))
    assert 409 == blaise.post(act, mine).status_code
    waiting = fields(blaise.get("/drafts").text, act)

    assert 303 == blaise.post(act, waiting).status_code
    assert ["Arbres", "Planter"] == [e.payload["label_fr"] for e in workshop.desk.events()]
    assert [] == blaise.get("/drafts.json").json()["waiting"]

    late = rename(workshop, "Trop tard", definition="Encore")
    blaise.post(act, rename(workshop, "Avant"))
    assert 409 == ada.post(act, late).status_code
    waiting = fields(ada.get("/drafts").text, act)
    blaise.post(act, rename(workshop, "Entre les deux"))
    assert 409 == ada.post(act, waiting).status_code


def test_an_answer_said_to_be_seen_is_one_of_the_question(workshop: Workshop) -> None:
    """What a person is said to have had before their eyes is in the journal for good."""
    visitor = workshop.come()
    answers = list(workshop.desk.base(QUESTION).states)[:2]
    for seen in (["n’importe quoi"], [answers[0], "<b>"], [""]):
        form: dict[str, Any] = {**rename(workshop, "Arbres"), "seen": seen}
        answer = visitor.post(f"/q/{QUESTION}/act", form)

        assert 422 == answer.status_code
        assert "n’a pas dans ce passage" in answer.text.replace("\u00a0", " ")
    assert [] == workshop.desk.events()
    form = {**rename(workshop, "Arbres"), "seen": answers}

    assert 303 == visitor.post(f"/q/{QUESTION}/act", form).status_code
    assert answers == workshop.desk.events()[0].seen


def fields(text: str, action: str) -> dict[str, str]:
    """What the first form of a page to that address holds."""
    form = re.findall(f'<form method="post" action="{re.escape(action)}".*?</form>', text, re.S)[0]
    found = {}
    for tag in re.findall("<input[^>]*>", form):
        name, value = re.search('name="([^"]*)"', tag), re.search('value="([^"]*)"', tag)
        if name and value:
            found[name[1]] = html.unescape(value[1])
    for name, value in re.findall(
        r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', form, re.S
    ):
        found[name] = html.unescape(value)
    return found


def test_a_refused_form_says_why_and_keeps_the_words(workshop: Workshop) -> None:
    """In both languages."""
    visitor = workshop.come()
    form = rename(workshop, "x" * 130, definition="une phrase à garder")
    answer = visitor.post(f"/q/{QUESTION}/act", form)
    english = visitor.post(f"/q/{QUESTION}/act?lang=en", form)

    assert [422, 422] == [answer.status_code, english.status_code]
    assert "Un nom a au plus 120 caractères." in answer.text
    assert "A name has at most 120 characters." in english.text
    assert "une phrase à garder" in answer.text
    assert [] == workshop.desk.events()
    assert 422 == workshop.come("observer").post(f"/q/{QUESTION}/act", form).status_code


def test_a_session_that_ends_in_the_middle_of_a_form_loses_nothing(workshop: Workshop) -> None:
    """The words wait at the door, are offered on coming back, and go when they are sent."""
    visitor, form = workshop.come(), rename(workshop, "Arbres", definition="long à écrire")
    csrf = visitor.csrf
    workshop.clock.now += IDLE
    answer = visitor.browser.post(f"/q/{QUESTION}/act", data={**form, "csrf": csrf})

    assert (303, "/login?late=1") == (answer.status_code, answer.headers["location"])
    assert "Ce que vous aviez écrit est gardé" in visitor.get("/login?late=1").text
    assert [] == workshop.desk.events()
    assert visitor.person
    visitor.browser.cookies.set(
        workshop.app.state.cookie, workshop.people.sessions.open(visitor.person.id)
    )
    assert "/drafts" in visitor.get("/").text
    again = fields(visitor.get("/drafts").text, f"/q/{QUESTION}/act")
    assert "long à écrire" == again["definition"]
    assert 303 == visitor.post(f"/q/{QUESTION}/act", again).status_code
    assert "long à écrire" == workshop.desk.events()[0].payload["definition"]
    assert "Aucun texte en attente" in visitor.get("/drafts").text


def test_what_is_being_typed_is_kept_now_and_then(workshop: Workshop) -> None:
    """For a person's own eyes; only of a form of decisions; thrown away at will."""
    ada, eve = workshop.come(name="Ada"), workshop.come(name="Eve")
    action = f"/q/{QUESTION}/act"
    form = {"key": "form-1", "op": "comment", "text": "en cours de frappe"}
    for page in (f"http://127.0.0.1:8421/q/{QUESTION}/cluster/x?page=2", "//evil.example/x", ""):
        answer = ada.post("/drafts/keep", form, headers={"hx-current-url": page})
        assert 204 == answer.status_code

    assert [action] == [draft.action for draft in workshop.people.drafts.of("r-01")]
    assert "en cours de frappe" in ada.get("/drafts").text
    assert "en cours de frappe" not in eve.get("/drafts").text
    ada.post("/drafts/drop", {"action": action, "form": "form-1"})
    assert "en cours de frappe" not in ada.get("/drafts").text


def test_the_page_one_goes_back_to_is_one_of_ours(workshop: Workshop) -> None:
    """By its name, its parts quoted; anything else is the page of the question."""
    visitor = workshop.come()
    where = []
    for n, back in enumerate(("signature", "https://evil.example", "//evil", "export", "login")):
        form = rename(workshop, f"Nom {n}", back=back, **{"q.page": "2"})
        where.append(visitor.post(f"/q/{QUESTION}/act", form).headers["location"])

    assert f"/q/{QUESTION}/signature?page=2&done=1" == where[0]
    assert all(each.startswith(("/q/906?", "/login?", "/journal")) for each in where[1:])


def test_a_question_by_any_name_has_its_address(workshop: Workshop) -> None:
    """Slashes, dots, tildes and signs of a source come through the address whole."""
    for name in ("a/b", "..", ".", "x.json", "é#?&", "~2F", "50 %", "a+b", "ré f"):
        written = _WORD.to_string(name)
        assert not set(written) & set("/#?& ")
        assert name == _WORD.convert(unquote(written))


def test_pages_that_are_not_there(workshop: Workshop) -> None:
    """Their page says so, in the frame of the others, without a detail."""
    visitor = workshop.come()

    assert [404, 404, 404, 405] == [
        visitor.get("/nowhere").status_code,
        visitor.get("/q/none").status_code,
        visitor.get("/q/none.json").status_code,
        visitor.get(f"/q/{QUESTION}/act").status_code,
    ]
    assert "Page introuvable" in visitor.get("/nowhere").text


def test_the_queue_puts_the_least_stable_first(workshop: Workshop) -> None:
    """Then the largest; a filter is in the address; the facts are in the twin."""
    facts = workshop.come().get(f"/q/{QUESTION}.json").json()
    order = [(each["stability"], -each["answers"]) for each in facts["clusters"]]

    assert sorted(order) == order
    assert facts["next"] == facts["clusters"][0]["key"]
    assert facts["placed"] == sum(each["answers"] for each in facts["clusters"])
    assert [] == workshop.come().get(f"/q/{QUESTION}.json?state=signed").json()["clusters"]


def vote(workshop: Workshop, visitor: Visitor, key: str, verdict: str = "one_idea") -> Any:
    """One vote, on the content as it is."""
    review = workshop.desk.review(QUESTION)
    name = f"{QUESTION}/cluster/{key}"
    assert visitor.person
    return visitor.post(f"/q/{QUESTION}/act", {
        "op": "accept", "key": f"vote-{visitor.person.id}-{key}-{review.version(name)}",
        "cluster": key, "verdict": verdict, "content": review.content(key),
        f"version.{name}": review.version(name),
    })  # fmt: skip


def test_two_people_sign_a_question(workshop: Workshop) -> None:
    """Each cluster named and voted by both, then the question; a change makes all of it void."""
    ada, blaise = workshop.come(name="Ada"), workshop.come(name="Blaise")
    question = QUESTION
    for n, key in enumerate(workshop.desk.base(question).clusters):
        form = rename_in(workshop, question, key, f"Idée {n}")
        assert 303 == ada.post(f"/q/{question}/act", form).status_code
        for visitor in (ada, blaise):
            assert 303 == vote_in(workshop, visitor, question, key).status_code
    facts = ada.get(f"/q/{question}/signature.json").json()

    assert facts["ready"]
    assert ada.get("/index.json").json()["signed_answers"] == workshop.desk.review(
        question
    ).ledger()["analysed"] - len(unplaced(workshop, question))
    for visitor in (ada, blaise):
        form = {"op": "sign", "key": f"sign-{visitor.person.id}", "content": facts["content"]}  # type: ignore[union-attr]
        assert 303 == visitor.post(f"/q/{question}/act", form).status_code
    assert ["Ada", "Blaise"] == names(ada, question, "signed")
    key = next(iter(workshop.desk.base(question).clusters))
    ada.post(f"/q/{question}/act", rename_in(workshop, question, key, "Autre nom"))
    assert [] == names(ada, question, "signed")
    assert ["Ada", "Blaise"] == names(ada, question, "former")
    assert "reopened" == next(
        each["state"]
        for each in ada.get(f"/q/{question}.json").json()["clusters"]
        if each["key"] == key
    )


def names(visitor: Visitor, question: str, which: str) -> list[str]:
    """Who signed, or had."""
    found = visitor.get(f"/q/{question}/signature.json").json()[which]
    return [each["name"] for each in found]


def unplaced(workshop: Workshop, question: str) -> set[str]:
    """The answers analysed that no cluster holds."""
    places = workshop.desk.base(question).places
    return {address for address, place in places.items() if place is None}


def rename_in(workshop: Workshop, question: str, key: str, label: str) -> dict[str, Any]:
    """The form that names a cluster of a question."""
    name = f"{question}/cluster/{key}"
    version = workshop.desk.review(question).version(name)
    return {
        "op": "rename", "key": f"{label}-{key}-{version}", "cluster": key, "label_fr": label,
        "label_en": "", "definition": "", f"version.{name}": version,
    }  # fmt: skip


def vote_in(workshop: Workshop, visitor: Visitor, question: str, key: str) -> Any:
    """The vote of someone."""
    name = f"{question}/cluster/{key}"
    review = workshop.desk.review(question)
    assert visitor.person
    return visitor.post(f"/q/{question}/act", {
        "op": "accept", "key": f"vote-{visitor.person.id}-{key}", "cluster": key,
        "verdict": "one_idea", "content": review.content(key),
        f"version.{name}": review.version(name),
    })  # fmt: skip


def test_a_proposal_waits_for_another_person(workshop: Workshop) -> None:
    """It is in the queue of a question; its author cannot confirm it, another can."""
    ada, blaise = workshop.come(name="Ada"), workshop.come(name="Blaise")
    one, other, *_ = workshop.desk.base(QUESTION).clusters
    versions = {f"version.{QUESTION}/cluster/{key}": 0 for key in (one, other)}
    ada.post(f"/q/{QUESTION}/act", {
        "op": "merge", "key": "merge-one", "cluster": one, "into": other,
        "comment": "même demande", **versions,
    })  # fmt: skip
    seq = workshop.desk.events()[-1].seq
    page = blaise.get(f"/q/{QUESTION}").text

    assert "même demande" in page
    assert "Votre proposition" in ada.get(f"/q/{QUESTION}").text
    forced = {"op": "confirm", "key": "confirm-1", "proposal": seq, **versions}
    assert 422 == ada.post(f"/q/{QUESTION}/act", forced).status_code
    form = next(
        found
        for part in page.split("<form")[1:]
        if (found := fields(f"<form{part}", f"/q/{QUESTION}/act") if "/act" in part else {}).get(
            "op"
        )
        == "confirm"
    )
    assert 303 == blaise.post(f"/q/{QUESTION}/act", form).status_code
    assert other == workshop.desk.review(QUESTION).clusters[one].into


def test_who_proposed_is_told_that_it_has_no_object_any_more(workshop: Workshop) -> None:
    """On the first page and on one's own, until it is withdrawn; not to others."""
    ada, blaise = workshop.come(name="Ada"), workshop.come(name="Blaise")
    one, two, three, *_ = workshop.desk.base(QUESTION).clusters
    for n, (cluster, into) in enumerate([(one, two), (two, three)]):
        versions = {f"version.{QUESTION}/cluster/{key}": 0 for key in (cluster, into)}
        ada.post(f"/q/{QUESTION}/act", {
            "op": "merge", "key": f"merge-number-{n}", "cluster": cluster, "into": into,
            "comment": "même demande", **versions,
        })  # fmt: skip
    late, first = workshop.desk.events()
    assert "lapsed" not in ada.get("/").text
    blaise.post(f"/q/{QUESTION}/act", {
        "op": "confirm", "key": "confirm-it", "proposal": first.seq, **versions,
    })  # fmt: skip

    for path in ("/", "/account"):
        page, twin = ada.get(path).text, "/index" if path == "/" else path
        assert "Une de vos propositions n’a plus d’objet" in page
        (told,) = ada.get(f"{twin}.json").json()["lapsed"]
        assert (late.seq, QUESTION) == (told["seq"], told["question"])
        assert [(two, three)] == [
            (each["was"]["key"], each["home"]["key"]) for each in told["absorbed"]
        ]
        assert [] == blaise.get(f"{twin}.json").json()["lapsed"]
    page = ada.get("/").text
    form = fields(page[page.index('id="lapsed"') :], f"/q/{QUESTION}/act")
    assert 'name="cancels"' not in blaise.get(f"/q/{QUESTION}").text
    answer = ada.post(f"/q/{QUESTION}/act", form)

    assert "/?done=4&place=lapsed#lapsed" == answer.headers["location"]
    assert [] == ada.get("/index.json").json()["lapsed"]
    assert [] == workshop.desk.review(QUESTION).lapsed()


def test_ones_own_decisions_are_undone_from_the_journal(workshop: Workshop) -> None:
    """The same undo as on the page of the cluster, for who may; one stays where one was."""
    ada, blaise = workshop.come(name="Ada"), workshop.come(name="Blaise")
    key = next(iter(workshop.desk.base(QUESTION).clusters))
    ada.post(f"/q/{QUESTION}/act", rename(workshop))
    here = f"/journal?question={QUESTION}&op=rename"

    assert 'name="cancels"' not in blaise.get(here).text
    page = ada.get(here).text
    form = fields(page[page.index('<tr id="e1">') :], f"/q/{QUESTION}/act")
    assert ("undo", "1") == (form["op"], form["cancels"])
    answer = ada.post(f"/q/{QUESTION}/act", form)
    assert (303, f"{here}&done=2&place=e1#e1") == (answer.status_code, answer.headers["location"])
    assert "" == workshop.desk.review(QUESTION).clusters[key].label_fr
    page = ada.get(answer.headers["location"]).text
    assert "<s>" in page
    assert 1 == page.count('class="done"')
    assert 'name="cancels"' not in page
    assert 'name="cancels" value="2"' in ada.get("/journal").text  # the undo itself


def test_votes_are_kept_from_who_has_not_voted(workshop: Workshop) -> None:
    """In the journal too, its twin and its export: from everyone but an observer."""
    ada, blaise = workshop.come(name="Ada"), workshop.come(name="Blaise")
    watcher = workshop.come("observer")
    key = next(iter(workshop.desk.base(QUESTION).clusters))
    ada.post(f"/q/{QUESTION}/act", rename(workshop))
    assert 303 == vote(workshop, ada, key).status_code
    comment = {"op": "comment", "key": "comment-1", "object": f"{QUESTION}/cluster/{key}",
               "text": "canari dit par Ada"}  # fmt: skip
    assert 303 == ada.post(f"/q/{QUESTION}/act", comment).status_code
    before = [blaise.get(path).text for path in ("/journal", "/journal.json")]

    assert all("one_idea" not in text and "canari" not in text for text in before)
    assert 403 == blaise.get("/journal/decisions.jsonl").status_code
    assert all("canari" in each.get("/journal").text for each in (ada, watcher))
    lines = watcher.get("/journal/decisions.jsonl").text.splitlines()
    assert ["rename", "accept", "comment"] == [json.loads(line)["op"] for line in lines]
    assert 303 == vote(workshop, blaise, key, "not_one_idea").status_code
    assert "canari" in blaise.get("/journal").text
    assert 200 == blaise.get("/journal/decisions.jsonl").status_code


def test_the_journal_is_verified_on_demand(workshop: Workshop) -> None:
    """Whole, it says so; with an event altered behind its back, it says where."""
    visitor = workshop.come("observer")
    ada = workshop.come(name="Ada")
    for n in range(3):
        ada.post(f"/q/{QUESTION}/act", rename(workshop, f"Nom {n}"))
    assert "La chaîne est entière\u00a0: 3 décisions" in visitor.get("/journal?verify=1").text
    with sqlite3.connect(workshop.desk.journal.path) as db:
        db.execute("drop trigger events_no_update")
        db.execute("update events set line = replace(line, 'Nom 1', 'Nom 9') where seq = 2")
    db.close()

    facts = visitor.get("/journal.json?verify=1").json()
    assert any("2" in problem for problem in facts["problems"])


def test_the_journal_is_filtered_and_turned_by_its_address(workshop: Workshop) -> None:
    """By question, person and operation; fifty a page."""
    ada, blaise = workshop.come(name="Ada"), workshop.come(name="Blaise")
    for n in range(52):
        ada.post(f"/q/{QUESTION}/act", rename(workshop, f"Nom {n}"))
    blaise.post(f"/q/{QUESTION}/act", rename(workshop, "Nom de Blaise"))
    facts = ada.get("/journal.json?page=2").json()

    assert (53, 2, 2, 3) == (facts["count"], facts["pages"], facts["page"], len(facts["events"]))
    assert 1 == ada.get("/journal.json?actor=r-02").json()["count"]
    assert 0 == ada.get("/journal.json?actor=r-02&op=merge").json()["count"]
    assert 53 == ada.get(f"/journal.json?question={QUESTION}&page=99999999999").json()["count"]


@pytest.mark.parametrize(
    ("missing", "value"),
    [("cluster", None), ("key", None), ("key", "short"), ("op", "drop_table"), ("op", None),
     ("version.906/cluster/x", "un")],
)  # fmt: skip
def test_a_form_that_is_not_ours_is_refused(
    opened: Callable[..., Workshop], missing: str, value: str | None
) -> None:
    """A field missing, or of another kind: 400, and nothing is recorded."""
    workshop = opened()
    form = rename(workshop)
    form.pop(missing, None)
    if value is not None:
        form[missing] = value

    assert 400 == workshop.come().post(f"/q/{QUESTION}/act", form).status_code
    assert [] == workshop.desk.events()


def test_the_journal_says_fields_in_words(workshop: Workshop) -> None:
    """Every field of every operation, and of the opening of a coding, in both languages."""
    names = {name.rstrip("?") for fields in FIELDS.values() for name in fields} - {"content"}

    assert names <= set(journal._SAID)
    for lang in ("fr", "en"):
        t = words.said_in(lang)
        assert all(t(f"said_{name}") for name in journal._SAID)


def test_the_journal_names_clusters(workshop: Workshop) -> None:
    """By the name people gave, not by the digest."""
    visitor = workshop.come()
    key = next(iter(workshop.desk.review(QUESTION).clusters))
    given = {"cluster": key, "label_fr": "Planter des haies"}
    seen = {f"{QUESTION}/cluster/{key}": 0}
    workshop.desk.act("r-01", "reviewer", "rename", QUESTION, given, seen, "form-of-a-test")
    told = visitor.get("/journal.json").json()["events"]

    assert ["cluster", "Planter des haies"] in told[0]["payload"]
