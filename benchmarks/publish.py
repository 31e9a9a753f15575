"""How long an edition of a large question takes to publish, in which memory, and how big it is.

    python benchmarks/publish.py [ANSWERS] [FOLDER]

The load of benchmarks/review.py, 500,000 answers to one question unless told, is run by this very
program; in FOLDER, where given, it is kept and found again. A script signs every cluster as two
people would, codes two hundred texts, and publishes by the command. Seconds on the wall and of
processor, memory at most, the largest page, and the whole.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path
from typing import Any

from review import ROOT, RUN, run

from synthesis import recipe
from synthesis.decisions import sampling
from synthesis.decisions.campaign import campaign_of
from synthesis.journal import Journal
from synthesis.review.desk import Desk
from synthesis.run import warehouse_of
from synthesis.store import Warehouse

CODERS = ("r-01", "r-02")
LEAD = "r-03"


def signed(path: Path) -> None:
    """A journal in which two people coded, named and signed all there is."""
    asked = recipe.read(path)
    asked.journal.unlink(missing_ok=True)
    with Warehouse(warehouse_of(asked)) as warehouse:
        desk = Desk(asked, warehouse, Journal(asked.journal))
        question = str(warehouse.rows("select question_id from clusters limit 1")[0]["question_id"])
        for n, key in enumerate(desk.review(question).present(), start=1):
            act(desk, question, CODERS[0], "rename", cluster=key, label_fr=f"Idée {n}")
        masked(desk, question)
        coded(desk, question)
        review = desk.review(question)
        for key in review.present():
            for actor in CODERS:
                act(desk, question, actor, "accept", cluster=key, verdict="one_idea",
                    content=review.content(key))  # fmt: skip


def masked(desk: Desk, question: str) -> None:
    """Everything that may say who somebody is."""
    slices: dict[str, list[list[int]]] = {}
    for row in desk.warehouse.rows("select reference, start, stop from personal order by all"):
        slices.setdefault(str(row["reference"]), []).append([row["start"], row["stop"]])
    for reference, spans in slices.items():
        act(desk, question, CODERS[0], "flag", answer=reference, spans=spans, comment="as found")


def coded(desk: Desk, question: str) -> None:
    """A blind sample, each text given the first code by both."""
    codes = sampling.codebook(desk.review(question), {})
    opening = sampling.opening(desk.review(question), codes)
    act(desk, question, LEAD, "open_coding", "lead", **opening)
    campaign = campaign_of(desk.review(question))
    assert campaign is not None
    for actor in CODERS:
        act(desk, question, actor, "begin_coding")
        for shown in campaign.showings(actor):
            act(desk, question, actor, "code", unit=shown.unit, again=int(shown.again),
                answer=campaign.units[shown.unit - 1], codes=["k1"], confidence=3)  # fmt: skip
    act(desk, question, LEAD, "close_coding", "lead")


def act(
    desk: Desk, question: str, actor: str, op: str, role: str = "reviewer", **given: Any
) -> None:
    """A decision of someone who has just opened the page."""
    review = desk.review(question)
    seen = {f"{question}/cluster/{key}": review.version(f"{question}/cluster/{key}")
            for key in review.clusters}  # fmt: skip
    desk.act(actor, role, op, question, given, seen, uuid.uuid4().hex)


def measure(path: Path) -> None:
    """All lines."""
    folder = path.parent
    shutil.rmtree(folder / "reports" / "load" / "edition-1", ignore_errors=True)
    (folder / "reports" / "load" / "edition-1.zip").unlink(missing_ok=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    subprocess.run(
        [sys.executable, "-c", RUN, "publish", "--inline", path.name], cwd=folder, check=True,
        env={"PYTHONPATH": str(ROOT), "DOLEANCES_KEYS": str(folder / "keys")},
    )  # fmt: skip
    spent = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    edition = folder / "reports" / "load" / "edition-1"
    sizes = {page: page.stat().st_size for page in edition.rglob("*.html")}
    largest = max(sizes, key=lambda page: sizes[page])
    everything = sum(each.stat().st_size for each in edition.rglob("*") if each.is_file())
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"publish: {spent:.0f} s on the wall, {worked:.0f} s of processor")
    print(f"memory, of this script's children: {after.ru_maxrss / 1024:,.0f} MB at most")
    print(f"largest page: {largest.relative_to(edition)}, {sizes[largest] / 1e6:.2f} MB")
    print(f"the edition: {everything / 1e6:,.0f} MB")


def main(answers: int, folder: Path) -> None:
    """The load, its review, its publication; keys of ours, so that digests are the run's."""
    os.environ["DOLEANCES_KEYS"] = str(folder / "keys")
    folder.mkdir(parents=True, exist_ok=True)
    path = run(folder, answers)
    start = time.monotonic()
    signed(path)
    print(f"review by script: {time.monotonic() - start:.0f} s")
    measure(path)


if __name__ == "__main__":
    asked_for = int(sys.argv[1]) if len(sys.argv) > 1 else 500_000
    if len(sys.argv) > 2:
        main(asked_for, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(asked_for, Path(made))
