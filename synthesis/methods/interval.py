"""What a share counted on a few draws supports: Wilson's interval of a proportion (1927)."""

from __future__ import annotations

import math
from typing import Final

NORMAL_95: Final = 1.959963984540054  # of a standard normal, exceeded either side 5 times in 100


def wilson(k: float, n: float, z: float = NORMAL_95, of: int | None = None) -> tuple[float, float]:
    """Bounds of the proportion of which `k` in `n` independent draws is a count; (0, 1) for none.

    The proportions that a test on the normal score would not reject, at 95 % by default. Unlike
    the textbook interval, it is never empty where k is 0 or n. Where people share one voice among
    their answers, `k` is no whole number. ValueError unless 0 ≤ k ≤ n.

    With `of`, the n were drawn without replacement from so many. Their variance is then less by
    (of − n) / (of − 1) (Cochran 1977, theorem 3.2): Wilson's formula with n (of − 1) / (of − n) in
    place of n. Bounds are moved outwards to a whole number of the `of`, and never deny the n seen.
    """
    if not 0 <= k <= n or (of is not None and n > of):
        raise ValueError("A count lies between nought and the number of draws.")
    if not n:
        return 0.0, 1.0
    if of is not None:
        return _without_replacement(k, n, z, of)
    low, high = _bounds(k / n, n, z)
    return (0.0 if k == 0 else low), (1.0 if k == n else high)


def _without_replacement(k: float, n: float, z: float, of: int) -> tuple[float, float]:
    if n == of:
        return k / n, k / n
    low, high = _bounds(k / n, n * (of - 1) / (of - n), z)
    return max(k, math.floor(low * of)) / of, min(of - (n - k), math.ceil(high * of)) / of


def _bounds(share: float, n: float, z: float) -> tuple[float, float]:
    centre = (n * share + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * math.sqrt(n * share * (1 - share) + z * z / 4)
    return centre - half, centre + half
