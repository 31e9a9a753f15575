"""S7: all figures together, kept from who may still code; disagreements, and who settles them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.report.conftest import parse
from tests.review.conftest import Visitor, Workshop
from tests.review.test_coding import QUESTION, Coding, form_of

AGREEMENT = f"/q/{QUESTION}/agreement"
FIGURES = ("n", "raw", "kappa", "alpha", "alpha_sets", "used", "prevalence", "table", "level")


@pytest.fixture
def coding(workshop: Workshop) -> Coding:
    return Coding(workshop)


@pytest.fixture
def coded(coding: Coding) -> tuple[Coding, Visitor, Visitor]:
    """Two people have coded everything: one k1 throughout, the other k2 for one place in four."""
    one, other = coding.workshop.come(name="Berthe"), coding.workshop.come(name="Chloé")
    coding.all(one)
    coding.all(other, lambda place: "k1" if place % 4 else "k2")
    return coding, one, other


def seen(who: Visitor, query: str = "") -> Any:
    return who.get(f"{AGREEMENT}.json{query}").json()


def test_before_a_campaign(workshop: Workshop) -> None:
    """The lead is led to the codebook, told how many clusters have no name; others wait."""
    lead, reviewer = workshop.come("lead"), workshop.come()
    opening = seen(lead)["opening"]

    assert opening["unnamed"] == opening["clusters"] > 0
    assert f'href="/q/{QUESTION}/coding/open"' in lead.get(AGREEMENT).text
    assert f'href="/q/{QUESTION}/coding/open"' not in reviewer.get(AGREEMENT).text
    assert None is seen(reviewer)["figures"]


@pytest.mark.parametrize("role", ["reviewer", "arbiter", "lead"])
def test_figures_are_kept_from_who_may_still_code(
    coded: tuple[Coding, Visitor, Visitor], role: str
) -> None:
    """How far people are is shown; what they said is not, until one is done or it is closed."""
    coding = coded[0]
    waiting = coding.workshop.come(role)
    before, html = seen(waiting), waiting.get(AGREEMENT).text
    coding.close()

    assert (False, None, None) == tuple(
        before[name] for name in ("reveals", "figures", "disagreements")
    )
    assert [True, True] == [each["done"] == each["of"] > 20 for each in before["progress"]]
    assert "κ" not in html
    assert seen(waiting)["figures"] is not None


def test_who_is_done_and_who_never_codes_may_see(coded: tuple[Coding, Visitor, Visitor]) -> None:
    coding, one, _ = coded

    assert seen(one)["reveals"]
    assert seen(coding.workshop.come("observer"))["reveals"]


def test_no_figure_goes_alone(coded: tuple[Coding, Visitor, Visitor]) -> None:
    """Of every pair: n, raw agreement, κ, α and its twin on sets, intervals, codes, counts."""
    figures = seen(coded[1])["figures"]

    assert [1, 2, 2] == [len(figures[kind]) for kind in ("people", "machine", "alone")]
    for row in (*figures["people"], *figures["machine"], *figures["alone"]):
        assert set(FIGURES) <= set(row)
        for name in ("raw", "kappa", "alpha", "alpha_sets"):
            measure = row[name]
            assert measure["value"] is None or {"low", "high", "resamples"} <= set(measure)
        assert row["n"] == sum(map(sum, row["table"]))


def test_figures_are_those_of_the_journal(coded: tuple[Coding, Visitor, Visitor]) -> None:
    """Counted again from the events, on the random part: share alike, and each cell."""
    coding, one, other = coded
    assert one.person is not None
    assert other.person is not None
    said: dict[str, dict[int, str]] = {one.person.id: {}, other.person.id: {}}
    for event in coding.workshop.desk.events():
        if event.op == "code" and not event.payload["again"]:
            said[event.actor][event.payload["unit"]] = event.payload["codes"][0]
    random = range(1, coding.campaign.payload["random"] + 1)
    alike = sum(said[one.person.id][n] == said[other.person.id][n] for n in random)
    (pair,) = seen(one)["figures"]["people"]

    assert len(random) == pair["n"] == 20
    assert alike / 20 == pair["raw"]["value"]
    assert [[alike, 20 - alike], [0, 0]] == pair["table"]
    assert 0.0 == pytest.approx(pair["kappa"]["value"])
    assert "to_redo" == pair["level"]


def test_one_single_code_is_not_computable(coding: Coding) -> None:
    """In words on the page, null in the facts: neither 1 nor 0."""
    one, other = coding.workshop.come(), coding.workshop.come()
    coding.all(one)
    coding.all(other)
    (pair,) = seen(one)["figures"]["people"]

    assert (None, None, 1.0) == tuple(pair[name]["value"] for name in ("kappa", "alpha", "raw"))
    assert "non calculable : un seul code employé" in _plain(one.get(AGREEMENT).text)


def test_one_coder_is_no_agreement(coding: Coding) -> None:
    """The machine is compared all the same."""
    one = coding.workshop.come()
    coding.all(one)
    figures = seen(one)["figures"]

    assert ("one_coder", []) == (figures["together"]["obstacle"], figures["people"])
    assert 1 == len(figures["machine"])
    assert "Non calculable : un seul codeur." in _plain(one.get(AGREEMENT).text)


def test_nobody_coded(coding: Coding) -> None:
    coding.close()
    facts = seen(coding.lead)

    assert ([], None) == (facts["progress"], facts["figures"])


def test_tables_are_tables(coded: tuple[Coding, Visitor, Visitor]) -> None:
    """Each with a caption and scopes; rows and columns of the confusion are the codes used."""
    one = coded[1]
    page = parse(one.get(AGREEMENT).text)
    facts = seen(one)["figures"]["looked"]
    (confusion,) = [
        each for each in page.all("table") if each.attributes.get("class") == "confusion"
    ]
    cells = [[int(cell.text()) for cell in row.all("td")] for row in confusion.all("tr")]

    assert facts["table"] == [row for row in cells if row]
    for table in page.all("table"):
        assert table.all("caption")[0].text().strip()
        assert all("scope" in head.attributes for head in table.all("th"))
    assert len(facts["used"]) == len(confusion.all("abbr"))


def test_the_pair_and_the_part_are_in_the_address(coded: tuple[Coding, Visitor, Visitor]) -> None:
    """Unknown ones are the first, never an error."""
    coding, one, other = coded
    assert other.person is not None
    looked = seen(one, f"?pair={other.person.id}~machine&on=all")["figures"]

    assert (f"{other.person.id}~machine", "all") == (looked["looked"]["pair"], looked["on"])
    assert len(coding.campaign.units) == looked["units"] > 20
    assert seen(one, "?pair=r-99~x")["figures"]["looked"] == seen(one)["figures"]["looked"]


def test_disagreements_show_both_codings_and_the_words(
    coded: tuple[Coding, Visitor, Visitor],
) -> None:
    """By pair of codes; nothing of other units."""
    coding, one, other = coded
    assert other.person is not None
    found = seen(one, "?codes=k1~k2")["disagreements"]
    shown = coding.campaign.showings(other.person.id)
    units = {each.unit for place, each in enumerate(shown, 1) if not place % 4 and not each.again}

    assert [{"codes": ["k1", "k2"], "units": len(units), "settled": 0}] == found["groups"]
    assert units == {each["unit"] for each in found["listed"]}
    for each in found["listed"]:
        assert [["k1"], ["k2"]] == [said["codes"] for said in each["said"]]
        assert each["text"] in _unescaped(one.get(f"{AGREEMENT}?codes=k1~k2").text)


def test_a_third_person_settles_with_a_reason(
    coded: tuple[Coding, Visitor, Visitor], settle: Callable[..., Any]
) -> None:
    """Recorded, shown beside the unit, and no figure moves."""
    coding, one, _ = coded
    arbiter = coding.workshop.come("arbiter", "Driss")
    coding.close()
    before = seen(one)["figures"]
    unit = seen(arbiter, "?codes=k1~k2")["disagreements"]["listed"][0]
    page = arbiter.get(f"{AGREEMENT}?codes=k1~k2").text
    page = page[page.index('<article class="card"') : page.index("</article>")] + "</article>"
    fields = form_of(page, "arbitrate")
    answer = settle(coding, arbiter, fields.pop("unit"), **fields)
    after = seen(one, "?codes=k1~k2")["disagreements"]
    settled = next(each for each in after["listed"] if each["unit"] == unit["unit"])

    assert unit["may_settle"]
    assert 303 == answer.status_code
    assert ("Driss", "k2", "La pente est dite.") == tuple(
        settled["settled"][name] for name in ("name", "outcome", "reason")
    )
    assert 1 == after["groups"][0]["settled"]
    assert before == seen(one)["figures"]


def test_who_may_not_settle(
    coded: tuple[Coding, Visitor, Visitor], settle: Callable[..., Any]
) -> None:
    """Neither before the closing, nor without a reason, nor a unit all agree on, nor twice, nor a
    reviewer, nor an arbiter who coded the unit.
    """
    coding, one, _ = coded
    arbiter, partial = coding.workshop.come("arbiter"), coding.workshop.come("arbiter")
    units = [each["unit"] for each in seen(one, "?codes=k1~k2")["disagreements"]["listed"]]
    agreed = next(n for n in coding.campaign.part() if n not in units)
    assert partial.person is not None
    shown = coding.campaign.showings(partial.person.id)
    mine = next(n for n, each in enumerate(shown, 1) if each.unit == units[0])
    coding.send(partial, mine, main="k1")
    early = settle(coding, arbiter, units[0]).status_code
    coding.close()
    listed = seen(partial, "?codes=k1~k2")["disagreements"]["listed"]

    assert 409 == early
    assert 422 == settle(coding, arbiter, units[1], reason=" ").status_code
    assert 400 == settle(coding, arbiter, units[1], outcome="k99").status_code
    assert 409 == settle(coding, arbiter, agreed).status_code
    assert 403 == settle(coding, one, units[1]).status_code
    assert 422 == settle(coding, partial, units[0]).status_code
    assert {units[0]: False} == {
        each["unit"]: each["may_settle"] for each in listed if not each["may_settle"]
    }
    assert 303 == settle(coding, arbiter, units[1]).status_code
    assert 409 == settle(coding, arbiter, units[1]).status_code


def test_a_typed_reason_is_not_lost(
    coded: tuple[Coding, Visitor, Visitor], settle: Callable[..., Any]
) -> None:
    """Of an arbitration that somebody else made in between."""
    coding, one, _ = coded
    arbiter = coding.workshop.come("arbiter")
    unit = seen(one, "?codes=k1~k2")["disagreements"]["listed"][0]["unit"]
    coding.close()
    version = f"version.{QUESTION}/arbitration/unit/{unit}"
    answer = settle(coding, arbiter, unit, **{version: 3})

    assert 409 == answer.status_code
    assert "La pente est dite." in answer.text


@pytest.mark.parametrize("query", ["?page=x", "?page=²"])
def test_a_page_that_is_no_number(coded: tuple[Coding, Visitor, Visitor], query: str) -> None:
    assert 404 == coded[1].get(f"{AGREEMENT}{query}").status_code


def test_closing_is_for_the_lead(coding: Coding) -> None:
    """The button is not shown to others, and their form is refused."""
    reviewer = coding.workshop.come()
    fields = {"op": "close_coding", "key": uuid.uuid4().hex, "back": "agreement"}

    assert "close_coding" in coding.lead.get(AGREEMENT).text
    assert "close_coding" not in reviewer.get(AGREEMENT).text
    assert 422 == reviewer.post(f"/q/{QUESTION}/act", fields).status_code
    assert coding.review.coding_is_open


def test_in_english(coded: tuple[Coding, Visitor, Visitor]) -> None:
    """Every word has both languages; the words of citizens keep theirs."""
    text = coded[1].get(f"{AGREEMENT}?codes=k1~k2&lang=en").text

    assert "Raw agreement" in text
    assert re.search(r'<blockquote class="words" lang="fr">', text)
    assert "Accord brut" not in text


@pytest.fixture
def settle() -> Callable[..., Any]:
    """settle(coding, who, unit, reason="…"): send the form of an arbitration."""

    def send(coding: Coding, who: Visitor, unit: int, **fields: Any) -> Any:
        given = {"op": "arbitrate", "key": uuid.uuid4().hex, "back": "agreement", "unit": unit,
                 "campaign": coding.campaign.seq, "outcome": "k2",
                 "reason": "La pente est dite."}  # fmt: skip
        return who.post(f"/q/{QUESTION}/coding/arbitrate", given | fields)

    return send


def _plain(html: str) -> str:
    return html.replace("\u00a0", " ").replace("\u202f", " ")


def _unescaped(html: str) -> str:
    return parse(html).text()
