"""The questions of a consultation: those its sources ask, and the one a person means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from synthesis.errors import SettingsError
from synthesis.sources.layout import Kind, Layout


def asked_in(layouts: Iterable[Layout]) -> tuple[dict[str, Kind], dict[str, str]]:
    """Kind and title of each question; where two sources differ, the first decides."""
    kinds: dict[str, Kind] = {}
    titles: dict[str, str] = {}
    for layout in layouts:
        for question in layout.questions:
            kinds.setdefault(question.question_id, question.kind)
            titles.setdefault(question.question_id, question.title)
    return kinds, titles


def open_question(asked: str, kinds: Mapping[str, str]) -> str:
    """The id of the open question asked for, with or without a Q in front."""
    known = [id for id, kind in kinds.items() if kind == "open"]
    for id in (asked, asked.removeprefix("Q")):
        if id in known:
            return id
    kind = kinds.get(asked) or kinds.get(asked.removeprefix("Q"))
    raise SettingsError(
        f"Question '{asked}' is {kind}: it has no words to read."
        if kind
        else f"There is no open question '{asked}'.",
        todo=f"Open questions: {', '.join(known)}." if known else "No question here is open.",
    )
