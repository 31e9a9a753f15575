"""The base of a question: every answer of the run, called by an address nobody else has."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis import secret
from synthesis.errors import SlowError
from synthesis.ground import base as bases
from synthesis.ground.base import addressed
from synthesis.store import Warehouse

if TYPE_CHECKING:
    from tests.conftest import SampleRun

ID = "courvallon-2030"
QUESTION = "901"
SLOW = (
    "select count(*) as n from range(1000000) a, range(1000000) b where (a.range * b.range) % 7 = 3"
)


def test_every_answer_is_in_the_base(warehouse: Warehouse, sample_run: SampleRun) -> None:
    """Its state and its place are those of the edition; the counts are those of the ledger."""
    base = bases.read(warehouse, QUESTION, ID)
    rows = [row for row in sample_run.rows("assignments") if row["question_id"] == QUESTION]
    keys = {found.cluster_id: key for key, found in base.clusters.items()}

    assert {row["reference"]: row["state"] for row in rows} == base.states
    assert {
        row["reference"]: keys.get(row["cluster_id"]) for row in rows if row["state"] == "analysed"
    } == base.places
    assert {
        row["state"]: row["answers"]
        for row in sample_run.rows("ledger")
        if row["question_id"] == QUESTION
    } == base.counts


def test_keys_are_those_of_the_members(warehouse: Warehouse) -> None:
    """The digest of the sorted references: the same in any run that finds the same members."""
    base = bases.read(warehouse, QUESTION, ID)
    digests = {
        key: hashlib.sha256("\n".join(sorted(members)).encode()).hexdigest()
        for key, members in base.inside.items()
    }

    assert {key: found.digest for key, found in base.clusters.items()} == digests


def test_the_digest_of_words_needs_the_key(warehouse: Warehouse, sample_run: SampleRun) -> None:
    """HMAC of the words as they were typed; nothing where none is published, or nobody answered."""
    base = bases.read(warehouse, QUESTION, ID)
    texts = {
        row["reference"]: row["text"]
        for row in sample_run.rows("answers")
        if row["question_id"] == QUESTION
    }
    address = next(iter(texts))
    hidden = next(address for address in base.states if address not in texts)
    expected = hmac.new(secret.of(ID), texts[address].encode(), "sha256").hexdigest()[:16]

    assert {address: expected} == base.words([address, hidden, "nobody"])


@given(st.lists(st.sampled_from(["a", "b", "a#1", "a#2", "a#1#1", "b#", "#1"])))
def test_addresses_differ(references: list[str]) -> None:
    """Whatever the references look like; one that stands alone is its own address."""
    addresses, numbered = addressed(references)
    times = Counter(references)

    assert len(references) == len(set(addresses))
    assert references == [numbered.get(address, address) for address in addresses]
    assert all(
        address == reference
        for address, reference in zip(addresses, references, strict=True)
        if times[reference] == 1 and reference in ("a", "b", "b#")
    )


def test_addresses_are_numbered_in_order_of_arrival() -> None:
    """Only where several answers have the reference."""
    assert (["a#1", "b", "a#2"], {"a#1": "a", "a#2": "a"}) == addressed(["a", "b", "a"])


def test_threads_do_not_meet(warehouse: Warehouse) -> None:
    """Forty at once each read what they asked for."""

    def asked(number: int) -> int:
        rows = warehouse.rows("select $n + count(*) * 0 as n from answers", n=number)
        return int(rows[0]["n"])

    with ThreadPoolExecutor(8) as pool:
        assert list(range(40)) == list(pool.map(asked, range(40)))


def test_what_takes_too_long_is_given_up(warehouse: Warehouse) -> None:
    """Within its seconds; the same thread may ask again at once, another is not disturbed."""
    begun = time.monotonic()
    with pytest.raises(SlowError):
        warehouse.rows_within(0.2, SLOW)

    assert time.monotonic() - begun < 2
    assert [{"n": 1}] == warehouse.rows_within(0.2, "select 1 as n")


def test_a_hundred_thousand_answers_are_read_within_a_second() -> None:
    """Addresses included: what a desk waits for when a question is first opened."""
    references = [f"r-{n % 99_000}" for n in range(100_000)]
    begun = time.process_time()
    addresses, numbered = addressed(references)

    assert time.process_time() - begun < 1
    assert 100_000 == len(set(addresses))
    assert 2_000 == len(numbered)
