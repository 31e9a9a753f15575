"""The concordance: every occurrence once, in the order asked for, whatever page it falls on."""

from __future__ import annotations

import re

import pytest

from synthesis import concordance
from synthesis.errors import SearchError, SlowError
from synthesis.lexicon import Lexicon
from synthesis.recipe import Recipe
from synthesis.review import lines
from synthesis.review.corpus import Corpus
from synthesis.review.members import members
from synthesis.run import warehouse_of
from synthesis.store import Warehouse

ALL = 100_000


@pytest.fixture(scope="module")
def texts(warehouse: Warehouse) -> dict[str, str]:
    """The words of each analysed answer of the question."""
    return {
        row["reference"]: row["text"]
        for row in warehouse.rows(
            "select reference, text from answers join states using (answer_id, reference) "
            "where states.question_id = '901' and state = 'analysed' order by answer_id"
        )
    }


def whole(line: dict[str, str]) -> str:
    return line["left"] + line["word"] + line["right"]


@pytest.mark.parametrize(
    "term", ["bus", "arrêts", "gratuité", "maison de santé", "transports en commun"]
)
def test_occurrences_are_those_of_the_command(
    corpus: Corpus, recipe: Recipe, french: Lexicon, term: str
) -> None:
    """The same lines as `doleances concordance`, but for answers the run did not read."""
    expected = [
        (line.reference, line.left, line.word, line.right)
        for line in concordance.occurrences(warehouse_of(recipe), term, "901", french.token_pattern)
        if line.reference in corpus.base.places
    ]
    told = lines.of_term(corpus, term, french.token_pattern, limit=ALL)

    assert expected
    assert expected == [
        (line["reference"], line["left"], line["word"], line["right"]) for line in told["lines"]
    ]
    assert len(expected) == told["times"]


def test_words_in_a_row_are_found_in_any_form(
    corpus: Corpus, french: Lexicon, texts: dict[str, str]
) -> None:
    """Singular or plural, with or without accents; offsets are those of the words as typed."""
    told = lines.of_term(corpus, "arrêt de bus", french.token_pattern, limit=ALL)

    assert {"arrêt de bus", "arrêts de bus"} <= {line["word"].lower() for line in told["lines"]}
    for line in told["lines"]:
        assert texts[line["address"]][line["start"] : line["stop"]] == line["word"]
        assert whole(line) in texts[line["address"]]


def test_matches_are_those_of_python(corpus: Corpus, texts: dict[str, str]) -> None:
    """Of patterns both read alike: every match, at its offsets, in order of arrival."""
    for pattern in ("arr[êe]ts?", r"\bbus\b", "(?:train|gare)s?", r"[0-9]+ ?(?:km|mètres)", "É"):
        expected = [
            (reference, match.start(), match.end())
            for reference, text in texts.items()
            for match in re.finditer(pattern, text, re.IGNORECASE)
        ]
        told = lines.of_pattern(corpus, pattern, limit=ALL)

        assert expected == [
            (line["address"], line["start"], line["stop"]) for line in told["lines"]
        ]
        assert len(expected) == told["times"]


@pytest.mark.parametrize("sort", lines.SORTS)
def test_pages_follow_each_other(corpus: Corpus, french: Lexicon, sort: lines.Sort) -> None:
    """Ten at a time: the same lines as all at once; sorting loses none."""
    kept = {"sort": sort}
    for find in (
        lambda **page: lines.of_term(corpus, "bus", french.token_pattern, **page),
        lambda **page: lines.of_pattern(corpus, "écoles?", **page),
    ):
        every = find(limit=ALL, **kept)
        pages = [find(limit=10, offset=offset, **kept) for offset in (0, 10, 20)]

        assert every["lines"][:30] == [line for page in pages for line in page["lines"]]
        assert {every["times"]} == {page["times"] for page in pages}
        places = [(line["address"], line["start"]) for line in every["lines"]]
        order = find(limit=ALL)["lines"]
        assert sorted(places) == sorted((line["address"], line["start"]) for line in order)


def test_lines_are_sorted_by_what_surrounds(corpus: Corpus, french: Lexicon) -> None:
    """By the word that follows, or the one that precedes, without regard to case or accents."""
    right = lines.of_pattern(corpus, r"\bbus\b", sort="right", limit=ALL)["lines"]
    after = [re.findall(r"[a-z]+", line["right"].lower())[:1] for line in right
             if line["right"].isascii()]  # fmt: skip

    assert after == sorted(after)
    assert len(after) > 50
    left = lines.of_term(corpus, "bus", french.token_pattern, sort="left", limit=ALL)["lines"]
    before = [
        line["left"].split()[-1].lower() for line in left if re.search(r" [a-z]+ $", line["left"])
    ]
    assert before == sorted(before)
    assert len(before) > 50


def test_a_cluster_is_looked_through_as_it_is_now(corpus: Corpus, french: Lexicon) -> None:
    """Whom people took out is not; whom they put in is."""
    found = members(corpus, [3])
    for find in (
        lambda within: lines.of_term(corpus, "places", french.token_pattern, within, limit=ALL),
        lambda within: lines.of_pattern(corpus, "places?", within, limit=ALL),
    ):
        mine = {line["address"] for line in find(found)["lines"]}
        everywhere = {line["address"] for line in find(None)["lines"]}
        gone, come = sorted(mine)[0], sorted(everywhere - mine)[0]
        changed = members(corpus, [3], [gone], [come])

        assert mine <= {corpus.addresses[row] for row in found.rows}
        assert (mine - {gone}) | {come} == {line["address"] for line in find(changed)["lines"]}


def test_what_is_masked_is_not_found(corpus: Corpus, french: Lexicon) -> None:
    """By a term or a pattern; beside another match it is shown as […]."""
    for find in (
        lambda masks: lines.of_term(corpus, "bus", french.token_pattern, limit=ALL, masks=masks),
        lambda masks: lines.of_pattern(corpus, r"\bbus\b", limit=ALL, masks=masks),
    ):
        plain = find({})
        line = plain["lines"][3]
        told = find({line["address"]: [(line["start"], line["stop"])]})
        places = {(each["address"], each["start"]) for each in told["lines"]}

        assert plain["times"] - 1 == told["times"]
        assert (line["address"], line["start"]) not in places
        beside = find({line["address"]: [(0, line["start"])]})
        place = (line["address"], line["start"])
        (same,) = (each for each in beside["lines"] if (each["address"], each["start"]) == place)
        assert "[…]" == same["left"]


@pytest.mark.parametrize(
    "pattern", ["(a", "x*", r"\b", "^", "(?=a)", "a{2000}", "", "  ", "a" * 201, "a\0"]
)
def test_patterns_that_cannot_be(corpus: Corpus, pattern: str) -> None:
    """Are told as such; nothing of the warehouse is."""
    with pytest.raises(SearchError):
        lines.of_pattern(corpus, pattern)


def test_no_pattern_is_dear(corpus: Corpus) -> None:
    """RE2 reads a text once, whatever the pattern."""
    assert lines.of_pattern(corpus, "(a+)+$")["times"] > 0
    assert 0 == lines.of_pattern(corpus, "(x+x+)+y")["times"]


def test_a_long_search_is_given_up(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the seconds a page may take."""
    slow = "select count(*) from range(1000000) a, range(1000000) b where a.range * b.range = 7"
    monkeypatch.setattr("synthesis.review.asking.SECONDS", 0.2)
    monkeypatch.setattr("synthesis.review.asking._sql", lambda query: slow)
    with pytest.raises(SlowError):
        lines.of_pattern(corpus, "bus")


def test_nothing_is_found(corpus: Corpus, french: Lexicon) -> None:
    """A word nobody wrote, and no word at all."""
    assert 0 == lines.of_term(corpus, "zygomatique", french.token_pattern)["times"]
    with pytest.raises(SearchError):
        lines.of_term(corpus, "?!", french.token_pattern)
