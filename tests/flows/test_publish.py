"""An edition made by Prefect: by the command, by a server, and when the last signature falls."""

from __future__ import annotations

import dataclasses
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from flows import signed
from synthesis import recipe as recipes
from synthesis import signing
from synthesis.journal import Journal
from synthesis.report.folder import intact
from synthesis.review.desk import Desk
from synthesis.run import warehouse_of
from synthesis.store import Warehouse
from tests import reviewers
from tests.flows.test_deployment import (
    ROOT,
    Api,
    asked,
    awaited,
    environment,
    free_port,
    started,
    stopped,
)
from tests.flows.test_synthesize import environment as newcomer
from tests.flows.test_synthesize import living

pytestmark = pytest.mark.flow

ID = "courvallon-2030"
LABEL = "Etiquette que Balthazar a donnee"  # what a reviewer wrote: Prefect is not told
COMMAND = "import sys; sys.argv[0] = 'doleances'; from synthesis.cli import main; main()"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def copied(walked: Any, folder: Path) -> Path:
    """The recipe of the shortened sample, run and not reviewed, in a folder of its own."""
    source = walked.prepared.recipe.folder
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("work-*"))
    return folder / "consultation.toml"


def sign(room: reviewers.Room, *, but_one: bool = False) -> str:
    """Name and sign every cluster of a question, or leave a vote to give; the last cluster."""
    present = room.review.present()
    for key in present:
        room.act(reviewers.ONE, "rename", cluster=key, label_fr=f"{LABEL} {key}")
        vote(room, reviewers.ONE, key)
        if not (but_one and key == present[-1]):
            vote(room, reviewers.OTHER, key)
    return present[-1]


def vote(room: reviewers.Room, who: str, key: str) -> None:
    content = room.review.content(key)
    room.act(who, "accept", cluster=key, verdict="one_idea", content=content)


def test_the_command_makes_the_same_bytes_by_a_flow(
    walked: Any, tmp_path: Path, doleances: Any
) -> None:
    """As inline, in the words too; and the temporary server is gone."""
    recipe = copied(walked, tmp_path / "flow")
    with reviewers.desk(recipe.parent) as desk:
        for question in ("901", "904", "906"):
            sign(reviewers.Room(desk, question, {}))
    shutil.copytree(recipe.parent, tmp_path / "inline")
    home = tmp_path / "home"
    home.mkdir()
    inline = doleances("publish", "--inline", recipe.name, cwd=tmp_path / "inline")
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "publish", recipe.name],
        cwd=recipe.parent,
        env=newcomer(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    one, other = (
        contents(tmp_path / name / "reports" / ID / "edition-1") for name in ("inline", "flow")
    )

    def told(words: str) -> str:
        return words.replace(str(tmp_path / "inline"), "…").replace(str(recipe.parent), "…")

    assert (0, 0) == (inline.code, done.returncode), inline.err + done.stderr
    assert one
    assert [] == [name for name in one | other if one.get(name) != other.get(name)]
    assert (told(inline.out), told(inline.err)) == (told(done.stdout), told(done.stderr))
    assert [] == living(home)


def test_the_automation_of_the_page_is_that_of_the_repository() -> None:
    """docs/operate.md shows it as prefect.yaml has it: switched off."""
    page = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
    shown = page.split("```yaml\n")[1].split("```")[0]
    kept = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    [deployment] = [each for each in kept["deployments"] if each["name"] == "publish"]

    assert yaml.safe_load(shown)["triggers"] == deployment["triggers"]
    assert [False] == [each["enabled"] for each in deployment["triggers"]]
    assert [signed.NAME] == deployment["triggers"][0]["expect"]


@dataclasses.dataclass(frozen=True)
class Served:
    """A server, a worker, the deployments of the repository, and a consultation to publish."""

    api: Api
    settings: dict[str, str]
    home: Path
    logs: Path
    recipe: Path

    @property
    def deployment(self) -> dict[str, Any]:
        found: dict[str, Any] = self.api.get("/deployments/name/publish/publish")
        return found

    def runs(self) -> list[dict[str, Any]]:
        """The finished runs of the publication, the last one first."""
        wanted = {"deployments": {"id": {"any_": [self.deployment["id"]]}}}
        over = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        found = self.api.post("/flow_runs/filter", wanted | {"sort": "START_TIME_DESC"})
        return [run for run in found if run["state_type"] in over]

    def artifact(self, key: str) -> Any:
        found = self.api.post("/artifacts/filter", {})
        return next(each["data"] for each in found if each["key"] == key)


@pytest.fixture(scope="module")
def served(walked: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """As docs/operate.md says it, the automation switched on."""
    folder = tmp_path_factory.mktemp("publish")
    home, logs = folder / "home", folder / "logs"
    home.mkdir()
    logs.mkdir()
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
        asked("prefect automation resume publish-when-signed", cli, settings)
        yield Served(api, settings, home, logs, copied(walked, folder / "consultation"))
    finally:
        stopped(processes, home)


def test_a_refusal_is_told_in_numbers(served: Served) -> None:
    """The run fails, and its artifact lists what is missing: numbers, and no name people gave."""
    with reviewers.desk(served.recipe.parent) as desk:
        room = reviewers.Room(desk, "904", {})
        key = room.review.present()[0]
        room.act(reviewers.ONE, "rename", cluster=key, label_fr=LABEL)
        clusters = sum(len(desk.review(question).present()) for question in ("901", "904", "906"))
    served.api.post(
        f"/deployments/{served.deployment['id']}/create_flow_run",
        {"parameters": {"recipe": str(served.recipe)}, "state": {"type": "SCHEDULED"}},
    )
    log = served.logs / "worker.log"
    [run] = awaited("end of the run", served.runs, log)
    listed = json.loads(served.artifact(f"missing-{ID}"))
    kept = b"".join(path.read_bytes() for path in served.home.rglob("*") if path.is_file())

    assert ("FAILED", ID) == (run["state_type"], run["name"])
    assert clusters == len(listed)
    assert {"unsigned"} == {row["reason"] for row in listed}
    assert "clusters are not signed" in run["state"]["message"]
    assert LABEL.encode() not in kept + log.read_bytes()
    assert ["draft"] == [path.name for path in (served.recipe.parent / "reports" / ID).iterdir()]


def test_the_last_signature_publishes(
    served: Served, walked: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody asks for anything but the vote: the event, the automation, the run, the edition."""
    recipe = copied(walked, tmp_path / "signed")
    for name, value in served.settings.items():
        if name.startswith("PREFECT") or name == "PYTHONPATH":
            monkeypatch.setenv(name, value)
    monkeypatch.chdir(ROOT)
    with reviewers.desk(recipe.parent) as desk:
        for question in ("901", "904"):
            sign(reviewers.Room(desk, question, {}))
        last = sign(reviewers.Room(desk, "906", {}), but_one=True)
    before = len(served.runs())
    given = recipes.read(recipe)
    journal = Journal(given.journal)
    with Warehouse(warehouse_of(given)) as warehouse:
        desk = Desk(given, warehouse, journal)
        with signing.Watch(desk, recipe) as watch:
            assert watch.began.wait(60)
            vote(reviewers.Room(desk, "906", {}, sent=5_000), reviewers.OTHER, last)
            head = journal.head()
            runs = awaited(
                "run of the automation",
                lambda: served.runs()[: len(served.runs()) - before],
                served.logs / "server.log",
            )
    journal.close()
    log = served.logs / "worker.log"
    made = recipe.parent / "reports" / ID / "edition-1"
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))

    assert [("COMPLETED", ID)] == [(run["state_type"], run["name"]) for run in runs], (
        log.read_text()[-3000:]
    )
    assert str(recipe) == runs[0]["parameters"]["recipe"]
    assert intact(made)
    assert {"events": head[0], "head": head[1]} == manifest["journal"]
    assert (made / "index.html").as_uri() in served.artifact(f"edition-{ID}")
