"""The answers the Grand Débat's JSON nests in a contribution, unfolded to columns of their own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

NESTED: Final = "responses"


def unfolded(row: Mapping[str, object]) -> dict[str, object]:
    """The object with a key for each question, written as the official CSV heads its columns.

    An object without such answers is given back as it is. ValueError when one of them is not an
    object with a questionId, or another to the same question: it would be lost.
    """
    answers = row.get(NESTED)
    if not isinstance(answers, list):
        return dict(row)
    found = {key: value for key, value in row.items() if key != NESTED}
    for answer in answers:
        if not isinstance(answer, dict) or not isinstance(answer.get("questionId"), str):
            raise ValueError("an answer without its questionId")
        title = answer.get("questionTitle")
        name = f"Q{answer['questionId']} - {title if isinstance(title, str) else ''}"
        if name in found:
            raise ValueError("two answers to one question")
        found[name] = _cell(answer.get("value"))
    return found


def _cell(value: object) -> object:
    """A choice among several is JSON in a string: its labels, and « autre », between bars."""
    if not isinstance(value, str) or not value.startswith('{"labels"'):
        return value
    try:
        chosen = json.loads(value)
    except (json.JSONDecodeError, RecursionError):
        return value  # somebody's words
    labels, other = chosen.get("labels"), chosen.get("other")
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        return value
    return "|".join([*labels, *([other] if isinstance(other, str) and other else [])])
