"""S9, the concordance: every occurrence of words or of a pattern, in what surrounds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions.review import Review
from synthesis.decisions.rules import CODING
from synthesis.errors import SearchError, SlowError
from synthesis.review import lines
from synthesis.review.lines import AT_ONCE, SORTS
from synthesis.review.page import ANY, page, screen, words_of
from synthesis.review.people import Person
from synthesis.review.questions import Question, questions
from synthesis.review.screens.account import me
from synthesis.review.screens.cluster import named_fully
from synthesis.review.screens.coding import notice
from synthesis.review.secrecy import codes_blind
from synthesis.review.shelf import Shelf, shelf_of
from synthesis.review.waiting import named

HOW: Final = ("word", "pattern")
FARTHEST: Final = 1_000_000  # line a page may begin at


def concordance(request: Request) -> Response:
    """What was looked for, where, and the lines of one page; the form alone where nothing was."""
    shelf, person = shelf_of(request), me(request)
    known = questions(shelf.desk)
    named_one = known.get(request.query_params.get("question", ""))
    if named_one and (blind := notice(request, named_one, shelf.desk.review(named_one.id))):
        return blind
    known = {each: found for each, found in known.items() if each not in _coded(shelf, person)}
    asked = _asked(request, known)
    question = known.get(asked["question"])
    facts: dict[str, Any] = {
        "questions": [{"id": each.id, "title": each.title} for each in known.values()],
        "asked": asked,
        "sorts": list(SORTS),
        "how": list(HOW),
        "found": None,
        "problem": "",
        "detail": "",
        "may_decide": person.role != "observer",
    }
    if question is not None:
        review = shelf.desk.review(question.id)
        if asked["cluster"] not in review.present():
            asked["cluster"] = ""
        facts["question"] = {"id": question.id, "title": question.title}
        facts["clusters"] = [named_fully(shelf, review, key) for key in review.present()]
        if asked["term"]:
            _look(request, shelf, review, facts)
    return page(request, "concordance.html", facts)


def _coded(shelf: Shelf, person: Person) -> set[str]:
    """The questions someone is coding blind: lines tell the cluster of each text."""
    coding = {e.question for e in shelf.desk.events() if e.actor == person.id and e.op in CODING}
    known = questions(shelf.desk).keys()
    return {each for each in coding & known if codes_blind(person, shelf.desk.review(each))}


def _look(request: Request, shelf: Shelf, review: Review, facts: dict[str, Any]) -> None:
    """The lines asked for, or why there are none to show."""
    t, asked = words_of(request), facts["asked"]
    try:
        facts["found"] = _found(shelf, review, asked)
    except SlowError:
        facts["problem"] = t("concordance_slow")
    except SearchError as error:
        _, _, facts["detail"] = error.what.partition(": ")  # as RE2 tells it, in English
        said = "bad_pattern" if facts["detail"] else "no_width"
        facts["problem"] = t(f"concordance_{said if asked['how'] == 'pattern' else 'no_word'}")


def _found(shelf: Shelf, review: Review, asked: Mapping[str, Any]) -> dict[str, Any]:
    corpus = shelf.corpus(review.base.question)
    members = shelf.members(review, asked["cluster"]) if asked["cluster"] else None
    term, sort, offset, masks = asked["term"], asked["sort"], asked["from"], dict(review.masks)
    found = (
        lines.of_pattern(corpus, term, members, sort, offset, AT_ONCE, masks)
        if asked["how"] == "pattern"
        else lines.of_term(corpus, term, shelf.token_pattern, members, sort, offset, AT_ONCE, masks)
    )
    for line in found["lines"]:
        line["place"] = named(review, review.place_of(line["address"]))
    last = offset + len(found["lines"])
    return {
        **found,
        "last": last,
        "answers": len({line["address"] for line in found["lines"]}),
        "before": max(0, offset - AT_ONCE) if offset else None,
        "after": last if last < found["times"] else None,
    }


def _asked(request: Request, known: Mapping[str, Question]) -> dict[str, Any]:
    """What the address asks for; what it does not say, or says wrongly, is as on the form."""
    given = request.query_params
    number = given.get("from", "")
    offset = int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 0
    question = given.get("question", "")
    return {
        "question": question if question in known else next(iter(known), ""),
        "cluster": given.get("cluster", ""),
        "term": given.get("term", "").strip().replace("\0", "")[: lines.LONGEST],
        "how": given.get("how") if given.get("how") in HOW else HOW[0],
        "sort": given.get("sort") if given.get("sort") in SORTS else SORTS[0],
        "from": min(offset, FARTHEST),
    }


routes: Final = [*screen("/concordance", concordance, "concordance", ANY)]
