"""The blind sample: drawn by digest, by hand, in any order of rows; who sees what when."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from synthesis.decisions import sampling
from synthesis.decisions.rules import FIXED_CODES
from synthesis.decisions.sampling import Showing, draw, order
from tests.decisions.conftest import Room, small_base

ANSWERS = [f"GD-{n:04}" for n in range(1000)]


class Pairs(Room):
    """Two people at a desk."""

    def confirmed(self, op: str, **given: str) -> None:
        """Propose, and agree as the other."""
        event = self.act("r-01", op, comment="parce que", **given)
        self.act("r-02", "confirm", proposal=event.seq)


def rank(*parts: str) -> str:
    """SHA-256 of the parts, one a line, as anyone can compute it."""
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def test_the_smallest_digests_are_drawn() -> None:
    """Written out: no other rule."""
    expected = sorted(ANSWERS, key=lambda address: rank("s", address))[:200]
    sample = draw(ANSWERS, {}, 200, "s")

    assert expected == list(sample.units)
    assert 200 == sample.random


def test_t_random_the_order_of_rows_is_nothing() -> None:
    """Nor is that of clusters or of their members; another seed is another sample."""
    clusters = {"a": ANSWERS[:500], "b": ANSWERS[500:503]}
    turned = {"b": ANSWERS[500:503][::-1], "a": ANSWERS[:500][::-1]}

    assert draw(ANSWERS, clusters, 50, "s") == draw(ANSWERS[::-1], turned, 50, "s")
    assert draw(ANSWERS, clusters, 50, "s") != draw(ANSWERS, clusters, 50, "t")


def test_a_larger_sample_extends_a_smaller_one() -> None:
    """From 200 to 400 nothing that was coded is lost."""
    small, large = draw(ANSWERS, {}, 200, "s"), draw(ANSWERS, {}, 400, "s")

    assert small.units == large.units[:200]


def test_every_cluster_has_five_or_all() -> None:
    """What is missing is the next of the cluster by the same digest; no unit comes twice."""
    clusters = {"tiny": ANSWERS[:3], "small": ANSWERS[3:13], "rest": ANSWERS[13:]}
    sample = draw(ANSWERS, clusters, 40, "s")
    units = set(sample.units)
    small = sorted(ANSWERS[3:13], key=lambda address: rank("s", address))[:5]

    assert 40 == sample.random
    assert len(units) == len(sample.units)
    assert set(ANSWERS[:3]) <= units
    assert set(small) <= units
    assert 40 <= len(units) <= 48


def test_what_is_added_is_mixed() -> None:
    """Units of a cluster do not follow each other: a number tells nothing."""
    clusters = {str(n): ANSWERS[n * 5 : n * 5 + 5] for n in range(200)}
    sample = draw(ANSWERS, clusters, 20, "s")
    added = [ANSWERS.index(address) // 5 for address in sample.units[sample.random :]]
    neighbours = sum(one == other for one, other in pairwise(added))

    assert set(ANSWERS) == set(sample.units)
    assert neighbours < 15  # of 979: by chance about 4; cluster by cluster they would be 784


def test_fewer_answers_than_asked_for_are_all_drawn() -> None:
    """And the simple random sample is everything."""
    assert 30 == draw(ANSWERS[:30], {"a": ANSWERS[:2]}, 200, "s").random


def test_all_answers_are_as_likely() -> None:
    """Over 400 seeds, each hundred of the answers is drawn as often as another."""
    times = [0] * 10
    for seed in range(400):
        for address in draw(ANSWERS, {}, 20, str(seed)).units:
            times[int(address[3:]) // 100] += 1

    assert chisquare(times).pvalue > 0.01


@given(st.integers(20, 450), st.text(max_size=5), st.sampled_from(["r-01", "r-02"]))
def test_a_coder_sees_every_unit_and_one_in_ten_again(units: int, seed: str, actor: str) -> None:
    """The second time a quarter of the way later at least, after the first time, never twice."""
    shown = order(units, seed, actor)
    first = [each.unit for each in shown if not each.again]
    again = [each.unit for each in shown if each.again]
    gaps = [shown.index(Showing(unit, True)) - shown.index(Showing(unit)) for unit in again]

    assert list(range(1, units + 1)) == sorted(first)
    assert units // 10 == len(again) == len(set(again))
    assert min(gaps) >= units // 4 > 1


def test_each_coder_has_an_order_of_their_own() -> None:
    """The same whenever it is asked for."""
    one, other = order(200, "s", "r-01"), order(200, "s", "r-02")

    assert one == order(200, "s", "r-01")
    assert sum(a == b for a, b in zip(one, other, strict=True)) < 10
    assert rank("s", str(one[0].unit), "r-01") < rank("s", str(one[1].unit), "r-01")


def test_the_codebook_is_frozen_as_clusters_are_called(room: Pairs) -> None:
    """Merged and empty ones have no code, nor have those set aside; the unnamed have terms."""
    room.act("r-01", "rename", cluster=room.key(0), label_fr="Le bus", definition="Plus de bus.")
    room.confirmed("merge", cluster=room.key(1), into=room.key(0))
    room.confirmed("off_topic", cluster=room.key(2))
    codes = sampling.codebook(room.review, {room.key(3): list("abcdefg")})

    assert [
        ("k1", room.key(0), "Le bus", "Plus de bus.", ""),
        ("k2", room.key(3), "", "", "a · b · c · d · e"),
    ] == [(c["code"], c["cluster"], c["label_fr"], c["definition"], c["terms"]) for c in codes]
    assert ["k1", "k2", *FIXED_CODES] == sampling.codes_of({"codes": codes})


def test_opening_says_what_is_random_and_by_which_seed(room: Pairs) -> None:
    """The journal takes it; unclassified answers are in; who says nothing is not."""
    payload = sampling.opening(room.review, sampling.codebook(room.review, {}), 20)
    room.act("r-09", "open_coding", role="lead", **payload)
    units = set(payload["units"])

    assert 20 == payload["random"]
    assert units <= room.base.places.keys()
    assert all(len(units & inside) >= 5 for inside in room.base.inside.values())
    assert {"GD-u1", "GD-u2"} & set(draw(room.base.places, {}, 26, payload["seed"]).units)
    assert f"{room.base.run[:16]}/Q1/1" == payload["seed"]


def test_the_next_campaign_has_another_seed(room: Pairs) -> None:
    """Even where the one before was undone: nobody draws until the sample pleases."""
    first = sampling.opening(room.review, sampling.codebook(room.review, {}), 20)
    opened = room.act("r-09", "open_coding", role="lead", **first)
    room.act("r-09", "undo", role="lead", cancels=opened.seq)

    assert (
        "run-1/Q1/2"
        == sampling.opening(room.review, sampling.codebook(room.review, {}), 20)["seed"]
    )


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Pairs]:
    """An empty journal over the small question."""
    made = Pairs(tmp_path / "r.journal.sqlite", small_base())
    yield made
    made.desk.journal.close()
