"""A blind sample and what its coders said, read from the journal: what was coded blind counts.

Once a coder has been through all units, what others said is open to them: what they record after
that is kept in the journal, and changes no figure. Nor does an arbitration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Any

from synthesis.decisions.review import Arbitration, Review
from synthesis.decisions.sampling import Showing, codes_of, order

Codes = tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What a coder gave a unit, the main code first."""

    codes: Codes
    confidence: int
    seq: int = 0


@dataclass
class Campaign:
    """A blind sample and what its coders said: by coder, then by unit."""

    payload: Mapping[str, Any]
    seq: int
    first: dict[str, dict[int, Said]] = field(default_factory=dict)
    again: dict[str, dict[int, Said]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    last: dict[str, Showing] = field(default_factory=dict)
    was_closed: bool = False

    @cached_property
    def codes(self) -> Codes:
        """All codes one may give."""
        return tuple(codes_of(self.payload))

    @property
    def units(self) -> Sequence[str]:
        """Addresses; unit n is the n-th, from 1."""
        addresses: Sequence[str] = self.payload["units"]
        return addresses

    @property
    def coders(self) -> list[str]:
        """Whoever coded a unit."""
        return sorted(self.first)

    def part(self, everything: bool = False) -> range:
        """The units that figures are taken on: the simple random sample, or all."""
        return range(1, (len(self.units) if everything else self.payload["random"]) + 1)

    def showings(self, actor: str) -> tuple[Showing, ...]:
        """What a coder is shown, in order."""
        return _order(len(self.units), self.payload["seed"], actor)

    def said(self, actor: str, shown: Showing) -> Said | None:
        """What a coder answered to a showing."""
        return (self.again if shown.again else self.first).get(actor, {}).get(shown.unit)

    def may_code(self, actor: str, shown: Showing) -> bool:
        """Whether a coding would count: one of a unit not yet coded, or of the last one coded, as
        long as what others said is hidden.
        """
        return (
            not self.was_closed
            and actor not in self.finished | self.left
            and (self.said(actor, shown) is None or self.last.get(actor) == shown)
        )

    def reveals(self, actor: str, role: str) -> bool:
        """Whether what others said is open to someone: to all once it was closed; before that, to
        those who can code no more, and to observers, who never do.
        """
        return self.was_closed or actor in self.finished | self.left or role == "observer"

    def is_blind(self, actor: str) -> bool:
        """Whether someone has texts before them that they must judge without the machine: from
        where they begin until they have been through all, or leave.
        """
        return actor in self.begun and not self.reveals(actor, "")

    def record(self, actor: str, shown: Showing, said: Said) -> None:
        """Take in a coding, in the order of the journal; one that came too late has no effect."""
        showings = self.showings(actor)
        if shown not in _shown(len(self.units), self.payload["seed"], actor) or not self.may_code(
            actor, shown
        ):
            return
        self.begun.add(actor)
        self._kept(shown).setdefault(actor, {})[shown.unit] = said
        self.last[actor] = shown
        if len(self.first.get(actor, ())) + len(self.again.get(actor, ())) == len(showings):
            self.finished.add(actor)

    def take_back(self, actor: str, seq: int) -> None:
        """Take in the undoing of a coding: it counts as long as what others said is hidden."""
        if self.was_closed or actor in self.finished | self.left:
            return
        for kept in (self.first, self.again):
            gone = [unit for unit, said in kept.get(actor, {}).items() if said.seq == seq]
            for unit in gone:
                del kept[actor][unit]

    def _kept(self, shown: Showing) -> dict[str, dict[int, Said]]:
        return self.again if shown.again else self.first


@lru_cache(maxsize=64)
def _order(units: int, seed: str, actor: str) -> tuple[Showing, ...]:
    return order(units, seed, actor)


@lru_cache(maxsize=64)
def _shown(units: int, seed: str, actor: str) -> frozenset[Showing]:
    return frozenset(_order(units, seed, actor))


def campaign_of(review: Review) -> Campaign | None:
    """The last campaign opened on a question, with its codings; nothing where there was none."""
    campaign = None
    for event in review.events:
        if event.op == "open_coding" and event.seq not in review.cancelled:
            campaign = Campaign(event.payload, event.seq)
        elif campaign is None:
            continue
        elif event.op == "close_coding":
            campaign.was_closed = True  # undone or not: everybody could see
        elif event.op == "begin_coding":
            campaign.begun.add(event.actor)
        elif event.op == "leave_coding":
            campaign.left.add(event.actor)
        elif event.op == "code":
            given = event.payload
            shown = Showing(int(given["unit"]), bool(given.get("again")))
            said = Said(tuple(given["codes"]), int(given["confidence"]), event.seq)
            campaign.record(event.actor, shown, said)
        elif event.op == "undo" and event.seq not in review.cancelled:
            campaign.take_back(event.actor, event.cancels or 0)
    return campaign


def machine(review: Review, campaign: Campaign) -> dict[int, Said]:
    """The code of the cluster the run put each unit in, itself or through merges; `none` where it
    put it in none, never one that people added. A unit of a cluster that has no code (another
    run) is left out.
    """
    codes = campaign.payload["codes"]
    of = {each["cluster"]: each["code"] for each in codes if each.get("cluster")}
    found = {}
    for unit, address in enumerate(campaign.units, start=1):
        if address in review.base.places:
            code = _code_of(review, review.base.places[address], of)
            if code:
                found[unit] = Said((code,), 0)
    return found


def _code_of(review: Review, key: str | None, of: Mapping[str, str]) -> str:
    if key is None:
        return "none"
    place: str | None = key
    while place is not None:
        if place in of:
            return of[place]
        kind = review.clusters[place].kind
        place = review.clusters[place].into
        if place is None and kind in ("off_topic", "no_content"):
            return kind
    return ""


@dataclass(frozen=True)
class Disagreement:
    """A unit that coders did not code alike: what each said, and what a third person settled."""

    unit: int
    address: str
    said: Mapping[str, Said]
    settled: Arbitration | None


def disagreements(review: Review, campaign: Campaign) -> dict[tuple[str, str], list[Disagreement]]:
    """Units that two coders disagree on, by pair of main codes, the most frequent pairs first; by
    the same code twice, those that differ by other codes only. Units are of the whole sample.
    """
    found: dict[tuple[str, str], list[Disagreement]] = {}
    rank = {code: n for n, code in enumerate(campaign.codes)}
    for unit in campaign.part(everything=True):
        said = {one: campaign.first[one][unit] for one in campaign.coders
                if unit in campaign.first[one]}  # fmt: skip
        settled = review.arbitrations.get(f"unit/{unit}")
        if settled is not None and settled.seq < campaign.seq:
            settled = None  # of a unit of an earlier campaign
        each = Disagreement(unit, campaign.units[unit - 1], said, settled)
        for pair in _parted(said, rank):
            found.setdefault(pair, []).append(each)
    return dict(sorted(found.items(), key=lambda e: (-len(e[1]), rank[e[0][0]], rank[e[0][1]])))


def _parted(said: Mapping[str, Said], rank: Mapping[str, int]) -> list[tuple[str, str]]:
    apart = set()
    for one, other in combinations(said.values(), 2):
        if set(one.codes) != set(other.codes) or one.codes[0] != other.codes[0]:
            low, high = sorted((one.codes[0], other.codes[0]), key=rank.__getitem__)
            apart.add((low, high))
    return sorted(apart, key=lambda pair: (rank[pair[0]], rank[pair[1]]))
