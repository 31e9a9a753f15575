"""From the events of the journal to where a review stands: one function an operation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from synthesis.decisions.base import Base
from synthesis.decisions.review import (
    Arbitration,
    Cluster,
    Coding,
    Comment,
    Judgement,
    Lost,
    Proposal,
    Review,
    Vote,
    spans,
)
from synthesis.journal import Event

ALONE: Final = 20  # answers filed by one person alone, at most: more would empty a small cluster


def fold(base: Base, events: Iterable[Event]) -> Review:
    """The review of a question after these events; those of other questions are passed over.

    Every decision has its effect, is cancelled, waits for a second person, or is listed as lost:
    none is dropped.
    """
    about = [event for event in events if event.question == base.question]
    review = Review(base, {key: Cluster(key) for key in base.clusters})
    review.events = about
    review.cancelled = cancelled(about)
    review.words = base.words({each for event in about for each in event.payload.get("words", ())})
    for event in about:
        for name, version in event.objects.items():
            review.versions[name] = version
        if event.seq not in review.cancelled and event.op != "undo":
            _apply(review, event)
    _lapse(review)
    return review


def _lapse(review: Review) -> None:
    """At the end, not on the way: undoing what absorbed a cluster brings its proposals back."""
    for proposal in review.pending():
        given = proposal.event.payload
        named = (given[name] for name in ("cluster", "into") if given.get(name))
        if any(review.clusters[key].into is not None for key in named):
            proposal.status = "lapsed"


def cancelled(events: Sequence[Event]) -> frozenset[int]:
    """Numbers of the events that an undo cancels; an undo that is undone cancels nothing."""
    gone: set[int] = set()
    for event in reversed(events):
        if event.op == "undo" and event.seq not in gone and event.cancels is not None:
            gone.add(event.cancels)
    return frozenset(gone)


def needs_second(op: str, payload: Any) -> bool:
    """Whether a decision takes effect only when another person agrees."""
    return op in ("merge", "off_topic", "minority") or (
        op in ("no_content", "reclassify")
        and ("cluster" in payload or len(payload.get("answers", ())) > ALONE)
    )


def _apply(review: Review, event: Event) -> None:
    if not _holds(review, event):
        return
    if needs_second(event.op, event.payload):
        review.proposals[event.seq] = Proposal(event)
    else:
        _EFFECTS[event.op](review, event)


def _holds(review: Review, event: Event) -> bool:
    """Whether what a decision is about is in this run; if not, it is listed as lost."""
    payload = event.payload
    named = [payload[name] for name in ("cluster", "into", "other") if payload.get(name)]
    if event.op == "move" and payload["to"]:
        named.append(payload["to"])
    if event.op == "comment" and cluster_of(payload["object"]):
        named.append(cluster_of(payload["object"]))
    gone = [key for key in named if key not in review.clusters]
    if gone:
        review.lost.append(Lost(event, "cluster_gone", gone[0]))
        return False
    answered = payload.get("proposal")
    if answered is not None and answered not in review.proposals:
        review.lost.append(Lost(event, "cluster_gone", str(answered)))  # as what it answers
        return False
    absent = [each for each in answers_of(payload) if each not in review.base.states]
    review.lost.extend(Lost(event, "answer_gone", address) for address in absent)
    for address, digest in payload.get("words", {}).items():
        if address not in absent and digest != review.words.get(address):
            review.lost.append(Lost(event, "text_changed", address))
    return len(absent) < max(1, len(answers_of(payload)))


def answers_of(payload: Any) -> list[str]:
    """The addresses a decision is about."""
    several = [*payload.get("answers", ()), *payload.get("fits", ()), *payload.get("misfits", ())]
    return several + ([payload["answer"]] if "answer" in payload else [])


def cluster_of(object: str) -> str:
    """The key in the name of a thing, `question/cluster/key`; nothing if it is no cluster."""
    return object.partition("/cluster/")[2].partition("/")[0]


def _here(review: Review, payload: Any) -> list[str]:
    return [address for address in answers_of(payload) if address in review.base.states]


def _accept(review: Review, event: Event) -> None:
    given = event.payload
    name = given.get("label_fr", "")
    vote = Vote(event.actor, given["verdict"], given["content"], event.seq, name)
    review.votes.setdefault(given["cluster"], []).append(vote)


def _judge(review: Review, event: Event) -> None:
    """Bound to the clusters merged into this one by then: another merge makes another subject."""
    key, actor = event.payload["cluster"], event.actor
    parts = tuple(sorted(each for each in review.clusters if review.home(each) == key))
    for name in ("fits", "misfits"):
        for address in event.payload[name]:
            judged = Judgement(actor, key, name == "fits", parts, event.seq)
            review.judgements[key, actor, address] = judged


def _rename(review: Review, event: Event) -> None:
    cluster = review.clusters[event.payload["cluster"]]
    cluster.label_fr = event.payload["label_fr"]
    cluster.label_en = event.payload.get("label_en", "")
    cluster.definition = event.payload.get("definition", "")


def _merge(review: Review, event: Event) -> None:
    source, target = review.home(event.payload["cluster"]), review.home(event.payload["into"])
    if source != target:
        review.clusters[source].into = target
        review._overlays = None


def _keep_apart(review: Review, event: Event) -> None:
    one, other = sorted((event.payload["cluster"], event.payload["other"]))
    review.apart.add((one, other))


def _move(review: Review, event: Event) -> None:
    for address in _here(review, event.payload):
        review.aside.pop(address, None)
        review.moved[address] = event.payload["to"] or None
    review._overlays = None


def _set_aside(state: str) -> Callable[[Review, Event], None]:
    def apply(review: Review, event: Event) -> None:
        if "cluster" in event.payload:
            review.clusters[review.home(event.payload["cluster"])].kind = state  # type: ignore[assignment]
        for address in _here(review, event.payload):
            review.aside[address] = state
        review._overlays = None

    return apply


def _minority(review: Review, event: Event) -> None:
    position = event.payload["position"]
    if "cluster" in event.payload:
        cluster = review.clusters[review.home(event.payload["cluster"])]
        cluster.kind, cluster.position = "minority", position
    for address in _here(review, event.payload):
        review.minority[address] = position


def _reclassify(review: Review, event: Event) -> None:
    if "cluster" in event.payload:
        cluster = review.clusters[review.home(event.payload["cluster"])]
        cluster.kind, cluster.position = "opinion", ""
    for address in _here(review, event.payload):
        review.aside.pop(address, None)
        review.minority.pop(address, None)
    review._overlays = None


def _comment(review: Review, event: Event) -> None:
    given = event.payload
    review.comments.append(Comment(event.actor, given["object"], given["text"], event.seq))


def _flag(review: Review, event: Event) -> None:
    for address in _here(review, event.payload):
        # Added to those there are: who may not lift a mask may not draw it smaller either.
        before = review.masks.get(address, [])
        review.masks[address] = sorted({*before, *spans(event.payload["spans"])})
        review.cleared.discard(address)


def _unflag(review: Review, event: Event) -> None:
    for address in _here(review, event.payload):
        review.masks.pop(address, None)
        review.cleared.add(address)


def _open_coding(review: Review, event: Event) -> None:
    review.campaign, review.coding_is_open = event.payload, True
    review.codings, review.coders = {}, {}


def _close_coding(review: Review, event: Event) -> None:
    review.coding_is_open = False


def _begin_coding(review: Review, event: Event) -> None:
    review.coders[event.actor] = "codes"


def _leave_coding(review: Review, event: Event) -> None:
    review.coders[event.actor] = "left"


def _code(review: Review, event: Event) -> None:
    given = event.payload
    review.coders.setdefault(event.actor, "codes")
    unit = int(given["unit"])
    coding = Coding(event.actor, unit, tuple(given["codes"]), int(given["confidence"]), event.seq)
    review.codings[unit, event.actor] = coding


def _arbitrate(review: Review, event: Event) -> None:
    given = event.payload
    review.arbitrations[given.get("cluster") or given["object"]] = Arbitration(
        event.actor, given["outcome"], given["reason"], given.get("content", ""), event.seq
    )


def _propose(review: Review, event: Event) -> None:
    review.proposals[event.seq] = Proposal(event, "noted")


def _confirm(review: Review, event: Event) -> None:
    proposal = review.proposals.get(event.payload["proposal"])
    if proposal is not None and proposal.status == "pending":
        proposal.status, proposal.by = "confirmed", event.actor
        _EFFECTS[proposal.event.op](review, proposal.event)


def _decline(review: Review, event: Event) -> None:
    proposal = review.proposals.get(event.payload["proposal"])
    if proposal is not None and proposal.status == "pending":
        proposal.status, proposal.by = "declined", event.actor
        proposal.reason = event.payload.get("comment", "")


def _sign(review: Review, event: Event) -> None:
    review.signatures[event.actor] = event.payload["content"]


def _settle(review: Review, event: Event) -> None:
    review.settled.add(event.payload["event"])


_EFFECTS: Final[dict[str, Callable[[Review, Event], None]]] = {
    "accept": _accept,
    "judge": _judge,
    "rename": _rename,
    "merge": _merge,
    "keep_apart": _keep_apart,
    "move": _move,
    "off_topic": _set_aside("off_topic"),
    "no_content": _set_aside("no_content"),
    "minority": _minority,
    "reclassify": _reclassify,
    "comment": _comment,
    "flag": _flag,
    "unflag": _unflag,
    "open_coding": _open_coding,
    "close_coding": _close_coding,
    "begin_coding": _begin_coding,
    "leave_coding": _leave_coding,
    "code": _code,
    "arbitrate": _arbitrate,
    "propose": _propose,
    "confirm": _confirm,
    "decline": _decline,
    "sign": _sign,
    "settle": _settle,
}
OPERATIONS: Final = (*_EFFECTS, "undo")
