"""A run started through a real server and its worker: what it leaves there, and what never."""

from __future__ import annotations

import base64
import contextlib
import csv
import dataclasses
import io
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from synthesis.line import CONSULTATION

pytestmark = pytest.mark.flow

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "operate.md"
ID = "courvallon-2030"
ROWS = 800  # of the export of the sample: enough for clusters
SENTENCE = "Un grand heron nomme Balthazar reclame un kiosque octogonal"
WORD = "octogonal"  # said often enough to be among the first terms of a cluster
AUTHOR = "VXNlcjpjYW5hcmktYmFsdGhhemFyLTQyNDI0Mg=="
TOLD = (SENTENCE, WORD, "Balthazar", AUTHOR, base64.b64decode(AUTHOR).decode(), "canari")
WAIT = 120  # seconds for anything; a slow machine is not a failure


def environment(home: Path, port: int) -> dict[str, str]:
    """The settings of docs/operate.md as a shell reads them, in a home and on a port of our own."""
    block = PAGE.read_text(encoding="utf-8").split("```sh\n")[1].split("```")[0]
    exports = "\n".join(line for line in block.splitlines() if line.startswith("export "))
    shown = subprocess.run(
        ["bash", "-euc", f"{exports}\nenv -0"],
        cwd=ROOT,
        env={name: each for name, each in os.environ.items() if not name.startswith("PREFECT")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout
    read = dict(each.split("=", 1) for each in shown.split("\0") if each)
    return read | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_SERVER_API_PORT": str(port),
        "NO_COLOR": "1",
    }


def free_port() -> int:
    """A port nobody listens on, outside those Prefect takes for its temporary servers."""
    while True:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
        if not 8000 <= port <= 8999:
            return port


@dataclasses.dataclass(frozen=True)
class Api:
    """Prefect's API by urllib: no library of theirs vouches for them."""

    url: str
    auth: str

    def post(self, path: str, body: object) -> Any:
        """The answer to a request signed as the page of Prefect signs its own."""
        client = str(uuid.uuid4())
        token = self._open(urllib.request.Request(f"{self.url}/csrf-token?client={client}"))
        headers = {
            "Prefect-Csrf-Client": client,
            "Prefect-Csrf-Token": token["token"],
            "Content-Type": "application/json",
        }
        return self._open(
            urllib.request.Request(f"{self.url}{path}", json.dumps(body).encode(), headers)
        )

    def get(self, path: str) -> Any:
        """What lies at a path."""
        return self._open(urllib.request.Request(f"{self.url}{path}"))

    def status(self, path: str, *, signed: bool, body: bytes | None = None) -> int:
        """The code answered to a bare request, with or without the auth string."""
        request = urllib.request.Request(f"{self.url}{path}", body)
        try:
            with urllib.request.urlopen(self._signed(request) if signed else request) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code

    def _open(self, request: urllib.request.Request) -> Any:
        with urllib.request.urlopen(self._signed(request), timeout=30) as answer:
            return json.load(answer)

    def _signed(self, request: urllib.request.Request) -> urllib.request.Request:
        request.add_header(
            "Authorization", f"Basic {base64.b64encode(self.auth.encode()).decode()}"
        )
        return request


@dataclasses.dataclass(frozen=True)
class Served:
    """A server, a worker, and one run through them."""

    api: Api
    worker: subprocess.Popen[bytes]
    home: Path
    logs: Path
    edition: Path
    given: dict[str, Any]
    run: dict[str, Any]
    artifacts: dict[str, dict[str, Any]]

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a published table."""
        rows: list[dict[str, Any]] = pq.read_table(
            self.edition / "tables" / f"{table}.parquet"
        ).to_pylist()
        return rows


def requested(api: Api, given: dict[str, Any]) -> Any:
    """A run asked of the API, with these parameters."""
    deployment = api.get("/deployments/name/synthesize/synthesize")
    return api.post(
        f"/deployments/{deployment['id']}/create_flow_run",
        {"parameters": given, "state": {"type": "SCHEDULED"}},
    )


def planted(folder: Path) -> Path:
    """A recipe over the first rows of the sample, a sentence and an author planted in some."""
    text = (ROOT / "data/sample/courvallon.csv").read_text(encoding="utf-8").replace("\0", "")
    header, *rows = list(csv.reader(io.StringIO(text, newline="")))[: ROWS + 1]
    author, question = header.index("authorId"), len(header) - 1
    filled = [row for row in rows if len(row[question]) > 20][:30]
    for row in filled:
        row[question] = f"{SENTENCE}. {row[question]}"
    filled[0][author] = AUTHOR
    folder.mkdir()
    with (folder / "courvallon.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    recipe = (ROOT / "data/sample/consultation.toml").read_text(encoding="utf-8")
    for part in (
        '[[sources]]\nreader = "politizr"\npath = "politizr"\n',
        '[rules]\ncodebook = "../codebook/courvallon.toml"\n',
    ):
        assert part in recipe
        recipe = recipe.replace(part, "")
    (folder / "consultation.toml").write_text(recipe, encoding="utf-8")
    return folder / "consultation.toml"


def started(words: Sequence[str], log: Path, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    """A process in a group of its own, all it says in a file."""
    with log.open("ab") as file:
        return subprocess.Popen(
            words,
            cwd=ROOT,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            start_new_session=True,
        )


def stopped(processes: Sequence[subprocess.Popen[bytes]], home: Path) -> None:
    """End what was started, and what that started: whatever lives with this home."""
    for process in reversed(processes):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    mark = f"PREFECT_HOME={home}\0".encode()
    for environ in Path("/proc").glob("[0-9]*/environ"):
        with contextlib.suppress(OSError):
            if mark in environ.read_bytes():
                os.kill(int(environ.parent.name), signal.SIGKILL)


def awaited(what: str, found: Any, log: Path) -> Any:
    """What `found` gives once it gives something."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            if there := found():
                return there
        time.sleep(0.5)
    raise AssertionError(f"no {what} in {WAIT} s:\n{log.read_text(errors='replace')[-3000:]}")


def asked(words: str, log: Path, settings: dict[str, str]) -> None:
    """A command of Prefect's, to its end."""
    with started(words.split(), log, settings) as process:
        code = process.wait(WAIT)
    assert 0 == code, log.read_text(errors="replace")[-3000:]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Server, pool, deployments and worker as the page says, then a run asked of the API."""
    folder = tmp_path_factory.mktemp("served")
    home, logs = folder / "home", folder / "logs"
    home.mkdir()
    logs.mkdir()
    recipe = planted(folder / "consultation")
    settings = environment(home, free_port())
    api = Api(settings["PREFECT_API_URL"], settings["PREFECT_API_AUTH_STRING"])
    processes: list[subprocess.Popen[bytes]] = []
    try:
        server, worker, cli = (logs / f"{name}.log" for name in ("server", "worker", "cli"))
        processes.append(started(["prefect", "server", "start"], server, settings))
        awaited("server", lambda: api.get("/health"), server)
        asked("prefect work-pool create doleances --type process", cli, settings)
        start = ["prefect", "worker", "start", "--pool", "doleances"]
        processes.append(started(start, worker, settings))
        asked("prefect --no-prompt deploy --all", cli, settings)
        given = {"inputs": [str(recipe)], "questions": ["904", "906"], "threads": 1}
        run = requested(api, given)
        over = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")

        def ended() -> Any:
            read = api.get(f"/flow_runs/{run['id']}")
            return read if read["state_type"] in over else None

        run = awaited("end of the run", ended, worker)
        artifacts = {each["key"]: each for each in api.post("/artifacts/filter", {})}
        edition = recipe.parent / "reports" / ID / "draft"
        yield Served(api, processes[-1], home, logs, edition, given, run, artifacts)
    finally:
        stopped(processes, home)


def test_a_run_started_through_the_api_finishes(served: Served) -> None:
    """With the parameters given, under the name of the consultation, its edition on disk."""
    assert ("COMPLETED", ID) == (served.run["state_type"], served.run["name"])
    assert served.given == {name: served.run["parameters"][name] for name in served.given}
    assert (served.edition / "SHA256SUMS").is_file()


def test_every_task_is_recorded(served: Served) -> None:
    """A table a task, a question a task, the edition one: none lost on the way to the server."""
    wanted = {"flow_runs": {"id": {"any_": [served.run["id"]]}}}
    steps = len(CONSULTATION) + len(served.given["questions"]) + 1

    def recorded() -> Any:  # the server writes them down a moment after it hears of them
        runs = served.api.post("/task_runs/filter", wanted)
        done = [run for run in runs if run["state_type"] == "COMPLETED"]
        return runs if len(done) >= steps else None

    runs = awaited("record of every task", recorded, served.logs / "server.log")
    kinds = Counter(run["name"].split()[0] for run in runs)

    assert {"table": len(CONSULTATION), "question": 2, "edition": 1} == kinds


def test_progress_ends_at_a_hundred(served: Served) -> None:
    """The share of the questions done."""
    assert 100 == served.artifacts[f"progress-{ID}"]["data"]


def test_the_ledger_of_the_page_is_that_of_the_edition(served: Served) -> None:
    """Row by row, and what was asked is the sum of the states."""
    shown = json.loads(served.artifacts[f"ledger-{ID}"]["data"])
    kinds = {row["question_id"]: row["kind"] for row in served.rows("questions")}
    rows = [row for row in served.rows("ledger") if kinds[row["question_id"]] == "open"]
    total = {
        question: sum(row["answers"] for row in rows if row["question_id"] == question)
        for question in {row["question_id"] for row in rows}
    }

    assert sorted(
        (row["question_id"], row["state"], row["answers"], total[row["question_id"]])
        for row in rows
    ) == sorted((row["question_id"], row["state"], row["answers"], row["asked"]) for row in shown)


def test_the_clusters_of_the_page_are_those_of_the_edition(served: Served) -> None:
    """The same numbers, and no column of words."""
    shown = json.loads(served.artifacts[f"clusters-{ID}"]["data"])
    columns = ("question_id", "cluster_id", "answers", "contributions", "authors", "segments")
    columns += ("stability",)

    assert shown
    assert [{name: row[name] for name in columns} for row in served.rows("clusters")] == [
        pytest.approx(row, abs=5e-4) for row in shown
    ]


def test_the_link_leads_to_the_draft(served: Served) -> None:
    """The address of a file that is there."""
    data = served.artifacts[f"draft-{ID}"]["data"]
    address = re.search(r"\((file://.*)\)", data)

    assert address is not None
    assert (served.edition / "index.html").as_uri() == address[1]
    assert (served.edition / "index.html").is_file()


def test_who_does_not_know_the_auth_string_reads_nothing(served: Served) -> None:
    """Neither runs nor artifacts; and who does cannot be made to write from another page."""
    assert 401 == served.api.status(f"/flow_runs/{served.run['id']}", signed=False)
    assert 200 == served.api.status(f"/flow_runs/{served.run['id']}", signed=True)
    assert 403 == served.api.status("/artifacts/filter", signed=True, body=b"{}")


def test_no_word_of_a_citizen_reaches_prefect(served: Served) -> None:
    """Planted words are in the edition, where they belong, and nowhere in what Prefect keeps."""
    pages = "".join(page.read_text("utf-8") for page in served.edition.rglob("*.html"))
    texts = "".join(row["text"] for row in served.rows("answers"))
    kept = [*files(served.home), *files(served.logs), *databases(served.home)]
    kept += [("API", json.dumps([served.run, served.artifacts]).encode())]

    assert WORD in pages
    assert SENTENCE in texts
    assert [] == [(name, told) for name, data in kept for told in TOLD if told.encode() in data]
    assert {"prefect.db"} <= {Path(name).name for name, _ in kept}


def test_a_killed_worker_leaves_the_former_draft(served: Served, doleances: Any) -> None:
    """Whole; another process then makes the same. The last test here: it leaves no worker."""
    former = dict(files(served.edition))
    recipe = served.edition.parents[2] / "consultation.toml"
    run = requested(served.api, served.given | {"fresh": True})
    wanted = {"flow_runs": {"id": {"any_": [run["id"]]}}}
    awaited(
        "task of the second run",
        lambda: served.api.post("/task_runs/filter", wanted),
        served.logs / "worker.log",
    )
    stopped([served.worker], served.home)

    assert former == dict(files(served.edition))

    questions = [word for id in served.given["questions"] for word in ("--question", id)]
    told = doleances("run", "--inline", *questions, recipe.name, cwd=recipe.parent)

    assert 0 == told.code, told.err
    assert former == dict(files(served.edition))
    assert [] == list((recipe.parent / ".doleances").glob("work-*"))


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder, its name told too."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path), path.read_bytes() + path.name.encode()


def databases(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every cell of Prefect's databases: in the file, a long one is cut in pages."""
    for path in sorted(folder.rglob("*.db")):
        with contextlib.closing(sqlite3.connect(path)) as db:
            yield f"{path} as text", "\n".join(db.iterdump()).encode()
