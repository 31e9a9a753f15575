"""The codebook of a coding to open: what each code is called, written before anybody codes.

A code that nobody named is a list of words, and agreement on it measures those words. Whoever opens
the coding reads the whole codebook here, may write it, and may add codes that no cluster has; what
they send is frozen in the event. It names no cluster.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from synthesis.decisions import sampling
from synthesis.decisions.review import Review
from synthesis.decisions.rules import LABEL, TEXT, UNITS, check_codes
from synthesis.decisions.sampling import Code
from synthesis.errors import RefusedError
from synthesis.review.page import Form, go, page, posted, screen, words_of
from synthesis.review.questions import question_of
from synthesis.review.screens.act import decide
from synthesis.review.shelf import Shelf, shelf_of

MOST: Final = 2000  # units of a campaign
ADDED: Final = 4  # lines for codes that no cluster has; a form may hold more
LINES: Final = 500  # codes of a form, at most
WRITTEN: Final = ("label_fr", "label_en", "definition")
LEAD: Final = frozenset({"lead"})


def opening(request: Request) -> Response:
    """The codebook as clusters are called now, to be read and written."""
    asked, shelf = question_of(request), shelf_of(request)
    review = shelf.desk.review(asked.id)
    if review.coding_is_open:
        return go(request, "agreement", question=asked.id)
    return _page(request, review, [*_proposed(shelf, review), *_blank(ADDED)], str(sampling.SIZE))


def open_coding(request: Request, form: Form) -> Response:
    """Draw a sample, freeze the codebook that was sent, and open the coding."""
    asked, shelf = question_of(request), shelf_of(request)
    review = shelf.desk.review(asked.id)
    proposed, lines = _proposed(shelf, review), _lines(form)
    codes = sampling.numbered(each for each in lines if any(each.values()))
    given = form.get("size", "")
    size = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
    if shelf.desk.journal.recorded(form.get("key", "")) is None and not review.coding_is_open:
        problem = _problem(request, proposed, codes, size)
        if problem:
            here = _rejoined(proposed, lines)
            return _page(request, review, [*here, *_blank(ADDED)], given, problem)
    known = {each["cluster"]: each["terms"] for each in proposed}
    codes = [{**each, "terms": known.get(each["cluster"], "")} for each in codes]
    return decide(request, form, "open_coding", sampling.opening(review, codes, size))


def _proposed(shelf: Shelf, review: Review) -> list[Code]:
    found = shelf.found(review.base.question)
    terms = {key: found[each.cluster_id]["terms"] for key, each in review.base.clusters.items()}
    return sampling.codebook(review, terms)


def _blank(lines: int) -> list[Code]:
    return [{"cluster": "", "terms": "", **dict.fromkeys(WRITTEN, "")} for _ in range(lines)]


def _lines(form: Form) -> list[Code]:
    """The codes of a form, in its order; those left blank too."""
    numbers = [name.partition(".")[2] for name in form if name.startswith("cluster.")]
    if len(numbers) > LINES:
        raise HTTPException(400)
    names = ("cluster", *WRITTEN)
    return [{name: form.get(f"{name}.{n}", "").strip() for name in names} for n in numbers]


def _problem(request: Request, proposed: Sequence[Code], codes: Sequence[Code], size: int) -> str:
    """Why a form opens nothing, in words; nothing where it may."""
    t = words_of(request)
    if not UNITS <= size <= MOST:
        return t("opening_size_wrong", least=UNITS, most=MOST)
    clusters = [each["cluster"] for each in codes if each["cluster"]]
    if sorted(clusters) != sorted(each["cluster"] for each in proposed):
        return t("opening_changed")
    try:
        check_codes(codes)
    except RefusedError as refused:
        return t(f"refused_{refused.reason}", **refused.facts)
    return ""


def _rejoined(proposed: Sequence[Code], lines: Sequence[Code]) -> list[Code]:
    """The clusters there are now, each with what was written of it; then the codes added."""
    written = {each["cluster"]: each for each in lines if each["cluster"]}
    added = [{**each, "terms": ""} for each in lines if not each["cluster"] and any(each.values())]
    return [*({**each, **written.get(each["cluster"], {})} for each in proposed), *added]


def _page(
    request: Request, review: Review, codes: Sequence[Code], size: str, problem: str = ""
) -> Response:
    asked = question_of(request)
    clusters = sampling.opinions(review)
    facts: dict[str, Any] = {
        "question": {"id": asked.id, "title": asked.title},
        "coding_version": review.version(f"{asked.id}/coding"),
        "codes": [_told(review, each) for each in codes],
        "clusters": len(clusters),
        "unnamed": sum(1 for key in clusters if not review.clusters[key].label_fr),
        "answers": len(review.base.places),
        "asked_size": size,
        "size": sampling.SIZE,
        "larger": sampling.LARGER,
        "least": UNITS,
        "most": MOST,
        "per_cluster": sampling.PER_CLUSTER,
        "longest": {"label": LABEL, "definition": TEXT},
        "problem": problem,
    }
    return page(request, "opening.html", facts, 422 if problem else 200)


def _told(review: Review, code: Code) -> dict[str, Any]:
    """A code, and the cluster it is of: its number in the workshop, and how many answers."""
    key = code["cluster"]
    of = (
        {"number": review.base.clusters[key].cluster_id, "answers": review.size(key)} if key else {}
    )
    return {**{name: code[name] for name in ("cluster", "terms", *WRITTEN)}, **of}


routes: Final = [
    *screen("/q/{question}/coding/open", opening, "opening", LEAD),
    *posted("/q/{question}/coding/open", open_coding, "open_coding", LEAD),
]
