"""S3: why an answer is where it is, and what may be decided about it."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from synthesis.review.page import _WORD
from tests.review.reading import Page, Reader

if TYPE_CHECKING:
    from tests.review.conftest import Workshop

QUESTION = "901"


@pytest.fixture
def ada(workshop: Workshop) -> Reader:
    return Reader(workshop.come("reviewer", "Ada"), QUESTION)


@pytest.fixture
def placed(workshop: Workshop) -> list[str]:
    """Addresses of answers in a cluster."""
    places = workshop.desk.review(QUESTION).base.places
    return [address for address, place in places.items() if place is not None]


def at(address: str) -> str:
    return f"/q/{QUESTION}/answer/{_WORD.to_string(address)}"


def test_t_why_the_page_adds_up(workshop: Workshop, ada: Reader, placed: list[str]) -> None:
    """T-WHY, on the page: the figures of each column sum to its total, to the last decimal."""
    for address in placed[:10]:
        why = ada.facts(at(address))["why"]
        text = ada.visitor.get(at(address)).text
        for place, column in enumerate(why["columns"]):
            weights = [Decimal(term["weights"][place]) for term in why["terms"]]
            assert sum(weights) == Decimal(column["total"])
            assert written(column["total"]) in text
            assert all(written(term["weights"][place]) in text for term in why["terms"])
        key = workshop.desk.review(QUESTION).base.places[address]
        assert key == why["columns"][0]["named"]["key"]


def written(weight: str) -> str:
    """As a French page writes it."""
    sign = "−" if weight.startswith("-") else "+" if Decimal(weight) else ""
    return sign + weight.lstrip("-").replace(".", ",")


def test_words_are_marked_where_they_are_recognised(ada: Reader, placed: list[str]) -> None:
    """A mark and a number, not a colour alone; the text is whole."""
    facts = ada.facts(at(placed[0]))
    text = ada.visitor.get(at(placed[0])).text

    assert facts["why"]["text"] == "".join(piece["text"] for piece in facts["why"]["pieces"])
    assert text.count("<sup>") == sum(bool(p["numbers"]) for p in facts["why"]["pieces"])
    assert all(piece["text"] != "" for piece in facts["why"]["pieces"])


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_answer_has_a_page(workshop: Workshop, ada: Reader, lang: str) -> None:
    """Of each state and each rule: headings in order, captions, scopes, labels."""
    review = workshop.desk.review(QUESTION)
    some: dict[Any, str] = {}
    for address, state in review.base.states.items():
        some.setdefault((state, review.base.places.get(address) is None), address)
    rules = set()
    for address in some.values():
        rules.add(ada.facts(at(address))["why"]["rule"]["name"])
        page = ada.page(f"{at(address)}?lang={lang}")
        levels = [level for level, _ in page.headings]
        assert 1 == levels.count(1)
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert page.tables == page.captions
        assert 0 == page.unscoped
        assert set(page.controls) <= page.labelled
        assert len(page.controls) == len(set(page.controls))

    assert {"clear", "state"} <= rules


def test_there_is_no_such_answer(ada: Reader) -> None:
    assert 404 == ada.visitor.get(at("nobody")).status_code
    assert 404 == ada.visitor.get(f"{at('nobody')}.json").status_code


def test_one_answer_is_moved_and_comes_back(
    workshop: Workshop, ada: Reader, placed: list[str]
) -> None:
    """The page says where it is now; undoing puts it back where the run had it."""
    path, before = at(placed[0]), ada.facts(at(placed[0]))
    other = before["others"][0]["key"]
    ada.does(path, "move", op="move", to=other)
    after = ada.facts(path)

    assert other == after["place"]["key"]
    assert after["moved"]
    assert placed[0] in workshop.desk.review(QUESTION).members(other)
    assert ["move"] == [each["op"] for each in after["history"]]
    assert [each["total"] for each in before["why"]["columns"]] == [
        each["total"] for each in after["why"]["columns"]
    ]  # what the run found does not change

    ada.does(path, "undo")
    assert before["place"]["key"] == ada.facts(path)["place"]["key"]


@pytest.mark.parametrize(
    ("op", "given", "status"),
    [
        ("move", {"to": "unclassified"}, 303),
        ("no_content", {}, 303),
        ("off_topic", {"comment": "D’une autre ville."}, 303),
        ("off_topic", {}, 422),
        ("minority", {"comment": "Rare.", "position": "Fermer."}, 303),
        ("minority", {"comment": "Rare."}, 422),
    ],
)
def test_each_thing_done_with_an_answer(
    ada: Reader, placed: list[str], op: str, given: dict[str, str], status: int
) -> None:
    assert status == ada.send(at(placed[1]), "move", op=op, **given).status_code


def test_off_topic_waits_for_a_second_person(
    workshop: Workshop, ada: Reader, placed: list[str]
) -> None:
    """Then it is in no cluster, and may be put back."""
    path = at(placed[2])
    ada.does(path, "move", op="off_topic", comment="D’une autre ville.")
    assert "analysed" == ada.facts(path)["state"]
    bo = Reader(workshop.come("reviewer", "Bo"), QUESTION)
    bo.does(path, "confirm")

    assert "off_topic" == ada.facts(path)["state"]
    assert ada.facts(path)["place"] is None
    ada.does(path, "reclassify")
    assert "analysed" == ada.facts(path)["state"]


def test_what_is_masked_is_shown_nowhere(
    workshop: Workshop, ada: Reader, placed: list[str]
) -> None:
    """At once, for everybody, in the page and in its data; only a lead lifts a mask."""
    address = next(each for each in placed if len(ada.facts(at(each))["words"]) > 8)
    path = at(address)
    words = ada.facts(path)["words"]
    slices, word = [words[3][0], words[4][0]], words[3][1]
    assert 422 == ada.send(path, "flag", spans=slices).status_code  # without a reason
    assert 422 == ada.send(path, "flag", comment="Un nom.").status_code  # nothing ticked
    plain = ada.facts(path)["why"]["text"]
    ada.does(path, "flag", spans=slices, comment="Un nom.")

    start, stop = (int(each) for each in slices[0].split("-"))
    assert plain[start:stop] == word
    lead = Reader(workshop.come("lead", "Dora"), QUESTION)
    for reader in (ada, lead):
        facts = reader.facts(path)
        assert plain[:start] + "[…]" == facts["why"]["text"][: start + 3]
        assert slices[0] not in [each[0] for each in facts["words"]]
        assert facts["words"] == [each for each in words if each[0] not in slices]
    assert 422 == _lift(ada, path, address)
    lead.does(path, "unflag")
    assert plain == ada.facts(path)["why"]["text"]


def _lift(reader: Reader, path: str, address: str) -> int:
    """A reviewer's page has no such form: what its fields would be, sent all the same."""
    page = Page(reader.visitor.get(path).text)
    assert not any("unflag" in form.named("op") for form in page.forms)
    sent = page.form("flag").filled(op="unflag", answer=address)
    return int(reader.visitor.post(f"/q/{QUESTION}/act", sent).status_code)


def test_an_observer_reads_and_decides_nothing(workshop: Workshop, placed: list[str]) -> None:
    observer = Reader(workshop.come("observer", "Cleo"), QUESTION)
    page = observer.page(at(placed[0]))

    assert [] == [form for form in page.forms if form.action.endswith("/act")]


def test_votes_are_not_told_through_an_answer(
    workshop: Workshop, ada: Reader, placed: list[str]
) -> None:
    """T-SECRET: what is said of its cluster is not in the page of an answer."""
    key = ada.facts(at(placed[0]))["place"]["key"]
    cluster = f"/q/{QUESTION}/cluster/{key}"
    ada.votes(cluster, "not_one_idea")
    ada.does(cluster, "comment", text="Que nul ne doit lire")
    bo = Reader(workshop.come("reviewer", "Bo"), QUESTION)
    told = bo.visitor.get(at(placed[0])).text + bo.visitor.get(f"{at(placed[0])}.json").text

    assert "Que nul ne doit lire" not in told
    assert "not_one_idea" not in told


def test_words_are_never_markup(workshop: Workshop, ada: Reader, placed: list[str]) -> None:
    """What was written of an answer comes out as words."""
    nasty = "<script>alert(1)</script>"
    ada.does(at(placed[0]), "move", op="off_topic", comment=nasty)
    text = ada.visitor.get(at(placed[0])).text

    assert nasty not in text
    assert "&lt;script&gt;" in text
