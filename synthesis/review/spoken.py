"""The forms of a question in order of reading, as whole numbers: where words follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from synthesis.review.asking import table
from synthesis.store import Warehouse
from synthesis.text import folded

Ints = NDArray[np.int64]
Small = NDArray[np.int32]

AROUND: Final = 6  # forms that decide the order of lines, on one side
_BITS: Final = 21  # of a rank: three of them in a key
_NOWHERE: Final = 0  # rank of what lies outside the segment, before all forms


@dataclass(frozen=True)
class Spoken:
    """`codes[starts[i]:starts[i + 1]]` are the forms of segment i; `forms` has them by code."""

    starts: Ints
    codes: Small
    forms: Sequence[str]

    @cached_property
    def code(self) -> dict[str, int]:
        """The code of each form."""
        return {form: code for code, form in enumerate(self.forms)}

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """The place of each form in the order of the alphabet, accents aside, from 1."""
        order = sorted(range(len(self.forms)), key=lambda c: (folded(self.forms[c]), self.forms[c]))
        ranks = np.zeros(len(self.forms), dtype=np.int64)
        ranks[order] = np.arange(1, len(order) + 1)
        return ranks

    def runs(self, steps: Sequence[Sequence[str]]) -> Ints:
        """Where runs of forms begin, in order; each step is any of its forms, in one segment."""
        order, bounds = self._places
        first = [self.code[form] for form in steps[0] if form in self.code]
        found = np.sort(np.concatenate(
            [np.zeros(0, dtype=np.int64), *(order[bounds[c] : bounds[c + 1]] for c in first)]
        ))  # fmt: skip
        if len(steps) > 1:
            found = found[found + len(steps) <= self.starts[self.segments(found) + 1]]
        for step, forms in enumerate(steps[1:], 1):
            found = found[self._wanted(forms)[self.codes[found + step]]]
        return found.astype(np.int64)

    @cached_property
    def _places(self) -> tuple[Small, Ints]:
        """The places of each form, one form after the other, and where each begins."""
        order = np.argsort(self.codes, kind="stable").astype(np.int32)
        sizes = np.bincount(self.codes, minlength=len(self.forms))
        return order, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)

    def segments(self, places: Ints) -> Ints:
        """The segment of each place."""
        return (np.searchsorted(self.starts, places, side="right") - 1).astype(np.int64)

    def first(self, found: Ints, sort: str, size: int, offset: int, limit: int) -> Ints:
        """The page of runs from `offset` on: by what follows (right) or precedes (left) them."""
        if sort == "order":
            return found[offset : offset + limit]
        nearest, further = (self._keys(found, sort, size, part) for part in (0, 1))
        if len(found) > offset + limit:  # the rest cannot be on the page: only its ties are sorted
            last = np.partition(nearest, offset + limit)[offset + limit]
            kept = nearest <= last
            found, nearest, further = found[kept], nearest[kept], further[kept]
        return found[np.lexsort((found, further, nearest))][offset : offset + limit]

    def _wanted(self, step: Sequence[str]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self.forms) + 1, dtype=np.bool_)
        mask[[self.code[form] for form in step if form in self.code]] = True
        return mask

    def _keys(self, found: Ints, sort: str, size: int, part: int) -> NDArray[np.int64]:
        """Ranks of three forms around each run as one number; part 0 has the nearest three."""
        segments = self.segments(found)
        low, high = self.starts[segments], self.starts[segments + 1]
        keys = np.zeros(len(found), dtype=np.int64)
        for step in range(AROUND // 2 * part, AROUND // 2 * (part + 1)):
            place = found + size + step if sort == "right" else found - 1 - step
            inside = (low <= place) & (place < high)
            codes = self.codes[np.where(inside, place, 0)]
            keys = (keys << _BITS) | np.where(inside, self.ranks[codes], _NOWHERE)
        return keys


def read(warehouse: Warehouse, question: str) -> Spoken:
    """The forms of the segments of a question, in order."""
    found = table(warehouse, "forms_read", question=question)
    lists = found["forms"].combine_chunks()
    encoded = pa.chunked_array([lists.flatten()]).combine_chunks().dictionary_encode()
    sizes = np.diff(lists.offsets.to_numpy())
    return Spoken(
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        encoded.indices.to_numpy().astype(np.int32),
        encoded.dictionary.to_pylist(),
    )
