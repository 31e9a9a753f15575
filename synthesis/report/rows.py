"""What the queries answer: one class a .sql file, its fields the columns of a row."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from synthesis.report.asking import Row


@dataclass(frozen=True)
class Question(Row):
    """One row per question."""

    query = "questions"
    question_id: str
    title: str
    kind: str
    position: int
    asked: int
    received: int
    analysed: int
    clusters: int
    classified: int
    is_read: bool

    @property
    def name(self) -> str:
        """The question as asked, or its identifier where the source gives no words."""
        return self.title if self.title.strip() else self.question_id


@dataclass(frozen=True)
class Ledger(Row):
    """One row per open question and state."""

    query = "ledger"
    question_id: str
    state: str
    answers: int
    contributions: int


@dataclass(frozen=True)
class Choices(Ledger):
    """One row per state of a closed or multiple question."""

    query = "choices"


@dataclass(frozen=True)
class Intake(Row):
    """One row per export."""

    query = "intake"
    source: str
    rows: int
    contributions: int
    further: int
    superseded: int
    repeats: int
    refused: int


@dataclass(frozen=True)
class Repair(Row):
    """One row per export and repair."""

    query = "repairs"
    source: str
    repair: str
    times: int


@dataclass(frozen=True)
class Change(Row):
    """One row per kind of change between snapshots."""

    query = "changes"
    change: str
    changes: int
    contributions: int


@dataclass(frozen=True)
class Thread(Row):
    """One row per kind of writing."""

    query = "threads"
    kind: str
    contributions: int
    answering: int
    orphans: int
    deepest: int
    in_favour: int
    against: int
    support: int


@dataclass(frozen=True)
class Personal(Row):
    """One row per kind of thing that may say who somebody is."""

    query = "personal"
    kind: str
    slices: int
    answers: int


@dataclass(frozen=True)
class Participation(Row):
    """One row for the consultation."""

    query = "participation"
    contributions: int
    with_known_author: int
    without_day: int
    first_day: datetime.date | None
    last_day: datetime.date | None
    analysed: int
    not_public: int  # drafts, private messages, rows a platform writes for itself


@dataclass(frozen=True)
class Authors(Row):
    """One row for the consultation."""

    query = "authors"
    authors: int
    with_several: int
    most: int


@dataclass(frozen=True)
class AuthorType(Row):
    """One row per type of author; None for none declared."""

    query = "author_types"
    value: str | None
    contributions: int


@dataclass(frozen=True)
class Department(Row):
    """One row per department; None for none declared."""

    query = "departments"
    value: str | None
    contributions: int


@dataclass(frozen=True)
class Day(Row):
    """One row per day with a contribution."""

    query = "days"
    day: datetime.date
    contributions: int


@dataclass(frozen=True)
class Reject(Row):
    """One row per export and reason."""

    query = "rejects"
    source: str
    reason: str
    rejected: int
    first_line: int


@dataclass(frozen=True)
class Cluster(Row):
    """One row per cluster of a question."""

    query = "clusters"
    cluster_id: int
    answers: int
    contributions: int
    authors: int
    of_unknown: int
    segments: int
    stability: float | None
    found_again: int
    resamples: int


@dataclass(frozen=True)
class Profile(Row):
    """One row per cluster and thing its answers come with more than the others."""

    query = "profiles"
    cluster_id: int
    variable: str
    value: str
    statistic: float
    n_cluster: int
    n_corpus: int
    expected: float


@dataclass(frozen=True)
class Placed(Row):
    """One row per cluster or term on the plane."""

    query = "plane"
    kind: str
    item: str
    label: str
    x: float
    y: float
    mass: float
    quality: float
    inertia: float
    share_x: float
    share_y: float
    shown: float


@dataclass(frozen=True)
class Grain(Row):
    """One row per number of clusters tried."""

    query = "grains"
    clusters: int
    bits: float
    error: float
    chance: float
    largest: float
    even: bool
    chosen: bool
    remains: float


@dataclass(frozen=True)
class World(Row):
    """One row per cluster and other way to do the same."""

    query = "worlds"
    cluster_id: int
    world: str
    jaccard: float


@dataclass(frozen=True)
class ClusterTerm(Row):
    """One row per cluster and term listed."""

    query = "cluster_terms"
    cluster_id: int
    is_over: bool
    rank: int
    term: str
    label: str
    statistic: float
    p: float
    n_cluster: int
    n_corpus: int
    expected: float


@dataclass(frozen=True)
class Keyword(Row):
    """One row per term or repeated expression."""

    query = "keywords"
    kind: str
    term: str
    label: str
    answers: int


@dataclass(frozen=True)
class Collocation(Row):
    """One row per pair of words listed."""

    query = "collocations"
    expression: str
    answers: int
    times: int
    log_odds: float
    z: float


@dataclass(frozen=True)
class Family(Row):
    """One row per family of copies listed."""

    query = "families"
    family_id: int
    here: int
    answers: int
    elsewhere: int
    known_authors: int
    of_unknown: int
    sources: int
    reference: str
    text: str
    families: int
    copies: int


@dataclass(frozen=True)
class Division(Row):
    """One row per joint of the tree; a negative side is a cluster."""

    query = "tree"
    node: int
    left: int
    right: int
    chi2: float


@dataclass(frozen=True)
class Verbatim(Row):
    """One row per quotation."""

    query = "verbatims"
    cluster_id: int
    kind: str
    rank: int
    answer_id: int
    reference: str
    start: int
    stop: int
    text: str
    score: Decimal
    margin: Decimal | None
    second_cluster_id: int | None

    @property
    def quotation(self) -> str:
        """Exactly the slice."""
        return self.text[self.start : self.stop]

    @property
    def cut_before(self) -> bool:
        """Whether words of the answer come before the slice."""
        return bool(self.text[: self.start].strip())

    @property
    def cut_after(self) -> bool:
        """Whether words of the answer come after the slice."""
        return bool(self.text[self.stop :].strip())


@dataclass(frozen=True)
class Unclassified(Row):
    """One row for a question."""

    query = "unclassified"
    answers: int
    without_term: int


@dataclass(frozen=True)
class Drawn(Row):
    """One row per unclassified answer drawn."""

    query = "unclassified_sample"
    answer_id: int
    reference: str
    text: str
    terms: int


@dataclass(frozen=True)
class Option(Row):
    """One row per option of a closed or multiple question."""

    query = "options"
    option: str
    answers: int
    base_all: int
    base_expressed: int
