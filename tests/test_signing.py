"""The last signature is heard of, once, by who waits for it; and nobody else waits."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from synthesis import signing
from synthesis.review.desk import Desk
from tests import reviewers

Heard = list[tuple[str, Path, str, int]]


@pytest.fixture
def desk(walked: Any, tmp_path: Path) -> Iterator[Desk]:
    """The desk of the shortened sample, of which nobody has decided anything."""
    folder = tmp_path / "sample"
    shutil.copytree(walked.prepared.recipe.folder, folder, ignore=shutil.ignore_patterns("work-*"))
    with reviewers.desk(folder) as opened:
        yield opened


def rooms(desk: Desk) -> list[reviewers.Room]:
    sent = desk.journal.head()[0]  # each form has a key of its own
    return [reviewers.Room(desk, q, {}, sent=sent) for q in ("901", "904", "906")]


def named(room: reviewers.Room) -> list[str]:
    """The clusters of a question, each with a name."""
    for key in room.review.present():
        room.act(reviewers.ONE, "rename", cluster=key, label_fr=f"Idée {key}")
    return room.review.present()


def vote(room: reviewers.Room, who: str, key: str) -> None:
    content = room.review.content(key)
    room.act(who, "accept", cluster=key, verdict="one_idea", content=content)


def signed(room: reviewers.Room) -> None:
    for key in named(room):
        vote(room, reviewers.ONE, key)
        vote(room, reviewers.OTHER, key)


def awaited(heard: Heard, count: int) -> Heard:
    """What was heard, once there is so much of it, and a moment later."""
    end = time.monotonic() + 30
    while len(heard) < count and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(0.3)
    return heard


def test_the_last_signature_is_told_once(desk: Desk, tmp_path: Path) -> None:
    """With the head of the journal as it is then; a remark after it tells nothing new."""
    heard: Heard = []
    recipe = tmp_path / "sample" / "consultation.toml"
    with signing.Watch(desk, recipe, lambda *told: heard.append(told)):
        *others, last = rooms(desk)
        for room in others:
            signed(room)
        keys = named(last)
        for key in keys:
            vote(last, reviewers.ONE, key)
        for key in keys[:-1]:
            vote(last, reviewers.OTHER, key)

        assert [] == awaited(heard, 0)

        vote(last, reviewers.OTHER, keys[-1])
        seq, digest = desk.journal.head()

        assert [("courvallon-2030", recipe, f"{seq}:{digest}", 0)] == awaited(heard, 1)

        last.act(reviewers.ONE, "comment", object="906", text="Voilà.")

        assert 1 == len(awaited(heard, 1))


def test_what_else_misses_is_told_and_its_end_too(desk: Desk, tmp_path: Path) -> None:
    """Signed while a proposal waits; then the proposal is declined; then it opens again."""
    heard: Heard = []
    *others, last = rooms(desk)
    for room in (*others, last):
        signed(room)
    one, other = last.review.present()[:2]
    waiting = last.act(reviewers.ONE, "merge", cluster=one, into=other, comment="La même.")
    key = last.review.present()[-1]
    last.act(reviewers.ONE, "rename", cluster=key, label_fr="Autrement")
    with signing.Watch(desk, tmp_path / "sample" / "consultation.toml",
                       lambda *told: heard.append(told)) as watch:  # fmt: skip
        assert watch.began.wait(30)
        vote(last, reviewers.ONE, key)
        vote(last, reviewers.OTHER, key)

        assert [1] == [missing for *_, missing in awaited(heard, 1)]

        last.act(reviewers.OTHER, "decline", proposal=waiting.seq, comment="Non.")

        assert [1, 0] == [missing for *_, missing in awaited(heard, 2)]

        last.act(reviewers.ONE, "rename", cluster=key, label_fr="Encore autrement")

        assert [1, 0] == [missing for *_, missing in awaited(heard, 2)]


def test_what_was_signed_before_is_not_told(desk: Desk, tmp_path: Path) -> None:
    """A workshop that is opened again has no news."""
    heard: Heard = []
    for room in rooms(desk):
        signed(room)
    with signing.Watch(desk, tmp_path, lambda *told: heard.append(told)) as watch:
        assert watch.began.wait(30)
        rooms(desk)[0].act(reviewers.ONE, "comment", object="901", text="Relu.")

        assert [] == awaited(heard, 0)


@pytest.mark.parametrize(
    "fault", [OSError("no such program"), subprocess.TimeoutExpired("python", 1)]
)
def test_a_failure_disturbs_nobody(
    desk: Desk, tmp_path: Path, fault: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is said once on standard error; decisions go on, and the next one tries again."""
    tried = threading.Semaphore(0)

    def fails(*_: object) -> None:
        tried.release()
        raise fault

    with signing.Watch(desk, tmp_path, fails):
        for room in rooms(desk):
            signed(room)

        assert tried.acquire(timeout=30)

        event = rooms(desk)[0].act(reviewers.ONE, "comment", object="901", text="Et ensuite ?")

        assert tried.acquire(timeout=30)
        assert desk.journal.head()[0] == event.seq
    assert "l’événement « signé » n’est pas parti" in capsys.readouterr().err


def test_a_slow_server_keeps_nobody_waiting(desk: Desk, tmp_path: Path) -> None:
    """Neither who signs, nor who closes the workshop."""
    told = threading.Event()

    def waits(*_: object) -> None:
        told.set()
        time.sleep(5)

    with signing.Watch(desk, tmp_path, waits):
        for room in rooms(desk):
            signed(room)
        assert told.wait(30)
        start = time.monotonic()
        rooms(desk)[0].act(reviewers.ONE, "comment", object="901", text="Et ensuite ?")
        between = time.monotonic() - start
    closed = time.monotonic() - start

    assert between < 2
    assert closed < 4


def test_the_workshop_does_not_know_prefect() -> None:
    """Neither its modules nor what watches them import it, or flows."""
    code = (
        "import sys, synthesis.signing, synthesis.reviewing, synthesis.review.app\n"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'prefect', 'flows'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True,
        cwd=Path(__file__).parents[1],
    )  # fmt: skip

    assert "[]\n" == done.stdout


def test_without_a_server_nothing_happens(tmp_path: Path) -> None:
    """No server is configured: the process that would tell it ends well, and writes nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "flows.signed", "id", "recipe", "1:0", "0"],
        cwd=Path(__file__).parents[1],
        env={"PATH": "", "HOME": str(tmp_path), "PREFECT_HOME": str(tmp_path / "prefect")},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
