"""What is drawn at random, from `Random.random()` alone.

Python promises no other draw across its versions.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeVar

Item = TypeVar("Item")

SEED: Final = 2024


def shuffled(items: Iterable[Item], dice: random.Random) -> list[Item]:
    """The items in an order drawn at random."""
    drawn = [(dice.random(), rank, item) for rank, item in enumerate(items)]
    return [item for _, _, item in sorted(drawn, key=lambda each: each[:2])]


def pick(items: Sequence[Item], dice: random.Random) -> Item:
    """One item, all alike."""
    return items[int(dice.random() * len(items))]


def weighed(weights: Mapping[Item, float], dice: random.Random) -> Item:
    """One key, as often as its weight says."""
    left = dice.random() * sum(weights.values())
    for item, weight in weights.items():
        left -= weight
        if left < 0:
            return item
    return next(reversed(list(weights)))
