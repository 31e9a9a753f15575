"""The workshop as a process of its own, opened by the real command; and a browser without one."""

from __future__ import annotations

import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from synthesis import recipe, run
from synthesis.decisions.rules import Asked, objects
from synthesis.journal import Event, Journal
from synthesis.recipe import Recipe
from synthesis.review.desk import Desk
from synthesis.review.people import People
from synthesis.store import Warehouse

ROOT = Path(__file__).parents[2]
COMMAND = "from synthesis.__main__ import main; main()"  # not installed here
PATIENCE = 30  # seconds for a workshop to open, on a machine that does other things


@dataclass
class Server:
    """`doleances review` on a recipe; it may be killed, and opened again at the same port."""

    recipe_file: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.port = self.port or free_port()

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it said."""
        return self.recipe_file.parent / "review.log"

    def start(self) -> None:
        """Open it; done when it answers."""
        words = ("review", str(self.recipe_file), "--port", str(self.port))
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", COMMAND, *words],
                cwd=self.recipe_file.parent,
                env=os.environ | {"PYTHONPATH": str(ROOT)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + PATIENCE
        while not self.answers():
            said = self.log.read_text("utf-8")[-2000:]
            assert self.process.poll() is None, said
            assert time.monotonic() < until, said
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it does."""
        visitor = Visitor(self.port)
        try:
            answer = visitor.get("/login")
        except (OSError, http.client.HTTPException):
            return False
        finally:
            visitor.close()
        assert 200 == answer.status, answer.text
        return True

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it as one does, with Ctrl-C."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.kill()


def free_port() -> int:
    """A port nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class Answer:
    """What the workshop answered."""

    status: int
    text: str
    location: str


@dataclass
class Visitor:
    """Somebody without a browser: one connection, and the cookies they were given."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    timeout: float = 30

    def __post_init__(self) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)

    def get(self, path: str) -> Answer:
        """A page."""
        return self._ask("GET", path, None, {})

    def post(
        self, path: str, fields: Mapping[str, object] | Sequence[tuple[str, object]]
    ) -> Answer:
        """A form sent by a page of the workshop."""
        body = urlencode(fields, doseq=True).encode()
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": f"http://127.0.0.1:{self.port}",
            "Sec-Fetch-Site": "same-origin",
        }
        return self._ask("POST", path, body, headers)

    def close(self) -> None:
        """Hang up."""
        self._line.close()

    def _ask(self, verb: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self._line.request(verb, path, body, {**headers, "Cookie": cookie})
            answer = self._line.getresponse()
            text = answer.read().decode()
        except BaseException:
            self._line.close()  # the next request calls again
            raise
        for given in answer.headers.get_all("Set-Cookie", []):
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, text, answer.headers.get("Location", ""))

    def enter(self, name: str, password: str) -> None:
        """Come in by the form."""
        answer = self.post("/login", {"name": name, "password": password})
        assert 303 == answer.status, answer.text

    def csrf(self, path: str = "/account") -> str:
        """What the forms of this session carry."""
        found = re.search(r'name="csrf" value="([0-9a-f]+)"', self.get(path).text)
        assert found is not None
        return found[1]


@dataclass(frozen=True)
class Member:
    """Someone of a workshop, as a test knows them."""

    id: str
    name: str
    role: str
    password: str


def added(recipe_file: Path, names: Mapping[str, str]) -> dict[str, Member]:
    """Those people, who have chosen a password: `names` says the role of each."""
    given = recipe.read(recipe_file)
    people = People(given.folder / f"{given.id}.reviewers.sqlite")
    found = {}
    for name, role in names.items():
        password = f"Phrase de {name}, assez longue"
        person, token = people.add(name, role)
        people.welcome(token, "", password)
        found[name] = Member(person.id, name, role, password)
    return found


@contextmanager
def desk(recipe_file: Path) -> Iterator[Desk]:
    """A desk on the same run and journal as the workshop: what is decided at it shows there."""
    given: Recipe = recipe.read(recipe_file)
    journal = Journal(given.journal)
    with Warehouse(run.warehouse_of(given)) as warehouse:
        yield Desk(given, warehouse, journal)
    journal.close()


def decide(
    desk: Desk,
    member: Member,
    op: str,
    question: str,
    *,
    cancels: int | None = None,
    **payload: Any,
) -> Event:
    """Take a decision as if the page had just been read."""
    review, key = desk.review(question), secrets.token_hex(16)
    asked = Asked(member.id, member.role, op, payload, key, cancels)
    reads, writes = objects(review, asked)
    versions = {name: review.version(name) for name in (*reads, *writes)}
    return desk.act(member.id, member.role, op, question, payload, versions, key, cancels=cancels)
