"""The page that checks an edition without us, followed on one untouched and on altered ones."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

DOCS = Path(__file__).parents[2] / "docs"
PAGES = [DOCS / "verify-by-hand.md", DOCS / "verifier-a-la-main.md"]
GENESIS = "0" * 64


def blocks_of(page: Path) -> dict[str, tuple[str, str]]:
    """Language and code of each block as it is written, by its section and place there: « 3.2 »."""
    found: dict[str, tuple[str, str]] = {}
    text = page.read_text(encoding="utf-8")
    for section in re.split(r"^## ", text, flags=re.M)[1:]:
        blocks = re.findall(r"^```(\w+)\n(.*?)^```$", section, re.M | re.S)
        found |= {f"{section[0]}.{n}": block for n, block in enumerate(blocks, 1)}
    return found


BLOCKS = blocks_of(PAGES[0])


def agrees(language: str, code: str) -> bool:
    """What someone who follows the page, in the folder of the edition, sees of one block."""
    if language == "sql":
        result = duckdb.connect().sql(code)
        rows = result.fetchall()
        assert "agrees" == result.columns[-1]
        assert rows
        assert sorted(rows, key=lambda row: row[-1])[0][-1] == rows[0][-1]  # the first says it
        return rows[0][-1] is True
    if language == "python":
        Path("../check.py").write_text(code, encoding="utf-8")
        # -I: neither our folder nor what the environment adds can be imported from.
        command = [sys.executable, "-I", "../check.py"]
        return not subprocess.run(command, capture_output=True, check=False).returncode
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=False)
    return not done.stderr and 1 == len(done.stdout.splitlines())


def told() -> set[str]:
    """The blocks that tell that something is wrong."""
    return {name for name, block in BLOCKS.items() if not agrees(*block)}


@pytest.fixture
def edition(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of a published edition, where the terminal of who follows the page is."""
    shutil.copytree(first, tmp_path / "edition")
    monkeypatch.chdir(tmp_path / "edition")
    return tmp_path / "edition"


def test_the_same_blocks_in_both_languages() -> None:
    """Code has no language; the words of our own in what it prints are English."""
    assert ["1.1", "2.1", "3.1", "3.2", "3.3", "4.1", "4.2", "5.1", "6.1"] == list(BLOCKS)
    assert BLOCKS == blocks_of(PAGES[1])


def test_nothing_of_ours_is_imported() -> None:
    """The tools owe us nothing."""
    code = "\n".join(block for _, block in BLOCKS.values())

    assert {"csv", "glob", "hashlib", "json", "math", "re"} == {
        name.strip()
        for names in re.findall(r"^import (.+)$", code, re.M)
        for name in names.split(",")
    }
    assert "synthesis" not in code


def test_an_edition_as_published(edition: Path) -> None:
    """Every block agrees, and the shell way to run SQL that the page gives works."""
    assert set() == told()
    (way,) = re.findall(r"`python3 -c \"(.+?)\"`", PAGES[0].read_text(encoding="utf-8"))
    Path("../check.sql").write_text(BLOCKS["3.1"][1], encoding="utf-8")
    shown = subprocess.run([sys.executable, "-c", way], capture_output=True, text=True, check=True)
    assert "true" in shown.stdout
    assert "false" not in shown.stdout


def change(table: str, columns: str, where: str) -> None:
    """One row of a table, in both its files, with other `columns`; without them, left out."""
    with duckdb.connect() as db:
        db.execute(f"create table kept as from 'tables/{table}.parquet'")
        ((at,),) = db.sql(f"select min(rowid) from kept where {where}").fetchall()
        assert at is not None
        db.execute(f"create table made as from kept where rowid <> {at}")
        if columns:
            db.execute(
                f"insert into made select * replace ({columns}) from kept where rowid = {at}"
            )
        for ending in ("parquet", "csv"):
            db.execute(f"copy made to 'tables/{table}.{ending}'")


def rewrite(name: str, pattern: str, other: str | Callable[[re.Match[str]], str]) -> None:
    """The first place of a file where a pattern is, changed."""
    path = Path(name)
    text, times = re.subn(pattern, other, path.read_text(encoding="utf-8"), count=1)
    assert times
    path.write_text(text, encoding="utf-8")


def sums() -> None:
    """The list of sums, made again by whoever altered a file."""
    names = sorted(re.findall(r"^\w{64}  (.+)$", Path("SHA256SUMS").read_text("utf-8"), re.M))
    lines = [f"{hashlib.sha256(Path(name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    Path("SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def head() -> str:
    """Digest of the last event, as the manifest has it."""
    return str(json.loads(Path("manifest.json").read_text("utf-8"))["journal"]["head"])


def drop_last_event() -> None:
    """A journal without its tail."""
    path = Path("decisions.jsonl")
    path.write_text("".join(path.read_text("utf-8").splitlines(True)[:-1]), encoding="utf-8")


def swap_events() -> None:
    """Two decisions in the other order."""
    path = Path("decisions.jsonl")
    one, two, *rest = path.read_text("utf-8").splitlines(True)
    path.write_text("".join([two, one, *rest]), encoding="utf-8")


# A text of the sample that all coders put in one theme.
ALIKE = """
    coder = 'r-01' and is_random
    and answer_id in (select answer_id from 'tables/voices.parquet')
    and code in (select code from 'tables/codes.parquet' where theme_id is not null)
    and (question_id, unit) in (
        select (question_id, unit) from kept where coder <> 'machine'
        group by question_id, unit having count(distinct codes) = 1
    )
"""

ALTERED: dict[str, tuple[Callable[[], object], set[str]]] = {
    "a state of the ledger": (
        lambda: change("ledger", "answers + 1 as answers", "state = 'analysed'"),
        {"2.1"},
    ),
    "a cell that is not there any more": (
        lambda: change("ledger", "answers - 1 as answers", "state = 'empty' and answers > 1"),
        {"2.1", "3.1"},
    ),
    "an answer taken out": (lambda: change("answers", "", "true"), {"2.1"}),
    "a choice": (
        lambda: change("closed_counts", "base_expressed + 1 as base_expressed", "true"),
        {"2.1"},
    ),
    "a count of authors": (
        lambda: change("theme_counts", "n + 1 as n", "base = 'authors' and copies = 'once'"),
        {"3.1", "3.3"},
    ),
    "an interval": (
        lambda: change("theme_counts", "high - 0.01 as high", "base = 'received'"),
        {"3.1", "3.3"},
    ),
    "a base left out": (
        lambda: change("theme_counts", "", "base = 'authors' and copies = 'once'"),
        {"3.1"},
    ),
    "an answer out of its theme": (
        lambda: change("assignments", "null as cluster_id", "state = 'analysed' and cluster_id > 0 "
        "and answer_id in (select answer_id from 'tables/codings.parquet')"),
        {"3.2"},
    ),
    "a figure of a page": (
        lambda: rewrite(
            "q/901.html",
            r'(?s)(<section class="theme".*?data-q="theme_counts" data-c="n">)([^<]+)',
            r"\g<1>1\2",
        ),
        {"3.3"},
    ),
    "what a coder said": (
        lambda: change("coded", "'none' as code, 'none' as codes", ALIKE),
        {"4.1"},
    ),
    "a count of the sample": (
        lambda: change("theme_quality", '"both" + 1 as "both"', "recall < 1 and precision < 1"),
        {"4.1", "4.2"},
    ),
    "a corrected share": (
        lambda: change("theme_quality", "corrected + 0.01 as corrected", "units > 0"),
        {"4.2"},
    ),
    "a chi-squared": (
        lambda: change("keyness", "statistic + 0.01 as statistic", "statistic > 0"),
        {"5.1"},
    ),
    "a term of a segment": (
        lambda: change("terms", "'zzz' as term", "term in (select term from "
        "'tables/keyness.parquet')"),
        {"5.1"},
    ),
    "an event": (
        lambda: rewrite("decisions.jsonl", r'"comment":"', '"comment":"Non. '),
        {"6.1"},
    ),
    "an event more": (
        lambda: Path("decisions.jsonl").write_text(
            Path("decisions.jsonl").read_text("utf-8") * 2, encoding="utf-8"
        ),
        {"6.1"},
    ),
    "events swapped": (swap_events, {"6.1"}),
    "the tail of the journal": (drop_last_event, {"6.1"}),
    "the head a page prints": (
        lambda: rewrite("index.html", head(), GENESIS),
        {"6.1"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ALTERED)
def test_an_edition_altered(edition: Path, what: str) -> None:
    """First the sums tell; once they are made again, what does not follow from the rest."""
    alter, expected = ALTERED[what]
    alter()

    assert not agrees(*BLOCKS["1.1"])
    sums()
    assert expected == told()


def test_a_file_added(edition: Path) -> None:
    """The list of sums does not speak of it; the page looks for it."""
    Path("tables/more.csv").write_text("a\n", encoding="utf-8")

    assert {"1.1"} == told()


def test_a_journal_written_anew(edition: Path) -> None:
    """As the page says: no block tells, and the head is not the one that was kept elsewhere."""
    lines, before = [], GENESIS
    for line in Path("decisions.jsonl").read_text("utf-8").splitlines():
        event = json.loads(line) | {"actor": "r-09", "prev": before}
        del event["hash"]
        before = hashlib.sha256(canonical(event).encode()).hexdigest()
        lines.append(canonical(event | {"hash": before}) + "\n")
    Path("decisions.jsonl").write_text("".join(lines), encoding="utf-8")
    kept = head()
    for name in ("manifest.json", "index.html"):
        text = Path(name).read_text("utf-8")
        Path(name).write_text(text.replace(kept, before), encoding="utf-8")
    sums()

    assert set() == told()
    assert kept != before


def canonical(value: object) -> str:
    """JSON as the page describes it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
