"""What a form of a decision does: recorded, refused with a reason, or changed in between.

One address takes every decision of a question. What was typed is never lost: it comes back in a
form that can be sent again.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions.review import Review
from synthesis.errors import RefusedError, StaleError
from synthesis.review.desk import Desk
from synthesis.review.guard import log
from synthesis.review.page import ANY, Form, go, href, page, posted, words_of
from synthesis.review.people import Person
from synthesis.review.questions import question_of
from synthesis.review.screens.account import is_text, me


def _text(form: Form, name: str) -> str:
    return form[name].strip()


def _number(form: Form, name: str) -> int:
    try:
        return int(form[name])
    except ValueError:
        raise HTTPException(400) from None


def _list(form: Form, name: str) -> list[str]:
    return list(dict.fromkeys(form.getlist(name)))


def _slices(form: Form, name: str) -> list[list[int]]:
    """Each `start-stop`, as the box beside a passage has it."""
    pairs = [each.split("-") for each in form.getlist(name)]
    try:
        return [[int(start), int(stop)] for start, stop in pairs]
    except ValueError:
        raise HTTPException(400) from None


def _absorbed(form: Form, name: str) -> str:
    """Of the two clusters a form is about, the one that is not kept."""
    kept = form.get("into", "").strip()
    return next((key for key in form.getlist(name) if key != kept), kept)


def _said(form: Form, name: str) -> list[str]:
    """The texts said to be in the subject, or out of it: two buttons each, `judge.address`."""
    return [
        field.removeprefix("judge.") for field, value in form.multi_items()
        if field.startswith("judge.") and value == name
    ]  # fmt: skip


def _place(form: Form, name: str) -> str | None:
    """Where answers go: a cluster, `unclassified`, or not said, which the rules refuse."""
    said = form[name].strip()
    return "" if said == "unclassified" else said or None


Reading = Callable[[Form, str], Any]
_ABOUT: Final[Mapping[str, Reading]] = {"cluster?": _text, "answers?": _list}
_WHY: Final[Mapping[str, Reading]] = {"comment?": _text}

# The fields of each operation, as the journal has them; those with a mark may be left out. To
# code, and to settle how a unit is coded, have addresses of their own.
FIELDS: Final[Mapping[str, Mapping[str, Reading]]] = {
    "accept": {"cluster": _text, "verdict": _text, "content": _text, "label_fr?": _text},
    "judge": {"cluster": _text, "fits": _said, "misfits": _said},
    "rename": {"cluster": _text, "label_fr": _text, "label_en": _text, "definition": _text},
    "merge": {"cluster": _absorbed, "into": _text, "comment?": _text},
    "keep_apart": {"cluster": _text, "other": _text},
    "move": {"answers": _list, "to": _place},
    "off_topic": {**_ABOUT, **_WHY},
    "no_content": {**_ABOUT, **_WHY},
    "minority": {**_ABOUT, **_WHY, "position": _text},
    "reclassify": {**_ABOUT, **_WHY},
    "comment": {"object": _text, "text": _text},
    "flag": {"answer": _text, "spans": _slices, "comment": _text},
    "unflag": {"answer": _text},
    "close_coding": {},
    "begin_coding": {},
    "leave_coding": {},
    "arbitrate": {"cluster": _text, "content": _text, "outcome": _text, "reason": _text},
    "propose": {"kind": _text, "term": _text, "reason": _text},
    "confirm": {"proposal": _number},
    "decline": {"proposal": _number, "comment": _text},
    "sign": {"content": _text},
    "settle": {"event": _number},
    "undo": {},
}  # fmt: skip
_PLACE: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")  # an id of our pages, never words of a form
# What binds to what was read: sent again unread, it would say something of another thing.
_READ_FIRST: Final = ("accept", "sign", "arbitrate")


def act(request: Request, form: Form) -> Response:
    """Take the decision of a form of `hidden(…)`."""
    return decide(request, form, form.get("op", ""), payload(form))


def payload(form: Form) -> dict[str, Any]:
    """What a form says, as the journal has it; 400 for a field missing or of another kind."""
    fields = FIELDS.get(form.get("op", ""))
    if fields is None:
        raise HTTPException(400)
    found = {}
    for field, read in fields.items():
        name = field.rstrip("?")
        if name in form and (form[name] or not field.endswith("?")):
            found[name] = read(form, name)
        elif name == field and read in (_list, _slices, _said):
            found[name] = read(form, name)  # where no box was ticked, the rules say so in words
        elif not field.endswith("?"):
            raise HTTPException(400)
    return found


def decide(request: Request, form: Form, op: str, payload: Mapping[str, Any]) -> Response:
    """Record a decision and go back to its page; or say why not, and give back what was typed."""
    desk: Desk = request.app.state.desk
    question = question_of(request)
    person, key = me(request), form.get("key", "")
    if not 8 <= len(key) <= 64:
        raise HTTPException(400)
    cancels = _number(form, "cancels") if op == "undo" and "cancels" in form else None
    try:
        event = desk.act(
            person.id, person.role, op, question.id, payload, _versions(form), key,
            seen=_list(form, "seen"), cancels=cancels,
        )  # fmt: skip
    except StaleError as stale:
        form = _told_of(form, desk.review(question.id))
        _keep(request, form, person)
        return _stale(request, form, desk.review(question.id), stale)
    except RefusedError as refused:
        if refused.reason == "key_used":  # or it could never be sent
            form = _with_a_new_key(form)
        _keep(request, form, person)
        return _refused(request, form, refused)
    log.info("decision event=%d", event.seq)
    return back(request, form, event.seq)


def _told_of(form: Form, review: Review) -> Form:
    """With the versions of now, wherever it is sent again from: whoever sends it has been told. A
    form that binds to what was read keeps those it was read with.
    """
    if form.get("op") in _READ_FIRST:
        return form
    now = {f"version.{name}": str(review.version(name)) for name in _versions(form)}
    return Form([(name, now.get(name, said)) for name, said in form.multi_items()])


def _with_a_new_key(form: Form) -> Form:
    new = secrets.token_hex(16)
    return Form([(name, new if name == "key" else said) for name, said in form.multi_items()])


def back(request: Request, form: Form, seq: int) -> Response:
    """The page a form names, of those there are, at the place it names; that of the question where
    it names none.
    """
    name = form.get("back", "")
    if name not in request.app.state.pages:
        name = "question"
    given = {k.removeprefix("at."): v for k, v in form.multi_items() if k.startswith("at.")}
    given["question"] = request.path_params["question"]
    path = request.app.state.paths[name]
    parts = {part: value for part, value in given.items() if f"{{{part}:" in path}
    if path.count("{") != len(parts):
        name, parts = "question", {"question": given["question"]}
    kept = {k.removeprefix("q."): v for k, v in form.multi_items() if k.startswith("q.")}
    place = form.get("place", "")
    place = place if _PLACE.fullmatch(place) else ""
    return go(request, name, {**kept, "done": seq, "place": place}, place, **parts)


def _versions(form: Form) -> dict[str, int]:
    names = [name for name in form if name.startswith("version.")]
    return {name.removeprefix("version."): _number(form, name) for name in names}


def _keep(request: Request, form: Form, person: Person) -> None:
    if any(is_text(name) and value.strip() for name, value in form.multi_items()):
        fields = [pair for pair in form.multi_items() if pair[0] != "csrf"]
        request.app.state.people.drafts.keep(
            person.id, request.url.path, form.get("key", ""), fields
        )


def _stale(request: Request, form: Form, review: Review, stale: StaleError) -> Response:
    event = next((each for each in review.events if each.seq == stale.seq), None)
    person = me(request)
    facts = _facts(request, form) | {
        "who": "" if stale.actor == person.id else request.app.state.people.name(stale.actor),
        "what": event.op if event else "",
        "when": event.ts if event else "",
        "event": stale.seq,
        "read_first": form.get("op") in _READ_FIRST,
    }
    return page(request, "stale.html", facts, 409)


def _refused(request: Request, form: Form, refused: RefusedError) -> Response:
    t, people = words_of(request), request.app.state.people
    said = {
        name: t(f"role_{value}") if name == "role"
        else t(f"state_{value}") if name == "state"
        else people.name(str(value)) if name == "actor"
        else value
        for name, value in refused.facts.items()
    }  # fmt: skip
    log.info("decision_refused reason=%s", refused.reason)
    facts = _facts(request, form) | {
        "reason": refused.reason,
        "said": t(f"refused_{refused.reason}", **said),
        "read_first": form.get("op") in _READ_FIRST,
    }
    return page(request, "refused.html", facts, 422)


def _facts(request: Request, form: Form) -> dict[str, Any]:
    """The form that was sent, ready to be sent again."""
    question = question_of(request)
    fields = [pair for pair in form.multi_items() if pair[0] != "csrf"]
    cluster = form.get("cluster", "")
    links = "cluster" in request.app.state.paths and cluster
    return {
        "question": {"id": question.id, "title": question.title},
        "op": form.get("op", ""),
        "form": {
            "action": request.url.path,
            "key": form.get("key", ""),
            "texts": [[name, value] for name, value in fields if is_text(name)],
            "hidden": [[name, value] for name, value in fields if not is_text(name)],
        },
        "reread": href(request, "cluster", question=question.id, key=cluster)
        if links
        else href(request, "question", question=question.id),
    }


routes: Final = [*posted("/q/{question}/act", act, "act", ANY)]
