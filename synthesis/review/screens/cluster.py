"""S2, a cluster: what it holds, how sure that is, and what can be decided about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions.review import SIGNATORIES, VERDICTS, Review
from synthesis.decisions.rules import MOVED
from synthesis.errors import SearchError
from synthesis.report.departments import NAMES as DEPARTMENTS
from synthesis.report.wording import WORLDS
from synthesis.review import evidence, lines
from synthesis.review.history import history, is_about
from synthesis.review.judged import judged, precision
from synthesis.review.made import made
from synthesis.review.members import Members
from synthesis.review.page import ANY, Form, go, page, posted, screen
from synthesis.review.people import People, Person
from synthesis.review.profile import profile
from synthesis.review.questions import question_of
from synthesis.review.quoting import cut_short
from synthesis.review.screens.account import me
from synthesis.review.screens.coding import notice
from synthesis.review.secrecy import may_see, status_known, votes_known
from synthesis.review.shelf import Shelf, shelf_of
from synthesis.review.turn import following, next_step
from synthesis.review.verbatims import AT_ONCE, Kind, verbatims
from synthesis.review.waiting import lost, named, proposal

KINDS: Final[tuple[Kind, ...]] = ("typical", "borderline", "random")  # as the page shows them
MORE: Final = 15  # verbatims a link adds to a list
# Of a list, at most: with all three that long, a page of long answers stays under 200 KB.
MOST: Final[Mapping[Kind, int]] = {"typical": 35, "borderline": 35, "random": 50}
KWIC: Final = 6  # lines of the first term
PAIRED: Final = 8  # clusters named nearest


def cluster(request: Request) -> Response:
    """The evidence of a cluster, and the forms of what can be decided about it."""
    question, key = question_of(request), request.path_params["key"]
    shelf, person = shelf_of(request), me(request)
    people: People = request.app.state.people
    review = shelf.desk.review(question.id)
    if blind := notice(request, question, review):
        return blind
    about = {"question": {"id": question.id, "title": question.title}}
    about["may_decide"] = person.role != "observer"  # type: ignore[assignment]
    if key not in review.clusters:
        return _gone(request, review, key, about)
    standing = {
        **about,
        "cluster": named_fully(shelf, review, key),
        "status": status_known(person, review, key),
        "history": history(review, people, person, key),
        "after": following(review, person, shelf.found(question.id), key),
    }
    if standing["status"] in ("absorbed", "empty"):
        return page(request, "cluster_left.html", standing | left(shelf, review, key))
    facts = {
        **standing,
        **shown(request, shelf, review, key),
        **said(review, people, person, key),
        "made": made(review, people, person, key),
        "pending": [
            proposal(review, people, person, each)
            for each in review.pending()
            if is_about(review, each.event, key)
        ],
        "others": [named_fully(shelf, review, each) for each in review.present() if each != key],
        "versions": {
            f"{question.id}/cluster/{key}": review.version(f"{question.id}/cluster/{key}")
        },
        "content": review.content(key),
    }
    mine = judged(review, shelf.members(review, key), key, person.id)
    for each in facts["verbatims"]["random"]["list"]:
        each["judged"] = mine.get(each["wording"])
    facts["precision"] = precision(review, shelf.members(review, key), key, person.id, key)
    facts["answer_versions"] = {
        name: review.version(name)
        for name in (f"{question.id}/answer/{address}" for address in facts["seen"])
    }
    return page(request, "cluster.html", facts)


def named_fully(shelf: Shelf, review: Review, key: str) -> dict[str, Any]:
    """A cluster as people named and filed it, and the terms the run tells it by."""
    each, number = review.clusters[key], review.base.clusters[key].cluster_id
    return {
        "key": key,
        "number": number,
        "label_fr": each.label_fr,
        "label_en": each.label_en,
        "definition": each.definition,
        "kind": each.kind,
        "position": each.position,
        "terms": list(shelf.found(review.base.question)[number]["terms"]),
        "answers": review.size(key),
    }


def shown(request: Request, shelf: Shelf, review: Review, key: str) -> dict[str, Any]:
    """What the run and the decisions make known of a cluster."""
    question, settings = review.base.question, shelf.desk.recipe.settings
    members = shelf.members(review, key)
    terms = shelf.once(review, key, "terms", 0, lambda: evidence.terms(members, settings))
    masks = dict(review.masks)
    asked: dict[Kind, int] = {kind: _size(request, kind) for kind in KINDS}
    lists = {kind: _list(review, members, key, kind, asked[kind]) for kind in KINDS}
    cut_short(each for kind in KINDS for each in lists[kind]["list"])
    _tick(request, lists)
    others = {each: found for each, found in shelf.everyone(review).items() if each != key}
    near = evidence.nearest(members, others, PAIRED)
    return {
        "facts": evidence.facts(members, review.ledger().get("analysed", 0)),
        "terms": terms,
        "kwic": shelf.once(
            review, key, "kwic", masks, lambda: _kwic(shelf, members, terms["over"], masks)
        ),
        "verbatims": lists,
        "asked": asked,
        "more": {
            kind: _more(asked, kind, lists[kind]["of"], len(lists[kind]["list"])) for kind in KINDS
        },
        # Those drawn at random first: what a person judged is read back from this order.
        "seen": list(
            dict.fromkeys(
                each["address"]
                for kind in ("random", "typical", "borderline")
                for each in lists[kind]["list"]
            )
        ),
        "nearest": [{**named_fully(shelf, review, each["key"]), **each} for each in near],
        "apart": sorted(
            other for pair in review.apart if key in pair for other in pair if other != key
        ),
        "solidity": solidity(shelf, review, key),
        "worlds": list(WORLDS),
        "profile": shelf.once(
            review,
            key,
            "profile",
            0,
            lambda: [
                told(row, shelf.titles)
                for row in profile(members, shelf.traits(question), settings)
            ],
        ),
    }


def solidity(shelf: Shelf, review: Review, key: str) -> list[dict[str, Any]]:
    """How solid each cluster of the run is that this one is made of, itself first, by its name."""
    members = shelf.members(review, key)
    rows = shelf.once(review, key, "solidity", 0, lambda: evidence.solidity(members))
    keys = {each.cluster_id: at for at, each in review.base.clusters.items()}
    found = [{**row, "part": named(review, keys[row["cluster_id"]])} for row in rows]
    return sorted(found, key=lambda row: row["part"]["key"] != key)


def told(row: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """A row of a profile, and what its value and its variable are called."""
    variable, value = row["variable"], row["value"]
    name = DEPARTMENTS.get(value, value) if variable == "department" else value
    asked = titles.get(variable.removeprefix("question "), variable)
    return {**row, "said": name, "asked": asked}


def said(review: Review, people: People, person: Person, key: str) -> dict[str, Any]:
    """Votes and words of people about a cluster; those of others only once they may be read."""
    votes, is_open = review.votes_now(key), may_see(person, review, key)
    objects = {f"{review.base.question}/cluster/{part}" for part in review.parts(key)}
    when = {event.seq: event.ts for event in review.events}
    comments = [each for each in review.comments if each.object in objects]
    readable = [each for each in comments if is_open or each.actor == person.id]
    settled = review.arbitrations.get(key)
    settled = settled if settled and settled.content == review.content(key) and is_open else None
    return {
        "votes": {
            "count": votes_known(person, review, key),
            "needed": SIGNATORIES,
            "mine": votes[person.id].verdict if person.id in votes else None,
            "lapsed": person.id not in votes
            and any(vote.actor == person.id for vote in review.votes.get(key, ())),
            "are_shown": is_open,
            "list": [
                {
                    "who": people.name(each.actor),
                    "verdict": each.verdict,
                    "name": each.name,
                    "ts": when[each.seq],
                }
                for each in votes.values()
                if is_open or each.actor == person.id
            ],
            "may_be": [
                each
                for each in VERDICTS
                if each != "one_idea" or any(vote.verdict == each for vote in votes.values())
            ]
            if is_open
            else [],
        },
        "discussion": {
            "hidden": len(comments) - len(readable),
            "list": [
                {"who": people.name(each.actor), "text": each.text, "ts": when[each.seq]}
                for each in readable
            ],
        },
        "settled": {
            "who": people.name(settled.actor),
            "outcome": settled.outcome,
            "reason": settled.reason,
        }
        if settled
        else None,
        "next": next_step(review, person, key),
    }


def left(shelf: Shelf, review: Review, key: str) -> dict[str, Any]:
    """Where the answers of a cluster went that holds none any more."""
    gone = Counter(
        (review.place_of(address), review.state_of(address))
        for address in review.base.inside.get(key, ())
    )
    return {
        "home": named_fully(shelf, review, review.home(key)) if review.home(key) != key else None,
        "went": [
            {"cluster": named(review, place), "state": state, "answers": n}
            for (place, state), n in gone.most_common()
        ],
    }


def _gone(request: Request, review: Review, key: str, about: Mapping[str, Any]) -> Response:
    """A key of an earlier run, and what was decided about it; 404 where nobody ever named it."""
    people: People = request.app.state.people
    about_it = [each for each in review.lost if key in _keys(each.event.payload)]
    known = about_it or any(f"/cluster/{key}" in name for name in review.versions)
    if not known:
        raise HTTPException(404)
    settled = [each for each in about_it if each.event.seq in review.settled]
    facts = {
        **about,
        "key": key,
        "lost": [lost(review, people, each) for each in about_it if each not in settled],
        "settled": [lost(review, people, each) for each in settled],
    }
    return page(request, "cluster_gone.html", facts, 404)


def _keys(payload: Mapping[str, Any]) -> set[str]:
    return {payload.get(name, "") for name in ("cluster", "into", "other", "to")}


def _size(request: Request, kind: Kind) -> int:
    return min(max(AT_ONCE, _whole(request.query_params.get(kind, ""))), MOST[kind])


def _whole(asked: str) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else AT_ONCE


def _tick(request: Request, lists: Mapping[Kind, dict[str, Any]]) -> None:
    """Say which answers were ticked before a list grew: one in two lists in that one, or the first
    to show it, for who unticks it must have unticked it.
    """
    left = set(request.query_params.getlist("tick"))
    grown = request.query_params.get("grown")
    for kind in sorted(KINDS, key=lambda each: each != grown):
        for each in lists[kind]["list"]:
            each["ticked"] = each["address"] in left
            left.discard(each["address"])


def longer(request: Request, form: Form) -> Response:
    """The same page with more of one list, and what was ticked still ticked: nothing is decided."""
    kind = form.get("longer", "")
    now: dict[str, int] = {each: _whole(form.get(f"q.{each}", "")) for each in KINDS}
    if kind not in now:
        raise HTTPException(400)
    state = {each: n for each, n in (now | {kind: now[kind] + MORE}).items() if n != AT_ONCE}
    parts = {name: request.path_params[name] for name in ("question", "key")}
    ticked = form.getlist("answers")[:MOVED]
    return go(
        request, "cluster", {**state, "grown": kind, "tick": ticked}, f"{kind}-{now[kind]}", **parts
    )


def _more(asked: Mapping[Kind, int], kind: Kind, of: int, now: int) -> dict[str, Any] | None:
    """What a link to more of a list asks for: how many more, and the state of all lists."""
    to = min(asked[kind] + MORE, MOST[kind], of)
    if to <= now:
        return None
    state = {each: n for each, n in asked.items() if n != AT_ONCE} | {kind: to}
    return {"n": to - now, "query": state}


def _list(review: Review, members: Members, key: str, kind: Kind, size: int) -> dict[str, Any]:
    found = verbatims(members, kind, seed=key, limit=size, masks=review.masks)
    keys = {each.cluster_id: at for at, each in review.base.clusters.items()}
    for each in found["list"]:
        second = keys.get(each["second"] or 0)
        each["second"] = named(review, review.home(second)) if second else None
    return found


def _kwic(
    shelf: Shelf, members: Members, over: Sequence[Mapping[str, Any]], masks: Any
) -> dict[str, Any] | None:
    """Where the first term stands in the words of this cluster."""
    if not over:
        return None
    label = over[0]["label"]
    try:
        found = lines.of_term(
            members.corpus, label, shelf.token_pattern, members, "right", 0, KWIC, masks
        )
    except SearchError:  # too long to find, or a term that is no word
        return None
    return {"term": label, "times": found["times"], "lines": found["lines"]}


routes: Final = [
    *screen("/q/{question}/cluster/{key}", cluster, "cluster", ANY),
    *posted("/q/{question}/cluster/{key}/longer", longer, "longer"),
]
