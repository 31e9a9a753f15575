"""Every number that can change a result, its default and its reason; one digest for all."""

from __future__ import annotations

import dataclasses
import difflib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from synthesis.errors import SettingsError


def _setting(default: Any, reason: str, low: float, high: float) -> Any:
    return dataclasses.field(default=default, metadata={"reason": reason, "low": low, "high": high})


@dataclass(frozen=True)
class Settings:
    """The numbers of one run. Two runs with equal settings and inputs give equal bytes."""

    clusters: int | str = _setting(
        "auto", "number of clusters of a question; auto: the rule of METHOD.md, section 8", 2, 60
    )
    no_content_length: int = _setting(
        100, "characters: a longer answer with a letter in it says something", 20, 100_000
    )
    min_family_words: int = _setting(
        12, "shorter texts sent by several people coincide; longer ones were copied", 1, 100
    )
    shingle_words: int = _setting(
        5, "words of a shingle: texts are compared by their runs of so many words", 2, 20
    )
    copy_jaccard: float = _setting(
        0.8, "texts sharing so much of their shingles are copies, retouched", 0.5, 1.0
    )
    segment_size: int = _setting(
        40, "words in a segment: about one idea, the length Reinert's method was tuned on", 5, 400
    )
    unit_terms: int = _setting(
        10, "kept terms a unit of the classification should reach by joining segments", 1, 100
    )
    min_unit_terms: int = _setting(
        3, "units with fewer kept terms have no part in the tree: they would make one bin", 1, 20
    )
    min_term_segments: int = _setting(
        10, "a term in fewer segments does not shape clusters: chance would place it", 2, 1000
    )
    min_term_segments_small: int = _setting(
        3, "the same, for a question with fewer segments than small_question", 2, 1000
    )
    small_question: int = _setting(
        2000, "segments under which a question counts as small", 0, 10**7
    )
    min_units: int = _setting(
        30, "a question with fewer units that could shape clusters is not divided", 6, 10_000
    )
    max_clusters: int = _setting(
        24, "auto never goes beyond: a reviewer reads two minutes a cluster", 2, 60
    )
    units_per_cluster: int = _setting(
        25, "auto makes at most one cluster for so many units: fewer make no profile", 5, 10_000
    )
    cluster_price: float = _setting(
        0.025,
        "bits that halves of the contributions must share for each cluster of auto",
        0.0,
        1.0,
    )
    exact_units: int = _setting(
        20_000,
        "units compared with each other; of more, a drawn sample shapes, the rest is assigned",
        1000,
        200_000,
    )
    smoothing: float = _setting(
        10.0,
        "prior occurrences in a term's weight, spread as in the question (Monroe 2008)",
        0.1,
        1e4,
    )
    min_score: float = _setting(
        1.0, "an answer scoring less for every cluster stays unclassified", 0.0, 100.0
    )
    min_margin: float = _setting(
        0.25, "so does one whose two best clusters score closer than this", 0.0, 100.0
    )
    bin_share: float = _setting(
        0.40, "a cluster above this share of the analysed answers is reported as a bin", 0.0, 1.0
    )
    crumb_share: float = _setting(
        0.01, "a cluster under this share of the analysed answers is reported as a crumb", 0.0, 1.0
    )
    min_classified_share: float = _setting(
        0.80, "under this share of classified answers the page says so first", 0.0, 1.0
    )
    resamples: int = _setting(
        20, "draws of contributions on which clusters are sought again, to say how stable", 2, 1000
    )
    resampled_units: int = _setting(
        1_500, "units at most in those draws: what stability costs does not grow", 100, 10**6
    )
    min_chi2: float = _setting(
        3.84, "terms listed in a profile: chi-squared at p = 0.05, one degree of freedom", 0.0, 1e6
    )
    min_expected: float = _setting(
        1.0, "expected count under which an absent term is not called under-represented", 0.0, 1e3
    )
    max_expression_words: int = _setting(4, "longest repeated expression counted", 2, 8)
    min_expression_answers: int = _setting(
        3,
        "texts that must hold an expression, copies apart, before it is listed as repeated",
        2,
        1000,
    )
    nested_share: float = _setting(
        0.8, "an expression is not listed when so many of its answers write a longer one", 0.5, 1.0
    )
    keywords: int = _setting(60, "terms and repeated expressions listed, of each", 5, 1000)
    verbatims: int = _setting(5, "verbatims of each kind shown for a cluster", 1, 50)
    small_cell: int = _setting(
        5, "what fewer declared, a department or a type of author, is not published", 5, 1000
    )
    small_cross: int = _setting(
        10, "nor is what fewer have in common: two things declared, or one and a theme", 5, 1000
    )
    seed: int = _setting(2019, "seed of every draw: same seed, same draw", 0, 2**31 - 1)

    def digest(self) -> str:
        """SHA-256 of the settings as sorted JSON."""
        return hashlib.sha256(
            json.dumps(dataclasses.asdict(self), sort_keys=True).encode()
        ).hexdigest()

    @classmethod
    def read(cls, given: Mapping[str, object], where: str | None = None) -> Settings:
        """Settings from a recipe; unknown names and values out of range are refused."""
        known = {field.name: field for field in dataclasses.fields(cls)}
        for name, value in given.items():
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                hint = f"Did you mean '{near[0]}'? " if near else ""
                raise SettingsError(
                    f"Unknown setting '{name}'.",
                    where=where,
                    todo=f"{hint}`doleances settings` lists them all.",
                )
            _check(known[name], value, where)
        return cls(**dict(given))  # type: ignore[arg-type]  # each value was just checked


def _check(field: dataclasses.Field[Any], value: object, where: str | None) -> None:
    low, high = field.metadata["low"], field.metadata["high"]
    if field.name == "clusters" and value == "auto":
        return
    whole = isinstance(field.default, int) or field.name == "clusters"
    right_type = isinstance(value, int if whole else int | float) and not isinstance(value, bool)
    if not right_type or not low <= value <= high:
        kind = "a whole number" if whole else "a number"
        raise SettingsError(
            f"Setting '{field.name}' cannot be {value!r}.",
            where=where,
            todo=f"Give {kind} from {low:g} to {high:g} (default {field.default}).",
        )
