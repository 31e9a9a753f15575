"""Two clusters side by side: what they share, what they would make."""

from __future__ import annotations

import numpy as np
import pytest

from synthesis.recipe import Recipe
from synthesis.review.comparison import compare
from synthesis.review.corpus import Corpus
from synthesis.review.evidence import terms
from synthesis.review.members import members
from synthesis.review.verbatims import quotations


def test_terms_are_shared_or_not(corpus: Corpus, recipe: Recipe) -> None:
    """A term is in one list; the statistics are those of each cluster's own page."""
    one, other = members(corpus, [3]), members(corpus, [4])
    told = compare(one, other, recipe.settings)
    shared = {row["term"]: row for row in told["shared"]}
    only = [{row["term"] for row in each} for each in told["only"]]
    first = {row["term"]: row for row in terms(one, recipe.settings, 10_000)["over"]}
    second = {row["term"]: row for row in terms(other, recipe.settings, 10_000)["over"]}

    assert shared
    assert not only[0] & only[1] | only[0] & set(shared) | only[1] & set(shared)
    assert only[0] <= set(first) - set(second)
    assert only[1] <= set(second) - set(first)
    for term, row in shared.items():
        assert [first[term]["statistic"], second[term]["statistic"]] == row["statistic"]
        assert [first[term]["n_cluster"], second[term]["n_cluster"]] == row["n_cluster"]


def test_it_is_the_same_from_the_other_side(corpus: Corpus, recipe: Recipe) -> None:
    """Sides change places, figures stay."""
    one, other = members(corpus, [3]), members(corpus, [4])
    told, turned = (compare(*pair, recipe.settings) for pair in ((one, other), (other, one)))

    assert told["cosine"] == turned["cosine"]
    assert told["facts"] == turned["facts"][::-1]
    assert told["only"] == turned["only"][::-1]
    assert {row["term"] for row in told["shared"]} == {row["term"] for row in turned["shared"]}
    assert told["merged"]["seconds"] == turned["merged"]["seconds"][::-1]
    assert [pair["cosine"] for pair in told["nearest"]] == [
        pair["cosine"] for pair in turned["nearest"]
    ]


def test_nearest_pairs_are_the_nearest(corpus: Corpus, recipe: Recipe) -> None:
    """Clusters of this size are compared whole: no pair of answers is nearer than the first."""
    one, other = members(corpus, [3]), members(corpus, [4])
    told = compare(one, other, recipe.settings)["nearest"]
    rarity = np.log(len(corpus.segments) / np.maximum(
        corpus.held.counts(np.ones(len(corpus.segments), dtype=bool), len(corpus.terms)), 1
    ))  # fmt: skip
    vectors = []
    for rows in (one.rows, other.rows):
        held = np.zeros((len(rows), len(corpus.terms)))
        places, codes = corpus.of_answers.of(rows)
        held[places, codes] = rarity[codes]
        vectors.append(held / np.maximum(np.sqrt((held**2).sum(axis=1, keepdims=True)), 1e-12))
    cosine = vectors[0] @ vectors[1].T

    assert 5 == len(told)
    assert pytest.approx(cosine.max(), abs=1e-6) == told[0]["cosine"]
    assert [row["cosine"] for row in told] == sorted((r["cosine"] for r in told), reverse=True)
    addresses = [each["address"] for row in told for each in row["pair"]]
    assert len(set(addresses)) == 10
    for row in told:
        a, b = (corpus.rows[each["address"]] for each in row["pair"])
        assert one.mask[a]
        assert other.mask[b]
        assert quotations(corpus, [a, b]) == row["pair"]


def test_what_they_would_be_together(corpus: Corpus, recipe: Recipe) -> None:
    """The sum of the two; a bin, if that is past the share the recipe names."""
    one, other = members(corpus, [3]), members(corpus, [4])
    merged = compare(one, other, recipe.settings)["merged"]

    assert len(one.rows) + len(other.rows) == merged["answers"]
    assert not merged["is_bin"]
    assert compare(one, other, recipe.settings, analysed=200)["merged"]["is_bin"]
    assert merged["seconds"] == [
        int((corpus.seconds[one.rows] == 4).sum()),
        int((corpus.seconds[other.rows] == 3).sum()),
    ]
