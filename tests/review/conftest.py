"""A workshop on the sample, and people who come in to it as a browser would."""

from __future__ import annotations

import dataclasses
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from synthesis.ground import base as bases
from synthesis.journal import Journal
from synthesis.recipe import Recipe
from synthesis.recipe import read as read_recipe
from synthesis.review import corpus as corpora
from synthesis.review.app import application
from synthesis.review.corpus import Corpus
from synthesis.review.desk import Desk
from synthesis.review.people import People, Person
from synthesis.store import Warehouse

if TYPE_CHECKING:
    from tests.conftest import SampleRun, Walked

BASE = "http://127.0.0.1:8421"
SECURE = "https://relecture.example"


class Clock:
    """A clock one can put forward."""

    now = 1_900_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclasses.dataclass
class Visitor:
    """Someone's browser."""

    browser: TestClient
    person: Person | None = None

    def get(self, path: str, **words: Any) -> Any:
        return self.browser.get(path, **words)

    def post(self, path: str, fields: dict[str, Any] | None = None, **words: Any) -> Any:
        """Send a form, with the token its page would have."""
        return self.browser.post(path, data={"csrf": self.csrf, **(fields or {})}, **words)

    @property
    def csrf(self) -> str:
        found = re.search('name="csrf" value="([0-9a-f]+)"', self.get("/guide").text)
        return found[1] if found else ""


@dataclasses.dataclass
class Workshop:
    """The workshop of the sample, its journal and its people new."""

    app: Starlette
    desk: Desk
    people: People
    clock: Clock
    base: str = BASE

    def visitor(self, base: str = "") -> Visitor:
        """Someone at the door."""
        base = base or self.base
        headers = {"origin": base, "sec-fetch-site": "same-origin"}
        browser = TestClient(
            self.app, base, headers=headers, follow_redirects=False, raise_server_exceptions=False
        )
        return Visitor(browser)

    def come(self, role: str = "reviewer", name: str = "") -> Visitor:
        """Someone who has come in."""
        person, _ = self.people.add(name or f"{role} {len(self.people.all()) + 1}", role)
        visitor = self.visitor()
        visitor.person = person
        visitor.browser.cookies.set(self.app.state.cookie, self.people.sessions.open(person.id))
        return visitor


@pytest.fixture(scope="session")
def small_warehouse(
    walked: Walked, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Warehouse]:
    """The tables of the shortened sample, read only."""
    copy = tmp_path_factory.mktemp("small") / "small.duckdb"
    shutil.copyfile(walked.prepared.warehouse, copy)
    with Warehouse(copy) as warehouse:
        yield warehouse


@pytest.fixture
def opened(
    tmp_path: Path, walked: Walked, small_warehouse: Warehouse
) -> Iterator[Callable[..., Workshop]]:
    """Opens workshops: opened(secure=True, hosts=["relecture.example"])."""
    desks = []

    def open(**words: Any) -> Workshop:
        desk = Desk(walked.prepared.recipe, small_warehouse, Journal(tmp_path / "journal.sqlite"))
        desks.append(desk)
        clock = Clock()
        people = People(tmp_path / "reviewers.sqlite", clock)
        base = SECURE if words.get("secure") else BASE
        return Workshop(application(desk, people, **words), desk, people, clock, base)

    yield open
    for desk in desks:
        desk.journal.close()


@pytest.fixture
def workshop(opened: Callable[..., Workshop]) -> Workshop:
    """A workshop on this machine."""
    return opened()


@pytest.fixture(scope="session")
def recipe(sample_run: SampleRun) -> Recipe:
    """The recipe of the sample's run."""
    return read_recipe(sample_run.folder / "consultation.toml")


@pytest.fixture(scope="session")
def corpus(warehouse: Warehouse, recipe: Recipe) -> Corpus:
    """Question 901 of the sample."""
    return corpora.read(warehouse, bases.read(warehouse, "901", recipe.id))


@pytest.fixture(scope="session")
def corpora_of_the_sample(warehouse: Warehouse, recipe: Recipe) -> list[Corpus]:
    """Every open question of the sample."""
    asked = warehouse.rows("select question_id from questions where kind = 'open' order by all")
    return [
        corpora.read(warehouse, bases.read(warehouse, str(row["question_id"]), recipe.id))
        for row in asked
    ]
