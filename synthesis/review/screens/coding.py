"""S6, blind coding: one text at a time, the codebook, and nothing that could lead the coder.

Neither the page nor its facts hold the cluster of the text, its reference, its author, or what
anyone else said. A text is called by its place in the coder's own order. No text is shown before
one says that one begins: from there on, the pages that show clusters are closed to the coder.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions.campaign import Campaign, campaign_of
from synthesis.decisions.review import Review
from synthesis.decisions.rules import FIXED_CODES
from synthesis.decisions.sampling import Showing
from synthesis.review.desk import Desk
from synthesis.review.page import ANY, DECIDING, Form, go, page, posted, screen
from synthesis.review.people import Person
from synthesis.review.questions import Question, question_of
from synthesis.review.screens.account import me
from synthesis.review.screens.act import decide
from synthesis.review.secrecy import codes_blind
from synthesis.review.words_of import words_of

CONFIDENCE: Final = (1, 2, 3)  # not sure, fairly, sure: one button each
UNKNOWN: Final = "unknown"


def coding(request: Request) -> Response:
    """The text to code next, or the one at a place of the coder's order."""
    asked, person = question_of(request), me(request)
    desk: Desk = request.app.state.desk
    review = desk.review(asked.id)
    campaign = campaign_of(review)
    state = _state(review, campaign, person)
    if state == "ready" and campaign is not None:
        version = review.version(f"{asked.id}/coding")
        facts = {"state": state, "codes": codebook(campaign), "coding_version": version}
        return _page(request, facts | _coded(campaign, person))
    if state != "open" or campaign is None:
        return _page(request, {"state": state} | _coded(campaign, person))
    shown = campaign.showings(person.id)
    place = _place(request.query_params.get("n", ""), len(shown))
    if place is None:
        after = _place(request.query_params.get("after", ""), len(shown)) or 0
        place = _next(campaign, person, after)
    elif not campaign.may_code(person.id, shown[place - 1]):
        return go(request, "coding", question=asked.id)
    return _unit(request, review, campaign, place)


def coded(request: Request, form: Form) -> Response:
    """Record what a coder says of a text; a form of another campaign, or of a text that is no
    longer theirs to code, records nothing.
    """
    asked, person = question_of(request), me(request)
    desk: Desk = request.app.state.desk
    review = desk.review(asked.id)
    campaign = campaign_of(review)
    if campaign is None or form.get("campaign") != str(campaign.seq):
        raise HTTPException(409)
    shown = campaign.showings(person.id)
    place = _place(form.get("n", ""), len(shown))
    if place is None:
        raise HTTPException(400)
    showing = shown[place - 1]
    recorded = desk.journal.recorded(form.get("key", "")) is not None
    if review.coding_is_open and not recorded and not campaign.may_code(person.id, showing):
        return go(request, "coding", {"late": 1}, question=asked.id)
    codes, confidence = _said(form)
    problem = _problem(campaign, codes)
    if problem:
        return _unit(request, review, campaign, place, codes, problem)
    payload = {
        "unit": showing.unit,
        "answer": campaign.units[showing.unit - 1],
        "again": int(showing.again),
        "codes": codes,
        "confidence": confidence,
    }
    return decide(request, form, "code", payload)


def notice(request: Request, asked: Question, review: Review) -> Response | None:
    """In place of a page that shows clusters of a question, for who is coding it blind: what to
    do first. Nothing for anybody else.
    """
    person = me(request)
    if not codes_blind(person, review):
        return None
    facts = {
        "question": {"id": asked.id, "title": asked.title},
        "coding_version": review.version(f"{asked.id}/coding"),
    }
    return page(request, "blind.html", facts | _coded(campaign_of(review), person), 403)


def _state(review: Review, campaign: Campaign | None, person: Person) -> str:
    if campaign is None:
        return "none"
    if campaign.was_closed or not review.coding_is_open:
        return "closed"
    if person.role not in DECIDING:
        return "observer"
    if person.id in campaign.finished:
        return "finished"
    if person.id in campaign.left:
        return "left"
    return "open" if person.id in campaign.begun else "ready"


def _said(form: Form) -> tuple[list[str], int]:
    """The codes of a form, the main one first, and the confidence; one button says both."""
    if "unknown" in form:
        return [UNKNOWN], CONFIDENCE[0]
    main = [code for code in (form.get("main", ""),) if code]
    try:
        confidence = int(form.get("confidence", ""))
    except ValueError:
        raise HTTPException(400) from None
    if confidence not in CONFIDENCE:
        raise HTTPException(400)
    return list(dict.fromkeys([*main, *form.getlist("other")])) if main else [], confidence


def _problem(campaign: Campaign, codes: list[str]) -> str:
    if not codes:
        return "missing"
    if not set(codes) <= set(campaign.codes):
        raise HTTPException(400)
    return "mixed" if len(codes) > 1 and set(codes) & set(FIXED_CODES) else ""


def _unit(
    request: Request,
    review: Review,
    campaign: Campaign,
    place: int,
    typed: list[str] | None = None,
    problem: str = "",
) -> Response:
    """The page of a text; with a problem, what was ticked is ticked."""
    desk: Desk = request.app.state.desk
    person = me(request)
    shown = campaign.showings(person.id)
    showing = shown[place - 1]
    address = campaign.units[showing.unit - 1]
    before = campaign.said(person.id, showing)
    chosen = typed if typed is not None else list(before.codes) if before else []
    last = campaign.last.get(person.id)
    previous = shown.index(last) + 1 if last is not None and last != showing else None
    following = _next(campaign, person, place)
    facts = {
        "state": "open",
        "campaign": campaign.seq,
        "coding_version": review.version(f"{review.base.question}/coding"),
        "place": place,
        "text": words_of(desk.warehouse, review, [address]).get(address),
        "codes": codebook(campaign),
        "fixed": [code for code in FIXED_CODES if code != UNKNOWN],
        "width": len(str(len(campaign.codes) - 1)),
        "chosen": chosen,
        "recoding": before is not None,
        "previous": previous,
        "following": following if following != place else None,
        "problem": problem,
        "late": request.query_params.get("late") == "1",
    } | _coded(campaign, person)  # fmt: skip
    return _page(request, facts, 422 if problem else 200)


def _page(request: Request, facts: Mapping[str, Any], status: int = 200) -> Response:
    asked = question_of(request)
    about = {"question": {"id": asked.id, "title": asked.title}}
    return page(request, "coding.html", {**about, **facts}, status)


def _coded(campaign: Campaign | None, person: Person) -> dict[str, int]:
    """How far someone is; texts that come again count again, and nothing says which they are."""
    if campaign is None:
        return {"coded": 0, "of": 0}
    said = (campaign.first.get(person.id, {}), campaign.again.get(person.id, {}))
    return {"coded": sum(map(len, said)), "of": len(campaign.showings(person.id))}


def codebook(campaign: Campaign) -> list[dict[str, Any]]:
    """The codes that are not fixed, as they were frozen, by number, without their clusters; one
    that nobody named has no label, and its terms.
    """
    kept = ("code", "label_fr", "label_en", "definition", "terms")
    codes = [{name: each.get(name, "") for name in kept} for each in campaign.payload["codes"]]
    return [
        {"number": n, **each, "label_fr": each["label_fr"] * (each["label_fr"] != each["terms"])}
        for n, each in enumerate(codes, start=1)
    ]


def _place(text: str, of: int) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text[:9]) <= of:
        raise HTTPException(404)
    return int(text)


def _next(campaign: Campaign, person: Person, after: int) -> int:
    """The first place not coded after one, the first of all where there is none after it."""
    shown: tuple[Showing, ...] = campaign.showings(person.id)
    left = [n for n, each in enumerate(shown, 1) if campaign.said(person.id, each) is None]
    return next((n for n in left if n > after), left[0] if left else after)


routes: Final = [
    *screen("/q/{question}/coding", coding, "coding", ANY),
    *posted("/q/{question}/coding", coded, "coded", DECIDING),
]
