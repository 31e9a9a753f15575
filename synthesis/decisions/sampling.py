"""The sample people code blind: drawn by digest, so that nobody picks it and anyone can redo it.

First a simple random sample of all analysed answers, unclassified ones included: that part alone
feeds estimates. Then what is missing for every cluster to have at least five, so that no code goes
untried; it would weigh too much in an estimate, and has no part in any.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from synthesis.decisions.review import Review
from synthesis.decisions.rules import FIXED_CODES, UNITS

SIZE: Final = 200  # of the random part: kappa within ± 0.06, for a dozen codes and 80 % agreement
LARGER: Final = 400  # ± 0.04
PER_CLUSTER: Final = 5
AGAIN: Final = 10  # one unit in so many is shown twice to the same coder
TERMS: Final = 5  # that stand for a cluster nobody has named

Code = dict[str, str]  # code, cluster ("" where none has it), label_fr, label_en, definition, terms


@dataclass(frozen=True)
class Sample:
    """Addresses, the `random` first ones being the simple random sample."""

    units: tuple[str, ...]
    random: int


@dataclass(frozen=True)
class Showing:
    """A unit, by its number from 1, as it comes to a coder: for the first time, or again."""

    unit: int
    again: bool = False


def draw(
    answers: Iterable[str],
    clusters: Mapping[str, Iterable[str]],
    size: int,
    seed: str,
    per_cluster: int = PER_CLUSTER,
) -> Sample:
    """The answers with the smallest SHA-256(seed ‖ address), then the next ones of each cluster
    that has fewer than `per_cluster` among them.

    All of the answers, or of a cluster, where there are not as many. What is added is mixed: the
    number of a unit does not tell its cluster.
    """
    ranked = sorted((_rank(seed, address), address) for address in answers)
    random = [address for _, address in ranked[:size]]
    taken = set(random)
    added: list[tuple[bytes, str]] = []
    for inside in clusters.values():
        members = set(inside)
        missing = per_cluster - len(members & taken)
        if missing > 0:
            rest = sorted((_rank(seed, address), address) for address in members - taken)
            added += rest[:missing]
    return Sample((*random, *(address for _, address in sorted(added))), len(random))


def order(units: int, seed: str, actor: str) -> tuple[Showing, ...]:
    """What a coder is shown, in their own order: by SHA-256(seed ‖ unit ‖ actor).

    One unit in ten comes twice, the first time in the first half; the second time among the last
    quarter, a quarter of the way later at least: nobody sees the same text twice running.
    """
    ranked = sorted(range(1, units + 1), key=lambda unit: _rank(seed, str(unit), actor))
    often = sorted(ranked[: units // 2], key=lambda unit: _rank(seed, "again", str(unit), actor))
    cut = units - units // 4
    late = [Showing(unit) for unit in ranked[cut:]]
    late += [Showing(unit, again=True) for unit in often[: units // AGAIN]]
    late.sort(key=lambda shown: _rank(seed, "late", str(shown.unit), actor))
    return (*(Showing(unit) for unit in ranked[:cut]), *late)


def seed_of(review: Review) -> str:
    """The seed of the next campaign: the run and how many there were, so that nobody chooses it."""
    before = sum(1 for event in review.events if event.op == "open_coding")
    return f"{review.base.run[:16]}/{review.base.question}/{before + 1}"


def opinions(review: Review) -> list[str]:
    """The clusters that hold answers and have a code of their own: all but those set aside."""
    return [key for key in review.present() if review.clusters[key].kind not in FIXED_CODES]


def codebook(review: Review, terms: Mapping[str, Sequence[str]]) -> list[Code]:
    """A code for each cluster that holds answers, with what it is called now; `terms` are those
    that mark it, first ones first: all there is to tell one that nobody has named. Clusters set
    aside have fixed codes.
    """
    return numbered(
        {
            "cluster": key,
            "label_fr": review.clusters[key].label_fr,
            "label_en": review.clusters[key].label_en,
            "definition": review.clusters[key].definition,
            "terms": " · ".join(terms.get(key, ())[:TERMS]),
        }
        for key in opinions(review)
    )


def numbered(codes: Iterable[Code]) -> list[Code]:
    """Codes of a codebook under the numbers by which they are given."""
    return [{"code": f"k{n}", **each} for n, each in enumerate(codes, start=1)]


def opening(review: Review, codes: Sequence[Code], size: int = SIZE) -> dict[str, Any]:
    """The payload of an `open_coding`: units, how many are random, the seed, and the codes as
    coders will see them: those of `codebook(…)`, or what people made of them.
    """
    seed = seed_of(review)
    inside = {key: review.members(key) & review.base.places.keys() for key in review.present()}
    sample = draw(review.base.places, inside, max(size, UNITS), seed)
    return {
        "units": list(sample.units),
        "random": sample.random,
        "seed": seed,
        "codes": list(codes),
    }


def codes_of(campaign: Mapping[str, Any]) -> list[str]:
    """All codes one may give in a campaign: those of clusters, then the fixed ones."""
    return [*(each["code"] for each in campaign["codes"]), *FIXED_CODES]


def _rank(*parts: str) -> bytes:
    return hashlib.sha256("\n".join(parts).encode()).digest()
