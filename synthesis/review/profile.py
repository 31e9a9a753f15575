"""What the answers of a cluster come with: who, when, and what they chose elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from synthesis.methods import keyness as method
from synthesis.review.asking import ask, table
from synthesis.review.corpus import NONE, Corpus, Ints, Mask
from synthesis.review.members import Members
from synthesis.settings import Settings
from synthesis.stages.profiles import SMALL_CELL

CHANCE: Final = 0.05  # q above this: not told
SHOWN: Final = 12


@dataclass(frozen=True)
class Traits:
    """What is known of the analysed answers of a question; `values` are (variable, value)."""

    values: list[tuple[str, str]]
    variables: Ints  # of each value, its variable
    rows: Ints  # row of the answer of each entry
    ranks: Ints  # value of each entry
    known_rows: Ints  # each answer and variable known of it, once
    known_variables: Ints

    def counts(self, mask: Mask) -> tuple[Ints, Ints]:
        """Of some answers, those with each value, and those whose variable of it is known."""
        with_value = np.bincount(self.ranks[mask[self.rows]], minlength=len(self.values))
        known = np.bincount(
            self.known_variables[mask[self.known_rows]],
            minlength=int(self.variables.max(initial=-1)) + 1,
        )
        return with_value.astype(np.int64), known[self.variables].astype(np.int64)


def read(corpus: Corpus) -> Traits:
    """What is known of the analysed answers, from tables `traits`; kept by who asks."""
    found = [(row["variable"], row["value"]) for row in ask(corpus.warehouse, "values")]
    names = sorted({variable for variable, _ in found})
    place = {name: number for number, name in enumerate(names)}
    variables = np.array([place[variable] for variable, _ in found], dtype=np.int64)
    entries = table(corpus.warehouse, "traits", question=corpus.question)
    rows = np.searchsorted(corpus.answers, entries["answer_id"].to_numpy())
    ranks = entries["rank"].to_numpy().astype(np.int64)
    known = np.unique(rows * max(len(names), 1) + variables[ranks])
    return Traits(
        found, variables, rows, ranks, known // max(len(names), 1), known % max(len(names), 1)
    )


def profile(members: Members, traits: Traits, settings: Settings) -> list[dict[str, Any]]:
    """What comes with a cluster more, or less, than with the others; five answers at least.

    variable, value, signed chi-squared, n_cluster, n_corpus and expected, in answers. As table
    `profiles` for a cluster as found; counted anew for one that people changed, q then correcting
    over the values tried for it.
    """
    if members.is_as_found:
        found = ask(
            members.corpus.warehouse,
            "profiles",
            question=members.corpus.question,
            cluster=members.clusters[0],
            chance=CHANCE,
        )
    else:
        found = _counted(members, traits, settings)
    return sorted(found, key=_place)[:SHOWN]


def _counted(members: Members, traits: Traits, settings: Settings) -> list[dict[str, Any]]:
    corpus = members.corpus
    inside, size = traits.counts(members.mask)
    total, whole = traits.counts((corpus.clusters != NONE) | members.mask)
    counts = [each.astype(np.float64) for each in (inside, total, size, whole)]
    statistic = method.chi2(*counts)
    tried = (size > 0) & (total > 0)
    q = np.ones(len(statistic))
    q[tried] = method.benjamini_hochberg(method.p_value(statistic[tried]))
    told = (np.abs(statistic) >= settings.min_chi2) & (inside >= SMALL_CELL) & tried & (q <= CHANCE)
    return [
        {
            "variable": traits.values[place][0],
            "value": traits.values[place][1],
            "statistic": round(float(statistic[place]), 6),
            "n_cluster": int(inside[place]),
            "n_corpus": int(total[place]),
            "expected": round(float(total[place] * size[place] / whole[place]), 6),
        }
        for place in np.flatnonzero(told)
    ]


def _place(row: dict[str, Any]) -> tuple[float, str, str]:
    return (-row["statistic"], row["variable"], row["value"])
