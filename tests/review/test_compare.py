"""S4: two clusters side by side, merged by two people or kept apart."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from synthesis.review import comparison
from tests.review.reading import Reader

if TYPE_CHECKING:
    from tests.review.conftest import Workshop

QUESTION = "901"


@pytest.fixture
def ada(workshop: Workshop) -> Reader:
    return Reader(workshop.come("reviewer", "Ada"), QUESTION)


@pytest.fixture
def bo(workshop: Workshop) -> Reader:
    return Reader(workshop.come("reviewer", "Bo"), QUESTION)


@pytest.fixture
def keys(workshop: Workshop) -> list[str]:
    review = workshop.desk.review(QUESTION)
    return sorted(review.clusters, key=review.size, reverse=True)


@pytest.fixture
def path(keys: list[str]) -> str:
    return f"/q/{QUESTION}/compare/{keys[0]}/{keys[1]}"


def test_what_is_shown_is_what_the_run_found(
    workshop: Workshop, ada: Reader, path: str, keys: list[str]
) -> None:
    """Both sides, what they share, the nearest pairs, and what one would make of them."""
    facts = ada.facts(path)["compared"]
    shelf, review = workshop.app.state.shelf, workshop.desk.review(QUESTION)
    one, other = (shelf.members(review, key) for key in keys[:2])
    settings = workshop.desk.recipe.settings
    expected = comparison.compare(one, other, settings, review.ledger()["analysed"])

    for name in ("facts", "cosine", "shared", "only", "merged"):
        assert expected[name] == facts[name]
    assert [pair["cosine"] for pair in expected["nearest"]] == [
        pair["cosine"] for pair in facts["nearest"]
    ]
    assert review.size(keys[0]) + review.size(keys[1]) == facts["merged"]["answers"]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_page_reads_well_without_scripts(ada: Reader, path: str, lang: str) -> None:
    ada.does(path, "keep_apart")
    page = ada.page(f"{path}?lang={lang}")
    levels = [level for level, _ in page.headings]

    assert 1 == levels.count(1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.tables == page.captions
    assert 0 == page.unscoped
    assert set(page.controls) <= page.labelled


@pytest.mark.parametrize("kept", [0, 1])
def test_two_people_merge(
    workshop: Workshop, ada: Reader, bo: Reader, path: str, keys: list[str], kept: int
) -> None:
    """One proposes with a reason and says which is kept; nothing changes until another agrees."""
    size = ada.facts(path)["compared"]["merged"]["answers"]
    refused = ada.send(path, "merge", into=keys[kept], comment=" ")
    assert 422 == refused.status_code
    ada.does(path, "merge", into=keys[kept], comment="Même demande.")
    assert "Même demande." in bo.visitor.get(path).text
    assert 422 == ada.send(path, "merge", into=keys[kept], comment="Encore.").status_code
    bo.does(path, "confirm")
    review = workshop.desk.review(QUESTION)

    assert size == review.size(keys[kept])
    assert keys[kept] == review.clusters[keys[1 - kept]].into
    facts = ada.facts(path)
    assert not facts["are_present"]
    assert [keys[kept]] * 2 == [each["key"] for each in facts["homes"]]
    assert f"/cluster/{keys[kept]}" in ada.visitor.get(path).text


def test_a_merge_may_be_declined(ada: Reader, bo: Reader, path: str, keys: list[str]) -> None:
    ada.does(path, "merge", into=keys[1], comment="Même demande.")
    bo.does(path, "decline", comment="Non : l’une parle du prix.")

    assert ada.facts(path)["are_present"]
    assert [] == ada.facts(path)["pending"]


def test_what_is_kept_apart_is_remembered_and_shown(
    ada: Reader, bo: Reader, path: str, keys: list[str]
) -> None:
    """On both pages of both people, from either side; undone by who noted it."""
    ada.does(path, "keep_apart")
    other = f"/q/{QUESTION}/compare/{keys[1]}/{keys[0]}"

    assert "Ada" == bo.facts(path)["apart"]["who"] == bo.facts(other)["apart"]["who"]
    assert [keys[1]] == bo.facts(f"/q/{QUESTION}/cluster/{keys[0]}")["apart"]
    ada.does(path, "undo")
    assert ada.facts(path)["apart"] is None


@pytest.mark.parametrize("pair", ["{0}/{0}", "{0}/ffffffffffffffff", "x/{0}", "{0}/{1}/{0}"])
def test_what_cannot_be_compared_is_not_found(ada: Reader, keys: list[str], pair: str) -> None:
    assert 404 == ada.visitor.get(f"/q/{QUESTION}/compare/{pair.format(*keys)}").status_code


def test_an_observer_reads(workshop: Workshop, path: str) -> None:
    page = Reader(workshop.come("observer", "Cleo"), QUESTION).page(path)

    assert [] == [form for form in page.forms if form.named("op")]


def test_the_page_is_light(ada: Reader, path: str) -> None:
    assert len(ada.visitor.get(path).content) < 200_000
