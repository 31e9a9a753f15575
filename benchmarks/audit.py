"""How long an edition takes to audit, beside the run it rests on, and in which memory.

    python benchmarks/audit.py FOLDER

FOLDER is one where benchmarks/publish.py left a load and its edition, by this very program. The
audit from what is published, the audit from the exports, and, to compare, the run itself with
nothing to reuse: seconds on the wall, of processor, memory at most; the last two as a ratio.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from review import ROOT, RUN


def spent(folder: Path, *words: str) -> tuple[float, float, float]:
    """Seconds on the wall, of processor, and MB at most, of one command that succeeds."""
    start = time.monotonic()
    process = os.posix_spawn(
        sys.executable,
        [sys.executable, "-c", f"import os; os.chdir({str(folder)!r})\n{RUN}", *words],
        {"PYTHONPATH": str(ROOT), "DOLEANCES_KEYS": str(folder / "keys")},
    )
    _, status, used = os.wait4(process, 0)
    if status:
        sys.exit(f"{' '.join(words)} failed: {os.waitstatus_to_exitcode(status)}")
    wall = time.monotonic() - start
    print(f"{' '.join(words)}: {wall:.0f} s on the wall, {used.ru_utime + used.ru_stime:.0f} s of "
          f"processor, {used.ru_maxrss / 1024:,.0f} MB at most", flush=True)  # fmt: skip
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main(folder: Path) -> None:
    """The three commands."""
    edition = "reports/load/edition-1"
    spent(folder, "audit", edition)
    again, _, _ = spent(folder, "audit", "--from-sources", edition)
    whole, _, _ = spent(folder, "run", "--inline", "--fresh", "load.toml")
    print(f"from the exports: {again / whole:.2f} of the run itself")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
