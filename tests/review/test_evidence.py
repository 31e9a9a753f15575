"""The evidence of a cluster: the edition’s where nobody changed it, counted anew elsewhere."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from synthesis.ground import base as bases
from synthesis.methods.keyness import chi2
from synthesis.recipe import Recipe
from synthesis.review import corpus as corpora
from synthesis.review import evidence, profile
from synthesis.review.corpus import Corpus
from synthesis.review.members import Members, members
from synthesis.review.verbatims import KINDS, verbatims
from synthesis.run import warehouse_of
from synthesis.store import Warehouse

if TYPE_CHECKING:
    from tests.conftest import Row, SampleRun

QUESTION = "901"


@pytest.fixture(scope="module")
def assigned(sample_run: SampleRun) -> dict[str, Row]:
    """The assignments of the question, by reference."""
    rows = sample_run.rows("assignments")
    return {row["reference"]: row for row in rows if row["question_id"] == QUESTION}


@pytest.fixture(scope="module")
def inside(assigned: dict[str, Row]) -> dict[int, list[str]]:
    """References of each cluster of the run, and those of no cluster under 0."""
    found: dict[int, list[str]] = {}
    for reference, row in assigned.items():
        if row["state"] == "analysed":
            found.setdefault(row["cluster_id"] or 0, []).append(reference)
    return found


@pytest.fixture(scope="module")
def changed(corpus: Corpus, inside: dict[int, list[str]]) -> Members:
    """Clusters 3 and 4 as one, less two answers, and with one of cluster 5 and two of none."""
    out = [inside[3][0], inside[4][5]]
    into = [inside[5][2], *inside[0][:2]]
    return members(corpus, [3, 4], out, into)


def test_members_are_those_of_people(
    corpus: Corpus, changed: Members, inside: dict[int, list[str]]
) -> None:
    """Those of the clusters merged, less who was taken out, and who was put in."""
    expected = {*inside[3], *inside[4]} - {inside[3][0], inside[4][5]}
    expected |= {inside[5][2], *inside[0][:2]}

    assert expected == {corpus.addresses[row] for row in changed.rows}
    assert not changed.is_as_found
    assert members(corpus, [3]).is_as_found


def test_sizes_are_those_of_the_edition(corpus: Corpus, sample_run: SampleRun) -> None:
    """Of every cluster: answers, contributions, known authors, segments."""
    for row in sample_run.rows("clusters"):
        if row["question_id"] == QUESTION:
            told = evidence.facts(members(corpus, [row["cluster_id"]]))
            names = ("answers", "contributions", "authors", "segments")

            assert [row[name] for name in names] == [told[name] for name in names]
            assert told["analysed"] >= told["classified"] >= told["answers"] >= told["wordings"]
            assert told["first_day"] <= told["last_day"]


def test_sizes_of_a_changed_cluster(
    changed: Members, corpus: Corpus, warehouse: Warehouse, assigned: dict[str, Row]
) -> None:
    """Counted here by hand from the tables."""
    rows = [assigned[corpus.addresses[row]] for row in changed.rows]
    contributions = {row["contribution_id"] for row in rows}
    owner = {
        row["contribution_id"]: row["author_id"] for row in warehouse.rows("select * from authors")
    }
    days = {
        row["contribution_id"]: row["day"]
        for row in warehouse.rows("select contribution_id, day from contributions")
    }
    authors = Counter(owner[each["contribution_id"]] for each in rows
                      if each["contribution_id"] in owner)  # fmt: skip
    told = evidence.facts(changed, analysed=7)

    assert len(rows) == told["answers"]
    assert len(contributions) == told["contributions"]
    assert len(authors) == told["authors"]
    assert max(authors.values()) == told["top_author"]
    assert sum(each["contribution_id"] not in owner for each in rows) == told["of_unknown"]
    assert min(days[each] for each in contributions).isoformat() == told["first_day"]
    assert max(days[each] for each in contributions).isoformat() == told["last_day"]
    assert (2, 3, 7) == (told["taken_out"], told["put_in"], told["analysed"])


def test_terms_counted_anew_are_those_of_the_edition(
    corpus: Corpus, recipe: Recipe, inside: dict[int, list[str]]
) -> None:
    """Where nothing changed, the figures of table `keyness`, to the last one."""
    for number in sorted(set(inside) - {0}):
        found = members(corpus, [number])
        stored = evidence.terms(found, recipe.settings)
        anew = evidence._counted(found, recipe.settings, evidence.OVER, evidence.UNDER)
        listed = [*stored["over"], *stored["under"]]

        assert [{k: v for k, v in row.items() if k != "label"} for row in listed] == anew
        assert len(stored["over"]) <= 15
        assert len(stored["under"]) <= 5


def test_terms_of_a_changed_cluster(
    changed: Members, corpus: Corpus, recipe: Recipe, warehouse: Warehouse
) -> None:
    """The counts by SQL from the tables of the run; chi-squared of these counts."""
    terms = evidence.terms(changed, recipe.settings)
    answers = corpus.answers
    asked: dict[str, Any] = {
        "question": QUESTION,
        "into": answers[changed.into].tolist(),
        "out": answers[changed.out].tolist(),
    }
    whole = """
        with mine as (
            select segment_id, answer_id in (select unnest($into::bigint[]))
            or (coalesce(cluster_id in (3, 4), false)
                and answer_id not in (select unnest($out::bigint[]))) as is_in,
            cluster_id is not null or answer_id in (select unnest($into::bigint[])) as is_told
            from memberships where question_id = $question
        )
    """
    sizes = warehouse.rows(
        f"{whole} select count(*) filter (is_in) as part, count(*) filter (is_told) as whole "
        "from mine", **asked,
    )[0]  # fmt: skip
    counts = {
        row["term"]: (row["n"], row["total"])
        for row in warehouse.rows(
            f"{whole} select term, count(*) filter (is_in) as n, "
            "count(*) filter (is_told) as total from terms join mine using (segment_id) group by 1",
            **asked,
        )
    }

    assert 15 == len(terms["over"])
    assert terms["under"]
    for row in (*terms["over"], *terms["under"]):
        n, total = counts[row["term"]]
        expected = chi2(np.array([float(n)]), np.array([float(total)]),
                        np.array([float(sizes["part"])]), float(sizes["whole"]))  # fmt: skip
        assert (n, total) == (row["n_cluster"], row["n_corpus"])
        assert pytest.approx(float(expected[0]), abs=1e-6) == row["statistic"]
        assert pytest.approx(total * sizes["part"] / sizes["whole"], abs=1e-6) == row["expected"]
        assert (row["statistic"] > 0) == (row["specificity"] > 0)


def test_first_quotations_are_those_of_the_edition(corpus: Corpus, sample_run: SampleRun) -> None:
    """Typical and borderline, of every cluster: the same slices in the same order."""
    address = {int(corpus.answers[row]): each for row, each in enumerate(corpus.addresses)}
    quoted = [row for row in sample_run.rows("verbatims") if row["question_id"] == QUESTION]
    for number in {row["cluster_id"] for row in quoted}:
        for kind in ("typical", "borderline"):
            expected = [
                (address[row["answer_id"]], row["start"], row["stop"])
                for row in sorted(quoted, key=lambda row: row["rank"])
                if (row["cluster_id"], row["kind"]) == (number, kind)
            ]
            told = verbatims(members(corpus, [number]), kind)["list"]  # type: ignore[arg-type]

            assert expected == [(row["address"], row["start"], row["stop"]) for row in told]


def test_quotations_are_slices(
    corpus: Corpus, changed: Members, assigned: dict[str, Row], warehouse: Warehouse
) -> None:
    """Of the words as typed; scores and margins are those of the run, to the last figure."""
    texts = {
        row["reference"]: row["text"]
        for row in warehouse.rows("select * from answers where question_id = '901'")
    }
    for kind in KINDS:
        for found in (members(corpus, [3]), changed):
            told = verbatims(found, kind, "s", 0, 1000)
            for row in told["list"]:
                text = texts[row["address"]]
                assert text[row["start"] : row["stop"]] == row["quote"]
                assert text == row["before"] + row["quote"] + row["after"] == row["text"]
                run = assigned[row["address"]]
                if not row["put_in"]:
                    assert run["score"] == Decimal(row["score"])
                    if run["second_cluster_id"] not in found.clusters:
                        assert run["margin"] == Decimal(row["margin"])


def test_margins_of_merged_clusters_are_to_the_others(
    changed: Members, corpus: Corpus, warehouse: Warehouse
) -> None:
    """The best of the clusters merged, less the best other or zero: by SQL from the weights."""
    scores = warehouse.rows(
        "with held as (select distinct answer_id, term from terms join segments using (segment_id)"
        " join states using (answer_id) where question_id = '901') "
        "select answer_id, max(score) filter (cluster_id in (3, 4)) as mine, "
        "max(score) filter (cluster_id not in (3, 4)) as other from ("
        "select answer_id, cluster_id, sum(weight) as score from held join "
        "(select * from weights where question_id = '901') using (term) group by all) group by all"
    )
    by_answer = {row["answer_id"]: row for row in scores}
    score, margin = changed.standing
    for place, row in enumerate(changed.rows):
        found = by_answer.get(int(corpus.answers[row]), {"mine": Decimal(0), "other": Decimal(0)})
        assert int(found["mine"] * 1_000_000) == score[place]
        assert int((found["mine"] - max(found["other"], Decimal(0))) * 1_000_000) == margin[place]


def test_pages_follow_each_other(corpus: Corpus) -> None:
    """Five, then fifteen more: no quotation twice, none left out, ranks in order."""
    found = members(corpus, [11])
    for kind in KINDS:
        whole = verbatims(found, kind, "s", 0, 10_000)
        pages = [verbatims(found, kind, "s", 0, 5), verbatims(found, kind, "s", 5, 15)]
        listed = [row["address"] for page in pages for row in page["list"]]

        assert whole["of"] == len(whole["list"]) == whole["list"][-1]["rank"]
        assert [row["address"] for row in whole["list"][:20]] == listed
        assert [] == verbatims(found, kind, "s", 10_000)["list"]
    assert 200 == verbatims(found, "borderline")["of"]
    assert evidence.facts(found)["wordings"] == verbatims(found, "random")["of"]


def test_typical_quotations_are_of_different_wordings(corpora_of_the_sample: list[Corpus]) -> None:
    """One of a family of copies, one of those who wrote the same words."""
    corpus = next(each for each in corpora_of_the_sample if each.families.any())
    number = int(corpus.clusters[np.flatnonzero(corpus.families * corpus.clusters)[0]])
    found = members(corpus, [number])
    listed = verbatims(found, "typical", limit=10_000)["list"]
    wordings = [corpus.wordings[corpus.rows[row["address"]]] for row in listed]

    assert len(set(wordings)) == len(wordings) == evidence.facts(found)["wordings"]
    assert len(wordings) < len(found.rows)


def test_t_random_does_not_depend_on_rows_or_threads(
    corpus: Corpus, recipe: Recipe, changed: Members, tmp_path: Path
) -> None:
    """T-RANDOM: by SHA-256 of seed and address alone, computed here; one thread as well as four."""
    earliest: dict[int, str] = {}
    for row, address in enumerate(corpus.addresses):
        earliest.setdefault(int(corpus.wordings[row]), address)
    first = {int(corpus.wordings[row]): corpus.addresses[row] for row in changed.rows[::-1]}
    expected = [
        first[wording]
        for wording in sorted(
            first,
            key=lambda each: hashlib.sha256(f"2026\n{earliest[each]}".encode()).digest(),
        )
    ]
    listed = []
    for threads in (1, 4):
        copy = tmp_path / f"{threads}.duckdb"
        shutil.copyfile(warehouse_of(recipe), copy)
        with Warehouse(copy, threads) as reading:
            again = corpora.read(reading, bases.read(reading, QUESTION, recipe.id))
            out, into = ([corpus.addresses[row] for row in each]
                         for each in (changed.out, changed.into))  # fmt: skip
            found = members(again, [4, 3], out[::-1], into[::-1])
            listed.append([row["address"] for row in
                           verbatims(found, "random", "2026", 0, 10_000)["list"]])  # fmt: skip

    assert [expected, expected] == listed
    assert expected != [
        row["address"] for row in verbatims(changed, "random", "2027", 0, 10_000)["list"]
    ]


def test_masks_are_on_every_quotation(corpus: Corpus) -> None:
    """What is masked is in no list; the rest stands where it stood."""
    found = members(corpus, [3])
    plain = verbatims(found, "typical")["list"][0]
    masks = {plain["address"]: [(plain["start"], plain["start"] + 8)]}
    told = verbatims(found, "typical", masks=masks)["list"][0]

    assert "[…]" + plain["quote"][8:] == told["quote"]
    assert (plain["start"], plain["stop"]) == (told["start"], told["stop"])
    assert told["is_masked"]


def test_the_nearest_cluster_shares_words(corpus: Corpus, changed: Members) -> None:
    """Cosines by hand from the counts; what a cluster is made of is nearest to it."""
    others = {str(number): members(corpus, [int(number)]) for number in corpus.numbers}
    told = evidence.nearest(changed, others, 99)
    whole = (corpus.memberships != 0).sum()
    held = spelled(corpus)
    totals = held[corpus.memberships != 0].sum(axis=0)
    rarity = np.log(whole / np.maximum(totals, 1)) * (totals > 0)
    mine = held[changed.segments].sum(axis=0) * rarity
    theirs = held[others["5"].segments].sum(axis=0) * rarity
    expected = mine @ theirs / np.sqrt((mine @ mine) * (theirs @ theirs))

    assert {"3", "4"} == {row["key"] for row in told[:2]}
    assert pytest.approx(expected, abs=1e-6) == {row["key"]: row["cosine"] for row in told}["5"]
    assert len(told) == len(corpus.numbers)


def spelled(corpus: Corpus) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which terms each segment holds, expressions taken for their words too, one by one."""
    rows = corpus.warehouse.rows(
        "select form, term from forms where question_id = $question", question=corpus.question
    )
    terms_of: dict[str, set[str]] = {}
    for row in rows:
        terms_of.setdefault(row["form"], set()).add(row["term"])
    place = {term: code for code, term in enumerate(corpus.terms)}
    held = np.zeros((len(corpus.segments), len(corpus.terms)), dtype=bool)
    for segment, (start, stop) in enumerate(pairwise(corpus.held.starts)):
        for code in corpus.held.codes[start:stop]:
            held[segment, code] = True
            if " " in corpus.terms[code]:
                words = corpus.terms[code].replace("'", " ").replace("-", " ").split()
                found = {term for word in words for term in terms_of.get(word, ())}
                held[segment, [place[term] for term in found & place.keys()]] = True
    return held


def test_police_is_near_municipal_police(corpora_of_the_sample: list[Corpus]) -> None:
    """An expression is a term of its own: what is said of it is near what is said of its words."""
    corpus = next(each for each in corpora_of_the_sample if "police municipale" in each.terms)
    found = {str(number): members(corpus, [int(number)]) for number in corpus.numbers}

    def most(term: str) -> str:
        code = corpus.terms.index(term)
        return max(found, key=lambda number: int(found[number].counts[code]))

    one, other = most("police municipale"), most("polic")
    assert one != other
    for key, near in ((one, other), (other, one)):
        others = {number: each for number, each in found.items() if number != key}
        assert near == evidence.nearest(found[key], others)[0]["key"]


def test_solidity_is_that_of_the_edition(corpus: Corpus, changed: Members,
                                         sample_run: SampleRun) -> None:  # fmt: skip
    """One row per cluster of the run, with its class on Hennig's scale, and its worlds."""
    stored = {row["cluster_id"]: row for row in sample_run.rows("stability")
              if row["question_id"] == QUESTION}  # fmt: skip
    levels = set()
    for number in corpus.numbers:
        (row,) = evidence.solidity(members(corpus, [int(number)]))
        expected = stored[int(number)]
        levels.add(row["level"])
        assert expected["mean_jaccard"] == row["stability"]
        assert expected["resamples"] - expected["dissolved"] == row["found_again"]
        assert {"fewer", "more"} <= set(row["worlds"])

    assert {"dissolved", "fragile", "stable"} == levels
    assert [3, 4] == [row["cluster_id"] for row in evidence.solidity(changed)]


def test_profiles_counted_anew_are_those_of_the_edition(
    corpora_of_the_sample: list[Corpus], recipe: Recipe, sample_run: SampleRun
) -> None:
    """Where nothing changed, the same counts and statistics; only the correction differs."""
    stored = sample_run.rows("profiles")
    for corpus in corpora_of_the_sample:
        traits = profile.read(corpus)
        for number in corpus.numbers.tolist():
            found = members(corpus, [number])
            name = (corpus.question, number)
            mine = [row for row in stored if (row["question_id"], row["cluster_id"]) == name]
            inside, size = traits.counts(found.mask)
            total, whole = traits.counts(corpus.clusters != 0)
            for row in mine:
                place = traits.values.index((row["variable"], row["value"]))
                counts = [each[place].astype(float) for each in (inside, total, size, whole)]
                assert (row["n_cluster"], row["n_corpus"]) == (inside[place], total[place])
                assert pytest.approx(float(chi2(*counts)), abs=1e-6) == row["statistic"]
            anew = {(row["variable"], row["value"]): row
                    for row in profile._counted(found, traits, recipe.settings)}  # fmt: skip
            told = profile.profile(found, traits, recipe.settings)
            assert {(r["variable"], r["value"]) for r in mine if r["q"] <= 0.05} == {
                (row["variable"], row["value"]) for row in told
            }
            for row in told:
                assert anew.get((row["variable"], row["value"]), row) == row

    assert len(stored) > 30
