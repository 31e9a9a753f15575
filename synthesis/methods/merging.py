"""Short segments joined until a unit holds enough terms (METHOD.md, section 2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def merge(
    documents: NDArray[np.int64], sizes: NDArray[np.int64], minimum: int
) -> NDArray[np.int64]:
    """Unit of each segment: the position of the first segment it is joined with, shape (n,).

    `documents` is the document of each segment, equal values adjacent; `sizes` the kept terms of
    each. Segments are joined in order until `minimum` is reached; what is left at the end of a
    document joins its previous unit, or stays short when there is none.
    """
    units = np.arange(len(sizes))
    previous = start = -1
    total = 0
    for i, (document, size) in enumerate(zip(documents.tolist(), sizes.tolist(), strict=True)):
        if i == 0 or document != documents[i - 1]:
            previous, start, total = -1, i, 0
        if start < 0:
            start, total = i, 0
        units[i] = start
        total += size
        ends = i + 1 == len(units) or documents[i + 1] != document
        if total >= minimum:
            previous, start = start, -1
        elif ends and previous >= 0:
            units[start : i + 1] = previous
    return units
