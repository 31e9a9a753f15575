"""The lexical table: which segment holds which term, as a sparse binary matrix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import scipy.sparse as sp
from numpy.typing import NDArray

Ids = NDArray[np.int64]


def incidence(
    rows: Ids, entry_rows: Ids, entry_terms: pa.ChunkedArray
) -> tuple[sp.csr_matrix, list[str]]:
    """Matrix of shape (rows, terms) with 1 where a row holds a term, and the terms, sorted.

    `rows` are sorted identifiers; each entry names one of them and a term.
    """
    encoded = entry_terms.combine_chunks().dictionary_encode()
    names = encoded.dictionary.to_pylist()
    terms = sorted(names)
    place = {term: i for i, term in enumerate(terms)}
    columns = np.array([place[name] for name in names], dtype=np.int64)[encoded.indices.to_numpy()]
    x = sp.csr_matrix(
        (np.ones(len(columns)), (np.searchsorted(rows, entry_rows), columns)),
        shape=(len(rows), len(terms)),
    )
    x.sort_indices()
    return x, terms


def of_segments(terms: pa.Table, segments: Ids) -> tuple[sp.csr_matrix, list[str]]:
    """Matrix of the segments named, sorted, by the terms they hold; other segments are left out."""
    mine = terms.filter(pa.array(np.isin(terms["segment_id"].to_numpy(), segments)))
    return incidence(segments, mine["segment_id"].to_numpy(), mine["term"])


def classified(
    terms: pa.Table, memberships: pa.Table
) -> tuple[sp.csr_matrix, list[str], NDArray[np.int64]]:
    """Table, terms and clusters of the classified segments: `memberships`, sorted by segment."""
    members = memberships.filter(memberships["cluster_id"].is_valid())
    segments = members["segment_id"].to_numpy()
    x, names = of_segments(terms, segments)
    return x, names, members["cluster_id"].to_numpy().astype(np.int64)


def joined(x: sp.csr_matrix, unit_of: Ids, count: int) -> sp.csr_matrix:
    """Matrix of shape (count, terms): 1 where any row of the unit holds the term."""
    member = sp.csr_matrix(
        (np.ones(len(unit_of)), (unit_of, np.arange(len(unit_of)))), shape=(count, len(unit_of))
    )
    units = sp.csr_matrix(member @ x)
    units.data[:] = 1.0
    units.sort_indices()
    return units


@dataclass(frozen=True)
class Units:
    """Segments joined: the units they make, and the terms of each."""

    numbers: Ids  # of each unit, sorted
    first: Ids  # the place of its first segment, among those given
    x: sp.csr_matrix  # units × terms, binary
    terms: list[str]


def of_units(terms: pa.Table, segments: Ids, units: Ids) -> Units:
    """From `terms` (segment_id, term), the segments, sorted, and the unit each is joined to."""
    x, names = of_segments(terms, segments)
    numbers, first, place = np.unique(units, return_index=True, return_inverse=True)
    return Units(numbers, first, joined(x, place, len(numbers)), names)


@dataclass(frozen=True)
class Shaped:
    """The units that shaped clusters: their terms, and the cluster of each."""

    units: Ids  # the number of each, sorted
    x: sp.csr_matrix  # units × terms, binary
    terms: list[str]
    clusters: Ids
    labels: Ids  # the clusters, each once


def shaped(shapes: pa.Table, terms: pa.Table) -> Shaped:
    """From `shapes` (segment_id, sorted; unit_id, cluster_id) and `terms` (segment_id, term)."""
    made = of_units(terms, shapes["segment_id"].to_numpy(), shapes["unit_id"].to_numpy())
    clusters = shapes["cluster_id"].to_numpy()[made.first].astype(np.int64)
    return Shaped(made.numbers, made.x, made.terms, clusters, np.unique(clusters))
