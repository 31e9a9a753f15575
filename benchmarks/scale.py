"""What a run costs as the consultation grows: wall, processor, memory, and which steps take it.

    python benchmarks/scale.py ../shared/tools/full_debate.py [SHARE…] [EXPORT…]

The tool given writes a load of the size of a share of the Grand Débat (0.01 and 0.04 unless told),
of which all exports are taken, or those whose names begin as told. Each load is run as a whole
process, `doleances run --inline --fresh`, then once more with nothing to do. Of two shares the
ratio is printed too: where it is above that of their sizes, the cost grows faster than linear.
Steps are told in seconds of processor, all threads together: other work on the machine counts not.
"""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from synthesis.line import CONSULTATION, QUESTION

ROOT = Path(__file__).resolve().parent.parent
SHARES = ("0.01", "0.04")
OPENING, CLOSING = "exports opened", "warehouse, edition"
# The command, and in a file how much processor and memory it had used when each table was made.
TIMED = """
import resource, sys, time
from synthesis import progress
from synthesis.cli import main
log = open(sys.argv.pop(1), "w", buffering=1)
tell = progress.watch()
def watch(table, question, reused):
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(time.process_time(), table, peak, question or "", file=log)
    tell(table, question, reused)
progress.watch = lambda: watch
main(prog_name="doleances")
"""


@dataclasses.dataclass(frozen=True)
class Cost:
    """Of one process: seconds on the wall and of processor, most memory, the steps."""

    wall: float
    processor: float
    megabytes: float
    steps: Mapping[str, float]
    peaks: Mapping[str, float]  # of the steps that used more than all before, in megabytes


def cost(exports: Sequence[Path], folder: Path, *words: str) -> Cost:
    """What one run of the command takes; what it says is kept in `folder`."""
    log = folder / "moments"
    command = [sys.executable, "-c", TIMED, str(log), "run", "--inline", "--out", str(folder)]
    with (folder / "told").open("w", encoding="utf-8") as told:
        start = time.time()
        process = subprocess.Popen(
            [*command, *words, *map(str, exports)],
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=told,
            stderr=told,
        )
        _, status, used = os.wait4(process.pid, 0)
        end = time.time()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit((folder / "told").read_text(encoding="utf-8"))
    processor = used.ru_utime + used.ru_stime
    return Cost(end - start, processor, used.ru_maxrss / 1024, steps(log, processor), peaks(log))


def steps(log: Path, end: float) -> dict[str, float]:
    """Seconds of processor of each step over all questions: a table is told when it is made."""
    lines = [line.split() for line in log.read_text(encoding="utf-8").splitlines()]
    moments = [(0.0, ""), *((float(line[0]), line[1]) for line in lines)]
    found: defaultdict[str, float] = defaultdict(float)
    for (before, _), (at, table) in pairwise(moments):
        found[table] += at - before
    found[CLOSING] = end - moments[-1][0]
    # The first table waits for imports and exports.
    found[OPENING] = found.pop(CONSULTATION[0].makes[0])
    return dict(found)


def peaks(log: Path) -> dict[str, float]:
    """Steps after which the most memory used so far had grown by a tenth, and to how much."""
    found: dict[str, float] = {}
    most = 0.0
    for line in log.read_text(encoding="utf-8").splitlines():
        _, name, kilobytes, *question = line.split()
        if float(kilobytes) / 1024 > 1.1 * most:
            most = float(kilobytes) / 1024
            found[" ".join([name, *question])] = most
    return found


def table(costs: Mapping[str, Cost], again: Mapping[str, Cost], sizes: Mapping[str, int]) -> None:
    """One column a share, and the ratio of the last to the first."""
    shares = list(costs)

    def line(name: str, values: Sequence[float], digits: int = 1) -> None:
        told = "".join(f"{value:>11,.{digits}f}" for value in values)
        ratio = f"{values[-1] / values[0]:>8.1f}" if len(values) > 1 and values[0] >= 0.05 else ""
        print(f"{name:<24}{told}{ratio}")

    print(f"{'share':<24}" + "".join(f"{share:>11}" for share in shares)
          + ("   ratio" if len(shares) > 1 else ""))  # fmt: skip
    line("export, MB", [sizes[share] / 1e6 for share in shares])
    line("wall, s", [costs[share].wall for share in shares])
    line("processor, s", [costs[share].processor for share in shares])
    line("most memory, MB", [costs[share].megabytes for share in shares], 0)
    line("once more, s", [again[share].wall for share in shares])
    print("seconds of processor by step, all questions together")
    names = [OPENING, *(n for step in (*CONSULTATION, *QUESTION) for n in step.makes), CLOSING]
    for name in sorted(names, key=lambda n: -costs[shares[-1]].steps.get(n, 0)):
        values = [costs[share].steps.get(name, 0) for share in shares]
        if values[-1] >= 0.1:
            line(f"  {name}", values)
    for share in shares:
        grown = ", ".join(f"{name} {size:,.0f}" for name, size in costs[share].peaks.items())
        print(f"memory of {share}, MB, where it grew by a tenth: {grown}")


def main(tool: str, shares: Sequence[str], names: tuple[str, ...]) -> None:
    """Loads, runs, and the table."""
    costs, again, sizes = {}, {}, {}
    with tempfile.TemporaryDirectory() as temporary:
        for share in shares:
            folder = Path(temporary) / share
            subprocess.run(
                [sys.executable, tool, str(folder / "exports"), "--share", share],
                check=True, stdout=subprocess.DEVNULL,
            )  # fmt: skip
            exports = sorted((folder / "exports").glob("*.csv"))
            exports = [path for path in exports if path.name.startswith(names or "")]
            sizes[share] = sum(path.stat().st_size for path in exports)
            costs[share] = cost(exports, folder, "--fresh")
            again[share] = cost(exports, folder)
            print(f"{share}: {costs[share].wall:.0f} s", file=sys.stderr)
    table(costs, again, sizes)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    shares = [word for word in sys.argv[2:] if word[0].isdigit()]
    names = tuple(word for word in sys.argv[2:] if not word[0].isdigit())
    main(sys.argv[1], shares or SHARES, names)
