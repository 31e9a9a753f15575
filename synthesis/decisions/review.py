"""Where the review of one question stands: clusters, places, votes, and what is still waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from synthesis.decisions.base import NOTHING, Base, Overlay
from synthesis.journal import Event, digest_of

Kind = Literal["opinion", "off_topic", "no_content", "minority"]
Status = Literal[
    "to_read",
    "one_vote",
    "to_arbitrate",
    "to_rework",
    "to_rename",
    "signed",
    "reopened",
    "absorbed",
    "empty",
]
Verdict = Literal["one_idea", "badly_named", "not_one_idea"]
VERDICTS: Final[tuple[Verdict, ...]] = ("one_idea", "badly_named", "not_one_idea")
SIGNATORIES: Final = 2  # people who must agree on the same content, blind to each other
_AGREED: Final[Mapping[str, Status]] = {
    "one_idea": "signed",
    "badly_named": "to_rename",
    "not_one_idea": "to_rework",
}


@dataclass
class Cluster:
    """A cluster as people named and filed it; `into` is the one that absorbed it."""

    key: str
    label_fr: str = ""
    label_en: str = ""
    definition: str = ""
    kind: Kind = "opinion"
    position: str = ""
    into: str | None = None


@dataclass(frozen=True)
class Vote:
    """What someone said of a cluster, and the content they said it of.

    `name` is the one they would rather read, if they proposed any: it names nothing by itself.
    """

    actor: str
    verdict: Verdict
    content: str
    seq: int
    name: str = ""

    @property
    def sees_one_idea(self) -> bool:
        """Whether they see one idea in it, whatever they think of its name."""
        return self.verdict != "not_one_idea"


@dataclass(frozen=True)
class Judgement:
    """What someone said of one text drawn at random: whether it is in the subject of a cluster.

    `parts` are the clusters of the run that it was made of then, in the order of their keys.
    """

    actor: str
    cluster: str
    fits: bool
    parts: tuple[str, ...]
    seq: int


@dataclass(frozen=True)
class Arbitration:
    """What a third person settled, and why."""

    actor: str
    outcome: str
    reason: str
    content: str
    seq: int


@dataclass(frozen=True)
class Comment:
    """What someone wrote about a thing."""

    actor: str
    object: str
    text: str
    seq: int


@dataclass
class Proposal:
    """A decision that takes effect only when a second person agrees, or a note for later.

    It has lapsed where a cluster it names was absorbed meanwhile: nobody can agree to it any more.
    """

    event: Event
    status: Literal["pending", "confirmed", "declined", "noted", "lapsed"] = "pending"
    by: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Coding:
    """What someone answered for one unit of the blind sample."""

    actor: str
    unit: int
    codes: tuple[str, ...]
    confidence: int
    seq: int


@dataclass(frozen=True)
class Lost:
    """A decision that this run gives no hold, or one to confirm because the words changed."""

    event: Event
    reason: Literal["cluster_gone", "answer_gone", "text_changed"]
    about: str


@dataclass
class Review:
    """The decisions about one question, laid over what a run found.

    `moved` and `aside` are by address: the key of the cluster people put an answer in (None:
    unclassified), and the state they gave it. `campaign` is the payload of the last coding opened,
    `coders` those who began it, and who left it before the end.
    `judgements` are by cluster, actor and address: the last one counts.
    """

    base: Base
    clusters: dict[str, Cluster]
    moved: dict[str, str | None] = field(default_factory=dict)
    aside: dict[str, str] = field(default_factory=dict)
    minority: dict[str, str] = field(default_factory=dict)
    votes: dict[str, list[Vote]] = field(default_factory=dict)
    judgements: dict[tuple[str, str, str], Judgement] = field(default_factory=dict)
    arbitrations: dict[str, Arbitration] = field(default_factory=dict)
    comments: list[Comment] = field(default_factory=list)
    masks: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    proposals: dict[int, Proposal] = field(default_factory=dict)
    apart: set[tuple[str, str]] = field(default_factory=set)
    campaign: Mapping[str, Any] | None = None
    coding_is_open: bool = False
    coders: dict[str, Literal["codes", "left"]] = field(default_factory=dict)
    codings: dict[tuple[int, str], Coding] = field(default_factory=dict)
    signatures: dict[str, str] = field(default_factory=dict)
    lost: list[Lost] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    cancelled: frozenset[int] = frozenset()
    events: list[Event] = field(default_factory=list)
    versions: dict[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    # Worked out when first asked for: a review does not change once its events are folded.
    _overlays: dict[str, Overlay] | None = None
    _contents: dict[str, str] = field(default_factory=dict)

    # Where answers are.

    def home(self, key: str) -> str:
        """The cluster that a cluster is now part of, itself if it was not merged."""
        while True:
            into = self.clusters[key].into
            if into is None:
                return key
            key = into

    def place_of(self, address: str) -> str | None:
        """The cluster an answer is in; None where it is unclassified or set aside."""
        if address in self.aside:
            return None
        place = self.moved[address] if address in self.moved else self.base.places.get(address)
        return None if place is None else self.home(place)

    def state_of(self, address: str) -> str:
        """The one state of an answer in the ledger."""
        if address in self.aside:
            return self.aside[address]
        place = self.place_of(address)
        if place is not None:
            kind = self.clusters[place].kind
            return kind if kind in ("off_topic", "no_content") else "analysed"
        return "analysed" if address in self.moved else self.base.states[address]

    def parts(self, key: str) -> tuple[str, ...]:
        """The clusters of the run that a cluster is made of, itself first; none if absorbed."""
        return self._overlay(key).parts

    def taken_out(self, key: str) -> frozenset[str]:
        """Addresses that the run put in a cluster, or in one it absorbed, and people took out."""
        return self._overlay(key).out

    def put_in(self, key: str) -> frozenset[str]:
        """Addresses that people put in a cluster."""
        return self._overlay(key).into

    def size(self, key: str) -> int:
        """How many answers a cluster holds now."""
        made = self._overlay(key)
        found = sum(len(self.base.inside[part]) for part in made.parts)
        return found - len(made.out) + len(made.into)

    def members(self, key: str) -> frozenset[str]:
        """The addresses in a cluster now; none in one that was absorbed."""
        return self.base.members(key, self._overlay(key))

    def _overlay(self, key: str) -> Overlay:
        if self._overlays is None:
            self._overlays = self._laid_over()
        return self._overlays.get(key, NOTHING)

    def _laid_over(self) -> dict[str, Overlay]:
        parts: dict[str, list[str]] = {}
        for key in self.clusters:
            parts.setdefault(self.home(key), []).append(key)
        out: dict[str, set[str]] = {}
        into: dict[str, set[str]] = {}
        for address in {*self.moved, *self.aside}:
            place = self.base.places.get(address)
            before = None if place is None else self.home(place)
            after = self.place_of(address)
            if before != after:
                if before is not None:
                    out.setdefault(before, set()).add(address)
                if after is not None:
                    into.setdefault(after, set()).add(address)
        return {
            key: Overlay(
                (key, *(part for part in all if part != key)),
                frozenset(out.get(key, ())),
                frozenset(into.get(key, ())),
            )
            for key, all in parts.items()
        }

    def ledger(self) -> dict[str, int]:
        """Cells of the question by state: what the run counted, and what people changed."""
        counts = Counter(self.base.counts)
        for address in {*self.moved, *self.aside}:
            counts[self.base.states[address]] -= 1
            counts[self.state_of(address)] += 1
        for key, cluster in self.clusters.items():
            if cluster.into is None and cluster.kind in ("off_topic", "no_content"):
                # Those people put in were counted above.
                untouched = self.members(key) - self.moved.keys()
                counts["analysed"] -= len(untouched)
                counts[cluster.kind] += len(untouched)
        return {state: n for state, n in sorted(counts.items()) if n}

    # What people said.

    def members_digest(self, key: str) -> str:
        """SHA-256 of the sorted references of a cluster, as table `clusters` has it."""
        return self.base.members_digest(key, self._overlay(key))

    def content(self, key: str) -> str:
        """What a vote binds to: the members of a cluster, its name, and what kind it is."""
        if key not in self._contents:
            self._contents[key] = self._content(key)
        return self._contents[key]

    def _content(self, key: str) -> str:
        cluster = self.clusters[key]
        return digest_of(
            {
                "question": self.base.question,
                "members": self.members_digest(key),
                "label_fr": cluster.label_fr,
                "label_en": cluster.label_en,
                "definition": cluster.definition,
                "kind": cluster.kind,
                "position": cluster.position,
            }
        )

    def votes_now(self, key: str) -> dict[str, Vote]:
        """The last vote of each person on the present content of a cluster."""
        content = self.content(key)
        last = {vote.actor: vote for vote in self.votes.get(key, ())}
        return {actor: vote for actor, vote in last.items() if vote.content == content}

    def status(self, key: str) -> Status:
        """Where a cluster stands between «à relire» and «signée»."""
        if self.clusters[key].into is not None:
            return "absorbed"
        if not self.size(key):
            return "empty"
        votes = self.votes_now(key).values()
        settled = self.arbitrations.get(key)
        if settled is not None and settled.content == self.content(key):
            return _AGREED[settled.outcome]
        if len({vote.sees_one_idea for vote in votes}) > 1:
            return "to_arbitrate"
        if len(votes) >= SIGNATORIES:
            # Of those who see one idea, one who finds it badly named is enough to name it anew.
            said = {vote.verdict for vote in votes}
            return _AGREED[said.pop() if len(said) == 1 else "badly_named"]
        if votes:
            return "one_vote"
        return "reopened" if self.was_signed(key) else "to_read"

    def was_signed(self, key: str) -> bool:
        """Whether an earlier content of a cluster had been signed."""
        agreed: dict[str, set[str]] = {}
        for vote in self.votes.get(key, ()):
            if vote.verdict == "one_idea":
                agreed.setdefault(vote.content, set()).add(vote.actor)
        settled = self.arbitrations.get(key)
        return (settled is not None and settled.outcome == "one_idea") or any(
            len(actors) >= SIGNATORIES for actors in agreed.values()
        )

    def present(self) -> list[str]:
        """The clusters that hold answers, in the order of the run."""
        return [key for key in self.clusters if self.status(key) not in ("absorbed", "empty")]

    def pending(self) -> list[Proposal]:
        """What waits for a second person."""
        return [each for each in self.proposals.values() if each.status == "pending"]

    def lapsed(self) -> list[Proposal]:
        """What waited for a second person, and is without object since."""
        return [each for each in self.proposals.values() if each.status == "lapsed"]

    def to_settle(self) -> list[Lost]:
        """Decisions of earlier runs that nobody has looked at since they lost their hold."""
        return [each for each in self.lost if each.event.seq not in self.settled]

    def likely_place(self, event: Event) -> str | None:
        """The cluster that holds most of the answers someone saw when they decided."""
        places = [self.place_of(address) for address in event.seen if address in self.base.states]
        found = Counter(place for place in places if place is not None).most_common(1)
        return found[0][0] if found else None

    def question_content(self) -> str:
        """What a signature of the question binds to: all its clusters, and what is set aside."""
        return digest_of(
            {
                "question": self.base.question,
                "clusters": sorted(self.content(key) for key in self.present()),
                "aside": _references(self, self.aside),
                "minority": _references(self, self.minority),
            }
        )

    def signatories(self) -> set[str]:
        """Who signed the question as it is."""
        content = self.question_content()
        return {actor for actor, signed in self.signatures.items() if signed == content}

    def version(self, object: str) -> int:
        """How many times something was changed, to send back with a form."""
        return self.versions.get(object, 0)

    def digest(self) -> str:
        """SHA-256 of all that the decisions made: the same whenever they are read again."""
        return digest_of(
            {
                "clusters": {key: [*vars(each).values()] for key, each in self.clusters.items()},
                "moved": self.moved,
                "aside": self.aside,
                "minority": self.minority,
                "votes": {
                    key: [[*vars(v).values()] for v in all] for key, all in self.votes.items()
                },
                "judgements": [
                    [*about, *vars(each).values()] for about, each in self.judgements.items()
                ],
                "arbitrations": {key: [*vars(a).values()] for key, a in self.arbitrations.items()},
                "comments": [[*vars(comment).values()] for comment in self.comments],
                "masks": self.masks,
                "cleared": sorted(self.cleared),
                "proposals": {
                    str(seq): [each.status, each.by, each.reason]
                    for seq, each in self.proposals.items()
                },
                "apart": sorted(self.apart),
                "campaign": self.campaign,
                "coding_is_open": self.coding_is_open,
                "coders": self.coders,
                "codings": [[*vars(coding).values()] for coding in self.codings.values()],
                "signatures": self.signatures,
                "lost": [[each.event.seq, each.reason, each.about] for each in self.lost],
                "settled": sorted(self.settled),
            }
        )


def _references(review: Review, given: Mapping[str, str]) -> list[list[str]]:
    return sorted([review.base.reference(address), said] for address, said in given.items())


def spans(given: Iterable[Iterable[int]]) -> list[tuple[int, int]]:
    """Slices as the journal holds them, each a start and a stop."""
    return [(start, stop) for start, stop in given]
