"""S4, two clusters side by side: one idea, or two."""

from __future__ import annotations

from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions.masks import Masks
from synthesis.decisions.review import Review
from synthesis.review import comparison
from synthesis.review.history import history
from synthesis.review.page import ANY, page, screen
from synthesis.review.people import People
from synthesis.review.questions import question_of
from synthesis.review.quoting import cut_short
from synthesis.review.screens.account import me
from synthesis.review.screens.cluster import named_fully, solidity
from synthesis.review.screens.coding import notice
from synthesis.review.shelf import Shelf, shelf_of
from synthesis.review.waiting import proposal


def compare(request: Request) -> Response:
    """What two clusters share, what tells them apart, and what one would make of them."""
    question, person, shelf = question_of(request), me(request), shelf_of(request)
    people: People = request.app.state.people
    review = shelf.desk.review(question.id)
    if blind := notice(request, question, review):
        return blind
    keys = [request.path_params[name] for name in ("key", "key2")]
    if any(key not in review.clusters for key in keys) or keys[0] == keys[1]:
        raise HTTPException(404)
    clusters = [named_fully(shelf, review, key) for key in keys]
    facts = {
        "question": {"id": question.id, "title": question.title},
        "may_decide": person.role != "observer",
        "clusters": clusters,
        "homes": [named_fully(shelf, review, review.home(key)) for key in keys],
        "are_present": all(review.status(key) not in ("absorbed", "empty") for key in keys),
    }
    if not facts["are_present"]:
        return page(request, "compare_left.html", facts)
    about = {f"{question.id}/cluster/{key}": 0 for key in keys}
    pair = "/".join([question.id, "pair", *sorted(keys)])
    said = [
        each
        for each in history(review, people, person, keys[0])
        if each["op"] == "keep_apart" and keys[1] in _named(each) and not each["cancelled"]
    ]
    compared = _compared(shelf, review, keys)
    facts |= {
        "compared": compared,
        "solidity": [solidity(shelf, review, key) for key in keys],
        "apart": said[0] if said and tuple(sorted(keys)) in review.apart else None,
        "pending": [
            proposal(review, people, person, each)
            for each in review.pending()
            if {each.event.payload.get("cluster"), each.event.payload.get("into")} == set(keys)
        ],
        "versions": {name: review.version(name) for name in (*about, pair)},
    }
    facts["seen"] = [each["address"] for near in compared["nearest"] for each in near["pair"]]
    return page(request, "compare.html", facts)


def _named(event: dict[str, Any]) -> set[str]:
    return {each["key"] for each in (event["cluster"], event["into"]) if each}


def _compared(shelf: Shelf, review: Review, keys: list[str]) -> dict[str, Any]:
    """What the evidence says of both, told anew only where one of them, or a mask, changed."""
    key, key2 = keys
    analysed, masks = review.ledger().get("analysed", 0), dict(review.masks)
    other = (review.parts(key2), review.taken_out(key2), review.put_in(key2))
    of = (other, analysed, masks)
    return shelf.once(
        review, key, f"compared/{key2}", of, lambda: _told(shelf, review, keys, analysed, masks)
    )


def _told(
    shelf: Shelf, review: Review, keys: list[str], analysed: int, masks: Masks
) -> dict[str, Any]:
    one, other = (shelf.members(review, key) for key in keys)
    found = comparison.compare(one, other, shelf.desk.recipe.settings, analysed, masks)
    cut_short(each for near in found["nearest"] for each in near["pair"])
    return found


routes: Final = [*screen("/q/{question}/compare/{key}/{key2}", compare, "compare", ANY)]
