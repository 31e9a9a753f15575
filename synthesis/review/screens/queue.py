"""S1, the queue: what there is to read, the least stable clusters first."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from synthesis.review.page import ANY, page, screen


def queue(request: Request) -> Response:
    """All questions."""
    return page(request, "queue.html", {"questions": []})


routes: Final = [*screen("/", queue, "queue", ANY)]
