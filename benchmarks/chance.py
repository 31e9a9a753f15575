"""Whether divisions of Reinert's tree gain more than chance does (docs/decisions/0007).

    python benchmarks/chance.py [RECIPE or EXPORT]

For each open question (of the sample unless told), each division down to a tenth of the units:
its chi-squared, and the best of five divisions of the same units after their terms were dealt
anew, each unit keeping how many it holds and each term how many hold it. Above 1, the division
gains more than chance; the last line counts them.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import scipy.sparse as sp

from synthesis import run
from synthesis.line import CONSULTATION
from synthesis.methods.dealing import dealt
from synthesis.methods.grouping import Rules
from synthesis.methods.incidence import shaped
from synthesis.methods.reinert import classify, divide

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample" / "consultation.toml"
LARGEST_LEAF = 0.10  # of the units: divisions are looked at down to here
DEALS = 5
SEED = 2019


def occupied(x: sp.csr_matrix) -> sp.csr_matrix:
    """Without the terms fewer than three units hold, then without the units that hold none."""
    kept = x[:, np.asarray(x.sum(axis=0)).ravel() >= 3]
    kept = kept[np.asarray(kept.sum(axis=1)).ravel() > 0]
    return sp.csr_matrix(kept[:, np.asarray(kept.sum(axis=0)).ravel() > 0])


def tables(given: Path, folder: Path) -> Iterator[tuple[str, sp.csr_matrix]]:
    """Each open question, and its units by terms, those that have a part in the tree."""
    prepared = run.prepare(run.Request((given,), folder))
    with run.opened(prepared) as walk:
        for step in CONSULTATION:
            walk.table(step)
        for question in walk.open_questions():
            walk.question(question)
            terms, shapes = (pq.read_table(walk.files[n, question]) for n in ("terms", "shapes"))
            if not len(shapes):
                continue
            x = shaped(shapes, terms).x
            least = Rules.of(prepared.recipe.settings).min_unit_terms
            yield question, x[np.asarray(x.sum(axis=1)).ravel() >= least]


def main(given: Path) -> None:
    """The table, question by question."""
    draw = np.random.RandomState(SEED)
    above = total = 0
    with tempfile.TemporaryDirectory() as folder:
        for question, x in tables(given, Path(folder)):
            print(f"question {question}: {x.shape[0]} units, {x.shape[1]} terms")
            for rank, division in enumerate(classify(x, 24).divisions, 2):
                rows = np.sort(np.concatenate([division.left, division.right]))
                if len(rows) <= LARGEST_LEAF * x.shape[0]:
                    break
                table = occupied(x[rows])
                gain = divide(table)[1]
                chance = max(divide(occupied(dealt(table, draw)))[1] for _ in range(DEALS))
                above, total = above + (gain > chance), total + 1
                print(
                    f"  {rank:>2} clusters: {len(rows):>6} units divided, "
                    f"chi-squared {gain:>9.1f}, by chance {chance:>9.1f}, "
                    f"ratio {gain / chance:.2f}",
                    flush=True,
                )
    print(f"{above} of {total} divisions gain more than the best of {DEALS} deals")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
