"""The line: every table, what builds it, from what; once a consultation, a question, an edition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from synthesis.stages.agreement import agreement
from synthesis.stages.copies import copies
from synthesis.stages.crosses import crosses
from synthesis.stages.forms import forms
from synthesis.stages.grains import grains
from synthesis.stages.keyness import keyness
from synthesis.stages.plane import plane
from synthesis.stages.profiles import profiles
from synthesis.stages.stability import stability
from synthesis.stages.theme_quality import theme_quality
from synthesis.stages.tree import tree
from synthesis.stages.units import units
from synthesis.stages.weights import weights
from synthesis.stages.worlds import worlds


@dataclass(frozen=True)
class Step:
    """Tables made together, by stages/<first>.sql or by a function, from the tables needed.

    A function takes the tables it needs by name, and `question`, `settings` or `lexicon` where it
    asks for them; `reads` are the settings it may read (those of SQL are the parameters it names).
    """

    makes: tuple[str, ...]
    needs: tuple[str, ...]
    build: Callable[..., Any] | None = None
    reads: tuple[str, ...] = ()


# fmt: off
# `received`, `taken`, `entries`, `asked`, `refused`, `counted`, `repaired` and `withdrawals` are
# the exports as loaded: store.load; `no_content` is a list of the lexicon.
CONSULTATION: Final = (
    Step(("intake",), ("received", "counted", "refused")),
    Step(("repairs",), ("taken", "repaired")),
    Step(("rejects",), ("received", "refused")),
    Step(("contributions",), ("received",)),
    Step(("authors",), ("received",)),
    Step(("changes",), ("received", "entries")),
    Step(("threads",), ("received",)),
    Step(("votes",), ("received",)),
    Step(("places",), ("received",)),
    Step(("categories",), ("received",)),
    Step(("moments",), ("received",)),
    Step(("standings",), ("received",)),
    Step(("titles",), ("received",)),
    Step(("cells",), ("taken", "received")),
    Step(("blanks",), ("taken",)),
    Step(("questions",), ("taken", "asked")),
    Step(("texts",), ("cells", "questions", "contributions")),
    Step(("states",), ("texts", "cells", "questions", "authors", "no_content")),
    Step(("wordings",), ("texts", "cells", "states", "authors")),
    Step(("likenesses",), ("wordings",)),
    Step(("copies",), ("wordings", "likenesses"), copies),
    Step(("families",), ("copies", "texts", "authors", "contributions")),
    Step(("answers",), ("texts", "states", "cells")),
    Step(("personal",), ("answers",)),
    Step(("ledger",), ("states", "cells", "blanks", "questions")),
    Step(("choices",), ("cells", "questions")),
    Step(("traits",), ("contributions", "choices")),
    Step(("closed_counts",), ("taken", "cells", "choices")),
)

QUESTION: Final = (
    Step(("segments",), ("answers", "states")),
    Step(("readings",), ("segments", "answers")),
    Step(("form_counts",), ("readings",)),
    Step(("forms",), ("form_counts",), forms),
    Step(("vocabulary",), ("readings", "forms", "segments")),
    Step(("terms",), ("readings", "forms", "vocabulary")),
    Step(("keywords",), ("readings", "forms", "vocabulary", "segments", "copies")),
    Step(("collocations",), ("readings", "forms", "copies")),
    Step(("units",), ("terms", "segments", "copies"), units, ("unit_terms", "exact_units", "seed")),
    Step(("grains",), ("terms", "units", "answers"), grains, (
        "clusters", "max_clusters", "units_per_cluster", "min_units", "cluster_price", "bin_share",
        "smoothing", "seed",
    )),
    Step(("tree", "shapes"), ("terms", "segments", "units", "grains"), tree, (
        "clusters", "min_units", "min_unit_terms", "smoothing", "seed", "min_score", "min_margin",
        "crumb_share",
    )),
    Step(("weights",), ("terms", "shapes"), weights, ("smoothing",)),
    Step(("assignments",), ("states", "copies", "segments", "terms", "weights")),
    Step(("memberships",), ("segments", "terms", "weights", "assignments")),
    Step(("stability",), ("terms", "segments", "answers", "shapes"), stability, (
        "min_units", "min_unit_terms", "smoothing", "seed", "resamples", "resampled_units",
    )),
    Step(("worlds",), ("terms", "shapes", "segments", "readings"), worlds, (
        "min_units", "min_unit_terms", "smoothing", "seed", "resampled_units", "unit_terms",
    )),
    Step(("clusters",), ("assignments", "memberships", "authors", "stability")),
    Step(("keyness",), ("terms", "memberships"), keyness, ("min_chi2", "min_expected")),
    Step(("plane",), ("terms", "memberships"), plane),
    Step(("profiles",), ("traits", "assignments"), profiles, ("min_chi2",)),
    Step(("verbatims",), ("terms", "segments", "weights", "assignments", "answers", "copies")),
)

# Tables of the run are read as it left them until their own step here: it makes them again as
# people left them (publication/overlays). `reviewed`, `changed`, `isolated`, `masks`, `masked`,
# `coded`, `campaign_codes`, `published` and `codebook` are what people decided:
# publication/given.py.
PUBLICATION: Final = (
    Step(("contributions",), ()),
    Step(("decided",), ("assignments", "reviewed", "changed")),
    Step(("assignments",), ("decided", "masked", "published")),
    Step(("clusters",), ("assignments", "authors")),
    Step(("ledger",), ("assignments", "published")),
    Step(("answers",), ("masked", "published")),
    Step(("terms",), ("segments", "masks")),
    Step(("vocabulary",), ("terms", "segments", "answers", "published")),
    Step(("keyness",), ("vocabulary",)),
    Step(("weights",), ("vocabulary",)),
    Step(("profiles",), ("published",)),
    Step(("voices",), ("assignments", "authors")),
    Step(("theme_clusters",), ("reviewed", "clusters", "codebook")),
    Step(("themes",), ("codebook", "published", "theme_clusters", "reviewed")),
    Step(("rule_matches",), ("answers", "assignments", "codebook")),
    Step(("codings",), ("assignments", "theme_clusters", "rule_matches", "themes")),
    Step(("codes",), ("campaign_codes", "reviewed", "theme_clusters")),
    Step(("theme_counts",), ("themes", "codings", "voices", "ledger")),
    Step(("theme_quality",), ("coded", "codes", "codings", "voices"), theme_quality),
    Step(("agreement", "confusion"), ("coded",), agreement),
    Step(("tallies",), ("assignments", "contributions", "themes", "codings")),
    Step(("crosses",), ("tallies",), crosses, ("small_cell", "small_cross")),
    Step(("quotations",), (
        "theme_clusters", "reviewed", "answers", "copies", "codings", "assignments", "verbatims",
        "isolated",
    )),
)
# fmt: on
