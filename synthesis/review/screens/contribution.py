"""S3, a contribution: its words, and the sum that put it where it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions.masks import Spans, is_masked
from synthesis.decisions.review import Review
from synthesis.report.departments import NAMES as DEPARTMENTS
from synthesis.review.history import history_of
from synthesis.review.page import ANY, page, screen
from synthesis.review.people import People
from synthesis.review.questions import question_of
from synthesis.review.screens.account import me
from synthesis.review.screens.cluster import named_fully
from synthesis.review.screens.coding import notice
from synthesis.review.shelf import Shelf, shelf_of
from synthesis.review.waiting import named, proposal
from synthesis.review.why import why

_WORD: Final = re.compile(r"\S+")
BLANK: Final = "\0"  # in place of what is masked; no text holds it
MOVABLE: Final = ("analysed", "no_content")  # states of the run that a decision may change


def answer(request: Request) -> Response:
    """An answer and why it is here; the forms that move it, set it aside, or mask words of it."""
    question, address = question_of(request), request.path_params["address"]
    shelf, person = shelf_of(request), me(request)
    people: People = request.app.state.people
    review = shelf.desk.review(question.id)
    if address not in review.base.states:
        raise HTTPException(404)
    if blind := notice(request, question, review):
        return blind
    told = _why(shelf, review, address)
    place = review.place_of(address)
    object = f"{question.id}/answer/{address}"
    proposals = (each for each in review.pending() if _names(each.event.payload, address))
    facts = {
        "question": {"id": question.id, "title": question.title},
        "why": told,
        "place": named_fully(shelf, review, place) if place else None,
        "state": review.state_of(address),
        "moved": address in review.moved or address in review.aside,
        "position": review.minority.get(address, ""),
        "may_decide": person.role != "observer",
        "may_move": told["state"] in MOVABLE,
        "may_unmask": person.role == "lead",
        "is_aside": address in review.aside,
        "passages": _passages(told),
        "words": _words(told),
        "others": [named_fully(shelf, review, key) for key in review.present() if key != place],
        "pending": [proposal(review, people, person, each) for each in proposals],
        "history": history_of(review, people, person, address),
        "versions": {object: review.version(object)},
        "mask_versions": {f"{object}/mask": review.version(f"{object}/mask")},
        "seen": [address],
    }
    return page(request, "contribution.html", facts)


def _why(shelf: Shelf, review: Review, address: str) -> dict[str, Any]:
    """What the run made of an answer; its clusters are called as people call them now."""
    corpus = shelf.corpus(review.base.question)
    told = why(corpus, address, shelf.desk.recipe.settings, shelf.token_pattern, review.masks)
    keys = {found.cluster_id: key for key, found in review.base.clusters.items()}
    for column in told["columns"]:
        key = keys.get(column["cluster"])
        column["named"] = named(review, review.home(key)) if key else None
    department = told["about"]["department"]
    told["about"]["department_name"] = DEPARTMENTS.get(department, department)
    return told


def _passages(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What patterns found that may say who somebody is, and is not masked yet."""
    spans: Spans = [(start, stop) for start, stop in told["masked"]]
    text = _wide(told)
    return [
        {"kind": each["kind"], "slice": f"{each['start']}-{each['stop']}",
         "text": text[each["start"] : each["stop"]]}
        for each in told["personal"]
        if not is_masked(spans, each["start"], each["stop"])
    ]  # fmt: skip


def _words(told: Mapping[str, Any]) -> list[list[str]]:
    """The words of the text one by one, each with its slice, to be ticked; none that is masked."""
    return [
        [f"{match.start()}-{match.end()}", match.group()]
        for match in _WORD.finditer(_wide(told))
        if BLANK not in match.group()
    ]


def _wide(told: Mapping[str, Any]) -> str:
    """The text, with masks as wide as what they hide: offsets are those of its own words."""
    parts, hidden = [], iter(told["masked"])
    for piece in told["pieces"]:
        if piece["is_masked"]:
            start, stop = next(hidden)
            parts.append(BLANK * (stop - start))
        else:
            parts.append(piece["text"])
    return "".join(parts)


def _names(payload: Mapping[str, Any], address: str) -> bool:
    return address == payload.get("answer") or address in payload.get("answers", ())


routes: Final = [*screen("/q/{question}/answer/{address}", answer, "answer", ANY)]
