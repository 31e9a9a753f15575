"""How many really speak of a theme: the machine's share, corrected by what people read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from synthesis.methods.interval import wilson

Array = NDArray[np.float64]

_WHOLE: Final = 1e-6  # of an answer: what rounding errors may add before a bound is rounded outward


@dataclass(frozen=True)
class Estimate:
    """A share of the population, its variance, and the ends of its 95 % interval.

    Not a number where nothing was read.
    """

    value: float
    low: float
    high: float
    variance: float


@dataclass(frozen=True)
class Stratum:
    """Things of which `read` were drawn at random and read, and `inside` of those found in.

    `assumed` is the share inside that the machine gives: what stands where nothing was read.
    """

    size: int
    read: int
    inside: float
    assumed: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.inside <= self.read <= self.size:
            raise ValueError("Of those there are, some are read; of those read, some are inside.")

    @property
    def share(self) -> float:
        """Share inside, of those read."""
        return self.inside / self.read if self.read else self.assumed

    def interval(self) -> tuple[float, float]:
        """Wilson's, of as many draws with replacement as tell as much as these without.

        That is n (N − 1) / (N − n): a stratum that was read whole is known.
        """
        if self.read == self.size:
            return self.share, self.share
        draws = self.read * (self.size - 1) / (self.size - self.read)
        return wilson(self.share * draws if self.read else 0.0, draws)

    def variance(self) -> float:
        """Of the share: (1 − n / N) p (1 − p) / (n − 1); not a number where that is unknown."""
        if self.read == self.size:
            return 0.0
        if self.read < 2:
            return math.nan
        spread = self.share * (1.0 - self.share) / (self.read - 1)
        return (1.0 - self.read / self.size) * spread


def rogan_gladen(raw: ArrayLike, sensitivity: ArrayLike, specificity: ArrayLike) -> Array:
    """Prevalence from a raw share and the known faults of the test (Rogan and Gladen 1978).

    (raw + specificity − 1) / (sensitivity + specificity − 1), truncated to [0, 1]: shapes of
    numpy's broadcasting. ValueError for a test that tells no more than chance.
    """
    told = np.asarray(sensitivity, dtype=np.float64) + np.asarray(specificity) - 1.0
    if (told <= 0).any():
        raise ValueError("Sensitivity and specificity together must exceed 1.")
    found: Array = np.clip((np.asarray(raw) + np.asarray(specificity) - 1.0) / told, 0.0, 1.0)
    return found


def difference(machine: ArrayLike, human: ArrayLike, strata: ArrayLike | None = None) -> Estimate:
    """Prevalence by the stratified difference estimator: mean(machine) + Σ W mean(human − machine).

    `machine` is 0 or 1 for each thing of the population, shape (things,); `human` the same of
    those drawn at random and read, NaN elsewhere; `strata` numbers of the groups within which
    things were drawn alike, one group by default. Each is cut by what the machine said
    (stratified after the draw): precise where it is good, right where it is not.
    """
    guessed = np.asarray(machine, dtype=np.float64)
    given = np.asarray(human, dtype=np.float64)
    groups = np.zeros(len(guessed)) if strata is None else np.asarray(strata)
    found = []
    for group in np.unique(groups):
        for guess in np.unique(guessed[groups == group]):
            said = given[(groups == group) & (guessed == guess)]
            read = said[~np.isnan(said)]
            found.append(Stratum(len(said), len(read), float(read.sum()), float(guess)))
    return stratified(found)


def stratified(strata: Sequence[Stratum]) -> Estimate:
    """The share of all strata together: Σ W p, W the share of each in the population.

    The interval adds those of the strata (Zou and Donner 2008): its lower end is
    Σ W p − √ Σ W² (p − l)². Rounded outward to whole things, it holds at least what was read as
    inside and at most all but what was read as outside.
    """
    size = sum(each.size for each in strata)
    if not sum(each.read for each in strata):
        return Estimate(math.nan, math.nan, math.nan, math.nan)
    weights = [each.size / size for each in strata]
    value = math.fsum(w * each.share for w, each in zip(weights, strata, strict=True))
    below, above = [], []
    for weight, each in zip(weights, strata, strict=True):
        low, high = each.interval()
        below.append((weight * (each.share - low)) ** 2)
        above.append((weight * (high - each.share)) ** 2)
    least = math.floor((value - math.sqrt(math.fsum(below))) * size + _WHOLE)
    most = math.ceil((value + math.sqrt(math.fsum(above))) * size - _WHOLE)
    seen = sum(each.inside for each in strata)
    unlike = sum(each.read - each.inside for each in strata)
    return Estimate(
        value=value,
        low=max(least, seen) / size,
        high=min(most, size - unlike) / size,
        variance=math.fsum(w * w * s.variance() for w, s in zip(weights, strata, strict=True)),
    )
