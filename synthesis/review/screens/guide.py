"""The guide: five minutes for whoever reviews for the first time."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from synthesis.review.page import PUBLIC, page, screen
from synthesis.review.passwords import LEAST


def guide(request: Request) -> Response:
    """What one sees, and what is asked of one."""
    return page(request, "guide.html", {"least": LEAST})


routes: Final = [*screen("/guide", guide, "guide", PUBLIC)]
