"""Two reviewers, an arbiter and a lead who work the sample, from what was planted in it.

They do what people do in the workshop, through the same desk: join what is one idea twice, name it,
code blind with the faults of people, settle, undo what is a jumble, vote, mask, sign. Nothing
depends on a clock: the same run gives the same decisions.
"""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from synthesis import recipe as recipes
from synthesis import run
from synthesis.decisions import sampling
from synthesis.decisions.campaign import campaign_of, disagreements
from synthesis.decisions.review import Review
from synthesis.journal import GENESIS, Event, Journal
from synthesis.review.asking import ask
from synthesis.review.desk import Desk
from synthesis.review.people import People
from synthesis.store import Warehouse

TRUTH: Final = Path(__file__).parents[1] / "data" / "sample" / "truth.csv"
NAMES: Final = Path(__file__).with_suffix(".csv")

ONE, OTHER, ARBITER, LEAD = "r-01", "r-02", "r-03", "r-04"
PEOPLE: Final = {
    ONE: ("Camille Roussel", "reviewer"),
    OTHER: ("Dominique Lefèvre", "reviewer"),
    ARBITER: ("Claude Berthier", "arbiter"),
    LEAD: ("Maxime Garnier", "lead"),
}

JUMBLE: Final = 0.40  # a cluster whose first idea is in fewer of its answers is not one idea
FAULT: Final = 0.06  # units that a coder reads wrongly
FORGOTTEN: Final = 0.25  # units of several ideas of which a coder gives the first alone

Ideas = Mapping[str, tuple[str, ...]]  # of each answer of a question, by its reference


def planted() -> dict[str, Ideas]:
    """The ideas planted in each answer with any, by question."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    with TRUTH.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["ideas"]:
                ideas = tuple(row["ideas"].split("|"))
                found.setdefault(row["question_id"], {})[row["reference"]] = ideas
    return dict(found)


def minor() -> set[str]:
    """The ideas of a few: those planted as minority views."""
    with TRUTH.open(encoding="utf-8") as file:
        return {row["ideas"] for row in csv.DictReader(file) if row["kind"] == "minority"}


def names() -> dict[str, dict[str, str]]:
    """What an idea is called: label_fr, label_en, definition."""
    with NAMES.open(encoding="utf-8") as file:
        return {row.pop("idea"): row for row in csv.DictReader(file)}


def first_ideas(inside: Mapping[str, Sequence[str]], ideas: Ideas) -> dict[str, str]:
    """The idea of each cluster that is one, from its answers."""
    found = {}
    for key, members in inside.items():
        told = Counter(idea for each in members for idea in ideas.get(each, ()))
        if not told:
            continue
        idea, times = min(told.items(), key=lambda pair: (-pair[1], pair[0]))
        if times >= JUMBLE * len(members):
            found[key] = idea
    return found


def reads(
    coder: str, address: str, ideas: Sequence[str], code_of: Mapping[str, str], again: bool = False
) -> tuple[str, ...]:
    """The codes a person gives a text, the main one first; `none` for what no code stands for.

    By who codes what: the same person falls into the same error at every draw.
    """
    right = tuple(code_of[idea] for idea in ideas if idea in code_of) or ("none",)
    if _chance(coder, address, "fault", again) < FAULT:
        wrong = sorted({*code_of.values(), "none"} - set(right))
        return (wrong[int(_chance(coder, address, "which", again) * len(wrong))],)
    forgets = _chance(coder, address, "forgotten", again) < FORGOTTEN
    return right[:1] if forgets else right


def settles(
    said: Sequence[tuple[str, ...]], ideas: Sequence[str], code_of: Mapping[str, str]
) -> str:
    """The code a third person settles on: a right one, of those that somebody missed if any."""
    right = [code_of[idea] for idea in ideas if idea in code_of] or ["none"]
    missed = [code for code in right if any(code not in each for each in said)]
    return (missed or right)[-1]


def _chance(*parts: object) -> float:
    """A number from 0 to 1 that depends on nothing but its name."""
    digest = hashlib.sha256("\n".join(map(str, parts)).encode()).digest()
    return int.from_bytes(digest[:6]) / 2**48


@dataclass
class Room:
    """The people of one consultation at its desk, over one question."""

    desk: Desk
    question: str
    ideas: Ideas
    called: Mapping[str, Mapping[str, str]] = field(default_factory=names)
    sent: int = 0

    @property
    def review(self) -> Review:
        """Where the review stands."""
        return self.desk.review(self.question)

    def act(self, actor: str, op: str, cancels: int | None = None, **given: Any) -> Event:
        """Record what someone decides who has just opened the page."""
        review = self.review
        seen = {name: review.version(name) for name in self._clusters}
        self.sent += 1
        key = f"{self.question}-{self.sent:05}"
        role = PEOPLE[actor][1]
        return self.desk.act(actor, role, op, self.question, given, seen, key, (), cancels)

    @property
    def _clusters(self) -> list[str]:
        return [f"{self.question}/cluster/{key}" for key in self.review.clusters]

    def agreed(self, op: str, **given: Any) -> None:
        """One proposes, the other confirms."""
        event = self.act(ONE, op, **given)
        self.act(OTHER, "confirm", proposal=event.seq)

    def work(self, size: int) -> None:
        """All of it, in the order people do it."""
        inside = {key: sorted(all) for key, all in self.review.base.inside.items()}
        found = first_ideas(inside, self.ideas)
        ideas = self.join(found, inside)
        for n, (key, idea) in enumerate(ideas.items()):
            self.act((ONE, OTHER)[n % 2], "rename", cluster=key, **self.called[idea])
        if ideas:  # there is something to code by
            self.code(ideas, size)
        for key in sorted(inside.keys() - found.keys()):
            self.act(ONE, "move", answers=inside[key], to="")
        self.set_out()
        for key in self.review.present():
            for actor in (ONE, OTHER):
                content = self.review.content(key)
                self.act(actor, "accept", cluster=key, verdict="one_idea", content=content)
        self.mask()
        for actor in (ONE, OTHER):
            self.act(actor, "sign", content=self.review.question_content())

    def join(self, found: Mapping[str, str], inside: Mapping[str, Sequence[str]]) -> dict[str, str]:
        """Merge clusters of one idea into the largest; the idea of each that is left."""
        homes: dict[str, str] = {}
        for key in sorted(found, key=lambda key: (-len(inside[key]), key)):
            home = homes.setdefault(found[key], key)
            if home != key:
                self.agreed("merge", cluster=key, into=home, comment="La même idée.")
        return {key: idea for idea, key in homes.items()}

    def set_out(self) -> None:
        """Say which answers are the view of a few."""
        for idea in sorted(minor()):
            held = [a for a in self.review.base.places if idea in self.ideas.get(a, ())]
            if held:
                position = self.called[idea]["label_fr"]
                self.agreed("minority", answers=held, position=position, comment="Peu le disent.")

    def code(self, ideas: Mapping[str, str], size: int) -> None:
        """Code a sample blind, and settle what was coded differently."""
        terms = {
            self._key(row["cluster_id"]): row["terms"]
            for row in ask(self.desk.warehouse, "queue", question=self.question)
        }
        codes = sampling.codebook(self.review, terms)
        self.act(LEAD, "open_coding", **sampling.opening(self.review, codes, size))
        campaign = campaign_of(self.review)
        assert campaign is not None
        code_of = {
            ideas[each["cluster"]]: each["code"]
            for each in campaign.payload["codes"]
            if each.get("cluster") in ideas
        }
        for actor in (ONE, OTHER):
            self.act(actor, "begin_coding")
            for shown in campaign.showings(actor):
                address = campaign.units[shown.unit - 1]
                given = reads(actor, address, self.ideas.get(address, ()), code_of, shown.again)
                self.act(
                    actor,
                    "code",
                    unit=shown.unit,
                    again=int(shown.again),
                    answer=address,
                    codes=list(given),
                    confidence=2 if len(given) > 1 or given == ("none",) else 3,
                )
        self.act(LEAD, "close_coding")
        campaign = campaign_of(self.review)
        assert campaign is not None
        apart = {
            each.unit: each
            for pair in disagreements(self.review, campaign).values()
            for each in pair
        }
        for unit, each in sorted(apart.items()):
            said = [given.codes for given in each.said.values()]
            outcome = settles(said, self.ideas.get(each.address, ()), code_of)
            self.act(
                ARBITER, "arbitrate", object=f"unit/{unit}", outcome=outcome, reason="Relu à froid."
            )

    def mask(self) -> None:
        """Look at each slice that may say who somebody is: accounts are masked, the rest is not."""
        slices: dict[str, list[list[int]]] = {}
        kinds: dict[str, set[str]] = {}
        for row in self.desk.warehouse.rows(
            "select reference, kind, start, stop from personal where question_id = $question "
            "order by all",
            question=self.question,
        ):
            slices.setdefault(row["reference"], []).append([row["start"], row["stop"]])
            kinds.setdefault(row["reference"], set()).add(row["kind"])
        for address, spans in slices.items():
            if "account" in kinds[address]:
                self.act(ONE, "flag", answer=address, spans=spans, comment="Un compte de personne.")
            else:
                self.act(LEAD, "unflag", answer=address, comment="Un lieu, personne.")

    def _key(self, cluster_id: int) -> str:
        return next(
            key for key, each in self.review.base.clusters.items() if each.cluster_id == cluster_id
        )


@contextmanager
def desk(folder: Path) -> Iterator[Desk]:
    """The desk of the consultation whose recipe lies in a folder, after a run; what is decided at
    it is kept beside the recipe when it is left.
    """
    recipe = recipes.read(folder / "consultation.toml")
    place = recipe.journal
    # Each decision is on the disk before the next: a disk in memory makes a script of it quick.
    memory = Path("/dev/shm")
    with (
        Warehouse(run.warehouse_of(recipe)) as warehouse,
        tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as aside,
    ):
        quick = Path(aside) / place.name
        if place.exists():
            shutil.copyfile(place, quick)
        journal = Journal(quick)
        before = journal.events()
        try:
            yield Desk(recipe, warehouse, journal)
        finally:
            decided = journal.events() != before
            journal.close()
        if decided:
            shutil.copyfile(quick, place)


def review(folder: Path, size: int = sampling.SIZE, questions: Sequence[str] = ()) -> Path:
    """Review the run of the sample in `folder`, to the last signature; the folder, to publish.

    All open questions, or some; `size` units of each are coded blind. Where nothing was planted, as
    in the debates of the second platform, no cluster is found to be one idea.
    """
    ideas = planted()
    with desk(folder) as opened:
        people = People(folder / f"{opened.recipe.id}.reviewers.sqlite", clock=lambda: 0.0)
        if not people.all():
            for name, role in PEOPLE.values():
                people.add(name, role)
        for question in questions or _open(opened.warehouse):
            Room(opened, question, ideas.get(question, {})).work(size)
    return folder


def _open(warehouse: Warehouse) -> list[str]:
    """The open questions of a run, in their order."""
    rows = warehouse.rows("select question_id from questions where kind = 'open' order by position")
    return [str(row["question_id"]) for row in rows]


def dated(lines: Sequence[str], first: datetime, every: timedelta) -> list[str]:
    """Decisions, as exported, taken from a day on at a steady pace: the chain made again."""
    prev, found = GENESIS, []
    for n, line in enumerate(lines):
        event = Event.read(line.removesuffix("\n"))
        ts = (first + n * every).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        event = dataclasses.replace(event, ts=ts, prev=prev)
        event = dataclasses.replace(event, hash=event.expected_hash)
        prev = event.hash
        found.append(event.line + "\n")
    return found
