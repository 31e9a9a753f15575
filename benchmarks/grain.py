"""The number of clusters `auto` takes at several prices, beside the number of tags people used.

    python benchmarks/grain.py [CODED.csv …]

Each question of `benchmarks/recovery.py` is run with two seeds; the number at each price is read
off the curve a draft shows. `cluster_price` was chosen on this table (docs/decisions/0007).
"""

from __future__ import annotations

import dataclasses
import sys
from pathlib import Path
from typing import Any

from recovery import cases, coded, planted
from threadpoolctl import threadpool_limits

from synthesis.methods.grain import Grain, chosen
from synthesis.settings import Settings

PRICES = (0.02, 0.025, 0.03, 0.04, 0.05)
SEEDS = (Settings.seed, 7)


def taken(grains: list[dict[str, Any]], price: float) -> int:
    """The number at another price, by the rule of a run."""
    fields = [field.name for field in dataclasses.fields(Grain)]
    tried = [Grain(**{name: row[name] for name in fields}) for row in grains]
    return chosen(tried, price, Settings.bin_share)


def main(paths: list[str]) -> None:
    """One line per question and seed."""
    print(
        f"{'question':<10}{'answers':>8}{'tags':>6}   price " + "".join(f"{p:>7}" for p in PRICES)
    )
    for rows in (planted(), *(coded(Path(path)) for path in paths)):
        for seed in SEEDS:
            for case in cases(rows, "auto", seed):
                numbers = "".join(f"{taken(case.grains, price):>7}" for price in PRICES)
                tags = len(set(case.tags))
                print(f"{case.name:<10}{len(case.tags):>8}{tags:>6}         {numbers}", flush=True)


if __name__ == "__main__":
    with threadpool_limits(1):
        main(sys.argv[1:])
