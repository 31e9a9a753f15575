"""Who may decide what: roles, reasons that must be given, the second person, what may be undone.

A refusal names its reason by a key; the screens have its words in both languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from synthesis.decisions.fold import answers_of, cluster_of, needs_second
from synthesis.decisions.review import SIGNATORIES, VERDICTS, Review
from synthesis.errors import RefusedError, StaleError
from synthesis.journal import Event

ROLES: Final = ("reviewer", "arbiter", "lead", "observer")
_READERS: Final = ("reviewer", "arbiter", "lead")
_ANY_READER: Final = (
    *("accept", "judge", "rename", "merge", "keep_apart", "move"),
    *("off_topic", "no_content", "minority"),
    *("reclassify", "flag", "code", "propose", "confirm", "decline", "sign", "settle", "undo"),
    *("begin_coding", "leave_coding"),
)
MAY: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(_ANY_READER, _READERS),
    "comment": ROLES,
    "arbitrate": ("arbiter",),
    "unflag": ("lead",),
    "open_coding": ("lead",),
    "close_coding": ("lead",),
}
LABEL, TEXT = 120, 2000  # characters, at most
MOVED = 500  # answers moved by one decision, at most
UNITS = 20  # of a blind sample, at least
CODING: Final = ("begin_coding", "leave_coding", "code")
_CHANGE_NOTHING: Final = (
    *("accept", "judge", "comment", "flag", "unflag", "keep_apart", "propose"),
    *CODING,
)
FIXED_CODES: Final = ("none", "off_topic", "no_content", "unknown")
_CLUSTERS: Final = ("cluster", "into", "other")  # fields that name one
_AFTER: Final = 2**31  # beyond any place in a text


@dataclass(frozen=True)
class Asked:
    """A decision as a person asks for it, before it is recorded."""

    actor: str
    role: str
    op: str
    payload: Mapping[str, Any]
    key: str
    cancels: int | None = None


def objects(review: Review, asked: Asked) -> tuple[list[str], list[str]]:
    """What a decision is about without changing it, and what it changes."""
    question, payload, op = review.base.question, asked.payload, asked.op
    about = _clusters(review, payload) + [
        f"{question}/answer/{address}" for address in answers_of(payload)
    ]
    if needs_second(op, payload) or op == "propose":
        return about, [f"{question}/proposal/{asked.key}"]
    if op == "accept":
        return about, [f"{about[0]}/vote/{asked.actor}"]
    if op == "code":
        return [f"{question}/coding"], [f"{question}/unit/{payload['unit']}/{asked.actor}"]
    if op in ("begin_coding", "leave_coding"):
        return [f"{question}/coding"], [f"{question}/coder/{asked.actor}"]
    if op in ("confirm", "decline"):
        event = review.proposals[payload["proposal"]].event
        made = Asked(event.actor, event.role, event.op, event.payload, event.key)
        about, writes = objects(review, made)
        return ([], writes + about) if op == "confirm" else ([], writes)
    if op == "undo":
        return [], list(_event(review, asked.cancels).objects)
    if op in ("move", "no_content", "rename", "reclassify"):
        return [], about
    return [], [_ALONE[op](question, asked)]


_ALONE: Final[dict[str, Callable[[str, Asked], str]]] = {
    "judge": lambda q, asked: f"{q}/judged/{asked.payload['cluster']}/{asked.actor}",
    "keep_apart": lambda q, asked: (
        f"{q}/pair/{'/'.join(sorted((asked.payload['cluster'], asked.payload['other'])))}"
    ),
    "comment": lambda q, asked: f"{q}/comment/{asked.key}",
    "flag": lambda q, asked: f"{q}/answer/{asked.payload['answer']}/mask",
    "unflag": lambda q, asked: f"{q}/answer/{asked.payload['answer']}/mask",
    "open_coding": lambda q, asked: f"{q}/coding",
    "close_coding": lambda q, asked: f"{q}/coding",
    "arbitrate": lambda q, asked: (
        f"{q}/arbitration/{asked.payload.get('cluster') or asked.payload['object']}"
    ),
    "sign": lambda q, asked: f"{q}/sign/{asked.actor}",
    "settle": lambda q, asked: f"{q}/settled/{asked.payload['event']}",
}


def check(review: Review, asked: Asked) -> None:
    """RefusedError where the rules do not allow what is asked."""
    if asked.op not in MAY:
        raise RefusedError("unknown_operation")
    if asked.role not in MAY[asked.op]:
        raise RefusedError("role", role=asked.role)
    if any(name in asked.payload and not asked.payload[name] for name in _CLUSTERS):
        raise RefusedError("no_cluster")
    for key in _named(asked):
        if key not in review.clusters:
            raise RefusedError("no_such_cluster", cluster=key)
        if review.clusters[key].into is not None:
            raise RefusedError("absorbed", cluster=key)
    if any(address not in review.base.states for address in answers_of(asked.payload)):
        raise RefusedError("no_such_answer")
    if needs_second(asked.op, asked.payload):
        _reasoned(asked, "comment")
    for rule in _RULES.get(asked.op, ()):
        rule(review, asked)


def _accepting(review: Review, asked: Asked) -> None:
    key = asked.payload["cluster"]
    if asked.payload["content"] != review.content(key):
        name = f"{review.base.question}/cluster/{key}"
        last = next((each for each in reversed(review.events) if name in each.objects), None)
        raise StaleError(name, last.actor if last else "", last.seq if last else 0)
    verdict, name = asked.payload["verdict"], asked.payload.get("label_fr", "")
    if verdict not in VERDICTS:
        raise RefusedError("verdict")
    if verdict != "not_one_idea" and not review.clusters[key].label_fr:
        raise RefusedError("unnamed")
    if name and verdict != "badly_named":
        raise RefusedError("name_besides")
    if len(name) > LABEL:
        raise RefusedError("label_long", most=LABEL)
    settled = review.arbitrations.get(key)
    if settled and settled.actor == asked.actor:
        raise RefusedError("arbiter_votes")
    votes = review.votes_now(key)
    if asked.actor in votes and len(votes) > 1:
        raise RefusedError("voted_and_seen")


def _judging(review: Review, asked: Asked) -> None:
    """At least one text, each said to be in the subject or out of it, not both."""
    answers = answers_of(asked.payload)
    if not answers:
        raise RefusedError("nothing_judged")
    if len(answers) > MOVED or len(set(answers)) != len(answers):
        raise RefusedError("how_many", most=MOVED)


def _naming(review: Review, asked: Asked) -> None:
    given = asked.payload
    if not given["label_fr"].strip():
        raise RefusedError("label_missing")
    if max(len(given["label_fr"]), len(given.get("label_en", ""))) > LABEL:
        raise RefusedError("label_long", most=LABEL)
    if len(given.get("definition", "")) > TEXT:
        raise RefusedError("text_long", most=TEXT)


def _merging(review: Review, asked: Asked) -> None:
    if asked.payload["cluster"] == asked.payload["into"]:
        raise RefusedError("merge_itself")


def _keeping_apart(review: Review, asked: Asked) -> None:
    if asked.payload["cluster"] == asked.payload["other"]:
        raise RefusedError("apart_itself")


def _once(review: Review, asked: Asked) -> None:
    """The same proposal does not wait twice."""
    about = {name: asked.payload.get(name) for name in ("cluster", "into", "answers")}
    for each in review.pending():
        if each.event.op == asked.op and about == {n: each.event.payload.get(n) for n in about}:
            raise RefusedError("already_proposed", seq=each.event.seq)


def _moving(review: Review, asked: Asked) -> None:
    if not asked.payload["answers"]:
        raise RefusedError("how_many", most=MOVED)
    if asked.payload["to"] is None:
        raise RefusedError("no_place")
    _open_words(review, asked)


def _something(review: Review, asked: Asked) -> None:
    """It must be about something, and not about more than a person can have looked at."""
    answers = answers_of(asked.payload)
    if not answers and not asked.payload.get("cluster"):
        raise RefusedError("how_many", most=MOVED)
    if len(answers) > MOVED or len(set(answers)) != len(answers):
        raise RefusedError("how_many", most=MOVED)


def _open_words(review: Review, asked: Asked) -> None:
    """Only what the source shows may be moved or set aside, and it must be something."""
    _something(review, asked)
    for address in answers_of(asked.payload):
        if review.base.states[address] not in ("analysed", "no_content"):
            raise RefusedError("not_shown", state=review.base.states[address])


def _positioned(review: Review, asked: Asked) -> None:
    _reasoned(asked, "position")


def _noting(review: Review, asked: Asked) -> None:
    _reasoned(asked, "reason")
    if asked.payload["kind"] not in ("lexicon", "stop"):
        raise RefusedError("unknown_operation")
    if not asked.payload["term"].strip() or len(asked.payload["term"]) > LABEL:
        raise RefusedError("label_long", most=LABEL)


def _commenting(review: Review, asked: Asked) -> None:
    _reasoned(asked, "text")
    object = asked.payload["object"]
    key = cluster_of(object)
    if key and (key not in review.clusters or not object.startswith(review.base.question + "/")):
        raise RefusedError("no_such_cluster", cluster=key[:LABEL])
    if len(object) > TEXT:
        raise RefusedError("text_long", most=TEXT)


def _flagging(review: Review, asked: Asked) -> None:
    _reasoned(asked, "comment")
    slices = asked.payload["spans"]
    if not slices or any(not 0 <= start < stop < _AFTER for start, stop in slices):
        raise RefusedError("spans")


def _opening(review: Review, asked: Asked) -> None:
    if review.coding_is_open:
        raise RefusedError("coding_open")
    if len(asked.payload["units"]) < UNITS:
        raise RefusedError("few_units", least=UNITS)
    check_codes(asked.payload["codes"])


def check_codes(codes: Sequence[Mapping[str, Any]]) -> None:
    """RefusedError unless each code is one thing to those who give it: no two of a number, nor of
    a name, and a name at least where no cluster stands behind it.
    """
    for n, each in enumerate(codes, start=1):
        label, definition = each.get("label_fr", ""), each.get("definition", "")
        if not label and not each.get("cluster"):
            raise RefusedError("code_nameless", code=n)
        if max(len(label), len(each.get("label_en", ""))) > LABEL:
            raise RefusedError("label_long", most=LABEL)
        if len(definition) > TEXT:
            raise RefusedError("text_long", most=TEXT)
    named = [each["label_fr"] for each in codes if each.get("label_fr")]
    folded = [label.casefold() for label in named]
    alike = next((label for label in named if folded.count(label.casefold()) > 1), "")
    if alike:
        raise RefusedError("codes_alike", label=alike)
    numbers = [each["code"] for each in codes]
    if len({*numbers, *FIXED_CODES}) < len(numbers) + len(FIXED_CODES):
        raise RefusedError("codes")


def _beginning(review: Review, asked: Asked) -> None:
    _closing(review, asked)
    if asked.actor in review.coders:
        raise RefusedError("coding_begun")


def _leaving(review: Review, asked: Asked) -> None:
    _closing(review, asked)
    if review.coders.get(asked.actor) != "codes":
        raise RefusedError("not_coding")


def _closing(review: Review, asked: Asked) -> None:
    if not review.coding_is_open:
        raise RefusedError("coding_closed")


def _coding(review: Review, asked: Asked) -> None:
    _closing(review, asked)
    if review.coders.get(asked.actor) == "left":
        raise RefusedError("left_coding")
    given, campaign = asked.payload, review.campaign or {}
    known = {code["code"] for code in campaign["codes"]} | set(FIXED_CODES)
    if not given["codes"] or not set(given["codes"]) <= known:
        raise RefusedError("codes")
    if given["confidence"] not in (1, 2, 3) or given["unit"] < 1:
        raise RefusedError("codes")


def _arbitrating(review: Review, asked: Asked) -> None:
    _reasoned(asked, "reason")
    key = asked.payload.get("cluster")
    if key is None:
        _arbitrating_codes(review, asked)
        return
    if asked.actor in review.votes_now(key):
        raise RefusedError("arbiter_voted")
    if review.status(key) != "to_arbitrate" or asked.payload["content"] != review.content(key):
        raise RefusedError("nothing_to_arbitrate")
    outcome, votes = asked.payload["outcome"], review.votes_now(key).values()
    if outcome not in VERDICTS:
        raise RefusedError("verdict")
    if outcome == "one_idea" and all(vote.verdict != outcome for vote in votes):
        raise RefusedError("arbiter_alone")


def _arbitrating_codes(review: Review, asked: Asked) -> None:
    """Of a unit that two people coded, and of nothing else: a cluster is not signed this way."""
    object, campaign = asked.payload.get("object", ""), review.campaign or {"codes": ()}
    coders = {actor for unit, actor in review.codings if f"unit/{unit}" == object}
    if asked.actor in coders:
        raise RefusedError("arbiter_coded")
    if review.coding_is_open or len(coders) < SIGNATORIES:
        raise RefusedError("nothing_to_arbitrate")
    known = {each["code"] for each in campaign["codes"]} | set(FIXED_CODES)
    if asked.payload["outcome"] not in known:
        raise RefusedError("codes")


def _answering(review: Review, asked: Asked) -> None:
    proposal = review.proposals.get(asked.payload["proposal"])
    if proposal is None or proposal.status != "pending":
        raise RefusedError("not_pending")
    if proposal.event.actor == asked.actor:
        raise RefusedError("second_person")
    if asked.op == "decline":
        _reasoned(asked, "comment")
        return
    for key in _named(Asked("", "", proposal.event.op, proposal.event.payload, "")):
        if review.clusters[key].into is not None:
            raise RefusedError("absorbed", cluster=key)


def _signing(review: Review, asked: Asked) -> None:
    if asked.payload["content"] != review.question_content():
        raise RefusedError("changed")
    left = [key for key in review.present() if review.status(key) != "signed"]
    if left or review.pending():
        raise RefusedError("unsigned", left=len(left), pending=len(review.pending()))


def _settling(review: Review, asked: Asked) -> None:
    if asked.payload["event"] not in {each.event.seq for each in review.to_settle()}:
        raise RefusedError("nothing_to_settle")


def _undoing(review: Review, asked: Asked) -> None:
    event = _event(review, asked.cancels)
    if event.actor != asked.actor:
        raise RefusedError("not_yours")
    if event.seq in review.cancelled:
        raise RefusedError("already_undone")
    if event.op in ("begin_coding", "leave_coding"):  # what one has seen, no undo takes back
        raise RefusedError("coding_seen")
    if event.op == "accept" and _voted_since(review, event):
        raise RefusedError("voted_and_seen")
    for later in review.events:
        if (
            later.seq > event.seq
            and later.seq not in review.cancelled
            and not (later.op == "undo" and later.cancels == event.seq)
            and later.cancels is None
            and (
                later.objects.keys() & event.objects.keys()
                or _rests_on(later, event)
                or _judges(review, later, event)
            )
        ):
            raise RefusedError("changed_since", actor=later.actor, seq=later.seq)


_RULES: Final[dict[str, Sequence[Callable[[Review, Asked], None]]]] = {
    "accept": (_accepting,),
    "judge": (_judging,),
    "rename": (_naming,),
    "merge": (_merging, _once),
    "keep_apart": (_keeping_apart,),
    "move": (_moving,),
    "reclassify": (_something,),
    "off_topic": (_open_words, _once),
    "no_content": (_open_words, _once),
    "minority": (_positioned, _open_words, _once),
    "comment": (_commenting,),
    "flag": (_flagging,),
    "open_coding": (_opening,),
    "close_coding": (_closing,),
    "begin_coding": (_beginning,),
    "leave_coding": (_leaving,),
    "code": (_coding,),
    "arbitrate": (_arbitrating,),
    "confirm": (_answering,),
    "decline": (_answering,),
    "propose": (_noting,),
    "sign": (_signing,),
    "settle": (_settling,),
    "undo": (_undoing,),
}


def _judges(review: Review, later: Event, event: Event) -> bool:
    """Whether someone else judged what is to be undone: an undo must not take their vote away."""
    if later.actor == event.actor or later.op not in ("accept", "arbitrate"):
        return False
    key = later.payload.get("cluster", "")
    return key in review.clusters and review.home(key) in _concerned(review, event)


def _voted_since(review: Review, event: Event) -> bool:
    """Whether others voted on the content of a vote: who undid it would know what they said."""
    votes = review.votes.get(event.payload["cluster"], ())
    content = event.payload["content"]
    return any(vote.actor != event.actor and vote.content == content for vote in votes)


def _concerned(review: Review, event: Event) -> set[str]:
    """The clusters whose content an event changed, and those it would change back."""
    proposal = review.proposals.get(event.payload.get("proposal", 0))
    if proposal is not None:
        return _named_by(review, proposal.event) if event.op == "confirm" else set()
    if event.op == "undo":
        return _concerned(review, _event(review, event.cancels))
    if event.op in _CHANGE_NOTHING or needs_second(event.op, event.payload):
        return set()
    return _named_by(review, event)


def _named_by(review: Review, event: Event) -> set[str]:
    """The clusters an event names, and those its answers were ever in."""
    given, answers = event.payload, set(answers_of(event.payload))
    named = [given.get("cluster"), *map(review.base.places.get, answers)]
    named += [
        each.payload.get("to") for each in review.events if answers & set(answers_of(each.payload))
    ]
    return {review.home(key) for key in named if key in review.clusters}


def _rests_on(later: Event, event: Event) -> bool:
    """Whether someone codes in what is to be undone: undone and redone, it would show what all
    have said, and the clusters, to who may then still code.
    """
    return later.op in CODING and event.op == "open_coding"


def _reasoned(asked: Asked, name: str) -> None:
    text = asked.payload.get(name, "")
    if not text.strip():
        raise RefusedError(f"{name}_missing")
    if len(text) > TEXT:
        raise RefusedError("text_long", most=TEXT)


def _named(asked: Asked) -> list[str]:
    given = [asked.payload.get(name) for name in _CLUSTERS]
    if asked.op == "move":
        given.append(asked.payload["to"])
    return [key for key in given if key]


def _clusters(review: Review, payload: Mapping[str, Any]) -> list[str]:
    named = [payload[name] for name in ("cluster", "into") if payload.get(name)]
    return [f"{review.base.question}/cluster/{key}" for key in named]


def _event(review: Review, seq: int | None) -> Event:
    found = next((event for event in review.events if event.seq == seq), None)
    if found is None:
        raise RefusedError("no_such_event")
    return found
