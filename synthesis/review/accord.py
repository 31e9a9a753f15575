"""How far the coders of a blind sample agree: with each other, themselves and the machine."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from synthesis.decisions.campaign import Campaign, Said, machine
from synthesis.decisions.review import Review
from synthesis.methods import accord
from synthesis.methods.accord import Accord, Codes, Together

MACHINE: Final = "machine"


def compare(
    first: Mapping[int, Said], second: Mapping[int, Said], codes: Codes, part: Collection[int]
) -> Accord:
    """How far two codings agree on the units of `part` that both hold."""
    both = [unit for unit in part if unit in first and unit in second]
    return accord.compare(
        tuple(first[unit].codes for unit in both), tuple(second[unit].codes for unit in both), codes
    )


def together(
    codings: Mapping[str, Mapping[int, Said]], codes: Codes, part: Collection[int]
) -> Together:
    """How far all coders agree on the units of `part` that two of them coded at least."""
    found = [tuple(said[unit].codes for said in codings.values() if unit in said) for unit in part]
    coders = sum(1 for said in codings.values() if any(unit in said for unit in part))
    return accord.together(tuple(said for said in found if len(said) > 1), coders, codes)


@dataclass(frozen=True)
class Pair:
    """Two coders, or a coder and themselves, or a coder and the machine."""

    first: str
    second: str
    accord: Accord


def pairs(campaign: Campaign, everything: bool = False) -> list[Pair]:
    """Each two coders."""
    part = campaign.part(everything)
    return [
        Pair(one, other, compare(campaign.first[one], campaign.first[other], campaign.codes, part))
        for one, other in combinations(campaign.coders, 2)
    ]


def alone(campaign: Campaign, everything: bool = False) -> list[Pair]:
    """Each coder with themselves: the units they were shown twice."""
    part = campaign.part(everything)
    return [
        Pair(one, one, compare(campaign.first[one], campaign.again[one], campaign.codes, part))
        for one in campaign.coders
        if one in campaign.again
    ]


def with_machine(review: Review, campaign: Campaign, everything: bool = False) -> list[Pair]:
    """Each coder with the clusters of the run."""
    placed, part = machine(review, campaign), campaign.part(everything)
    return [
        Pair(one, MACHINE, compare(campaign.first[one], placed, campaign.codes, part))
        for one in campaign.coders
    ]
