"""What a share counted on a few draws supports: Wilson's interval of a proportion (1927)."""

from __future__ import annotations

import math
from typing import Final

NORMAL_95: Final = 1.959963984540054  # of a standard normal, exceeded either side 5 times in 100


def wilson(k: float, n: float, z: float = NORMAL_95) -> tuple[float, float]:
    """Bounds of the proportion of which `k` in `n` independent draws is a count; (0, 1) for none.

    The proportions that a test on the normal score would not reject, at 95 % by default. Unlike
    the textbook interval, it is never empty where k is 0 or n. Where people share one voice among
    their answers, `k` is no whole number. ValueError unless 0 ≤ k ≤ n.
    """
    if not 0 <= k <= n:
        raise ValueError("A count lies between nought and the number of draws.")
    if not n:
        return 0.0, 1.0
    centre = (k + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(k * (n - k) / n + z * z / 4)
    return (0.0 if k == 0 else centre - half), (1.0 if k == n else centre + half)
