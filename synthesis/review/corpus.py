"""A question as arrays: its answers, segments and terms, and what each weighs; read once, kept.

Everything is whole numbers, weights and scores in millionths: sums are exact in any order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from synthesis.decisions.base import Base
from synthesis.review import spoken
from synthesis.review.asking import table
from synthesis.review.spoken import Spoken
from synthesis.store import Warehouse

Ints = NDArray[np.int64]
Small = NDArray[np.int32]
Mask = NDArray[np.bool_]

MILLION: Final = Decimal(1_000_000)
NONE: Final = 0  # for a cluster or an author
NO_DAY: Final = -(2**31)
_GAPS: Final = re.compile(r"[ '’-]+")  # between the words of an expression
BLOCK: Final = 10_000  # answers scored at once for all clusters


@dataclass(frozen=True)
class Table:
    """A sparse table of presence: the terms of row i are `codes[starts[i]:starts[i + 1]]`."""

    starts: Ints
    codes: Small

    def of(self, rows: Ints) -> tuple[Ints, Ints]:
        """The entries of some rows: the place in `rows` and the term of each."""
        sizes = self.starts[rows + 1] - self.starts[rows]
        places = np.repeat(np.arange(len(rows)), sizes)
        first = np.repeat(self.starts[rows] - (np.cumsum(sizes) - sizes), sizes)
        return places, self.codes[first + np.arange(len(places))].astype(np.int64)

    def counts(self, rows: Mask, size: int) -> Ints:
        """How many of the rows hold each term, shape (size,)."""
        kept = self.codes[np.repeat(rows, np.diff(self.starts))]
        return np.bincount(kept, minlength=size).astype(np.int64)


@dataclass(frozen=True)
class Corpus:
    """Answers by row in order of arrival, segments in order, terms sorted; clusters by number."""

    warehouse: Warehouse
    base: Base
    addresses: Sequence[str]
    answers: Ints  # answer_id
    contributions: Ints
    clusters: Small  # NONE where unclassified
    seconds: Small
    scores: Ints
    margins: Ints
    families: Ints
    authors: Ints
    days: Ints
    segments: Ints  # segment_id
    owners: Ints  # row of the answer of each segment
    starts: Small
    stops: Small
    memberships: Small  # NONE where unclassified
    terms: Sequence[str]
    labels: Sequence[str]
    held: Table  # terms of segments
    numbers: Small  # of the clusters, sorted
    weights: Ints  # shape (terms, clusters)
    weighed: NDArray[np.bool_]  # shape (terms,): whether the term has weights at all

    @property
    def question(self) -> str:
        return self.base.question

    @cached_property
    def rows(self) -> dict[str, int]:
        """The row of each address."""
        return {address: row for row, address in enumerate(self.addresses)}

    @cached_property
    def analysed(self) -> Mask:
        """Whether the run read each answer."""
        places = self.base.places
        return np.array([address in places for address in self.addresses], dtype=np.bool_)

    @cached_property
    def of_answers(self) -> Table:
        """The terms of answers, each once."""
        size = max(len(self.terms), 1)
        owners = np.repeat(self.owners, np.diff(self.held.starts))
        found = owners * size + self.held.codes
        # Segments are in the order of their answers, their terms sorted: but for answers of
        # several segments, all is sorted and told once already.
        several = np.bincount(self.owners, minlength=len(self.answers))[owners] > 1
        found = np.concatenate([found[~several], np.unique(found[several])])
        found.sort(kind="stable")
        counts = np.bincount(found // size, minlength=len(self.answers))
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return Table(starts, (found % size).astype(np.int32))

    @cached_property
    def inside(self) -> Ints:
        """Segments of each cluster of the run that hold each term, shape (clusters, terms)."""
        size = len(self.terms)
        found = np.zeros((len(self.numbers), size), dtype=np.int64)
        for place, number in enumerate(self.numbers):
            found[place] = self.held.counts(self.memberships == number, size)
        return found

    @cached_property
    def lent(self) -> Table:
        """The terms that segments do not hold alone, but as words of an expression they hold.

        An expression is a term of its own: «police municipale» has nothing of «police», and what
        speaks of one would not be found near what speaks of the other.
        """
        size = max(len(self.terms), 1)
        rows = np.repeat(np.arange(len(self.segments)), np.diff(self.held.starts))
        entries = rows * size + self.held.codes  # sorted: segments in order, their terms sorted
        words = [
            rows[self.held.codes == expression] * size + word
            for expression, codes in self._words().items()
            for word in codes
        ]
        found = np.unique(np.concatenate(words)) if words else entries[:0]
        found = found[~np.isin(found, entries[np.searchsorted(entries, found) % len(entries)])]
        counts = np.bincount(found // size, minlength=len(self.segments))
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return Table(starts, (found % size).astype(np.int32))

    def _words(self) -> dict[int, list[int]]:
        """Of each expression, the kept terms of its words, where the question has them alone."""
        codes = {term: code for code, term in enumerate(self.terms)}
        several = {code: _GAPS.split(term) for term, code in codes.items() if " " in term}
        forms = sorted({form for words in several.values() for form in words})
        rows = table(self.warehouse, "forms", question=self.question, forms=forms).to_pylist()
        alone: dict[str, list[int]] = {}
        for row in rows:
            if row["kept"]:
                alone.setdefault(row["form"], []).append(codes[row["term"]])
        return {
            code: sorted({each for word in words for each in alone.get(word, ())} - {code})
            for code, words in several.items()
        }

    @cached_property
    def worded_totals(self) -> Ints:
        """Classified segments that hold each term, alone or in an expression."""
        return self.totals + self.lent.counts(self.memberships != NONE, len(self.terms))

    @cached_property
    def totals(self) -> Ints:
        """Classified segments that hold each term."""
        return self.held.counts(self.memberships != NONE, len(self.terms))

    @cached_property
    def spread(self) -> Ints:
        """Segments, classified or not, that hold each term."""
        return np.bincount(self.held.codes, minlength=len(self.terms)).astype(np.int64)

    @cached_property
    def slice_scores(self) -> Ints:
        """What the terms of each segment weigh for the cluster of its answer; 0 without one."""
        places = np.searchsorted(self.numbers, self.clusters[self.owners])
        places = np.minimum(places, max(len(self.numbers) - 1, 0))
        known = self.clusters[self.owners] != NONE
        return self._sums(places, known)

    @cached_property
    def best(self) -> Ints:
        """The segment, by its place, that each answer is quoted by; −1 where there is none.

        The one that weighs most for the cluster of the answer, the first of equals.
        """
        order = np.lexsort((np.arange(len(self.owners)), -self.slice_scores, self.owners))
        owners, first = np.unique(self.owners[order], return_index=True)
        best = np.full(len(self.answers), -1, dtype=np.int64)
        best[owners] = order[first]
        return best

    @cached_property
    def spoken(self) -> Spoken:
        """The forms of segments in order of reading; row i is segment i."""
        return spoken.read(self.warehouse, self.question)

    @cached_property
    def wordings(self) -> Ints:
        """What tells texts apart: the family of copies, or minus the first with the same words."""
        read = table(self.warehouse, "wordings", question=self.question)
        wordings = np.zeros(len(self.answers), dtype=np.int64)
        rows = np.searchsorted(self.answers, read["answer_id"].to_numpy())
        wordings[rows] = -read["wording_id"].to_numpy()
        wordings[wordings == 0] = -self.answers[wordings == 0]  # not analysed: each is its own
        return np.where(self.families != 0, self.families, wordings)

    @cached_property
    def earliest(self) -> tuple[Ints, Ints]:
        """The row of the first answer of each wording; and which wording each answer has."""
        _, first, whose = np.unique(self.wordings, return_index=True, return_inverse=True)
        return first.astype(np.int64), whose.astype(np.int64)

    def totals_of(self, rows: Ints) -> Ints:
        """What the terms of some answers weigh for every cluster, shape (rows, clusters)."""
        return self.sums(self.of_answers, rows, np.arange(len(self.numbers)))

    def sums(self, table: Table, rows: Ints, columns: Ints) -> Ints:
        """What the terms of some rows of a table weigh in some columns of `weights`."""
        found = np.zeros((len(rows), len(columns)), dtype=np.int64)
        for begin in range(0, len(rows), BLOCK):
            block = rows[begin : begin + BLOCK]
            _, codes = table.of(block)
            sums = np.zeros((len(codes) + 1, len(columns)), dtype=np.int64)
            np.cumsum(self.weights[codes][:, columns], axis=0, out=sums[1:])
            stops = np.cumsum(table.starts[block + 1] - table.starts[block])
            starts = np.concatenate([[0], stops[:-1]])
            found[begin : begin + BLOCK] = sums[stops] - sums[starts]
        return found

    def columns_of(self, clusters: Sequence[int]) -> Ints:
        """The columns of `weights` of some clusters."""
        return np.flatnonzero(np.isin(self.numbers, clusters))

    def _sums(self, columns: Ints, known: Mask) -> Ints:
        """Of each segment, the sum of the weights of its terms in one column."""
        if not self.weights.size:
            return np.zeros(len(self.segments), dtype=np.int64)
        sizes = np.diff(self.held.starts)
        weights = self.weights[self.held.codes, np.repeat(columns, sizes)]
        sums = np.concatenate([[0], np.cumsum(weights)])
        found = sums[self.held.starts[1:]] - sums[self.held.starts[:-1]]
        return np.where(known, found, 0).astype(np.int64)


def read(warehouse: Warehouse, base: Base) -> Corpus:
    """The corpus of a question: about a second for 500,000 answers, then kept."""
    asked = {"question": base.question}
    answers = table(warehouse, "answers", **asked)
    segments = table(warehouse, "segments", **asked)
    vocabulary = table(warehouse, "vocabulary", **asked)
    entries = table(warehouse, "entries", **asked)
    weights = table(warehouse, "weights", **asked)
    ids, names = _whole(answers["answer_id"]), _whole(segments["segment_id"])
    starts = np.searchsorted(_whole(entries["segment_id"]), names)
    numbers = np.unique(weights["cluster_id"].to_numpy()).astype(np.int32)
    terms = vocabulary["term"].to_pylist()
    dense = np.zeros((len(terms), len(numbers)), dtype=np.int64)
    ranks = weights["rank"].to_numpy()
    dense[ranks, np.searchsorted(numbers, weights["cluster_id"].to_numpy())] = weights[
        "weight"
    ].to_numpy()
    weighed = np.zeros(len(terms), dtype=np.bool_)
    weighed[ranks] = True
    return Corpus(
        warehouse=warehouse,
        base=base,
        addresses=tuple(base.states),
        answers=ids,
        contributions=_whole(answers["contribution_id"]),
        clusters=answers["cluster_id"].to_numpy().astype(np.int32),
        seconds=answers["second_cluster_id"].to_numpy().astype(np.int32),
        scores=_whole(answers["score"]),
        margins=_whole(answers["margin"]),
        families=_whole(answers["family_id"]),
        authors=_whole(answers["author"]),
        days=_whole(answers["day"]),
        segments=names,
        owners=np.searchsorted(ids, _whole(segments["answer_id"])).astype(np.int64),
        starts=segments["start"].to_numpy().astype(np.int32),
        stops=segments["stop"].to_numpy().astype(np.int32),
        memberships=segments["cluster_id"].to_numpy().astype(np.int32),
        terms=terms,
        labels=[
            label or term
            for label, term in zip(vocabulary["label"].to_pylist(), terms, strict=True)
        ],
        held=Table(
            np.concatenate([starts, [entries.num_rows]]).astype(np.int64),
            entries["rank"].to_numpy().astype(np.int32),
        ),
        numbers=numbers,
        weights=dense,
        weighed=weighed,
    )


def _whole(column: pa.ChunkedArray) -> Ints:
    values: Ints = column.to_numpy().astype(np.int64)
    return values


def written(millionths: int) -> str:
    """A weight or a score as the tables have it: six decimals, exact."""
    return f"{Decimal(int(millionths)) / MILLION:.6f}"
