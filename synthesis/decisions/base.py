"""What a run found of one question, before anyone decided anything."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
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
class Overlay:
    """What people made of a cluster: the clusters of the run in it, and who left or joined."""

    parts: tuple[str, ...] = ()
    out: frozenset[str] = frozenset()
    into: frozenset[str] = frozenset()


NOTHING: Final = Overlay()  # what is left of a cluster that was absorbed


@dataclass(frozen=True)
class Base:
    """The answers of one question and where the run put them.

    `run` says which run. An answer is called by its address: its reference, or `reference#n`
    where several answers of the question share one; `references` holds only the latter. `places`
    gives the key of the cluster of each analysed answer, None where it is unclassified; `states`
    the state of every answer that is not empty; `counts` the cells of the ledger, empty ones
    included. `words` gives the keyed digest of the words of each answer asked for that has any.
    """

    question: str
    run: str
    clusters: Mapping[str, Found]
    places: Mapping[str, str | None]
    states: Mapping[str, str]
    counts: Mapping[str, int]
    references: Mapping[str, str] = field(default_factory=dict)
    words: Callable[[Iterable[str]], Mapping[str, str]] = lambda addresses: {}
    # The last members and digest of each cluster: a decision changes two of them, not all.
    _last: dict[str, tuple[Overlay, frozenset[str], str]] = field(
        default_factory=dict, compare=False, repr=False
    )

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

    def members(self, key: str, overlay: Overlay) -> frozenset[str]:
        """The addresses in a cluster as people made it."""
        return self._made(key, overlay)[1]

    def members_digest(self, key: str, overlay: Overlay) -> str:
        """SHA-256 of the sorted references of a cluster as people made it."""
        return self._made(key, overlay)[2]

    def _made(self, key: str, overlay: Overlay) -> tuple[Overlay, frozenset[str], str]:
        last = self._last.get(key)
        if last is not None and last[0] == overlay:
            return last
        members = frozenset().union(*(self.inside[part] for part in overlay.parts))
        members = (members - overlay.out) | overlay.into
        if overlay == Overlay((key,)):
            digest = self.clusters[key].digest
        else:
            lines = "\n".join(sorted(self.reference(address) for address in members))
            digest = hashlib.sha256(lines.encode()).hexdigest()
        made = self._last[key] = (overlay, members, digest)
        return made
