"""Who codes a question is shown none of its clusters, until they are through, or leave."""

from __future__ import annotations

import uuid

import pytest
from starlette.routing import Route

from synthesis.journal import Event
from tests.review.conftest import Visitor, Workshop
from tests.review.test_coding import ACT, CODING, QUESTION, Coding, form_of

OTHER = "904"
# Screens of a question that tell the cluster of no text.
SHOWN = ("coding", "agreement", "signature", "opening")


@pytest.fixture
def coding(workshop: Workshop) -> Coding:
    return Coding(workshop)


def pages(coding: Coding, question: str = QUESTION) -> dict[str, str]:
    """Every screen about a question, by the name of its route."""
    base = coding.workshop.desk.base(question)
    keys = list(base.clusters)
    parts = {
        "{question:word}": question,
        "{key:word}": keys[0],
        "{key2:word}": keys[1],
        "{address:word}": next(iter(base.places)),
    }
    found = {"concordance": f"/concordance?question={question}&term=bus"}
    for route in coding.workshop.app.routes:
        if isinstance(route, Route) and "GET" in (route.methods or ()) and "/q/" in route.path:
            path = route.path
            for part, value in parts.items():
                path = path.replace(part, value)
            found[route.name] = path
    found["concordance.json"] = f"/concordance.json?question={question}&term=bus"
    return found


def statuses(who: Visitor, paths: dict[str, str]) -> dict[str, int]:
    """What someone gets of each page that shows clusters."""
    return {
        name: who.get(path).status_code
        for name, path in paths.items()
        if name.removesuffix(".json") not in SHOWN
    }


def test_t_blind_no_page_shows_clusters_to_who_codes(coding: Coding) -> None:
    """From when one begins: a notice, its twin too; another question is as open as before."""
    paths = pages(coding)
    coder = coding.workshop.come()
    before = statuses(coder, paths)
    coding.begin(coder)
    after = statuses(coder, paths)

    assert {"question", "cluster", "compare", "answer", "concordance"} <= before.keys()
    assert {200} == set(before.values())
    assert {403} == set(after.values())
    for path in (paths["cluster"], paths["answer"], paths["concordance"]):
        html = coder.get(path).text
        assert "Vous codez cette question à l’aveugle" in html
        assert f'href="{CODING}"' in html
        assert "<blockquote" not in html
    twin = coder.get(paths["cluster.json"]).json()
    assert {"question", "coding_version", "coded", "of"} == twin.keys()
    assert {200} == set(statuses(coder, pages(coding, OTHER)).values())


def test_a_concordance_without_a_question_is_of_one_that_is_open(coding: Coding) -> None:
    """Neither by default nor in the list is it of the question one codes."""
    facts = coding.coder().get("/concordance.json?term=bus").json()

    assert QUESTION not in [each["id"] for each in facts["questions"]]
    assert QUESTION != facts["asked"]["question"]


@pytest.mark.parametrize("role", ["reviewer", "arbiter", "lead", "observer"])
def test_who_does_not_code_reads_as_before(coding: Coding, role: str) -> None:
    """Even while others code; the lead who opened the coding too."""
    coding.coder()
    who = coding.lead if role == "lead" else coding.workshop.come(role)

    assert {200} == set(statuses(who, pages(coding)).values())


def test_clusters_open_again_to_who_is_through_and_to_all_when_it_closes(coding: Coding) -> None:
    one, other = coding.coder(), coding.coder()
    coding.all(one)
    path = f"/q/{QUESTION}"

    assert (200, 403) == (one.get(path).status_code, other.get(path).status_code)
    coding.close()
    assert 200 == other.get(path).status_code


def test_no_text_is_shown_before_one_begins(coding: Coding) -> None:
    """The codebook is; whoever could read texts first could look up their clusters."""
    coder = coding.workshop.come()
    facts = coding.facts(coder, "?n=3")

    assert ("ready", False) == (facts["state"], "text" in facts)
    assert facts["codes"]
    assert "<blockquote" not in coder.get(CODING).text


def test_leaving_is_recorded_and_gives_up_the_rest(coding: Coding) -> None:
    """What was coded counts, the rest cannot be coded any more, nor the leaving undone."""
    coder, other = coding.coder(), coding.coder()
    coding.send(coder, 1, main="k1")
    coding.all(other)
    form = form_of(coder.get(f"/q/{QUESTION}").text, "leave_coding")
    left = coder.post(ACT, form)
    event = coding.workshop.desk.events()[-1]
    late = coding.send(coder, 2, main="k1")
    again = coding.begin(coder)

    assert (303, "leave_coding") == (left.status_code, event.op)
    assert 200 == coder.get(f"/q/{QUESTION}").status_code
    assert "left" == coding.facts(coder)["state"]
    assert (303, 422) == (late.status_code, again.status_code)
    assert event == coding.workshop.desk.events()[-1]
    assert coder.person is not None
    assert 1 == len(coding.campaign.first[coder.person.id])
    progress = coder.get(f"/q/{QUESTION}/agreement.json").json()["progress"]
    assert {coder.person.id} == {each["id"] for each in progress if each["left"]}
    assert 1 == coder.get(f"/q/{QUESTION}/agreement.json").json()["figures"]["people"][0]["n"]


@pytest.mark.parametrize("op", ["begin_coding", "leave_coding"])
def test_neither_is_undone(coding: Coding, op: str) -> None:
    """What one could read, one has read; and a coding somebody began is closed, not undone."""
    coder = coding.coder()
    if op == "leave_coding":
        coder.post(ACT, {"op": op, "key": uuid.uuid4().hex})
    events = coding.workshop.desk.events()
    assert op == events[-1].op

    def undo(who: Visitor, event: Event) -> int:
        form = {"op": "undo", "key": uuid.uuid4().hex, "cancels": str(event.seq)}
        return int(who.post(ACT, form).status_code)

    assert 422 == undo(coder, events[-1])
    assert 422 == undo(coding.lead, events[0])
    assert events == coding.workshop.desk.events()


def test_one_who_does_not_code_has_nothing_to_leave(coding: Coding) -> None:
    who = coding.workshop.come()
    answer = who.post(ACT, {"op": "leave_coding", "key": uuid.uuid4().hex})
    observer = coding.workshop.come("observer")

    assert (422, 422) == (answer.status_code, coding.begin(observer).status_code)
    assert "Vous n’êtes pas en train de coder" in answer.text


def test_t_blind_the_journal_recalls_no_code_while_texts_come_again(coding: Coding) -> None:
    """Neither one's own codes nor the references of the texts, until the coding is closed."""
    coder = coding.coder()
    coding.send(coder, 1, main="k2")

    def told() -> list[list[str]]:
        found: list[list[str]] = coder.get("/journal.json?op=code").json()["events"][0]["payload"]
        return found

    assert [] == told()
    coding.close()
    assert ["codes", "1: k2"] in told()
