"""Small cells are withheld, and with them enough others that no total gives them away.

Someone who knows every total of a table can bound each cell that is withheld: what is added to it
must be taken from others of its column, and so on round until it comes back to its row. How much
can go round is a maximum flow, so the bounds are exact (Fischetti and Salazar 2001 give the
problem; Cox 1995 the networks).
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import maximum_flow

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]
Cell = tuple[int, int]


def withhold_values(counts: Counts, least: int, hidden: Mask | None = None) -> Mask:
    """Which cells of one line not to publish, shape (cells,): those under `least`, those already
    `hidden`, and with a small one the smallest others until what is withheld sums to `least` and is
    more than one cell. The total of the line may be known.
    """
    before: Mask = np.zeros(counts.shape, dtype=bool) if hidden is None else hidden
    small = (counts < least) & ~before
    kept: Mask = before | small
    if not small.any():
        return kept
    for place in np.argsort(counts, kind="stable"):
        if kept.sum() > 1 and counts[kept].sum() >= least:
            break
        kept[place] = True
    return kept


def withhold(counts: Counts, least: int, hidden: Mask | None = None) -> Mask:
    """Which cells of a table not to publish, shape (rows, columns): those under `least`, those
    already `hidden`, and as small others as will do.

    Whoever knows all totals of rows and columns can then place none of the cells this withholds
    within less than `least`; nor within less than all that its totals allow, where that is less.
    """
    before: Mask = np.zeros(counts.shape, dtype=bool) if hidden is None else hidden
    kept: Mask = before | (counts < least)
    waiting = [_cell(each) for each in np.argwhere(kept & ~before)]
    while waiting:
        place = waiting.pop()
        wanted = min(least, _possible(counts, place))
        while _easily(counts, kept, place) < wanted:
            low, high = bounds(counts, kept, place)
            if high - low >= wanted:
                break
            more = _round(counts, kept, place, wanted) & ~kept
            kept = kept | more
            waiting += [_cell(each) for each in np.argwhere(more)]
    return kept


def bounds(counts: Counts, hidden: Mask, cell: Cell) -> tuple[int, int]:
    """What a withheld cell can be for who knows all totals and all other cells: from, to."""
    row, column = cell
    rows, columns = counts.shape
    others = hidden.copy()
    others[cell] = False
    at, to = np.nonzero(others)
    much = int(counts.sum()) + 1  # more than can ever go round
    # A cell of a row and a column can be given any number, and give what it has.
    ends = np.concatenate([at, to + rows]), np.concatenate([to + rows, at])
    able = np.concatenate([np.full(len(at), much), counts[at, to]]).astype(np.int32)
    size = rows + columns
    network = sp.csr_array((able, ends), shape=(size, size))
    up = maximum_flow(network, rows + column, row).flow_value
    down = maximum_flow(network, row, rows + column).flow_value
    here = int(counts[cell])
    return here - min(int(down), here), here + int(up)


def _cell(place: Counts) -> Cell:
    return int(place[0]), int(place[1])


def _possible(counts: Counts, cell: Cell) -> int:
    """How far apart the totals alone let a cell be."""
    row, column = int(counts[cell[0]].sum()), int(counts[:, cell[1]].sum())
    return min(row, column) - max(0, row + column - int(counts.sum()))


def _rounds(counts: Counts, cell: Cell) -> Counts:
    """How far apart a cell can be by way of each row and column: what goes round four cells."""
    row, column = counts[cell[0]][None, :], counts[:, cell[1]][:, None]
    here: Counts = np.minimum(row, column) + np.minimum(counts, counts[cell])
    here[cell[0]] = here[:, cell[1]] = -1
    return here


def _easily(counts: Counts, hidden: Mask, cell: Cell) -> int:
    """How far apart a cell can be by one round of withheld cells: at least so much, and soon."""
    whole = hidden & hidden[cell[0]][None, :] & hidden[:, cell[1]][:, None]
    return int(np.where(whole, _rounds(counts, cell), -1).max())


def _round(counts: Counts, hidden: Mask, cell: Cell, wanted: int) -> Mask:
    """The cells of one more round: of those that let the cell be `wanted` apart, or else the most,
    the one that costs the fewest answers.
    """
    cost = np.where(hidden, 0, counts + 1)  # a cell of nought costs too
    costs = cost + cost[cell[0]][None, :] + cost[:, cell[1]][:, None]
    far = np.minimum(_rounds(counts, cell), wanted)
    new = (costs > 0) & (far >= 0)
    best = np.lexsort((costs.ravel(), -far.ravel(), ~new.ravel()))[0]
    row, column = np.unravel_index(best, counts.shape)
    made = np.zeros_like(hidden)
    made[row, column] = made[cell[0], column] = made[row, cell[1]] = True
    return made
