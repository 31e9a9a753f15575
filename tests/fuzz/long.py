"""`python -m tests.fuzz.long FIRST LAST`: mutants by number, failures as they come, the tally."""

from __future__ import annotations

import re
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.fuzz.harness import outcome
from tests.fuzz.mutants import mutant


def main(first: int, last: int) -> int:
    """Try them all; how many failed."""
    tally: Counter[str] = Counter()
    slowest = (0.0, "")
    for number in range(first, last):
        made, began = mutant(number), time.perf_counter()
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            try:
                found = outcome(made.write(folder), folder, made.counts)
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                print(f"FAILED {made}\n    {type(error).__name__}: {str(error)[:400]}"
                      f"\n    {Path(where.filename).name}:{where.lineno}", flush=True)  # fmt: skip
                tally[f"FAILED {type(error).__name__}"] += 1
            else:
                reason = re.sub(r"'[^']*'|\[.*\]|\d+|'.*", "…", found.reason)
                tally[f"{found.how} {reason[:90]}".strip()] += 1
        slowest = max(slowest, (time.perf_counter() - began, str(made)))
    for told, count in tally.most_common():
        print(f"{count:>6}  {told}")
    print(f"slowest: {slowest[0]:.1f} s, {slowest[1]}")
    return sum(count for told, count in tally.items() if told.startswith("FAILED"))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])) > 0)
