"""What a run found of one question, before anyone decided anything."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

KEY_SIZE: Final = 16  # hexadecimal figures of the digest that name a cluster


@dataclass(frozen=True)
class Found:
    """A cluster as a run made it: its number there, and the digest of its sorted references."""

    cluster_id: int
    digest: str

    @property
    def key(self) -> str:
        """What the journal calls it: the same in every run that finds the same members."""
        return self.digest[:KEY_SIZE]


@dataclass(frozen=True)
class Base:
    """The answers of one question and where the run put them.

    `run` says which run. An answer is called by its address: its reference, or `reference#n`
    where several answers of the question share one; `references` holds only the latter. `places`
    gives the key of the cluster of each analysed answer, None where it is unclassified; `states`
    the state of every answer that is not empty; `counts` the cells of the ledger, empty ones
    included. `text` gives the keyed digest of the words of an answer, '' where there is none.
    """

    question: str
    run: str
    clusters: Mapping[str, Found]
    places: Mapping[str, str | None]
    states: Mapping[str, str]
    counts: Mapping[str, int]
    references: Mapping[str, str] = field(default_factory=dict)
    text: Callable[[str], str] = lambda address: ""

    def reference(self, address: str) -> str:
        """The reference that readers of the source see."""
        return self.references.get(address, address)

    @cached_property
    def inside(self) -> Mapping[str, frozenset[str]]:
        """The addresses that the run put in each cluster."""
        found: dict[str, list[str]] = {key: [] for key in self.clusters}
        for address, place in self.places.items():
            if place is not None:
                found[place].append(address)
        return {key: frozenset(addresses) for key, addresses in found.items()}
