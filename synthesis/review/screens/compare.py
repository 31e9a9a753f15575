"""S4, two clusters side by side: one idea, or two."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from synthesis.review.page import ANY, page, screen
from synthesis.review.questions import question_of


def compare(request: Request) -> Response:
    """What they share, what tells them apart, and what one would make of them."""
    question = question_of(request)
    return page(request, "compare.html", {"question": {"id": question.id, "title": question.title}})


routes: Final = [*screen("/q/{question}/compare/{key}/{key2}", compare, "compare", ANY)]
