"""What each page of the workshop asks of a large question, and how long it takes.

    python benchmarks/review.py [ANSWERS] [FOLDER]

A load of 500,000 answers to one question, unless told, is recombined from those of the sample
and run as any other; in FOLDER, where given, it is kept and found again. Then each evidence
function is asked of clusters small and large, as found and as people changed them: median and
slowest of its calls, in milliseconds on the wall, one caller, beside what is read once; and the
median of what all threads together took of the processor, which other work on the machine does
not lengthen.
"""

from __future__ import annotations

import csv
import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from synthesis import lexicon, recipe
from synthesis.decisions.fold import fold
from synthesis.errors import SlowError
from synthesis.ground import base
from synthesis.review import comparison, corpus, evidence, lines, profile, verbatims, why
from synthesis.review.members import everyone, members
from synthesis.run import warehouse_of
from synthesis.store import Warehouse

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample" / "courvallon.csv"
RUN = "from synthesis.__main__ import main; main()"
CALLS = 15
TARGET = 100.0  # milliseconds, median
RECIPE = """
[consultation]
id = "load"
title = "A load, not a corpus"
[[sources]]
reader = "table"
path = "load.csv"
columns = { id = "id", text = "text", author = "author", author_type = "type", date = "date", \
postal_code = "place" }
[settings]
clusters = 30
resamples = 2
"""


def load(path: Path, answers: int) -> None:
    """Answers made of halves of sentences of the sample: as long, no two quite alike."""
    draw = random.Random(2019)
    text = SAMPLE.read_text(encoding="utf-8").replace("\0", "")
    cells = [cell for row in csv.reader(text.splitlines()) for cell in row if len(cell) > 25]
    halves = [half for cell in cells for half in re.split(r"(?<=[.;:!?,])\s+", cell) if " " in half]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "date", "type", "place", "author", "text"])
        for number in range(answers):
            said = " ".join(draw.choice(halves) for _ in range(draw.choice((1, 2, 2, 3, 4))))
            if draw.random() < 0.06:
                said = draw.choice(("RAS", "néant", "non", "je ne sais pas"))
            writer.writerow([
                f"r-{number}", f"2024-{draw.randrange(1, 4):02d}-{draw.randrange(1, 29):02d}",
                draw.choice(("Citoyen", "Citoyen", "Élu", "Organisation")),
                f"{draw.randrange(1, 96):02d}000", f"a{draw.randrange(answers)}", said,
            ])  # fmt: skip


def run(folder: Path, answers: int) -> Path:
    """The recipe of a run of the load, made unless it is there."""
    path = folder / "load.toml"
    if not (folder / ".doleances" / "load.duckdb").is_file():
        load(folder / "load.csv", answers)
        path.write_text(RECIPE, encoding="utf-8")
        start = time.monotonic()
        subprocess.run(
            [sys.executable, "-c", RUN, "run", "--inline", path.name],
            cwd=folder, env={"PYTHONPATH": str(ROOT), "DOLEANCES_KEYS": str(folder / "keys")},
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        print(f"run of the load: {time.monotonic() - start:.0f} s")
    return path


def _asked_of(read: corpus.Corpus, name: str, _: int) -> object:
    return getattr(read, name)


def timed(name: str, call: Callable[[int], Any], calls: int = CALLS) -> None:
    """One line: median and slowest of the calls, each given its number."""
    spent, worked, late = [], [], 0
    for number in range(calls):
        start, begun = time.perf_counter(), time.process_time()
        try:
            call(number)
        except SlowError:
            late += 1
        spent.append(1000 * (time.perf_counter() - start))
        worked.append(1000 * (time.process_time() - begun))
    median = statistics.median(spent)
    over = "  ABOVE THE TARGET" if median > TARGET and calls > 1 else ""
    over += f"  {late} GIVEN UP" if late else ""
    print(f"{name:46} {median:9.1f} {max(spent):9.1f} {statistics.median(worked):9.1f}{over}",
          flush=True)  # fmt: skip


def measure(path: Path) -> None:
    """All lines."""
    asked = recipe.read(path)
    pattern = lexicon.read(lexicon.packaged(), asked.language).token_pattern
    with Warehouse(warehouse_of(asked)) as warehouse:
        question = warehouse.rows("select question_id from clusters limit 1")[0]["question_id"]
        kept: dict[str, Any] = {}

        def keep(name: str, made: Any) -> None:
            kept[name] = made

        print(f"{'milliseconds':46} {'median':>9} {'slowest':>9} {'processor':>9}")
        timed("once: base", lambda _: keep("base", base.read(warehouse, question, "load")), 1)
        timed("once: corpus", lambda _: keep("corpus", corpus.read(warehouse, kept["base"])), 1)
        read: corpus.Corpus = kept["corpus"]
        for name in ("rows", "analysed", "of_answers", "inside", "totals", "best", "wordings"):
            timed(f"once: {name}", partial(_asked_of, read, name), 1)
        timed("once: traits", lambda _: keep("traits", profile.read(read)), 1)
        review = fold(kept["base"], [])
        timed("once: members of all clusters", lambda _: keep("all", everyone(read, review)), 1)
        sizes = sorted(kept["all"].values(), key=lambda found: len(found.rows))
        print(f"{len(read.answers)} answers, {len(sizes)} clusters of {len(sizes[0].rows)} to "
              f"{len(sizes[-1].rows)} answers")  # fmt: skip
        for name, given in cases(read, sizes):
            pages(f"{name}: ", given, kept, asked, pattern)
        search(read, sizes[-1], pattern)
        rows = [int(found.rows[number]) for number, found in enumerate(sizes)]
        timed("S3 why an answer is here", lambda n: why.why(
            read, read.addresses[rows[n % len(rows)]], asked.settings, pattern))  # fmt: skip
        one, other = sizes[-1], sizes[-2]
        timed("S4 compare the two largest", lambda _: comparison.compare(
            one, other, asked.settings))  # fmt: skip
        print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def cases(read: corpus.Corpus, sizes: list[Any]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Members made anew at each call, as after a decision."""
    small, large = sizes[0].clusters, sizes[-1].clusters
    out = [read.addresses[row] for row in sizes[-1].rows[:100]]
    into = [read.addresses[row] for row in sizes[0].rows[:100]]
    yield "smallest", lambda: members(read, small)
    yield "largest", lambda: members(read, large)
    yield (
        "largest, merged and moved",
        lambda: members(read, [*large, *sizes[-2].clusters], out, into),
    )


def pages(
    name: str,
    given: Callable[[], Any],
    kept: dict[str, Any],
    asked: recipe.Recipe,
    pattern: str,
) -> None:
    """What S2 asks of one cluster."""
    timed(f"{name}facts", lambda _: evidence.facts(given()))
    timed(f"{name}solidity", lambda _: evidence.solidity(given()))
    timed(f"{name}terms", lambda _: evidence.terms(given(), asked.settings))
    timed(f"{name}profile", lambda _: profile.profile(given(), kept["traits"], asked.settings))
    timed(f"{name}nearest", lambda _: evidence.nearest(given(), kept["all"]))

    def listed(kind: verbatims.Kind, n: int) -> object:
        return verbatims.verbatims(given(), kind, f"{n}")

    for kind in verbatims.KINDS:
        timed(f"{name}{kind}", partial(listed, kind))
    timed(f"{name}random, same seed", lambda _: verbatims.verbatims(given(), "random", "s"))

    def whole(found: Any) -> None:
        evidence.facts(found)
        evidence.solidity(found)
        terms = evidence.terms(found, asked.settings)
        profile.profile(found, kept["traits"], asked.settings)
        evidence.nearest(found, kept["all"])
        for kind in verbatims.KINDS:
            verbatims.verbatims(found, kind, "s", 0, 5)
        lines.of_term(found.corpus, terms["over"][0]["label"], pattern, found, limit=5)

    timed(f"S2 {name}all of it", lambda _: whole(given()))
    same = given()
    timed(f"S2 {name}all of it, seen before", lambda _: whole(same))


def search(read: corpus.Corpus, largest: Any, pattern: str) -> None:
    """What S9 asks: a common term, a rare one, two patterns."""
    code = int(read.totals.argmax())
    common = read.labels[code]
    within = {"in all": None, "in the largest": largest}

    def of_common(found: Any, sort: lines.Sort, _: int) -> object:
        return lines.of_term(read, common, pattern, found, sort)

    def of_two(found: Any, sort: lines.Sort, _: int) -> object:
        return lines.of_pattern(read, "bus|tram", found, sort)

    for place, found in within.items():
        for sort in lines.SORTS:
            timed(f"S9 {place}: commonest term, {sort}", partial(of_common, found, sort))
        timed(f"S9 {place}: pattern", partial(of_two, found, "order"))
        timed(f"S9 {place}: pattern, left", partial(of_two, found, "left"))
    timed("S9 in all: nothing found", lambda _: lines.of_pattern(read, "zygomatique"))


def main(words: list[str]) -> None:
    answers = int(words[0]) if words else 500_000
    if len(words) > 1:
        folder = Path(words[1])
        folder.mkdir(parents=True, exist_ok=True)
        measure(run(folder.resolve(), answers))
        return
    with tempfile.TemporaryDirectory() as made:
        measure(run(Path(made), answers))


if __name__ == "__main__":
    main(sys.argv[1:])
