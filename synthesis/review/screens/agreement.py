"""S7, agreement: how far coders agree, always all figures together, and what they disagree on.

While coding is open, figures and disagreements are kept from whoever may still code.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions import sampling
from synthesis.decisions.campaign import Campaign, Disagreement, campaign_of, disagreements
from synthesis.decisions.review import Review
from synthesis.decisions.rules import UNITS
from synthesis.review import accord
from synthesis.review.accord import MACHINE, Pair
from synthesis.review.desk import Desk
from synthesis.review.page import ANY, Form, page, posted, screen
from synthesis.review.people import People
from synthesis.review.questions import question_of
from synthesis.review.screens.account import me
from synthesis.review.screens.act import decide
from synthesis.review.screens.coding import codebook
from synthesis.review.words_of import words_of

AT_ONCE: Final = 20  # disagreements on a page
ARBITER: Final = frozenset({"arbiter"})

Facts = dict[str, Any]


def agreement(request: Request) -> Response:
    """Where a campaign stands, its figures, its disagreements."""
    asked, person = question_of(request), me(request)
    desk: Desk = request.app.state.desk
    review = desk.review(asked.id)
    campaign = campaign_of(review)
    facts: Facts = {
        "question": {"id": asked.id, "title": asked.title},
        "is_open": review.coding_is_open,
        "may_lead": person.role == "lead",
        "may_code": False,
        "coding_version": review.version(f"{asked.id}/coding"),
        "opening": None if review.coding_is_open else _opening(review),
        "campaign": None,
        "progress": [],
        "reveals": False,
        "figures": None,
        "disagreements": None,
    }
    if campaign is not None:
        reveals = campaign.reveals(person.id, person.role)
        facts |= {
            "campaign": _campaign(campaign),
            "codes": codebook(campaign),
            "all_codes": list(campaign.codes),
            "progress": _progress(request, campaign),
            "reveals": reveals,
            "may_code": review.coding_is_open and not reveals,
        }
        if reveals and campaign.coders:
            facts["figures"] = _figures(request, review, campaign)
            facts["disagreements"] = _disagreements(request, review, campaign)
    return page(request, "agreement.html", facts)


def arbitrated(request: Request, form: Form) -> Response:
    """Record what a third person settles, once everyone has coded what they were to code."""
    desk: Desk = request.app.state.desk
    review = desk.review(question_of(request).id)
    campaign = campaign_of(review)
    if campaign is None or review.coding_is_open or form.get("campaign") != str(campaign.seq):
        raise HTTPException(409)
    listed = disagreements(review, campaign).values()
    unsettled = {str(each.unit) for group in listed for each in group if each.settled is None}
    recorded = desk.journal.recorded(form.get("key", "")) is not None
    if form.get("outcome") not in campaign.codes:
        raise HTTPException(400)
    if form.get("unit") not in unsettled and not recorded:
        raise HTTPException(409)
    payload = {
        "object": f"unit/{form['unit']}",
        "outcome": form["outcome"],
        "reason": form.get("reason", "").strip(),
    }
    return decide(request, form, "arbitrate", payload)


def _opening(review: Review) -> Facts:
    """What a campaign opened now would be about."""
    coded = sampling.opinions(review)
    return {
        "answers": len(review.base.places),
        "clusters": len(coded),
        "unnamed": sum(1 for key in coded if not review.clusters[key].label_fr),
        "least": UNITS,
    }


def _campaign(campaign: Campaign) -> Facts:
    codes = codebook(campaign)
    return {
        "seq": campaign.seq,
        "units": len(campaign.units),
        "random": campaign.payload["random"],
        "seed": campaign.payload["seed"],
        "codes": len(codes),
        "unnamed": sum(1 for each in codes if not each["label_fr"]),
    }


def _progress(request: Request, campaign: Campaign) -> list[Facts]:
    return [
        {
            "id": actor,
            "name": _name(request, actor),
            "done": len(campaign.first.get(actor, ())) + len(campaign.again.get(actor, ())),
            "of": len(campaign.showings(actor)),
            "left": actor in campaign.left,
        }
        for actor in sorted(campaign.begun)
    ]


def _figures(request: Request, review: Review, campaign: Campaign) -> Facts:
    """Every pair, everyone together, and the pair looked at in full."""
    everything = request.query_params.get("on") == "all"
    people = accord.pairs(campaign, everything)
    machine = accord.with_machine(review, campaign, everything)
    alone = accord.alone(campaign, everything)
    wanted = request.query_params.get("pair", "")
    rows = [*people, *machine, *alone]
    looked = next((each for each in rows if _pair(each) == wanted), rows[0])
    whole = accord.together(campaign.first, campaign.codes, campaign.part(everything))
    return {
        "on": "all" if everything else "",
        "units": len(campaign.part(everything)),
        "together": whole.facts(),
        "people": [_row(request, each) for each in people],
        "machine": [_row(request, each) for each in machine],
        "alone": [_row(request, each) for each in alone],
        "looked": _row(request, looked),
    }


def _pair(pair: Pair) -> str:
    return f"{pair.first}~{pair.second}"


def _row(request: Request, pair: Pair) -> Facts:
    return {
        "pair": _pair(pair),
        "first": {"id": pair.first, "name": _name(request, pair.first)},
        "second": {"id": pair.second, "name": _name(request, pair.second)},
        **pair.accord.facts(),
    }


def _disagreements(request: Request, review: Review, campaign: Campaign) -> Facts:
    """How many by pair of codes, and those of the pair looked at, by pages."""
    found = disagreements(review, campaign)
    groups = [
        {
            "codes": list(pair),
            "units": len(group),
            "settled": sum(each.settled is not None for each in group),
        }
        for pair, group in found.items()
    ]
    one, _, other = request.query_params.get("codes", "").partition("~")
    group = found.get((one, other), [])
    first = _page_of(request, len(group))
    return {
        "groups": groups,
        "units": len({each.unit for group in found.values() for each in group}),
        "codes": [one, other] if group else None,
        "page": first // AT_ONCE + 1,
        "pages": -(-len(group) // AT_ONCE),
        "listed": _listed(request, review, campaign, group[first : first + AT_ONCE]),
    }


def _page_of(request: Request, of: int) -> int:
    text = request.query_params.get("page", "1")
    if not text.isdecimal():
        raise HTTPException(404)
    return min(max(int(text[:6]) - 1, 0), max(of - 1, 0) // AT_ONCE) * AT_ONCE


def _listed(
    request: Request, review: Review, campaign: Campaign, group: list[Disagreement]
) -> list[Facts]:
    desk: Desk = request.app.state.desk
    person, question = me(request), review.base.question
    texts = words_of(desk.warehouse, review, [each.address for each in group])
    return [
        {
            "unit": each.unit,
            "address": each.address,
            "text": texts.get(each.address),
            "said": [
                {
                    "id": actor,
                    "name": _name(request, actor),
                    "codes": list(said.codes),
                    "confidence": said.confidence,
                }
                for actor, said in each.said.items()
            ],
            "settled": _settled(request, each),
            "may_settle": person.role == "arbiter"
            and not review.coding_is_open
            and each.settled is None
            and person.id not in each.said,
            "version": review.version(f"{question}/arbitration/unit/{each.unit}"),
        }
        for each in group
    ]


def _settled(request: Request, each: Disagreement) -> Mapping[str, Any] | None:
    if each.settled is None:
        return None
    return {
        "name": _name(request, each.settled.actor),
        "outcome": each.settled.outcome,
        "reason": each.settled.reason,
        "seq": each.settled.seq,
    }


def _name(request: Request, actor: str) -> str:
    people: People = request.app.state.people
    return "" if actor == MACHINE else people.name(actor)


routes: Final = [
    *screen("/q/{question}/agreement", agreement, "agreement", ANY),
    *posted("/q/{question}/coding/arbitrate", arbitrated, "arbitrated", ARBITER),
]
