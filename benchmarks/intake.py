"""How much longer we take to read exports into contributions and answers than DuckDB to read them.

    python benchmarks/intake.py FOLDER   # of CSV files in the official layout; tools/full_debate.py

Each side runs in a process of its own, one after the other, twice; the ratio is of the two best.
DuckDB's side is `create table … as select * from read_csv(…)`, every column text. Ours opens,
decodes, counts, recognises, loads, and builds what `answers` and `contributions` are made from,
each table sorted, checked and written as Parquet.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WANTED = ("intake", "contributions", "answers")
ROUNDS = 2


def duckdb_alone(exports: list[Path], folder: Path) -> None:
    """Every file as a table of text, in a database on disk."""
    import duckdb

    with duckdb.connect(str(folder / "alone.duckdb"), config={"threads": 2}) as db:
        for number, path in enumerate(exports):
            db.execute(
                f"create table t{number} as select * from read_csv(?, all_varchar = true, "
                "header = true, quote = '\"', escape = '\"', delim = ',')",
                [str(path)],
            )


def ours(exports: list[Path], folder: Path) -> None:
    """Contributions and answers, and all they are made from."""
    from synthesis import run
    from synthesis.line import CONSULTATION

    prepared = run.prepare(run.Request(tuple(exports), folder))
    needed = set(WANTED)
    for step in reversed(CONSULTATION):
        if needed & set(step.makes):
            needed |= set(step.needs)
    with run.opened(prepared) as walk:
        for step in CONSULTATION:
            if needed & set(step.makes):
                walk.table(step)


def measured(side: str, folder: Path) -> tuple[float, float]:
    """Seconds and megabytes of one side, in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, str(folder), side], capture_output=True, text=True, check=True
    )
    seconds, megabytes = json.loads(done.stdout.splitlines()[-1])
    return seconds, megabytes


def main() -> None:
    """One side, or both compared."""
    folder = Path(sys.argv[1])
    exports = sorted(folder.resolve().glob("*.csv"))
    if len(sys.argv) > 2:
        with tempfile.TemporaryDirectory(dir=folder.resolve().parent) as work:
            os.chdir(work)  # where a run of exports leaves its parts: none to take up
            start = time.perf_counter()
            {"duckdb": duckdb_alone, "ours": ours}[sys.argv[2]](exports, Path(work))
            seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([seconds, peak]))
        return
    size = sum(path.stat().st_size for path in exports) / 1e9
    print(f"{len(exports)} files, {size:.2f} GB")
    best = {}
    for side in ("duckdb", "ours"):
        runs = [measured(side, folder) for _ in range(ROUNDS)]
        best[side] = min(seconds for seconds, _ in runs)
        peak = max(megabytes for _, megabytes in runs)
        print(f"{side:>8}: {best[side]:6.1f} s, at most {peak:,.0f} MB")
    print(f"   ratio: {best['ours'] / best['duckdb']:.2f}")


if __name__ == "__main__":
    main()
