"""S6: what a blind coder sees, what they must not, and what is recorded."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from synthesis.decisions import sampling
from synthesis.decisions.campaign import Campaign, campaign_of
from synthesis.decisions.review import Review
from synthesis.decisions.sampling import Showing
from synthesis.errors import RefusedError
from synthesis.review.words_of import words_of
from tests.report.conftest import parse
from tests.review.conftest import Visitor, Workshop

QUESTION = "901"
CODING = f"/q/{QUESTION}/coding"
ACT = f"/q/{QUESTION}/act"


class Coding:
    """A campaign on the sample, and what people send to it."""

    def __init__(self, workshop: Workshop, size: int = 20) -> None:
        self.workshop = workshop
        self.lead = workshop.come("lead")
        answer = self.open(size)
        assert 303 == answer.status_code, answer.text

    def open(self, size: int = 20) -> Any:
        """The codebook as its page proposes it, sent."""
        review = self.review
        codes = sampling.codebook(review, {})
        asked = {f"cluster.{n}": each["cluster"] for n, each in enumerate(codes)}
        asked |= {"op": "open_coding", "key": uuid.uuid4().hex, "size": str(size)}
        return self.lead.post(f"{CODING}/open", asked)

    @property
    def review(self) -> Review:
        return self.workshop.desk.review(QUESTION)

    @property
    def campaign(self) -> Campaign:
        found = campaign_of(self.review)
        assert found is not None
        return found

    def begin(self, who: Visitor) -> Any:
        """Say that one begins."""
        fields = {"op": "begin_coding", "key": uuid.uuid4().hex, "back": "coding"}
        return who.post(ACT, fields)

    def coder(self, role: str = "reviewer", name: str = "") -> Visitor:
        """Someone who has begun."""
        who = self.workshop.come(role, name)
        assert 303 == self.begin(who).status_code
        return who

    def facts(self, who: Visitor, query: str = "") -> Any:
        """What the page of a coder is made of."""
        return who.get(f"{CODING}.json{query}").json()

    def send(self, who: Visitor, place: int, **fields: Any) -> Any:
        """Press a button of the page of a text."""
        given = {"op": "code", "back": "coding", "key": uuid.uuid4().hex, "n": place,
                 "campaign": self.campaign.seq, "q.after": place}  # fmt: skip
        if "unknown" not in fields:
            given |= {"confidence": 3}
        return who.post(CODING, given | fields)

    def all(self, who: Visitor, main: Callable[[int], str] = lambda place: "k1") -> None:
        """Every text is coded, by its place: at the desk, which is quicker than by the page."""
        assert who.person is not None
        campaign = self.campaign
        for place, shown in enumerate(campaign.showings(who.person.id), 1):
            payload = {
                "unit": shown.unit,
                "answer": campaign.units[shown.unit - 1],
                "again": int(shown.again),
                "codes": [main(place)],
                "confidence": 3,
            }
            self.workshop.desk.act(
                who.person.id, who.person.role, "code", QUESTION, payload, {}, uuid.uuid4().hex
            )

    def close(self) -> None:
        answer = self.lead.post(
            ACT, {"op": "close_coding", "key": uuid.uuid4().hex, "back": "agreement"}
        )
        assert 303 == answer.status_code


def form_of(page: str, op: str) -> dict[str, Any]:
    """What the form of an operation sends before anybody types, as its page has it."""
    (form,) = [
        form
        for form in parse(page).all("form")
        if any(each.attributes.get("value") == op for each in form.all("input"))
    ]
    return {
        each.attributes["name"]: each.attributes["value"]
        for each in form.all("input")
        if each.attributes.get("type") in ("hidden", "number")
    }


@pytest.fixture
def coding(workshop: Workshop) -> Coding:
    return Coding(workshop)


def test_before_a_campaign_there_is_nothing_to_code(workshop: Workshop) -> None:
    """The page says so; a form is refused, and nothing is recorded."""
    reviewer = workshop.come()

    assert "none" == reviewer.get(f"{CODING}.json").json()["state"]
    assert 409 == reviewer.post(CODING, {"n": 1, "campaign": 1}).status_code
    assert [] == workshop.desk.events()


def test_t_blind_nothing_leads_the_coder(coding: Coding) -> None:
    """On no page, HTML or facts, for any text: the cluster, its number, the reference, others."""
    other = coding.workshop.come(name="Berthe Témoin")
    coder = coding.coder(name="Chloé Codeuse")
    coding.all(other)
    assert coder.person is not None
    assert other.person is not None
    base = coding.review.base
    keys, digests = list(base.clusters), [each.digest for each in base.clusters.values()]
    secrets = [*keys, *digests, "Berthe", other.person.id, '"cluster', "cluster_id", "margin"]
    for place, shown in enumerate(coding.campaign.showings(coder.person.id), 1):
        address = coding.campaign.units[shown.unit - 1]
        text = words_of(coding.workshop.desk.warehouse, coding.review, [address])[address]
        facts = coder.get(f"{CODING}.json?n={place}")
        html = coder.get(f"{CODING}?n={place}").text
        main = html[html.index("<main") : html.index("</main>")]

        assert text == facts.json()["text"]
        for page in (facts.text, main):
            bare = page.replace(json.dumps(text, ensure_ascii=False), "")
            assert [] == [each for each in secrets if each in bare]
            assert not re.search(rf"(?<![\w-]){re.escape(address)}(?![\w-])", bare)
        assert {"code", "number", "label_fr", "label_en", "definition", "terms"} == set(
            facts.json()["codes"][0]
        )


def test_t_blind_nobody_reads_what_was_drawn_before_coding_it(coding: Coding) -> None:
    """The opening holds the sample: with it, a coder could look up the cluster of each text."""
    unit = coding.campaign.units[0]
    journal, export = "/journal.json", "/journal/decisions.jsonl"
    for who in (coding.workshop.come(), coding.lead):
        assert [] == who.get(journal).json()["events"][-1]["payload"]
        assert 403 == who.get(export).status_code
    assert unit in coding.workshop.come("observer").get(export).text
    coding.close()

    assert unit in coding.workshop.come().get(export).text


def test_t_blind_what_others_do_changes_nothing(coding: Coding) -> None:
    """The page of a text is the same before and after somebody else has coded all of them."""
    coder, other = coding.coder(), coding.workshop.come()
    before = [coding.facts(coder, f"?n={place}") for place in (1, 5, 20)]
    coding.all(other)

    assert before == [coding.facts(coder, f"?n={place}") for place in (1, 5, 20)]


def test_a_text_that_comes_again_is_as_new(coding: Coding) -> None:
    """Nothing says that it comes again, nor what one said the first time."""
    coder = coding.coder()
    assert coder.person is not None
    shown = coding.campaign.showings(coder.person.id)
    place = next(n for n, each in enumerate(shown, 1) if each.again)
    first = shown.index(Showing(shown[place - 1].unit)) + 1
    before = coding.facts(coder, f"?n={first}")
    coding.send(coder, first, main="k2")
    again = coding.facts(coder, f"?n={place}")

    assert before["text"] == again["text"]
    assert [] == again["chosen"]
    assert not again["recoding"]


def test_a_coding_is_recorded_as_it_was_given(coding: Coding) -> None:
    """Main code first, others after, confidence, the address; then comes the next text."""
    coder = coding.workshop.come()
    assert coder.person is not None
    answer = coding.send(coder, 1, main="k2", other=["k1", "k3"], confidence=2)
    shown = coding.campaign.showings(coder.person.id)[0]
    event = coding.workshop.desk.events()[-1]

    assert answer.headers["location"].startswith(CODING)
    assert {"answer": coding.campaign.units[shown.unit - 1], "unit": shown.unit, "again": 0,
            "codes": ["k2", "k1", "k3"], "confidence": 2} == dict(event.payload)  # fmt: skip
    assert (
        2
        == coder.get(answer.headers["location"].replace("coding?", "coding.json?")).json()["place"]
    )


def test_the_forms_of_the_pages_are_those_that_are_taken(workshop: Workshop) -> None:
    """Opening, coding, closing, each with what its page holds, and back where one was."""
    lead, coder = workshop.come("lead"), workshop.come()
    agreement = f"/q/{QUESTION}/agreement"
    opened = lead.post(f"{CODING}/open", form_of(lead.get(f"{CODING}/open").text, "open_coding"))
    begun = coder.post(ACT, form_of(coder.get(CODING).text, "begin_coding"))
    fields = form_of(coder.get(CODING).text, "code")
    coded = coder.post(CODING, fields | {"main": "k1", "confidence": "2"})
    closed = lead.post(ACT, form_of(lead.get(agreement).text, "close_coding"))
    events = workshop.desk.events()

    sent = (opened, begun, coded, closed)
    assert [303] * 4 == [each.status_code for each in sent], coded.text
    assert ["open_coding", "begin_coding", "code", "close_coding"] == [each.op for each in events]
    assert begun.headers["location"] == f"{CODING}?done=2"
    assert coded.headers["location"] == f"{CODING}?after=1&done=3"
    assert closed.headers["location"] == f"{agreement}?done=4"


def test_not_knowing_needs_no_code(coding: Coding) -> None:
    """«Je ne sais pas» is one button, and a code like another, without confidence."""
    coder = coding.workshop.come()
    coding.send(coder, 1, unknown=1)
    payload = coding.workshop.desk.events()[-1].payload

    assert (["unknown"], 1) == (payload["codes"], payload["confidence"])


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({}, 422, "Choisissez une idée principale"),
        ({"main": "off_topic", "other": ["k1"]}, 422, "ne vont pas avec une autre idée"),
        ({"main": "k99"}, 400, ""),
        ({"main": "k1", "confidence": 4}, 400, ""),
        ({"main": "k1", "confidence": "sûr"}, 400, ""),
    ],
)
def test_what_is_no_coding_is_refused(
    coding: Coding, fields: dict[str, Any], status: int, said: str
) -> None:
    """With a word, what was ticked still ticked; nothing is recorded."""
    coder = coding.workshop.come()
    events = len(coding.workshop.desk.events())
    answer = coding.send(coder, 1, **fields)

    assert status == answer.status_code
    assert said in answer.text
    assert events == len(coding.workshop.desk.events())
    if status == 422 and fields:
        assert re.search('id="main-off_topic"[^>]* checked', answer.text)


def test_skipped_texts_come_back(coding: Coding) -> None:
    """After the last one; the address says where one is."""
    coder = coding.coder()
    of = coding.facts(coder)["of"]
    following = coding.facts(coder)["following"]
    for place in range(2, of + 1):
        coding.send(coder, place, main="k1")

    assert 2 == following
    assert (1, None) == (coding.facts(coder)["place"], coding.facts(coder)["following"])


def test_the_text_before_may_be_coded_anew(coding: Coding) -> None:
    """Both stay in the journal, the last one counts; no other text may."""
    coder = coding.coder()
    coding.send(coder, 1, main="k1")
    assert 1 == coding.facts(coder)["previous"]
    again = coding.facts(coder, "?n=1")
    coding.send(coder, 1, main="k2")
    coding.send(coder, 2, main="k1")
    late = coding.send(coder, 1, main="k3")
    codes = [e.payload["codes"] for e in coding.workshop.desk.events() if e.op == "code"]

    assert (["k1"], True) == (again["chosen"], again["recoding"])
    assert late.headers["location"].endswith("late=1")
    assert [["k1"], ["k2"], ["k1"]] == codes
    assert 303 == coder.get(f"{CODING}?n=1").status_code


def test_all_coded_is_sealed(coding: Coding) -> None:
    """Since one now sees what others said."""
    coder = coding.workshop.come()
    coding.all(coder)
    events = len(coding.workshop.desk.events())
    coding.send(coder, coding.facts(coder)["of"], main="k2")

    assert "finished" == coding.facts(coder)["state"]
    assert events == len(coding.workshop.desk.events())


def test_a_form_sent_twice_counts_once(coding: Coding) -> None:
    coder = coding.workshop.come()
    key = uuid.uuid4().hex
    answers = [coding.send(coder, 1, main="k1", key=key) for _ in range(2)]

    assert [303, 303] == [each.status_code for each in answers]
    assert 1 == sum(each.op == "code" for each in coding.workshop.desk.events())


def test_a_form_of_another_campaign_records_nothing(coding: Coding) -> None:
    """Its places are those of other texts."""
    coder = coding.workshop.come()
    before = coding.campaign.seq
    coding.close()
    closed = coding.send(coder, 1, main="k1")
    Coding(coding.workshop)

    assert 422 == closed.status_code
    assert 409 == coding.send(coder, 1, main="k1", campaign=before).status_code
    assert not any(each.op == "code" for each in coding.workshop.desk.events())


def test_a_page_shown_before_the_closing_is_stale(coding: Coding) -> None:
    """The version of the coding travels with the form."""
    coder = coding.coder()
    version = coding.facts(coder)["coding_version"]
    coding.close()
    answer = coding.send(coder, 1, main="k1", **{f"version.{QUESTION}/coding": version})

    assert answer.status_code in (409, 422)
    assert not any(each.op == "code" for each in coding.workshop.desk.events())


def test_who_may_code(coding: Coding) -> None:
    """Observers watch; an arbiter is told what coding costs them."""
    observer, arbiter = coding.workshop.come("observer"), coding.workshop.come("arbiter")

    assert "observer" == coding.facts(observer)["state"]
    assert 403 == coding.send(observer, 1, main="k1").status_code
    assert "vous ne pourrez pas l’arbitrer" in arbiter.get(CODING).text
    coding.begin(arbiter)
    assert "vous ne pourrez pas l’arbitrer" in arbiter.get(CODING).text


@pytest.mark.parametrize("place", ["0", "999", "x", "-1", "²"])
def test_there_is_no_such_text(coding: Coding, place: str) -> None:
    coder = coding.coder()

    assert 404 == coder.get(f"{CODING}?n={place}").status_code


def test_masked_words_are_masked(coding: Coding) -> None:
    """As soon as somebody flags them."""
    coder = coding.coder()
    assert coder.person is not None
    shown = coding.campaign.showings(coder.person.id)[0]
    address = coding.campaign.units[shown.unit - 1]
    text = coding.facts(coder, "?n=1")["text"]
    coding.lead.post(
        ACT,
        {"op": "flag", "key": uuid.uuid4().hex, "answer": address, "spans": f"0-{len(text)}",
         "comment": "un nom"},
    )  # fmt: skip

    assert "[…]" == coding.facts(coder, "?n=1")["text"]
    assert text not in coder.get(f"{CODING}?n=1").text


def test_the_page_works_without_javascript(coding: Coding) -> None:
    """One form, buttons that submit, links; shortcuts are hidden, and no key is an accesskey."""
    html = coding.coder().get(CODING).text
    main = html[html.index("<main") : html.index("</main>")]

    assert '<details id="shortcuts" class="shortcuts" hidden>' in main
    assert "accesskey" not in main
    assert 4 == len(re.findall(r'<button name="(?:confidence|unknown)"', main))
    assert len(re.findall(r'type="radio"', main)) == len(coding.campaign.codes) - 1
    assert '<script src="/static/keys.js" defer></script>' in main


def test_opening_is_for_the_lead_and_bounded(workshop: Workshop) -> None:
    """Neither a reviewer, nor fewer than 20, nor what is no number."""
    lead = workshop.come("lead")
    fields = form_of(lead.get(f"{CODING}/open").text, "open_coding") | {"size": 150}

    assert 403 == workshop.come().get(f"{CODING}/open").status_code
    assert 403 == workshop.come().post(f"{CODING}/open", fields).status_code
    for size in (19, 100000, "beaucoup"):
        assert 422 == lead.post(f"{CODING}/open", fields | {"size": size}).status_code
    assert 303 == lead.post(f"{CODING}/open", fields).status_code
    assert 150 == workshop.desk.events()[-1].payload["random"]


def test_a_second_opening_is_refused(coding: Coding) -> None:
    answer = coding.open()

    assert 422 == answer.status_code
    with pytest.raises(RefusedError):
        coding.workshop.desk.act(
            "r-01", "lead", "open_coding", QUESTION, coding.campaign.payload, {}, uuid.uuid4().hex
        )
