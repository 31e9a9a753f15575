"""The workshop served: where it may listen, how it starts and ends, what it writes."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest

from synthesis.errors import InputError
from synthesis.review import serving
from synthesis.review.people import People
from tests.conftest import COMMAND, ROOT

if TYPE_CHECKING:
    from tests.conftest import Walked

QUESTION = "906"
ACT = f"/q/{QUESTION}/act"


def start(walked: Walked, folder: Path, *words: str) -> subprocess.Popen[str]:
    """`doleances review` on the shortened sample; its reviewers and journal in a folder of ours."""
    recipe = walked.prepared.recipe
    source = walked.prepared.request.inputs[0]
    here = folder / source.name
    if not here.exists():
        here.write_text(source.read_text("utf-8"), "utf-8")
        (folder / ".doleances").mkdir()
        os.link(walked.prepared.warehouse, folder / ".doleances" / f"{recipe.id}.duckdb")
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "review", str(here), *words],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free() -> int:
    """A port nobody has."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def line_of(process: subprocess.Popen[str], beginning: str) -> str:
    """What the command says on a line, waited for."""
    assert process.stdout
    for line in process.stdout:
        if line.startswith(beginning):
            return line.strip()
    raise AssertionError(process.communicate())


def test_unauthenticated_binding(walked: Walked, tmp_path: Path) -> None:
    """By default this machine alone; elsewhere neither without TLS nor without a reviewer."""
    for words in (("--host", "0.0.0.0"), ("--host", "0.0.0.0", "--behind-tls"), ("--host", "::")):
        refused = start(walked, tmp_path, *words)
        out, err = refused.communicate(timeout=60)
        assert (2, "") == (refused.returncode, out)
        assert "others would reach the workshop" in err

    people = People(tmp_path / "reviewers.sqlite")
    with pytest.raises(InputError):
        serving.check(serving.Place("192.0.2.1", behind_tls=True), people)
    people.add("Ada", "lead")
    serving.check(serving.Place("192.0.2.1", behind_tls=True), people)
    with pytest.raises(InputError):
        serving.check(serving.Place("192.0.2.1"), people)


def test_logs_hold_no_canary(walked: Walked, tmp_path: Path) -> None:
    """From the first link to the last page: no name, word, password, link or search is written.

    It listens to this machine alone, is quick to start, and ends well when told to.
    """
    port = free()
    began = time.monotonic()
    process = start(walked, tmp_path, "--port", str(port))
    link = line_of(process, "Lien du responsable").split()[-1]
    base = f"http://127.0.0.1:{port}"
    with httpx2.Client(base_url=base, headers={"origin": base}) as browser:
        password = "canari-mot-de-passe"
        chosen = {"name": "Canari Nom", "password": password, "again": password}
        token = link.rpartition("/")[2]
        assert 303 == browser.post(f"/welcome/{token}", data=chosen).status_code
        told = time.monotonic() - began
        csrf = re.findall('name="csrf" value="([0-9a-f]+)"', browser.get("/guide").text)[0]
        browser.get("/journal?op=canari-recherche")
        key = browser.get(f"/q/{QUESTION}.json").json()["clusters"][0]["key"]
        form = {
            "op": "rename", "key": "form-key-1", "cluster": key, "label_fr": "canari-nom",
            "label_en": "", "definition": "", f"version.{QUESTION}/cluster/{key}": 0,
        }  # fmt: skip
        assert 303 == browser.post(ACT, data={**form, "csrf": csrf}).status_code
        browser.post(ACT, data={**form, "key": "form-key-2", "csrf": csrf})
        browser.post("/login", data={"name": "canari-nom", "password": "canari-essai"})
        browser.get("/canari-adresse")
        cookie = next(iter(browser.cookies.jar)).value
    listening = Path("/proc/net/tcp").read_text() if Path("/proc/net/tcp").exists() else ""
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=30)

    assert 0 == process.returncode, err
    assert f"0100007F:{port:04X}" in listening or not listening
    assert f"00000000:{port:04X}" not in listening
    assert "Atelier fermé." in out
    assert "decision event=1" in err
    for canary in ("canari", "Canari", token, cookie, csrf, "form-key"):
        assert canary not in err + out.replace(link, "")
    assert told < 30  # 2 s on a machine that does nothing else: see docs/security.md


def test_a_port_that_is_taken(walked: Walked, tmp_path: Path) -> None:
    """Said so, with what to do, exit 2; no link is printed, that another's workshop would get."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = start(walked, tmp_path, "--port", str(taken.getsockname()[1]))
        out, err = process.communicate(timeout=60)

    assert (2, "") == (process.returncode, out)
    assert "This port is taken" in err
    assert "--port" in err


def test_the_first_link_is_not_one_that_was_handed_over(tmp_path: Path) -> None:
    """Printed anew until it is used; never for somebody added by name, whose link it would end."""
    people, place = People(tmp_path / "reviewers.sqlite"), serving.Place()
    first, second = (serving.first_link(place, people) for _ in range(2))

    assert people.invited(first.rpartition("/")[2]) is None
    assert people.welcome(second.rpartition("/")[2], "Ada", "quatre chevaux verts")
    assert "" == serving.first_link(place, people)
    named = People(tmp_path / "others.sqlite")
    _, token = named.add("Blaise", "lead")
    assert "" == serving.first_link(place, named)
    assert named.invited(token)


def test_names_and_addresses_of_a_place() -> None:
    """What people type, and the names that are answered."""
    front = serving.Place(behind_tls=True, name="relecture.example")

    assert ("https://relecture.example", "http://127.0.0.1:8421", "http://[::1]:8421") == (
        front.url,
        serving.Place().url,
        serving.Place("::1").url,
    )
    assert {"127.0.0.1", "relecture.example"} == set(front.names)
    assert ("[::1]",) == serving.Place("::1").names
    assert () == serving.Place("0.0.0.0").names
    assert [True, True, True, False, False] == [
        serving.Place(host).is_loopback
        for host in ("127.0.0.1", "::1", "localhost", "0.0.0.0", "192.0.2.1")
    ]


def test_no_warehouse_yet(sample: Path, doleances: Callable[..., Any]) -> None:
    """Said so, with what to do."""
    told = doleances("review", sample.name, cwd=sample.parent)

    assert 2 == told.code
    assert "doleances run" in told.err


def test_the_commands_of_reviewers(sample: Path, doleances: Callable[..., Any]) -> None:
    """Added with a link, listed, disabled; never a password on a command line."""
    added = doleances("reviewer", "add", "Ada", sample.name, "--role", "arbiter", cwd=sample.parent)
    twice = doleances("reviewer", "add", "ada", sample.name, cwd=sample.parent)
    again = doleances("reviewer", "link", "Ada", sample.name, cwd=sample.parent)
    doleances("reviewer", "disable", "r-01", sample.name, cwd=sample.parent)
    listed = doleances("reviewer", "list", sample.name, cwd=sample.parent)
    nobody = doleances("reviewer", "disable", "Eve", sample.name, cwd=sample.parent)

    closed = doleances("reviewer", "link", "Ada", sample.name, cwd=sample.parent)
    codes = [each.code for each in (added, twice, again, listed, nobody, closed)]

    assert [0, 2, 0, 0, 2, 2] == codes
    assert "/welcome/" in again.out
    assert re.search(r"r-01  Ada  arbiter\n.*/welcome/[\w-]{43}\n", added.out)
    assert "r-01  arbiter   Ada  (accès fermé)" in listed.out
