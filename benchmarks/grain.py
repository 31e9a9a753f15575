"""The number of clusters `auto` takes at several prices, beside the number of tags people used.

    python benchmarks/grain.py [CODED.csv …]

On the questions of `benchmarks/recovery.py`, whose answers with one tag are the units here; two
seeds. `cluster_price` was chosen on this table (docs/decisions/0007).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from recovery import cases, coded, planted
from threadpoolctl import threadpool_limits

from synthesis.methods.grain import chosen, grains, numbers
from synthesis.settings import Settings

PRICES = (0.02, 0.03, 0.04, 0.05, 0.06)


def main(paths: list[str]) -> None:
    """One line per question and seed."""
    settings = Settings()
    print(
        f"{'question':<10}{'answers':>8}{'tags':>6}   price " + "".join(f"{p:>6}" for p in PRICES)
    )
    for rows in (planted(), *(coded(Path(path)) for path in paths)):
        for case in cases(rows, "auto"):
            x = case.x[np.asarray(case.x.sum(axis=1)).ravel() > 0]
            most = min(settings.max_clusters, x.shape[0] // settings.units_per_cluster)
            for seed in (settings.seed, 7):
                tried = grains(
                    x, np.arange(x.shape[0]), numbers(max(2, most)), settings.smoothing, seed
                )
                taken = [chosen(tried, price, settings.bin_share) for price in PRICES]
                print(
                    f"{case.name:<10}{x.shape[0]:>8}{len(set(case.tags)):>6}         "
                    + "".join(f"{number:>6}" for number in taken),
                    flush=True,
                )


if __name__ == "__main__":
    with threadpool_limits(1):
        main(sys.argv[1:])
