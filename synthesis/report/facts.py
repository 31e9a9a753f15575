"""What each page says, gathered from the queries: no figure is made here that is not a sum."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from synthesis.report import rows
from synthesis.report.about import About, KwicLine
from synthesis.report.asking import Reading, ask
from synthesis.report.charts import Calendar, Dendrogram, calendar, dendrogram
from synthesis.report.curve import Curve, curve
from synthesis.report.names import anchor
from synthesis.report.plane import Plane, plane
from synthesis.report.wording import DISSOLVED, STATES, UNSTABLE

CONCORDANCE_LINES = 10  # of each term: enough to see how it is used, few enough to read
DRAWN = 10  # unclassified answers shown
FEW = 3  # alerts of one kind on a page, before one says them all
SMALL_CELL = 5  # a smaller group is shown with others: alone, it would point at people


@dataclass(frozen=True)
class Alert:
    """Something the reader must know before any figure: a part, of a whole, past a limit."""

    kind: Literal[
        "rejects",
        "unread",
        "undivided",
        "unclassified",
        "fewer",
        "empty",
        "bin",
        "crumb",
        "crumbs",
        "chance",
        "unstable",
    ]
    part: int
    whole: int
    cluster_id: int | None = None


@dataclass(frozen=True)
class Keyword:
    """A term or repeated expression, with examples of its use."""

    row: rows.Keyword
    anchor: str
    lines: tuple[KwicLine, ...]


@dataclass(frozen=True)
class Cluster:
    """One cluster: sizes, terms, verbatims by kind."""

    row: rows.Cluster
    over: tuple[rows.ClusterTerm, ...]
    under: tuple[rows.ClusterTerm, ...]
    verbatims: dict[str, tuple[rows.Verbatim, ...]]
    worlds: dict[str, float] = field(default_factory=dict)
    profile: tuple[rows.Profile, ...] = ()

    @property
    def found_in_worlds(self) -> int:
        """The other ways to do the same in which at least half of it is found."""
        return sum(jaccard > DISSOLVED for jaccard in self.worlds.values())

    @property
    def is_unstable(self) -> bool:
        """Whether other contributions would not have made it (Hennig 2008)."""
        return self.row.stability is not None and self.row.stability < UNSTABLE

    @property
    def first_terms(self) -> tuple[str, ...]:
        """The terms that stand for the cluster until a person names it."""
        return tuple(term.label for term in self.over[:5])


@dataclass(frozen=True)
class OpenQuestion:
    """Everything the page of an open question says."""

    question: rows.Question
    ledger: tuple[rows.Ledger, ...]
    keywords: tuple[Keyword, ...]
    collocations: tuple[rows.Collocation, ...]
    families: tuple[rows.Family, ...]
    tree: Dendrogram | None
    plane: Plane | None
    curve: Curve | None
    formed: int  # clusters, answers in them or not
    clusters: tuple[Cluster, ...]
    unclassified: rows.Unclassified
    drawn: tuple[rows.Drawn, ...]
    alerts: tuple[Alert, ...]

    @property
    def segments(self) -> int:
        """Classified segments: the corpus the terms of a cluster are compared with."""
        return sum(cluster.row.segments for cluster in self.clusters)

    def cluster(self, cluster_id: int) -> Cluster | None:
        """The cluster of that number, if any answer is in it."""
        return next((c for c in self.clusters if c.row.cluster_id == cluster_id), None)


@dataclass(frozen=True)
class ClosedQuestion:
    """Everything the page of a closed or multiple question says."""

    question: rows.Question
    ledger: tuple[rows.Ledger, ...]
    options: tuple[rows.Option, ...]
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True)
class Intake:
    """What came in, and what became of it before any answer was read."""

    exports: tuple[rows.Intake, ...]
    repairs: tuple[rows.Repair, ...]
    changes: tuple[rows.Change, ...]
    threads: tuple[rows.Thread, ...]
    personal: tuple[rows.Personal, ...]


def intake(reading: Reading) -> Intake:
    """All that is told of the exports themselves."""
    return Intake(
        ask(reading, rows.Intake),
        ask(reading, rows.Repair),
        ask(reading, rows.Change),
        ask(reading, rows.Thread),
        ask(reading, rows.Personal),
    )


@dataclass(frozen=True)
class Declared:
    """Contributions by what authors declared; small groups together, undeclared apart."""

    shown: tuple[tuple[str, int], ...]
    small_groups: int
    small: int
    undeclared: int


@dataclass(frozen=True)
class Participation:
    """Who took part, as far as the sources say."""

    total: rows.Participation
    authors: rows.Authors
    author_types: Declared
    departments: Declared
    calendar: Calendar | None


def open_question(
    reading: Reading, about: About, question: rows.Question, ledger: Sequence[rows.Ledger]
) -> OpenQuestion:
    """The facts of one open question."""
    which = question.question_id
    clusters = _clusters(reading, which)
    tree = dendrogram(ask(reading, rows.Division, question=which))
    formed = len(tree.leaves) if tree else len(clusters)
    drawn = curve(ask(reading, rows.Grain, question=which, price=about.setting("cluster_price")))
    return OpenQuestion(
        question,
        in_order(row for row in ledger if row.question_id == which),
        tuple(_keyword(about, which, row) for row in ask(reading, rows.Keyword, question=which)),
        ask(reading, rows.Collocation, question=which),
        ask(reading, rows.Family, question=which),
        tree,
        plane(ask(reading, rows.Placed, question=which)),
        drawn,
        formed,
        clusters,
        ask(reading, rows.Unclassified, question=which)[0],
        ask(reading, rows.Drawn, question=which, seed=about.setting("seed"), drawn=DRAWN),
        _alerts(about, question, clusters, formed, drawn),
    )


def closed_question(reading: Reading, question: rows.Question) -> ClosedQuestion:
    """The facts of one closed or multiple question."""
    which = question.question_id
    return ClosedQuestion(
        question,
        in_order(ask(reading, rows.Choices, question=which)),
        ask(reading, rows.Option, question=which),
    )


def participation(reading: Reading) -> Participation:
    """Who took part."""
    return Participation(
        ask(reading, rows.Participation)[0],
        ask(reading, rows.Authors)[0],
        declared(ask(reading, rows.AuthorType)),
        declared(ask(reading, rows.Department)),
        calendar(ask(reading, rows.Day)),
    )


def in_order(ledger: Iterable[rows.Ledger]) -> tuple[rows.Ledger, ...]:
    """Rows of a ledger from what is read to what is not, as the wording lists states."""
    order = list(STATES)
    return tuple(sorted(ledger, key=lambda row: order.index(row.state)))


def declared(groups: Iterable[rows.AuthorType | rows.Department]) -> Declared:
    """Groups of five or more; the smaller ones added up, never fewer than two of them."""
    listed = list(groups)
    undeclared = sum(row.contributions for row in listed if row.value is None)
    shown = [(row.value, row.contributions) for row in listed if row.value is not None]
    small = [group for group in shown if group[1] < SMALL_CELL]
    del shown[len(shown) - len(small) :]
    # a single small group would be read off the total: the next one joins it
    while shown and small and (len(small) == 1 or sum(n for _, n in small) < SMALL_CELL):
        small.append(shown.pop())
    return Declared(tuple(shown), len(small), sum(number for _, number in small), undeclared)


def _keyword(about: About, question_id: str, row: rows.Keyword) -> Keyword:
    lines = about.kwic(question_id, row.term, CONCORDANCE_LINES)
    return Keyword(row, anchor(row.kind, row.term), tuple(lines))


def _clusters(reading: Reading, question_id: str) -> tuple[Cluster, ...]:
    terms = ask(reading, rows.ClusterTerm, question=question_id)
    verbatims = ask(reading, rows.Verbatim, question=question_id)
    worlds = ask(reading, rows.World, question=question_id)
    profiles = ask(reading, rows.Profile, question=question_id)

    def cluster(row: rows.Cluster) -> Cluster:
        mine = [term for term in terms if term.cluster_id == row.cluster_id]
        quoted = [verbatim for verbatim in verbatims if verbatim.cluster_id == row.cluster_id]
        return Cluster(
            row,
            tuple(term for term in mine if term.is_over),
            tuple(term for term in mine if not term.is_over),
            {
                kind: tuple(verbatim for verbatim in quoted if verbatim.kind == kind)
                for kind in ("typical", "borderline", "random")
            },
            {world.world: world.jaccard for world in worlds if world.cluster_id == row.cluster_id},
            tuple(each for each in profiles if each.cluster_id == row.cluster_id),
        )

    return tuple(cluster(row) for row in ask(reading, rows.Cluster, question=question_id))


def _alerts(
    about: About,
    question: rows.Question,
    clusters: Sequence[Cluster],
    formed: int,
    drawn: Curve | None,
) -> tuple[Alert, ...]:
    analysed, classified = question.analysed, question.classified
    if not analysed:
        return ()
    if not question.is_read:
        return (Alert("unread", 0, analysed),)
    if not clusters:
        return (Alert("undivided", 0, analysed),)
    alerts = []
    asked = about.setting("clusters")
    if isinstance(asked, int) and formed < asked:
        alerts.append(Alert("fewer", formed, asked))
    if len(clusters) < formed:
        alerts.append(Alert("empty", formed - len(clusters), formed))
    if classified < about.threshold("min_classified_share") * analysed:
        alerts.append(Alert("unclassified", classified, analysed))
    bin_size = about.threshold("bin_share") * analysed
    crumb_size = about.threshold("crumb_share") * analysed
    sizes = [(cluster.row.answers, cluster.row.cluster_id) for cluster in clusters]
    alerts += [Alert("bin", size, analysed, number) for size, number in sizes if size > bin_size]
    crumbs = [Alert("crumb", size, analysed, number) for size, number in sizes if size < crumb_size]
    # One by one while they are few: the page of each class gives its size anyway.
    alerts += crumbs if len(crumbs) <= FEW else [Alert("crumbs", len(crumbs), len(clusters))]
    if drawn and drawn.is_chance:
        alerts.append(Alert("chance", formed, formed))
    unstable = sum(cluster.is_unstable for cluster in clusters)
    if unstable:
        alerts.append(Alert("unstable", unstable, len(clusters)))
    return tuple(alerts)
