"""Ten people decide at once and the workshop is killed three times: nothing is lost, nor doubled.

The real command, over HTTP. A client whose connection breaks sends the same form again, with the
same key, until it is answered.
"""

from __future__ import annotations

import http.client
import random
import re
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from synthesis import recipe
from synthesis.journal import Journal
from synthesis.review.people import People
from synthesis.review.sessions import form_token
from tests.browser.server import Answer, Server, Visitor, desk

if TYPE_CHECKING:
    from tests.conftest import SampleRun

PEOPLE, DECISIONS, KILLS = 10, 40, 3
QUESTION = "906"
CONTESTED = 4  # clusters that everybody names
PATIENCE = 50  # seconds for all of it
SEED = 2019


@dataclass
class Told:
    """What the workshop answered to the decisions of everybody, by key."""

    recorded: dict[str, int] = field(default_factory=dict)  # key: number of the event
    stale: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)  # keys sent again


@dataclass
class Client:
    """Someone who decides forty times, of their own things or of those of all."""

    number: int
    server: Server
    cookies: dict[str, str]
    csrf: str
    keys: list[str]
    told: Told
    until: float
    versions: Counter[str] = field(default_factory=Counter)

    def work(self) -> None:
        """All the decisions, one after the other."""
        chance = random.Random(SEED + self.number)
        visitor = Visitor(self.server.port, dict(self.cookies), timeout=10)
        for n in range(DECISIONS):
            key = f"person-{self.number:02}-decision-{n:02}"
            if n % 2:
                self._name(visitor, key, chance.choice(self.keys[:CONTESTED]))
            else:
                self._comment(visitor, key, chance.choice(self.keys))
        visitor.close()

    def _comment(self, visitor: Visitor, key: str, cluster: str) -> None:
        about = f"{QUESTION}/cluster/{cluster}"
        answer = self._send(visitor, key, {"op": "comment", "object": about, "text": f"De {key}"})
        assert 303 == answer.status, answer.text

    def _name(self, visitor: Visitor, key: str, cluster: str) -> None:
        """Give a cluster another name; told that it has one since, read which version it is at."""
        about = f"{QUESTION}/cluster/{cluster}"
        form = {
            "op": "rename", "cluster": cluster, f"version.{about}": self.versions[about],
            "label_fr": f"Nom de {key}", "label_en": "", "definition": "",
        }  # fmt: skip
        answer = self._send(visitor, key, form)
        if answer.status == 409:
            found = re.search(rf'name="version\.{about}" value="(\d+)"', answer.text)
            assert found is not None, answer.text
            self.versions[about] = int(found[1])
        else:
            assert 303 == answer.status, answer.text
            self.versions[about] += 1

    def _send(self, visitor: Visitor, key: str, fields: dict[str, object]) -> Answer:
        """A form, sent until it is answered."""
        form = {**fields, "key": key, "csrf": self.csrf}
        while True:
            try:
                answer = visitor.post(f"/q/{QUESTION}/act", form)
            except (OSError, http.client.HTTPException):
                assert time.monotonic() < self.until, "the workshop does not come back"
                self.told.broken.append(key)
                time.sleep(0.05)
                continue
            if answer.status == 303:
                self.told.recorded[key] = int(answer.location.partition("done=")[2])
            elif answer.status == 409:
                self.told.stale.add(key)
            return answer


@pytest.fixture
def server(sample_run: SampleRun, tmp_path: Path) -> Iterator[Server]:
    """The workshop of the sample, in a folder of its own."""
    shutil.copytree(sample_run.folder, tmp_path / "w")
    server = Server(tmp_path / "w" / "consultation.toml")
    server.start()
    yield server
    server.stop()


def test_nothing_is_lost_or_doubled(server: Server) -> None:
    """What was acknowledged is in the journal once, what was refused is not; the chain is whole."""
    given = recipe.read(server.recipe_file)
    with desk(server.recipe_file) as at:
        keys = list(at.base(QUESTION).clusters)
    people = People(given.folder / f"{given.id}.reviewers.sqlite")
    told, until = Told(), time.monotonic() + PATIENCE
    clients = []
    for number in range(PEOPLE):
        person, _ = people.add(f"Relecteur {number}", "reviewer")
        token = people.sessions.open(person.id)
        cookies = {f"doleances-{given.id}": token}
        clients.append(Client(number, server, cookies, form_token(token), keys, told, until))
    journal = Journal(given.journal)
    heads = _killed_meanwhile(server, clients, journal)
    server.stop()

    events = journal.events()
    assert [] == journal.verify()
    assert [] == [head for head in heads if journal.verify(head)]
    assert PEOPLE * DECISIONS == len(told.recorded) + len(told.stale)
    assert told.recorded == {event.key: event.seq for event in events}
    assert len(events) == len(told.recorded)  # the dict above would hide a key there twice
    assert not told.stale & {event.key for event in events}
    # It was a trial: connections broke, people met.
    assert KILLS == len(heads)
    assert told.broken
    assert told.stale
    _versions_follow_each_other(journal)
    journal.close()


def _killed_meanwhile(
    server: Server, clients: list[Client], journal: Journal
) -> list[tuple[int, str]]:
    """Let everybody work, kill the workshop now and then; heads of the journal at each death."""
    told, heads = clients[0].told, []
    with ThreadPoolExecutor(PEOPLE) as pool:
        working = [pool.submit(client.work) for client in clients]
        for kill in range(1, KILLS + 1):
            _wait_for(kill * PEOPLE * DECISIONS // (KILLS + 1), told, working)
            server.kill()
            heads.append(journal.head())
            server.start()
        for each in working:
            each.result()
    assert threading.active_count() < PEOPLE
    return heads


def _wait_for(answers: int, told: Told, working: list[Future[None]]) -> None:
    while len(told.recorded) + len(told.stale) < answers:
        for each in working:
            if each.done():
                each.result()  # one that failed says why
        time.sleep(0.005)


def _versions_follow_each_other(journal: Journal) -> None:
    """Each change of a thing made its next version: nobody wrote over what they had not seen."""
    last: Counter[str] = Counter()
    for event in journal.events():
        for name, version in event.objects.items():
            assert last[name] + 1 == version, event
            last[name] = version
