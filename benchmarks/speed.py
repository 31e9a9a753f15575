"""What the exact classification costs as rows grow, and the whole grouping at its limit.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python benchmarks/speed.py [ROWS…]

Rows of 6 to 17 terms out of 3,000, drawn around forty topics; eight clusters; seconds of one
processor, and their ratio to the line before over the ratio of the rows (1 is linear). The last
line is what a run does with the units that shape a large question: the tree, eighteen votes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import numpy as np
import scipy.sparse as sp

from synthesis.methods.grouping import Rules, grouped
from synthesis.methods.reinert import classify
from synthesis.settings import Settings

TERMS, TOPICS, OF_TOPIC, CLUSTERS = 3_000, 40, 150, 8


def table(rows: int, seed: int = 0) -> sp.csr_matrix:
    """Rows that share the words of a topic, and common words."""
    draw = np.random.RandomState(seed)
    topics = [draw.permutation(TERMS)[:OF_TOPIC] for _ in range(TOPICS)]
    held = []
    for _ in range(rows):
        size, topic = draw.randint(6, 18), topics[draw.randint(TOPICS)]
        own = topic[(draw.rand(size // 2) ** 2 * OF_TOPIC).astype(int)]
        common = (TERMS * draw.rand(size - size // 2) ** 2.2).astype(int)
        held.append(np.unique(np.concatenate([own, common])))
    place = np.repeat(np.arange(rows), [len(terms) for terms in held])
    terms = np.concatenate(held)
    return sp.csr_matrix((np.ones(len(terms)), (place, terms)), shape=(rows, TERMS))


def main(sizes: Sequence[int]) -> None:
    """One line a size."""
    before = (0, 0.0)
    for rows in sizes:
        x = table(rows)
        start = time.process_time()
        tree = classify(x, CLUSTERS)
        spent = time.process_time() - start
        growth = spent / before[1] / (rows / before[0]) if before[0] else 1.0
        print(f"{rows:>8} rows, {len(tree.divisions) + 1} clusters: {spent:6.1f} s, {growth:.1f}",
              flush=True)  # fmt: skip
        before = (rows, spent)
    settings = Settings()
    x = table(settings.exact_units)
    start = time.process_time()
    grouped(x, CLUSTERS, Rules.of(settings))
    print(
        f"{settings.exact_units:>8} rows, grouped as in a run: {time.process_time() - start:.1f} s"
    )


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [10_000, 20_000, 50_000, 100_000])
