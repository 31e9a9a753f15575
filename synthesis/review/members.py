"""Who is in a cluster now: whom the run put there, less those taken out, and those put in."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from synthesis.decisions.review import Review
from synthesis.review.corpus import NONE, Corpus, Ints, Mask

T = TypeVar("T")


@dataclass(frozen=True)
class Members:
    """The answers of a cluster of people's: `clusters` of the run merged, less `out`, and `into`.

    `out` and `into` are rows of the corpus, sorted.
    """

    corpus: Corpus
    clusters: tuple[int, ...]
    out: Ints
    into: Ints
    _kept: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, name: Hashable, make: Callable[[], T]) -> T:
        """What is told of these members, made the first time it is asked for."""
        if name not in self._kept:
            self._kept[name] = make()
        found: T = self._kept[name]
        return found

    @cached_property
    def mask(self) -> Mask:
        """Whether each answer is in it, shape (answers,)."""
        mask: Mask = np.isin(self.corpus.clusters, self.clusters) & (self.corpus.clusters != NONE)
        mask[self.out] = False
        mask[self.into] = True
        return mask

    @cached_property
    def rows(self) -> Ints:
        """The rows of its answers, in order."""
        return np.flatnonzero(self.mask).astype(np.int64)

    @property
    def is_as_found(self) -> bool:
        """Whether it is one cluster of the run, and nobody moved an answer in or out."""
        return len(self.clusters) == 1 and not len(self.out) and not len(self.into)

    @cached_property
    def moved_in(self) -> Mask:
        """Whether people put each answer in it, shape (answers,)."""
        mask = np.zeros(len(self.corpus.answers), dtype=np.bool_)
        mask[self.into] = True
        return mask

    @cached_property
    def segments(self) -> Mask:
        """Whether each segment is in it: as the run has it, but with the answers that were moved.

        A segment is classified on its own: some of an answer may lie in another cluster.
        """
        corpus = self.corpus
        mask: Mask = np.isin(corpus.memberships, self.clusters) & (corpus.memberships != NONE)
        mask &= ~np.isin(corpus.owners, self.out)
        mask |= np.isin(corpus.owners, self.into)
        return mask

    @cached_property
    def classified(self) -> Mask:
        """Whether each segment is in any cluster of the run, or here: what it is compared to."""
        mask: Mask = (self.corpus.memberships != NONE) | self.segments
        return mask

    @cached_property
    def counts(self) -> Ints:
        """Its segments that hold each term, shape (terms,)."""
        return self.corpus.held.counts(self.segments, len(self.corpus.terms))

    @cached_property
    def worded(self) -> Ints:
        """The same, an expression counted as each of its words too."""
        return self.counts + self.corpus.lent.counts(self.segments, len(self.corpus.terms))

    @cached_property
    def totals(self) -> Ints:
        """The segments it is compared to that hold each term, itself included."""
        if not len(self.into):
            return self.corpus.totals
        return self.corpus.held.counts(self.classified, len(self.corpus.terms))

    @cached_property
    def standing(self) -> tuple[Ints, Ints]:
        """Score and margin of each of its `rows`, in millionths.

        As the run has them; for the answers of merged clusters, and those put in, the score is
        the largest for one of `clusters`, the margin what is left of it after the best other.
        """
        corpus, rows = self.corpus, self.rows
        scores, margins = corpus.scores[rows], corpus.margins[rows]
        anew = self.moved_in[rows] | np.isin(corpus.seconds[rows], self.clusters)
        if anew.any() and len(corpus.numbers):
            totals = corpus.totals_of(rows[anew])
            mine = np.isin(corpus.numbers, self.clusters)
            scores, margins = scores.copy(), margins.copy()
            scores[anew] = totals[:, mine].max(axis=1) if mine.any() else 0
            others = totals[:, ~mine].max(axis=1) if (~mine).any() else np.zeros(anew.sum())
            margins[anew] = scores[anew] - np.maximum(others, 0)
        return scores, margins


def members(
    corpus: Corpus,
    clusters: Sequence[int],
    out: Iterable[str] = (),
    into: Iterable[str] = (),
) -> Members:
    """The members from addresses; those the run does not know are passed over."""
    return Members(corpus, tuple(sorted(clusters)), _rows(corpus, out), _rows(corpus, into))


def present(corpus: Corpus, review: Review, key: str) -> Members:
    """The members of a cluster as decisions have it now."""
    parts = [review.base.clusters[part].cluster_id for part in review.parts(key)]
    return members(corpus, parts, review.taken_out(key), review.put_in(key))


def everyone(corpus: Corpus, review: Review) -> dict[str, Members]:
    """The members of all clusters that hold answers now, by key."""
    return {key: present(corpus, review, key) for key in review.present()}


def _rows(corpus: Corpus, addresses: Iterable[str]) -> Ints:
    found = [corpus.rows[address] for address in addresses if address in corpus.rows]
    return np.array(sorted(found), dtype=np.int64)
