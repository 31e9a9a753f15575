"""Why an answer is here: the sum that is shown is the score that was stored, to the last figure."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from synthesis.decisions.masks import MASK, shown
from synthesis.errors import SearchError
from synthesis.lexicon import Lexicon
from synthesis.recipe import Recipe
from synthesis.review.corpus import Corpus
from synthesis.review.why import rule, sums, why, words

if TYPE_CHECKING:
    from tests.conftest import Row, SampleRun


def rows(sample_run: SampleRun, table: str, question: str) -> list[Row]:
    return [row for row in sample_run.rows(table) if row["question_id"] == question]


def test_t_why_totals_are_the_stored_scores(
    corpora_of_the_sample: list[Corpus], recipe: Recipe, french: Lexicon, sample_run: SampleRun
) -> None:
    """T-WHY: of every answer of the sample, weights sum to totals, the first is the score.

    The words marked in its text hold the terms the run counted, and no other.
    """
    judged = Counter[str]()
    for corpus in corpora_of_the_sample:
        stored = {row["answer_id"]: row for row in rows(sample_run, "assignments", corpus.question)}
        texts = {
            row["answer_id"]: row["text"] for row in rows(sample_run, "answers", corpus.question)
        }
        for row, answer in enumerate(corpus.answers.tolist()):
            read = words(corpus, row, texts.get(answer, ""), french.token_pattern)
            told, found = sums(corpus, row, read), rule(corpus, row, recipe.settings)
            totals = [Decimal(column["total"]) for column in told["columns"]]
            _, codes = corpus.of_answers.of(np.array([row]))

            assert sorted(corpus.terms[code] for code in codes) == sorted(
                term["term"] for term in told["terms"]
            )
            assert totals == [summed(told, "weights", place) for place in range(len(totals))]
            assert [totals[0] - other for other in totals[1:]] == [
                summed(told, "differences", place) for place in range(len(totals) - 1)
            ]
            assert told["differences"] == [f"{totals[0] - other:.6f}" for other in totals[1:]]
            judged[found["name"]] += 1
            is_as_stored(stored[answer], totals, told, found)

    assert judged["clear"] > 3000
    assert {"clear", "no_term", "state"} <= set(judged)


def summed(told: dict[str, Any], name: str, place: int) -> Decimal:
    return sum((Decimal(term[name][place]) for term in told["terms"]), Decimal(0))


def is_as_stored(
    row: Row, totals: list[Decimal], told: dict[str, Any], rule: dict[str, Any]
) -> None:
    """An answer is where its totals put it, with the score and the margin of the table."""
    if row["cluster_id"] is None:
        assert rule["name"] not in ("clear", "share")
        return
    assert row["cluster_id"] == told["columns"][0]["cluster"]
    assert row["score"] == totals[0] == Decimal(rule["score"])
    assert row["margin"] == Decimal(rule["margin"])
    if row["second_cluster_id"] is not None:
        assert row["second_cluster_id"] == told["columns"][1]["cluster"]
        assert row["margin"] == totals[0] - totals[1]


def test_pieces_join_into_the_text(corpus: Corpus, recipe: Recipe, french: Lexicon) -> None:
    """To the character; each term of the table is marked at least once."""
    for address in list(corpus.base.places)[:100]:
        told = why(corpus, address, recipe.settings, french.token_pattern)
        marked = {number for piece in told["pieces"] for number in piece["numbers"]}

        assert told["text"] == "".join(piece["text"] for piece in told["pieces"])
        assert marked == {term["number"] for term in told["terms"]}


def test_what_is_not_read_has_its_reason(corpus: Corpus, recipe: Recipe, french: Lexicon) -> None:
    """Every word of an answer is a term, or is listed with why it is none."""
    reasons = Counter[str]()
    for address in list(corpus.base.places)[:200]:
        told = why(corpus, address, recipe.settings, french.token_pattern)
        reasons.update(word["reason"] for word in told["unread"])

    assert {"stop_word", "rare", "number", "letter"} >= set(reasons)
    assert reasons["stop_word"] > reasons["rare"] > 0


def test_a_mask_hides_words_wherever_they_stand(
    corpus: Corpus, recipe: Recipe, french: Lexicon
) -> None:
    """In the text, its pieces and the lists; its weight would tell it, and so would the sums."""
    address = next(address for address, key in corpus.base.places.items() if key is not None)
    plain = why(corpus, address, recipe.settings, french.token_pattern)
    term = plain["terms"][0]
    start = plain["text"].lower().index(term["forms"][0])
    stop = start + len(term["forms"][0])
    masks = {address: [(start, stop)]}
    told = why(corpus, address, recipe.settings, french.token_pattern, masks)

    assert plain["text"][:start] + MASK + plain["text"][stop:] == told["text"]
    assert told["text"] == "".join(piece["text"] for piece in told["pieces"])
    assert [] == told["terms"] == told["columns"] == told["differences"]
    assert {"name": "masked"} == told["rule"]
    assert term["forms"][0] not in str(told)
    assert not any(weight in str(told) for weight in term["weights"])


def test_copies_are_told(corpora_of_the_sample: list[Corpus], recipe: Recipe,
                         french: Lexicon) -> None:  # fmt: skip
    """An answer of a family names the others of the question, never itself."""
    corpus = next(each for each in corpora_of_the_sample if each.families.any())
    row = int(np.flatnonzero(corpus.families)[0])
    address = corpus.addresses[row]
    family = why(corpus, address, recipe.settings, french.token_pattern)["family"]

    assert family["here"] == (corpus.families == corpus.families[row]).sum()
    assert address not in family["copies"]
    assert min(family["here"] - 1, 20) <= len(family["copies"]) <= 20


def test_nobody_is_there(corpus: Corpus, recipe: Recipe, french: Lexicon) -> None:
    """An address of no answer is told as such."""
    with pytest.raises(SearchError):
        why(corpus, "nobody", recipe.settings, french.token_pattern)


@pytest.mark.parametrize(
    ("spans", "start", "stop", "expected"),
    [
        ([], 0, None, "abcdef"),
        ([(1, 3)], 0, None, "a[…]def"),
        ([(1, 3), (2, 4)], 0, None, "a[…]ef"),
        ([(1, 3), (3, 4)], 0, None, "a[…]ef"),
        ([(0, 99)], 0, None, "[…]"),
        ([(1, 3)], 2, 5, "[…]de"),
        ([(1, 3)], 3, 5, "de"),
        ([(4, 6)], 3, 5, "d[…]"),
        ([(0, 1)], 3, 5, "de"),
        ([(2, 2), (5, 3)], 0, None, "abcdef"),
    ],
)
def test_masked_slices(
    spans: list[tuple[int, int]], start: int, stop: int | None, expected: str
) -> None:
    """Each masked slice is one […], wherever the slice shown begins."""
    assert expected == shown("abcdef", spans, start, stop)
