"""What one question costs as its segments grow: seconds of processor, and most memory.

    python benchmarks/growth.py ../shared/tools/full_debate.py [SHARE…]

The tool given writes a load of the size of a share of the Grand Débat (0.27 and 2.7 unless told),
whose largest export is cut to the question with most words in its first rows: nothing else is read.
Timed is all that is done for that question, from its segments to its verbatims. Between two shares
the ratio of the seconds is printed over that of the segments: 1 is linear.
"""

from __future__ import annotations

import contextlib
import csv
import resource
import subprocess
import sys
import tempfile
import time
from itertools import chain, islice, pairwise
from pathlib import Path

import pyarrow.parquet as pq
from threadpoolctl import threadpool_limits

from synthesis import run
from synthesis.line import CONSULTATION

SHARES = ("0.27", "2.7")  # about 20,000 and 200,000 segments
LOOKED_AT = 1_000  # rows


def load(tool: Path, share: str, folder: Path) -> Path:
    """The largest export the tool writes, cut to what it says of contributions and one question."""
    subprocess.run(
        [sys.executable, tool, folder, "--share", share], check=True, capture_output=True
    )
    largest = max(folder.glob("*.csv"), key=lambda path: path.stat().st_size)
    cut = folder / "one.csv"
    with (
        largest.open(encoding="utf-8-sig", newline="") as given,
        cut.open("w", encoding="utf-8", newline="") as kept,
    ):
        rows, writer = csv.reader(given), csv.writer(kept)
        header = next(rows)
        questions = [place for place, name in enumerate(header) if name.startswith("QU")]
        first = list(islice(rows, LOOKED_AT))
        most = max(questions, key=lambda place: sum(len(row[place]) for row in first))
        places = [*(p for p in range(len(header)) if p not in questions), most]
        writer.writerow([header[place] for place in places])
        writer.writerows([row[place] for place in places] for row in chain(first, rows))
    return cut


def measure(export: Path, folder: Path) -> tuple[int, float, int]:
    """Segments of the question, seconds of processor, most memory of the process in MB."""
    # Parts are kept where one stands: here, none is left from another load.
    with contextlib.chdir(folder), run.opened(run.prepare(run.Request((export,)))) as walk:
        for step in CONSULTATION:
            walk.table(step)
        [question] = walk.open_questions()
        before = time.process_time()
        walk.question(question)
        spent = time.process_time() - before
        segments = pq.read_metadata(walk.files["segments", question]).num_rows
    return segments, spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main(tool: Path, shares: tuple[str, ...]) -> None:
    """One line a share, one ratio between two."""
    told = []
    for share in shares:
        with tempfile.TemporaryDirectory() as folder, threadpool_limits(1):
            export = load(tool, share, Path(folder))
            told.append(measure(export, Path(folder)))
        print(
            "share {}: {:,} segments, {:.0f} s, at most {:,} MB".format(share, *told[-1]),
            flush=True,
        )
    for (few, short, _), (many, long, _) in pairwise(told):
        ratio = long / short / (many / few)
        print(
            f"{many / few:.1f} times the segments: {long / short:.1f} times the seconds, "
            f"{ratio:.2f}"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or SHARES)
