"""What coders said, read from the journal, and how far they agree: by hand, and against nltk."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from nltk.metrics import masi_distance
from nltk.metrics.agreement import AnnotationTask

from synthesis.decisions import sampling
from synthesis.decisions.campaign import (
    Campaign,
    Said,
    campaign_of,
    disagreements,
    machine,
)
from synthesis.decisions.review import Review
from synthesis.decisions.sampling import Showing
from synthesis.methods import accord as method
from synthesis.methods.accord import level
from synthesis.review import accord
from synthesis.review.accord import compare, together
from tests.decisions.conftest import Room, small_base

CODES = ("k1", "k2", "k3", "none", "off_topic", "no_content", "unknown")
UNITS = 26  # all answers of the small question


def said(*all: str) -> dict[int, Said]:
    """Units from 1, each by its codes: "k1", or "k1 k2" for two; "" for one not coded."""
    return {n: Said(tuple(codes.split()), 2) for n, codes in enumerate(all, 1) if codes}


class Coders(Room):
    """People who code the small question, all its answers in the random part."""

    def open(self, size: int = UNITS) -> Campaign:
        self.act(
            "r-09",
            "open_coding",
            role="lead",
            **sampling.opening(self.review, sampling.codebook(self.review, {}), size),
        )
        return self.campaign

    @property
    def campaign(self) -> Campaign:
        found = campaign_of(self.review)
        assert found is not None
        return found

    def code(self, actor: str, shown: Showing, *codes: str, confidence: int = 2) -> None:
        given = {"unit": shown.unit, "again": int(shown.again)}
        address = self.campaign.units[shown.unit - 1]
        self.act(actor, "code", **given, answer=address, codes=list(codes), confidence=confidence)

    def all(self, actor: str, codes: Sequence[str]) -> None:
        """Code everything: unit n by codes[n], the second time as the first."""
        for shown in self.campaign.showings(actor):
            self.code(actor, shown, codes[(shown.unit - 1) % len(codes)])


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Coders]:
    made = Coders(tmp_path / "r.journal.sqlite", small_base())
    yield made
    made.desk.journal.close()


def test_figures_by_hand() -> None:
    """Ten units: 7 alike; by chance 3 × 4 + 5 × 4 + 2 × 2 of a hundred."""
    first = said("k1", "k1", "k1", "k2", "k2", "k2", "k2", "k2", "k3", "k3")
    second = said("k1", "k1", "k2", "k2", "k2", "k2", "k1", "k1", "k3", "k3")
    found = compare(first, second, CODES, range(1, 11))

    assert 10 == found.n
    assert 0.7 == found.raw.value
    assert (0.7 - 0.36) / 0.64 == pytest.approx(found.kappa.value)
    assert ("k1", "k2", "k3") == found.used
    assert ((2, 1, 0), (2, 3, 0), (0, 0, 2)) == found.table
    assert ((0.3, 0.4), (0.5, 0.4), (0.2, 0.2)) == found.prevalence
    assert found.alpha.value == found.alpha_sets.value
    assert 1000 == found.raw.resamples
    assert found.kappa.low < found.kappa.value < found.kappa.high
    assert "" == found.obstacle


def test_units_of_both_alone_count() -> None:
    """Neither gaps nor units outside the part."""
    found = compare(said("k1", "", "k2", "k1"), said("k1", "k2", "k1"), CODES, range(1, 4))

    assert (2, 0.5) == (found.n, found.raw.value)


def test_several_codes_by_masi_and_the_first_for_kappa() -> None:
    """The sets against nltk; «je ne sais pas» is a code like another, and is counted."""
    first = said("k1 k2", "k1", "k2", "k3 k1", "unknown")
    second = said("k1", "k1", "k2 k3", "k1 k3", "none")
    found = compare(first, second, CODES, range(1, 6))
    rows = [
        (coder, unit, frozenset(each.codes))
        for coder, all in (("a", first), ("b", second))
        for unit, each in all.items()
    ]

    assert AnnotationTask(rows, distance=masi_distance).alpha() == pytest.approx(
        found.alpha_sets.value
    )
    assert 0.6 == found.raw.value
    assert (3, 1) == (found.several, found.unknown)
    assert ("k1", "k2", "k3", "none", "unknown") == found.used


@pytest.mark.parametrize(
    ("first", "second", "obstacle", "raw"),
    [
        (said("k1", "k1"), said("k1", "k1"), "one_code", 1.0),
        (said("k1", ""), said("", "k1"), "no_unit", math.nan),
        ({}, {}, "no_unit", math.nan),
    ],
)
def test_what_cannot_be_computed_says_why(
    first: dict[int, Said], second: dict[int, Said], obstacle: str, raw: float
) -> None:
    """Neither 1 nor 0; as JSON, null."""
    found = compare(first, second, CODES, range(1, 3))
    facts = json.loads(json.dumps(found.facts(), allow_nan=False))

    assert obstacle == found.obstacle
    assert found.raw.value == pytest.approx(raw, nan_ok=True)
    assert None is facts["kappa"]["value"] is facts["alpha"]["value"] is facts["alpha"]["low"]
    assert "" == found.level


def test_everybody_together() -> None:
    """Krippendorff's three coders with gaps, 0.691; a coder alone is no agreement."""
    ratings = ["000003412113303", "102133430000000", "002134402113304"]
    codings = {
        f"r-{n}": said(*("" if code == "0" else f"k{code}" for code in row))
        for n, row in enumerate(ratings)
    }
    codes = ("k1", "k2", "k3", "k4")
    found = together(codings, codes, range(1, 16))
    alone = together({"r-1": codings["r-1"]}, codes, range(1, 16))
    apart = together({"r-1": said("k1"), "r-2": said("", "k1")}, codes, range(1, 3))

    assert 0.691 == round(found.alpha.value, 3)
    assert (3, 12) == (found.coders, found.n)
    assert ("one_coder", "no_unit") == (alone.obstacle, apart.obstacle)
    assert json.dumps([found.facts(), alone.facts()], allow_nan=False)


def test_levels() -> None:
    """Krippendorff's: 0.800 and 0.667; none of fewer than twenty units."""
    assert ["to_redo", "tentative", "tentative", "reliable", ""] == [
        level(alpha, 20) for alpha in (0.6669, 0.667, 0.7999, 0.8, math.nan)
    ]
    assert "" == level(1.0, 19)


def test_codings_are_read_from_the_journal(room: Coders) -> None:
    """By coder and unit, the second showing apart; undone ones are none."""
    room.open()
    shown = room.campaign.showings("r-01")
    room.code("r-01", shown[0], "k1", "k2", confidence=3)
    room.code("r-01", shown[1], "k1")
    room.act("r-01", "undo", cancels=room.desk.events()[-1].seq)
    campaign = room.campaign

    assert {shown[0].unit: (("k1", "k2"), 3)} == {
        unit: (each.codes, each.confidence) for unit, each in campaign.first["r-01"].items()
    }
    assert ["r-01"] == campaign.coders
    assert {} == campaign.again


def test_only_the_last_coded_unit_may_be_coded_anew(room: Coders) -> None:
    """Both codings stay in the journal; one of an earlier unit changes no figure."""
    room.open()
    shown = room.campaign.showings("r-01")
    room.code("r-01", shown[0], "k1")
    room.code("r-01", shown[0], "k2")
    room.code("r-01", shown[1], "k3")
    room.code("r-01", shown[0], "k4")
    campaign = room.campaign

    assert ("k2",) == campaign.first["r-01"][shown[0].unit].codes
    assert [False, True, True] == [campaign.may_code("r-01", each) for each in shown[:3]]
    assert 4 == sum(event.op == "code" for event in room.desk.events())


def test_whoever_has_been_through_all_units_codes_no_more(room: Coders) -> None:
    """What others said is open to them from there on: nothing after it is blind."""
    room.open()
    room.all("r-01", ["k1", "k2"])
    last = room.campaign.showings("r-01")[-1]
    before = room.campaign.said("r-01", last)
    room.code("r-01", last, "unknown")
    campaign = room.campaign

    assert {"r-01"} == campaign.finished
    assert before == campaign.said("r-01", last)
    assert not campaign.may_code("r-01", last)


def test_undoing_unseals_nothing(room: Coders) -> None:
    """Neither a coding undone by who has seen the others', nor a closing undone by the lead."""
    room.open()
    room.all("r-01", ["k1", "k2"])
    before = room.campaign.first
    room.act("r-01", "undo", cancels=room.desk.events()[-1].seq)
    room.code("r-01", room.campaign.showings("r-01")[-1], "unknown")
    closing = room.act("r-09", "close_coding", role="lead")
    room.act("r-09", "undo", role="lead", cancels=closing.seq)
    room.code("r-02", room.campaign.showings("r-02")[0], "k1")
    campaign = room.campaign

    assert before == campaign.first
    assert {"r-01"} == campaign.finished
    assert room.review.coding_is_open
    assert campaign.reveals("r-02", "reviewer")


def test_a_coding_undone_may_be_made_anew(room: Coders) -> None:
    """As long as it is blind."""
    room.open()
    shown = room.campaign.showings("r-01")[0]
    room.code("r-01", shown, "k1")
    room.act("r-01", "undo", cancels=room.desk.events()[-1].seq)
    gone = room.campaign.said("r-01", shown)
    room.code("r-01", shown, "k2")
    said = room.campaign.said("r-01", shown)

    assert gone is None
    assert said is not None
    assert ("k2",) == said.codes


def test_a_showing_that_is_not_theirs_does_not_count(room: Coders) -> None:
    """A unit shown once only, said to be shown again; a unit that does not exist."""
    room.open()
    once = next(
        each for each in room.campaign.showings("r-01")
        if Showing(each.unit, True) not in room.campaign.showings("r-01")
    )  # fmt: skip
    room.code("r-01", Showing(once.unit, True), "k1")
    room.act("r-01", "code", unit=99, answer="GD-00", codes=["k1"], confidence=1)

    assert [] == room.campaign.coders


def test_a_coder_with_themselves(room: Coders) -> None:
    """On the units shown twice: here the second time otherwise once in two."""
    room.open()
    for shown in room.campaign.showings("r-01"):
        room.code("r-01", shown, "k2" if shown.again and shown.unit % 2 else "k1")
    (found,) = accord.alone(room.campaign)
    again = [shown.unit for shown in room.campaign.showings("r-01") if shown.again]

    assert UNITS // 10 == found.accord.n == len(again)
    assert sum(unit % 2 == 0 for unit in again) / len(again) == found.accord.raw.value


def test_the_machine_is_the_run(room: Coders) -> None:
    """The code of the cluster a unit is in; none where unclassified, whatever people move."""
    room.open()
    room.act("r-01", "move", answers=["GD-00"], to=room.key(3))
    campaign, base = room.campaign, room.base
    codes = {each["cluster"]: each["code"] for each in campaign.payload["codes"]}
    expected = {
        unit: codes[place] if (place := base.places[address]) else "none"
        for unit, address in enumerate(campaign.units, 1)
    }

    assert expected == {
        unit: each.codes[0] for unit, each in machine(room.review, campaign).items()
    }


def test_the_machine_goes_through_merges(room: Coders) -> None:
    """A cluster merged before the opening has the code of the one that absorbed it; one that was
    set aside has that state.
    """
    merge = room.act("r-01", "merge", cluster=room.key(1), into=room.key(0), comment="même idée")
    aside = room.act("r-01", "off_topic", cluster=room.key(2), comment="autre chose")
    for event in (merge, aside):
        room.act("r-02", "confirm", proposal=event.seq)
    campaign = room.open()
    placed = machine(room.review, campaign)
    found = {
        key: {placed[unit].codes[0] for unit, address in enumerate(campaign.units, 1)
              if address in inside}
        for key, inside in room.base.inside.items()
    }  # fmt: skip

    assert [{"k1"}, {"k1"}, {"off_topic"}, {"k2"}] == [found[room.key(n)] for n in range(4)]


def test_coders_against_each_other_and_the_machine(room: Coders) -> None:
    """One codes as the machine, the other k1 throughout: every figure, as JSON too."""
    room.open()
    placed = machine(room.review, room.campaign)
    room.all("r-01", [placed[unit].codes[0] for unit in range(1, UNITS + 1)])
    room.all("r-02", ["k1"])
    (pair,) = accord.pairs(room.campaign)
    with_machine = {
        each.first: each.accord for each in accord.with_machine(room.review, room.campaign)
    }

    assert (UNITS, 6 / UNITS) == (pair.accord.n, pair.accord.raw.value)
    assert 0.0 == pytest.approx(pair.accord.kappa.value)
    assert "to_redo" == pair.accord.level
    assert 1.0 == with_machine["r-01"].kappa.value == with_machine["r-01"].alpha.value
    assert json.dumps(pair.accord.facts(), allow_nan=False)


def test_the_random_part_alone_feeds_figures(room: Coders) -> None:
    """What was added for small clusters is coded, listed, and in no figure unless asked for."""
    room.open(20)
    campaign = room.campaign
    for actor in ("r-01", "r-02"):
        room.all(actor, ["k1", "k2", "k3"])
    (figures,), (all,) = accord.pairs(room.campaign), accord.pairs(room.campaign, True)

    assert 20 == figures.accord.n
    assert len(campaign.units) == all.accord.n > 20


def test_disagreements_by_pair_of_codes(room: Coders) -> None:
    """The most frequent pair first, in the order of the codebook; no unit coded alike."""
    room.open()
    room.all("r-01", ["k1", "k1", "k2", "none"])
    room.all("r-02", ["k1", "k2", "k1", "k3"])
    found = disagreements(room.review, room.campaign)
    units = {pair: [each.unit for each in listed] for pair, listed in found.items()}

    assert [("k1", "k2"), ("k3", "none")] == list(units)
    assert [n for n in range(1, UNITS + 1) if n % 4 in (2, 3)] == units["k1", "k2"]
    assert {"r-01", "r-02"} == set(found["k3", "none"][0].said)


def test_an_arbitration_changes_no_figure(room: Coders) -> None:
    """It is shown beside the unit; agreement is that of before."""
    room.open()
    room.all("r-01", ["k1", "k2"])
    room.all("r-02", ["k1", "k1"])
    before = accord.pairs(room.campaign)
    room.act("r-09", "close_coding", role="lead")
    room.act("r-07", "arbitrate", role="arbiter", object="unit/2", outcome="k2", reason="clair")
    found = disagreements(room.review, room.campaign)["k1", "k2"]
    settled = {each.unit: each.settled for each in found}

    assert before == accord.pairs(room.campaign)
    assert settled[2] is not None
    assert "k2" == settled[2].outcome
    assert settled[4] is None


def test_a_new_campaign_starts_anew(room: Coders) -> None:
    """Neither codings nor arbitrations of the one before."""
    room.open()
    room.all("r-01", ["k1"])
    room.all("r-02", ["k2"])
    room.act("r-09", "close_coding", role="lead")
    room.act("r-07", "arbitrate", role="arbiter", object="unit/2", outcome="k2", reason="clair")
    room.open()
    coders = room.campaign.coders
    room.all("r-01", ["k1"])
    room.all("r-02", ["k2"])
    settled = [e.settled for e in disagreements(room.review, room.campaign)["k1", "k2"]]

    assert [] == coders
    assert [None] * UNITS == settled


def test_without_a_campaign(room: Coders) -> None:
    assert campaign_of(room.review) is None


def test_order_of_events_and_time_change_nothing(room: Coders) -> None:
    """The same journal read again gives the same figures, to the last bit."""
    room.open()
    room.all("r-01", ["k1", "k2", "k3"])
    room.all("r-02", ["k1", "k3", "k3"])
    one = [each.accord.facts() for each in accord.pairs(room.campaign)]
    again: Review = room.opened().review("Q1")
    other = campaign_of(again)
    method.compare.cache_clear()

    assert other is not None
    assert one == [each.accord.facts() for each in accord.pairs(other)]
