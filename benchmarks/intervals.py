"""How often the interval of a corrected prevalence holds the truth, and how often others would.

    python benchmarks/intervals.py

Samples of 100 and 200 answers are drawn without replacement from questions of several sizes: themes
of 1 to 30 % of the answers, a half to none of each wrong, up to 5 % of the other answers missed.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from synthesis.methods.interval import NORMAL_95
from synthesis.methods.prevalence import Stratum, stratified

SIZES = (220, 2_000, 100_000)
READ = (100, 200)
SHARES = (0.01, 0.03, 0.1, 0.3)
RIGHT = (0.5, 0.8, 0.95, 1.0)
MISSED = (0.0, 0.002, 0.01, 0.05)
DRAWS = 1000

Strata = Sequence[Stratum]
Bounds = tuple[float, float]


def ours(strata: Strata) -> Bounds:
    """That of the program."""
    found = stratified(strata)
    return found.low, found.high


def usual(strata: Strata) -> Bounds:
    """The estimate and 1.96 standard deviations either side."""
    found = stratified(strata)
    spread = NORMAL_95 * math.sqrt(0.0 if math.isnan(found.variance) else found.variance)
    return found.value - spread, found.value + spread


def simple(strata: Strata) -> Bounds:
    """The same of the difference estimator that is not stratified by what the machine said."""
    size, read = sum(s.size for s in strata), sum(s.read for s in strata)
    inside, outside = strata
    wrong, missed = inside.read - inside.inside, outside.inside
    mean = (missed - wrong) / read
    variance = ((missed + wrong) / read - mean * mean) / (read - 1) * (1 - read / size)
    value = inside.size / size + mean
    return value - NORMAL_95 * math.sqrt(variance), value + NORMAL_95 * math.sqrt(variance)


def situations(size: int) -> Iterator[tuple[int, list[int], float]]:
    """How many are read; answers rightly in, wrongly in, missed, rightly out; the true share."""
    for read, share, right, missed in itertools.product(READ, SHARES, RIGHT, MISSED):
        inside = round(share * size)
        good, lost = round(right * inside), min(round(missed * size), size - inside)
        yield read, [good, inside - good, lost, size - inside - lost], (good + lost) / size


def held(way: Callable[[Strata], Bounds], size: int) -> tuple[list[float], float]:
    """The share of draws that hold the truth, of each situation; the mean width."""
    rng = np.random.default_rng(1)
    shares, widths = [], []
    for read, cells, truth in situations(size):
        inside = cells[0] + cells[1]
        times = 0
        for a, b, c, d in rng.multivariate_hypergeometric(cells, read, size=DRAWS).tolist():
            low, high = way([Stratum(inside, a + b, a, 1.0), Stratum(size - inside, c + d, c)])
            times += low - 1e-9 <= truth <= high + 1e-9
            widths.append(min(high, 1.0) - max(low, 0.0))
        shares.append(times / DRAWS)
    return shares, float(np.mean(widths))


def main() -> None:
    """A line per size and interval."""
    print(f"{'answers':>8}  {'interval':8} {'least':>6} {'mean':>6} {'under .9':>8} {'width':>7}")
    for size in SIZES:
        for way in (ours, usual, simple):
            shares, width = held(way, size)
            few = float(np.mean([share < 0.9 for share in shares]))
            print(
                f"{size:8}  {way.__name__:8} {min(shares):6.3f} {np.mean(shares):6.3f} "
                f"{few:8.0%} {width:7.4f}"
            )


if __name__ == "__main__":
    main()
