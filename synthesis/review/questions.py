"""The questions people were asked that a run cut into clusters: what there is to review."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from synthesis.review.asking import ask
from synthesis.review.desk import Desk


@dataclass(frozen=True)
class Question:
    """An open question of the run: its words, and how much there is to read."""

    id: str
    title: str
    answers: int
    clusters: int


def questions(desk: Desk) -> Mapping[str, Question]:
    """Those that have clusters, in the order of the source."""
    return {row["question_id"]: _question(row) for row in ask(desk.warehouse, "questions")}


def question_of(request: Request) -> Question:
    """The question of an address; 404 if there is none by that name, or nothing to review in it."""
    found = questions(request.app.state.desk).get(request.path_params["question"])
    if found is None:
        raise HTTPException(404)
    return found


def _question(row: Mapping[str, Any]) -> Question:
    return Question(row["question_id"], row["title"], row["answers"], row["clusters"])
