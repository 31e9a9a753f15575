"""S9: a search that anyone can read back from its address, and that never runs away."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest

from synthesis.review import lines
from tests.review.reading import Page, Reader

if TYPE_CHECKING:
    from tests.review.conftest import Workshop

QUESTION = "901"


@pytest.fixture
def ada(workshop: Workshop) -> Reader:
    return Reader(workshop.come("reviewer", "Ada"), QUESTION)


def facts(reader: Reader, **asked: Any) -> Any:
    query = urlencode({"question": QUESTION, **asked})
    answer = reader.visitor.get(f"/concordance.json?{query}")
    assert 200 == answer.status_code
    return answer.json()


def text(reader: Reader, **asked: Any) -> str:
    answer = reader.visitor.get(f"/concordance?{urlencode({'question': QUESTION, **asked})}")
    assert 200 == answer.status_code
    return str(answer.text)


def test_lines_are_those_of_the_evidence(workshop: Workshop, ada: Reader) -> None:
    """The same figures, and where each answer is now."""
    shelf = workshop.app.state.shelf
    found = facts(ada, term="bus", sort="left")["found"]
    expected = lines.of_term(shelf.corpus(QUESTION), "bus", shelf.token_pattern, sort="left")
    review = workshop.desk.review(QUESTION)

    assert expected["times"] == found["times"] > 5
    assert [line["word"] for line in expected["lines"]] == [line["word"] for line in found["lines"]]
    for line in found["lines"]:
        key = review.place_of(line["address"])
        assert key == (line["place"]["key"] if line["place"] else None)


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize(
    "asked", [{}, {"term": "bus"}, {"term": "(", "how": "pattern"}, {"term": "zygomatique"}]
)
def test_the_page_reads_well_without_scripts(ada: Reader, lang: str, asked: dict[str, str]) -> None:
    """Empty, full, wrong: headings in order, captions, scopes, a label for each control."""
    page = Page(text(ada, lang=lang, **asked))
    levels = [level for level, _ in page.headings]

    assert 1 == levels.count(1)
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert page.tables == page.captions
    assert 0 == page.unscoped
    assert set(page.controls) <= page.labelled
    assert len(page.controls) == len(set(page.controls))


@pytest.mark.parametrize(
    ("pattern", "word"),
    [("(", "parenth"), ("x*", ""), ("(?=a)", ""), ("a{9999}", ""), ("\\C+", "")],
)
def test_a_pattern_that_cannot_be_is_told(ada: Reader, pattern: str, word: str) -> None:
    """In words, on the same page, with what was typed."""
    told = facts(ada, term=pattern, how="pattern")

    assert told["found"] is None or pattern == "\\C+"
    assert told["problem"] or pattern == "\\C+"
    assert pattern == told["asked"]["term"]


def test_no_question_is_named(workshop: Workshop, ada: Reader) -> None:
    """The form alone, on the first question; what is not known is as if not asked."""
    for query in ("", "?question=nobody", "?cluster=nobody", "?sort=x&how=y&from=-3&term=%00"):
        answer = ada.visitor.get(f"/concordance.json{query}")
        assert 200 == answer.status_code
        assert answer.json()["found"] is None
        assert "order" == answer.json()["asked"]["sort"]
        assert "" == answer.json()["asked"]["cluster"]


def test_pages_lead_to_each_other(ada: Reader) -> None:
    """Fifty lines each, by links that keep what was asked; the last has no next."""
    first = facts(ada, term="[aeiou]n ", how="pattern", sort="right")["found"]
    assert 50 == len(first["lines"])
    assert (None, 50) == (first["before"], first["after"])
    second = facts(ada, term="[aeiou]n ", how="pattern", sort="right", **{"from": 50})["found"]
    assert 0 == second["before"]
    assert first["times"] == second["times"]
    last = facts(ada, term="[aeiou]n ", how="pattern", **{"from": first["times"] - 1})["found"]
    assert (1, None) == (len(last["lines"]), last["after"])
    page = text(ada, term="[aeiou]n ", how="pattern", sort="right")
    assert "from=50" in page
    assert "sort=right" in page


def test_a_cluster_is_searched_as_people_changed_it(workshop: Workshop, ada: Reader) -> None:
    """Of an answer moved out nothing is found there any more; it is found where it went."""
    review = workshop.desk.review(QUESTION)
    line = next(line for line in facts(ada, term="bus")["found"]["lines"] if line["place"])
    key, address = line["place"]["key"], line["address"]
    other = next(each for each in review.present() if each != key)
    before = facts(ada, term="bus", cluster=key)["found"]
    ada.does(f"/q/{QUESTION}/answer/{address}", "move", op="move", to=other)
    after = facts(ada, term="bus", cluster=key)["found"]

    assert address in {each["address"] for each in before["lines"]}
    assert address not in {each["address"] for each in after["lines"]}
    assert address in {
        each["address"] for each in facts(ada, term="bus", cluster=other)["found"]["lines"]
    }


def test_what_is_masked_is_not_found(ada: Reader) -> None:
    """Neither by the word nor by a pattern."""
    before = facts(ada, term="bus")["found"]
    line = before["lines"][0]
    path = f"/q/{QUESTION}/answer/{line['address']}"
    words = [each for each, _ in ada.facts(path)["words"]]
    hidden = [each for each in words
              if int(each.split("-")[0]) <= line["start"] < int(each.split("-")[1])]  # fmt: skip
    ada.does(path, "flag", spans=hidden, comment="Pour voir.")
    places = {(each["address"], each["start"]) for each in before["lines"]}
    for how in ("word", "pattern"):
        after = facts(ada, term="bus", how=how)["found"]
        assert (line["address"], line["start"]) not in {
            (each["address"], each["start"]) for each in after["lines"]
        }
    assert (line["address"], line["start"]) in places


def test_a_word_is_proposed_for_the_next_run(workshop: Workshop, ada: Reader) -> None:
    """Recorded with its reason; one comes back to the same search."""
    query = urlencode({"question": QUESTION, "term": "bus", "sort": "left"})
    sent = ada.page(f"/concordance?{query}").form("propose")
    answer = ada.visitor.post(f"/q/{QUESTION}/act", sent.filled(kind="stop", reason="Trop là."))
    event = workshop.desk.events()[-1]

    assert 303 == answer.status_code
    assert answer.headers["location"].startswith("/concordance?")
    assert "term=bus" in answer.headers["location"]
    assert ("propose", "bus", "stop") == (event.op, event.payload["term"], event.payload["kind"])
    assert "bus" not in str(event.objects)


def test_a_search_is_never_markup(ada: Reader) -> None:
    """What is typed comes back as words."""
    for how in ("word", "pattern"):
        page = text(ada, term="<script>alert(1)</script>", how=how)
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page


def test_an_observer_looks_and_proposes_nothing(workshop: Workshop) -> None:
    observer = Reader(workshop.come("observer", "Cleo"), QUESTION)
    page = Page(text(observer, term="bus"))

    assert [] == [form for form in page.forms if form.action.endswith("/act")]
