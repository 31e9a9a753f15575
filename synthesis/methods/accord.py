"""How far codings of the same units agree: all figures together, each with its interval."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from synthesis.methods import agreement, bootstrap
from synthesis.methods.agreement import Array

Codes = tuple[str, ...]  # of a unit, the main one first; or of a codebook, in its order

SEED: Final = 1  # of the resamples: the same figures whenever they are asked for
LEAST: Final = 20  # units; of fewer, no level is read

Obstacle = Literal["", "no_unit", "one_coder", "one_code"]
Level = Literal["", "to_redo", "tentative", "reliable"]


@dataclass(frozen=True)
class Measure:
    """A value, and the ends of its 95 % interval; `resamples` of the 1,000 could be computed.

    Not a number where it cannot be computed.
    """

    value: float
    low: float = math.nan
    high: float = math.nan
    resamples: int = 0

    def facts(self) -> dict[str, Any]:
        """As JSON: null for what is not a number."""
        return {
            name: None if isinstance(value, float) and math.isnan(value) else value
            for name, value in vars(self).items()
        }


@dataclass(frozen=True)
class Accord:
    """How far two codings of the same units agree: all figures together, never one alone.

    `raw`, `kappa`, `alpha` are on main codes, `alpha_sets` on all codes given, by MASI; `several`
    is how many units got more than one from either, `unknown` how many a «je ne sais pas». `used`
    are the main codes given, in the order of the codebook; `table` counts, and `prevalence` shares
    them, the first coder in rows.
    """

    n: int
    raw: Measure
    kappa: Measure
    alpha: Measure
    alpha_sets: Measure
    several: int
    unknown: int
    used: Codes
    table: tuple[tuple[int, ...], ...]
    prevalence: tuple[tuple[float, float], ...]

    @property
    def obstacle(self) -> Obstacle:
        """Why kappa and alpha are no numbers, where they are none."""
        if not self.n:
            return "no_unit"
        return "one_code" if len(self.used) < 2 else ""

    @property
    def level(self) -> Level:
        """What one may rest on it (Krippendorff 2004)."""
        return level(self.alpha.value, self.n)

    def facts(self) -> dict[str, Any]:
        """As JSON."""
        measures = ("raw", "kappa", "alpha", "alpha_sets")
        return {
            "n": self.n,
            **{name: getattr(self, name).facts() for name in measures},
            "several": self.several,
            "unknown": self.unknown,
            "used": list(self.used),
            "table": [list(row) for row in self.table],
            "prevalence": [list(shares) for shares in self.prevalence],
            "obstacle": self.obstacle,
            "level": self.level,
        }


@dataclass(frozen=True)
class Together:
    """How far all coders agree: alpha on units that two of them coded at least, gaps and all."""

    coders: int
    n: int
    alpha: Measure
    alpha_sets: Measure
    used: Codes

    @property
    def obstacle(self) -> Obstacle:
        """Why alpha is no number, where it is none."""
        if self.coders < 2:
            return "one_coder"
        if not self.n:
            return "no_unit"
        return "one_code" if len(self.used) < 2 else ""

    def facts(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "coders": self.coders,
            "n": self.n,
            "alpha": self.alpha.facts(),
            "alpha_sets": self.alpha_sets.facts(),
            "used": list(self.used),
            "obstacle": self.obstacle,
            "level": level(self.alpha.value, self.n),
        }


def level(alpha: float, units: int) -> Level:
    """What one may rest on an alpha; nothing where it is no number, or of too few units."""
    if math.isnan(alpha) or units < LEAST:
        return ""
    if alpha >= agreement.RELIABLE:
        return "reliable"
    return "tentative" if alpha >= agreement.TENTATIVE else "to_redo"


@lru_cache(maxsize=256)
def compare(first: tuple[Codes, ...], second: tuple[Codes, ...], codes: Codes) -> Accord:
    """How far two codings of the same units agree; `codes` are all that could be given."""
    number = {code: n for n, code in enumerate(codes)}
    one = np.array([number[said[0]] for said in first], dtype=np.int64)
    other = np.array([number[said[0]] for said in second], dtype=np.int64)
    table = agreement.confusion(one, other, len(codes))
    used = np.flatnonzero(table.any(axis=0) | table.any(axis=1))
    shares = agreement.prevalence(table)
    times = _drawn(len(one))
    pairs = list(zip(first, second, strict=True))
    several = sum(any(len(said) > 1 for said in pair) for pair in pairs)
    alpha = _alpha([[said[:1] for said in pair] for pair in pairs], times)
    return Accord(
        n=len(one),
        raw=_measure(agreement.raw(table), bootstrap.raw(one, other, times)),
        kappa=_measure(agreement.cohen(table), bootstrap.cohen(one, other, times)),
        alpha=alpha,
        alpha_sets=_alpha(pairs, times) if several else alpha,
        several=several,
        unknown=sum(any("unknown" in said for said in pair) for pair in pairs),
        used=tuple(codes[n] for n in used),
        table=tuple(tuple(int(n) for n in row) for row in table[np.ix_(used, used)]),
        prevalence=tuple((float(shares[0, n]), float(shares[1, n])) for n in used),
    )


@lru_cache(maxsize=64)
def together(units: tuple[tuple[Codes, ...], ...], coders: int, codes: Codes) -> Together:
    """How far all coders agree, from what each unit was given, by two of them at least."""
    times = _drawn(len(units))
    main = {said[0] for unit in units for said in unit}
    return Together(
        coders=coders,
        n=len(units),
        alpha=_alpha([[said[:1] for said in unit] for unit in units], times),
        alpha_sets=_alpha(units, times),
        used=tuple(code for code in codes if code in main),
    )


@lru_cache(maxsize=8)
def _drawn(units: int) -> Array:
    return bootstrap.drawn(units, SEED)


def _alpha(units: Sequence[Sequence[Codes]], times: Array) -> Measure:
    """Alpha of the sets of codes that units were given, each by two coders at least."""
    sets = sorted({frozenset(said) for unit in units for said in unit}, key=sorted)
    place = {each: n for n, each in enumerate(sets)}
    given = np.zeros((len(units), len(sets)))
    for unit, all_said in enumerate(units):
        for said in all_said:
            given[unit, place[frozenset(said)]] += 1
    apart = agreement.masi(_held(sets))  # of single codes: 0 or 1, that is the nominal distance
    return _measure(agreement.alpha(given, apart), bootstrap.alpha(given, apart, times))


def _held(sets: Sequence[frozenset[str]]) -> NDArray[np.bool_]:
    names = sorted({code for each in sets for code in each})
    return np.array([[name in each for name in names] for each in sets], dtype=bool).reshape(
        len(sets), len(names)
    )


def _measure(value: float, values: Array) -> Measure:
    if math.isnan(value):
        return Measure(value)
    return Measure(value, *bootstrap.interval(values))


def settled(said: Sequence[Codes], outcome: str = "") -> Codes:
    """What people say of a unit, the main code first, from what each of its coders said, one at
    least, and the code a third person settled on, if any.

    The main code is the one settled on; else the one most of them gave; else that of the first
    coder. The others are those that more than half gave, as main code or not.
    """
    mains = Counter(codes[0] for codes in said)
    given = Counter(code for codes in said for code in dict.fromkeys(codes))
    often = [code for code, times in mains.items() if 2 * times > len(said)]
    main = outcome or (often[0] if often else said[0][0])
    shared = [code for code, times in given.items() if 2 * times > len(said) and code != main]
    return (main, *shared)
