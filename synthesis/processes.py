"""Several files at once, each in a process of its own: Python reads on one processor."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, TypeVar

LARGE: Final = 2**28  # bytes in all from which starting processes costs less than it gains

Given = TypeVar("Given")
Made = TypeVar("Made")


def at_once(
    make: Callable[[Given], Made], given: Sequence[Given], paths: Sequence[Path]
) -> list[Made]:
    """What is made of each, in their order; one after the other where their files are small."""
    sizes = [path.stat().st_size if path.is_file() else 0 for path in paths]
    if sum(sizes) <= LARGE or len(given) < 2:
        return [make(each) for each in given]
    # The largest first: none is begun when all others are done.
    ranks = sorted(range(len(given)), key=lambda n: -sizes[n])
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(len(given), os.cpu_count() or 1), spawn) as pool:
        made = dict(zip(ranks, pool.map(make, (given[n] for n in ranks)), strict=True))
    return [made[n] for n in range(len(given))]
