"""The base of a question: what a run found, whose every place and state decisions may change."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from synthesis import secret
from synthesis.decisions.base import Base, Found
from synthesis.store import Warehouse

TEXT_SIZE: Final = 16  # hexadecimal figures of the digest of an answer's words
_QUERIES: Final = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).with_name("queries").glob("*.sql"))
}
_NUMBERED: Final = re.compile(r"#[0-9]+$")


def read(warehouse: Warehouse, question: str, id: str) -> Base:
    """The base of one question; `id`, of the consultation, names the key of the digests of words.

    An answer of every state but `empty` is in it, in order of arrival.
    """
    placed = warehouse.arrow(_QUERIES["placed"], question=question)
    addresses, references = addressed(placed["reference"].to_pylist())
    found = {
        int(row["cluster_id"]): Found(int(row["cluster_id"]), str(row["digest"]))
        for row in warehouse.rows(_QUERIES["digests"], question=question)
    }
    states = placed["state"].combine_chunks().dictionary_encode()
    names = states.dictionary.to_pylist()
    state_of = [names[code] for code in states.indices.to_numpy().tolist()]
    keys = {number: each.key for number, each in found.items()}
    clusters = placed["cluster_id"].to_pylist()
    return Base(
        question=question,
        run=str(warehouse.rows(_QUERIES["run"])[0]["run"]),
        clusters={each.key: each for each in found.values()},
        places={
            address: None if number is None else keys[number]
            for address, state, number in zip(addresses, state_of, clusters, strict=True)
            if state == "analysed"
        },
        states=dict(zip(addresses, state_of, strict=True)),
        counts={
            str(row["state"]): int(row["answers"])
            for row in warehouse.rows(_QUERIES["counts"], question=question)
        },
        references=references,
        words=_Words(warehouse, id, placed["answer_id"].to_numpy(), addresses).digests,
    )


def texts(warehouse: Warehouse, answers: Iterable[int]) -> dict[int, str]:
    """The words of each of `answers` that are published, by its number, in order of arrival."""
    asked = sorted(answers)
    rows = warehouse.rows(_QUERIES["text"], answers=asked) if asked else []
    return {int(row["answer_id"]): str(row["text"]) for row in rows}


def numbers(warehouse: Warehouse, question: str) -> dict[str, int]:
    """The number of each answer of a question that is not empty, by its address."""
    placed = warehouse.arrow(_QUERIES["placed"], question=question)
    addresses, _ = addressed(placed["reference"].to_pylist())
    return dict(zip(addresses, placed["answer_id"].to_pylist(), strict=True))


def addressed(references: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """An address for each answer, and the references of those that had to be numbered.

    References come in order of arrival. One that looks numbered is numbered too: no two answers
    ever have the same address.
    """
    times = Counter(references)
    seen: Counter[str] = Counter()
    addresses, numbered = list(references), {}
    # Nearly all references are alone: only the others are looked at one by one.
    several = {each for each, n in times.items() if n > 1 or _NUMBERED.search(each)}
    if several:
        for place, reference in enumerate(references):
            if reference in several:
                seen[reference] += 1
                addresses[place] = f"{reference}#{seen[reference]}"
                numbered[addresses[place]] = reference
    return addresses, numbered


@dataclass(frozen=True)
class _Words:
    """The words of the answers of a question, for who must know whether they changed."""

    warehouse: Warehouse
    id: str
    answers: NDArray[np.int64]
    addresses: Sequence[str]

    @cached_property
    def _places(self) -> dict[str, int]:
        return {address: place for place, address in enumerate(self.addresses)}

    @cached_property
    def _key(self) -> bytes:
        return secret.of(self.id)

    def digests(self, addresses: Iterable[str]) -> dict[str, str]:
        """The keyed digest of the words of each answer whose words are published."""
        places = [(each, self._places[each]) for each in addresses if each in self._places]
        of = {int(self.answers[place]): address for address, place in places}
        found = texts(self.warehouse, of)
        return {of[answer]: digest_of(text, self._key) for answer, text in found.items()}


def digest_of(text: str, key: bytes) -> str:
    """HMAC-SHA-256 of an answer's words, shortened: tells that they changed, not what they are."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:TEXT_SIZE]
