"""The concordances of a draft: some answers of each keyword, drawn by digest, quoted as written."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from synthesis.report.kwic import Kwic
from synthesis.text import normal


@pytest.fixture(scope="module")
def kwic(walked: Any) -> Kwic:
    return Kwic(walked.walk)


def keywords(walked: Any, question: str) -> list[dict[str, Any]]:
    walked.walk.store.see("keywords", walked.walk.files["keywords", question])
    rows: list[dict[str, Any]] = walked.walk.store.rows("select * from keywords")
    return rows


def test_every_keyword_has_lines_and_each_is_a_slice(walked: Any, kwic: Kwic) -> None:
    """At most as many as asked, in answers to the question, every character as it was written."""
    for question in walked.questions:
        rows = keywords(walked, question)
        walked.walk.store.see("answers", walked.walk.files["answers", None], question)
        texts = {
            row["reference"]: row["text"] for row in walked.walk.store.rows("select * from answers")
        }
        for row in rows:
            lines = kwic.lines(question, row["term"], 4)

            assert 1 <= len(lines) <= 4
            for line in lines:
                assert line.left + line.word + line.right in texts[line.reference]


def test_an_expression_is_shown_as_it_reads(walked: Any, kwic: Kwic) -> None:
    """Its words, in order, whatever their case and the kind of their apostrophes."""
    for question in walked.questions:
        for row in keywords(walked, question):
            if row["kind"] == "expression":
                for line in kwic.lines(question, row["term"], 2):
                    assert row["term"] == normal(line.word).replace("' ", "'")


def test_as_many_answers_as_there_are(walked: Any, kwic: Kwic) -> None:
    """A term in three answers is shown from those three, whatever the limit."""
    for row in keywords(walked, "901"):
        lines = kwic.lines("901", row["term"], 10)
        references = {line.reference for line in lines}

        assert len(lines) == 10 or row["answers"] == len(references)


def test_the_draw_is_that_of_the_seed(walked: Any, kwic: Kwic) -> None:
    """Asked again, in any order of questions, the same lines; with another seed, others."""
    terms = [row["term"] for row in keywords(walked, "901")[:20]]
    first = [kwic.lines("901", term, 3) for term in terms]
    kwic.lines("904", "école", 3)
    recipe = walked.walk.recipe
    settings = dataclasses.replace(recipe.settings, seed=1)
    other = dataclasses.replace(walked.walk, recipe=dataclasses.replace(recipe, settings=settings))

    assert first == [kwic.lines("901", term, 3) for term in terms]
    assert first != [Kwic(other).lines("901", term, 3) for term in terms]


def test_a_question_that_was_not_analysed_has_none(kwic: Kwic) -> None:
    """Nor has a word that is no keyword."""
    assert [] == kwic.lines("902", "oui", 3)
    assert [] == kwic.lines("901", "xylophone", 3)
