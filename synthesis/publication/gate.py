"""What stands between a review and its publication, question by question, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from synthesis.decisions.masks import merged
from synthesis.decisions.review import SIGNATORIES, Review
from synthesis.store import Row, Warehouse

Reason = Literal["not_read", "unsigned", "pending", "lost", "personal"]

# What a person does about a cluster that is not signed.
_MISSING: Final[Mapping[str, str]] = {
    "to_read": f"{SIGNATORIES} people must accept it",
    "one_vote": "one person more must accept it",
    "to_arbitrate": "people disagree: a third one settles it",
    "to_rework": "judged not to be one idea: rework it, then accept it",
    "to_rename": f"judged one idea, badly named: rename it, then {SIGNATORIES} people must accept "
    "it",
    "reopened": f"it changed since it was signed: {SIGNATORIES} people must accept it again",
}
_PERSONAL: Final = (
    "select answer_id, reference, kind, start, stop from personal where question_id = $question "
    "order by answer_id, start, kind"
)


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; `todo` says what a person does about it.

    `about` is a number: of a cluster, of an event of the journal. `label` is what people call it.
    Of an answer, `reference` says which, and `label` which slice of it.
    """

    question: str
    reason: Reason
    about: int
    state: str
    todo: str
    label: str = ""
    reference: str = ""

    def __str__(self) -> str:
        """One line for a terminal; no word of an answer is in it."""
        named = f" « {self.label} »" if self.label else ""
        if self.reason == "not_read":
            return f"{self.state}: {self.todo}"
        if self.reason == "unsigned":
            return f"cluster {self.about}{named or ' (no name)'}, {self.state}: {self.todo}"
        if self.reason == "personal":
            return f"answer {self.reference}, {self.label} ({self.state}): {self.todo}"
        return f"decision {self.about} ({self.state}): {self.todo}"


def unread(question: str) -> Gap:
    """What is missing of a question that the last run was not told to read."""
    return Gap(question, "not_read", 0, "not read by the last run", "run again without --question")


def missing(review: Review, personal: Iterable[Row], answers: Mapping[str, int]) -> list[Gap]:
    """What must be done before a question is published; nothing where it may be.

    `personal` are the rows of that table for the question, `answers` the number of each answer by
    its address. A question without clusters needs no signature.
    """
    question = review.base.question
    unsigned = [
        Gap(
            question,
            "unsigned",
            review.base.clusters[key].cluster_id,
            review.status(key).replace("_", " "),
            ("" if review.clusters[key].label_fr else "name it; ") + _MISSING[review.status(key)],
            review.clusters[key].label_fr,
        )
        for key in review.present()
        if review.status(key) != "signed"
    ]
    pending = [
        Gap(question, "pending", each.event.seq, each.event.op.replace("_", " "),
            "another person confirms or declines it")
        for each in review.pending()
    ]  # fmt: skip
    lost = {each.event.seq: each for each in review.to_settle()}
    settling = [
        Gap(question, "lost", seq, each.event.op.replace("_", " "), _LOST[each.reason])
        for seq, each in lost.items()
    ]
    return [*unsigned, *pending, *settling, *_undecided(review, personal, answers)]


_LOST: Final = {
    "cluster_gone": "the last run has not what it was about: decide again if need be, settle it",
    "answer_gone": "an answer it was about is gone: settle it",
    "text_changed": "the words it was about have changed: look again, settle it",
}


def _undecided(review: Review, personal: Iterable[Row], answers: Mapping[str, int]) -> list[Gap]:
    """Slices the scanner found that nobody masked, whole, nor declared harmless."""
    addresses = {number: address for address, number in answers.items()}
    found = []
    for row in personal:
        address = addresses.get(row["answer_id"], str(row["reference"]))
        if address in review.cleared:
            continue
        start, stop = int(row["start"]), int(row["stop"])
        masks = merged(review.masks.get(address, ()), stop)
        if not any(begin <= start and stop <= end for begin, end in masks):
            found.append(
                Gap(review.base.question, "personal", int(row["answer_id"]), str(row["kind"]),
                    "mask it, or say that it tells of nobody", f"{start}-{stop}",
                    review.base.reference(address))
            )  # fmt: skip
    return found


def personal(warehouse: Warehouse, question: str) -> list[Row]:
    """What the scanner found in the published answers of a question."""
    return warehouse.rows(_PERSONAL, question=question)


def told(gaps: Iterable[Gap], titles: Mapping[str, str], most: int = 20) -> str:
    """The list, under each question; of each reason `most` lines, and how many more there are."""
    lines: list[str] = []
    every = list(gaps)
    for question in dict.fromkeys(gap.question for gap in every):
        lines.append(f"  {question} « {titles.get(question, question)} »")
        mine = [gap for gap in every if gap.question == question]
        for reason in dict.fromkeys(gap.reason for gap in mine):
            same = [gap for gap in mine if gap.reason == reason]
            # Clusters are a few dozens, and each is someone's work: all are listed.
            shown = same if reason == "unsigned" else same[:most]
            lines += [f"    {gap}" for gap in shown]
            if len(shown) < len(same):
                lines.append(f"    … and {len(same) - len(shown)} more of these")
    return "\n".join(lines)


def counted(gaps: Iterable[Gap]) -> str:
    """The same in a few words: « 3 clusters are not signed, 1 proposal waits »."""
    every = [gap.reason for gap in gaps]
    told = []
    for reason, (one, many) in _COUNTED.items():
        n = every.count(reason)
        if n:
            told.append(f"{n} {one if n == 1 else many}")
    return ", ".join(told)


_COUNTED: Final[Mapping[Reason, tuple[str, str]]] = {
    "not_read": ("question was not read", "questions were not read"),
    "unsigned": ("cluster is not signed", "clusters are not signed"),
    "pending": ("proposal waits for a second person", "proposals wait for a second person"),
    "lost": ("decision of an earlier run waits", "decisions of earlier runs wait"),
    "personal": (
        "slice that may say who somebody is waits",
        "slices that may say who somebody is wait",
    ),
}
