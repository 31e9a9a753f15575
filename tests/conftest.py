"""What several tests share: the reference data, a bench for one stage, a run of the sample."""

from __future__ import annotations

import atexit
import csv
import dataclasses
import io
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import hypothesis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from synthesis import lexicon, recipe, run
from synthesis.line import CONSULTATION
from synthesis.outcomes import EVERY
from synthesis.publication.building import OVERLAYS
from synthesis.publication.given import SCHEMAS
from synthesis.settings import Settings
from synthesis.store import MACROS, Store, Warehouse
from synthesis.text import pattern
from synthesis.walk import STAGES, Walk
from tests import example

# No deadline: a first example pays for the dictionary, and a machine may be slow.
# The same examples on every machine; `DOLEANCES_SEARCH=1` looks for others, many more of them.
hypothesis.settings.register_profile("doleances", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=3000)
hypothesis.settings.load_profile("search" if os.environ.get("DOLEANCES_SEARCH") else "doleances")

# Keys of author digests belong to whoever runs the program: tests make and leave their own, but
# for that of the sample, which ships with it.
os.environ["DOLEANCES_KEYS"] = tempfile.mkdtemp(prefix="doleances-keys-")
shutil.copy(example.KEYS / f"{example.ID}.key", os.environ["DOLEANCES_KEYS"])
atexit.register(shutil.rmtree, os.environ["DOLEANCES_KEYS"], ignore_errors=True)

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

_TYPES = {
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMP": pa.timestamp("us"),
    "DECIMAL(18,6)": pa.decimal128(18, 6),
    "VARCHAR[]": pa.list_(pa.string()),
}

# What store.load makes of the exports, and the phrases of the lexicon.
_ROWS = (
    "kind parent author author_type postal_code place place_code place_level place_of date "
    "published updated declared title category tags in_favour against support endorsements "
    "cast_for cast_against comments lang paragraph stance"
)
_LOADED = {
    "sheets": "source_number:BIGINT source reader dataset is_long:BOOLEAN row:BIGINT line:BIGINT "
    f"native_id reference trashed status {_ROWS}",
    "entries": "source_number:BIGINT row:BIGINT question_id text mended",
    "asked": "place:BIGINT question_id title kind",
    "refused": "source line:BIGINT reason excerpt",
    "counted": "source_number:BIGINT source reader rows:BIGINT",
    "repaired": "source repair times:BIGINT",
    "withdrawals": "reference source",
    "received": "source_number:BIGINT source reader dataset is_long:BOOLEAN row:BIGINT line:BIGINT "
    f"contribution_id:BIGINT taken_as reference native_id status {_ROWS}",
    "taken": "source_number:BIGINT source row:BIGINT contribution_id:BIGINT status question_id "
    "text mended",
    "no_content": "phrase",
    # What an edition starts from beside its run.
    "codebook": "theme_id question_id parent_id position:INTEGER kind label_fr label_en "
    "definition_fr definition_en includes excludes rule",
    "rule_matches": "question_id theme_id answer_id:BIGINT start:INTEGER stop:INTEGER found",
}

Row = dict[str, Any]


def _columns(name: str) -> dict[str, pa.DataType]:
    if name in SCHEMAS:
        return dict(SCHEMAS[name])
    if name in EVERY:
        return {column.name: _TYPES[column.type] for column in EVERY[name].columns}
    pairs = (column.partition(":") for column in _LOADED[name].split())
    return {column: _TYPES[kind or "VARCHAR"] for column, _, kind in pairs}


def arrow(name: str, rows: Sequence[Row]) -> pa.Table:
    """Rows as a table of ours: a column that is not given is null, an unknown one is an error."""
    columns = _columns(name)
    unknown = {column for row in rows for column in row} - set(columns)
    assert not unknown, f"{name} has no {unknown}"
    return pa.table(
        {
            column: pa.array([row.get(column) for row in rows], kind)
            for column, kind in columns.items()
        }
    )


@dataclasses.dataclass
class Bench:
    """A store on which one stage of SQL is run, checked and kept as in a real run."""

    store: Store
    folder: Path
    given: dict[str, list[Row]] = dataclasses.field(default_factory=dict)

    def give(self, name: str, *rows: Row) -> None:
        """Rows of a table the stage reads."""
        self.given[name] = list(rows)
        self.store.give(name, arrow(name, rows))

    def find(self, name: str, *rows: Row) -> None:
        """Rows of a table as the run left it, which an overlay reads as `found.<name>`."""
        kept = self.folder / "found"
        kept.mkdir(exist_ok=True)
        pq.write_table(arrow(name, rows), kept / f"{name}.parquet")
        with duckdb.connect(str(kept / "found.duckdb")) as db:
            db.execute(f"create or replace table {name} as from '{kept / name}.parquet'")

    def overlay(self, name: str, **parameters: object) -> list[Row]:
        """The rows of a table of the run as an edition has it."""
        sql = (OVERLAYS / f"{name}.sql").read_text(encoding="utf-8")
        part = self.folder / f"{name}.parquet"
        self.store.attach(self.folder / "found" / "found.duckdb")
        self.store.write(name, sql, parameters, part)
        rows: list[Row] = pq.read_table(part).to_pylist()
        return rows

    def build(self, name: str, **parameters: object) -> list[Row]:
        """The rows of a stage, in the order they are kept."""
        rows: list[Row] = pq.read_table(self._part(name, parameters)).to_pylist()
        return rows

    def arrow(self, name: str, *rows: Row) -> pa.Table:
        """Rows of a table as a stage in Python takes them."""
        return arrow(name, rows)

    def keep(self, name: str, table: pa.Table) -> list[Row]:
        """The rows a stage in Python made, checked and kept as in a real run."""
        part = self.folder / f"{name}.parquet"
        self.store.write_arrow(name, table, part)
        rows: list[Row] = pq.read_table(part).to_pylist()
        return rows

    def law(self, name: str, **parameters: object) -> int:
        """How many different bytes come of a second time and of every table in another order."""
        parts = [self._part(name, parameters).read_bytes() for _ in range(2)]
        for table, rows in self.given.items():
            self.store.give(table, arrow(table, rows[::-1]))
        parts.append(self._part(name, parameters).read_bytes())
        return len(set(parts))

    def _part(self, name: str, parameters: dict[str, object]) -> Path:
        defaults = {"question": "1", "token_pattern": pattern(), "no_content_pattern": ""}
        part = self.folder / f"{name}.parquet"
        sql = (STAGES / f"{name}.sql").read_text(encoding="utf-8")
        self.store.write(name, sql, dataclasses.asdict(Settings()) | defaults | parameters, part)
        return part


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Store(tmp_path / "spill", 2) as store:
        yield Bench(store, tmp_path)


@pytest.fixture(scope="module")
def lasting_bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """A bench for laws tried on a hundred examples: what is given replaces what was."""
    folder = tmp_path_factory.mktemp("bench")
    with Store(folder / "spill", 2) as store:
        yield Bench(store, folder)


@pytest.fixture(scope="session")
def macros() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database that knows text.py in SQL, and nothing else."""
    with duckdb.connect() as db:
        db.execute(MACROS)
        yield db


@pytest.fixture(scope="session")
def french() -> lexicon.Lexicon:
    """The lists that travel with the program."""
    return lexicon.read(lexicon.packaged(), "fr")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data beside the repository."""
    if not SHARED.is_dir():
        pytest.skip(f"No reference data: there is no {SHARED}.")
    return SHARED


COMMAND = "from synthesis.__main__ import main; main()"  # not installed here


@dataclasses.dataclass(frozen=True)
class Told:
    """What the command said, and the code it ended with."""

    code: int
    out: str
    err: str


def _run(*words: object, cwd: Path, **environment: str) -> Told:
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, *map(str, words)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        timeout=300,
        check=False,
    )
    return Told(done.returncode, done.stdout, done.stderr)


@pytest.fixture(scope="session")
def doleances() -> Callable[..., Told]:
    """What runs the command in a process: doleances("run", "a.csv", cwd=folder, TZ="UTC")."""
    return _run


@dataclasses.dataclass(frozen=True)
class SampleRun:
    """One `run --inline` of the sample: where it was run, and what it said."""

    folder: Path
    told: Told

    @property
    def edition(self) -> Path:
        """The draft it wrote."""
        return self.folder / "reports" / "courvallon-2030" / "draft"

    def rows(self, table: str) -> list[Row]:
        """The rows of a published table."""
        rows: list[Row] = pq.read_table(self.edition / f"tables/{table}.parquet").to_pylist()
        return rows


SECOND = '[[sources]]\nreader = "politizr"\npath = "politizr"\n'
RULES = '[rules]\ncodebook = "../codebook/courvallon.toml"\n'


def _sample(folder: Path) -> Path:
    """The sample's questionnaire alone: its second platform and its codebook have their tests."""
    folder.mkdir(parents=True, exist_ok=True)
    sample = ROOT / "data" / "sample"
    recipe = (sample / "consultation.toml").read_text(encoding="utf-8")
    for part in (SECOND, RULES):
        assert part in recipe
        recipe = recipe.replace(part, "")
    (folder / "consultation.toml").write_text(recipe, encoding="utf-8")
    shutil.copyfile(sample / "courvallon.csv", folder / "courvallon.csv")
    return folder / "consultation.toml"


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """The recipe of the sample in a folder of its own, its export beside it."""
    return _sample(tmp_path / "sample")


def _shortened(folder: Path) -> Path:
    recipe = _sample(folder)
    path = folder / "courvallon.csv"
    text = path.read_text(encoding="utf-8").replace("\0", "")
    rows = list(csv.reader(io.StringIO(text, newline="")))[:301]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    return recipe


@pytest.fixture(scope="session")
def shortened() -> Callable[[Path], Path]:
    """Makes a folder with the sample's recipe and the first three hundred rows of its export."""
    return _shortened


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """The sample, run once for all tests: none of them writes in its folder."""
    recipe = _sample(tmp_path_factory.mktemp("sample"))
    told = _run("run", "--inline", recipe.name, cwd=recipe.parent)
    assert 0 == told.code, told.err
    return SampleRun(recipe.parent, told)


@pytest.fixture(scope="session")
def warehouse(
    sample_run: SampleRun, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Warehouse]:
    """The warehouse of the sample's run, open for reading."""
    # A copy: DuckDB opens no file in two ways at once, and other tests open it in theirs.
    copy = tmp_path_factory.mktemp("warehouse") / "sample.duckdb"
    shutil.copyfile(run.warehouse_of(recipe.read(sample_run.folder / "consultation.toml")), copy)
    with Warehouse(copy) as reading:
        yield reading


@pytest.fixture(scope="session")
def reviewed(sample_run: SampleRun, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sample's run, reviewed to the last signature: the folder of its recipe."""
    from tests import reviewers

    folder = tmp_path_factory.mktemp("reviewed") / "sample"
    shutil.copytree(sample_run.folder, folder, ignore=shutil.ignore_patterns("*.parts"))
    return reviewers.review(folder)


@pytest.fixture(scope="session")
def two_platforms(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """The sample as it ships, questionnaire and Politizr, run once for all tests."""
    folder = example.laid_out(tmp_path_factory.mktemp("two"))
    told = _run("run", "--inline", "consultation.toml", cwd=folder)
    assert 0 == told.code, told.err
    return SampleRun(folder, told)


@dataclasses.dataclass(frozen=True)
class Walked:
    """A run in this process, its store still open: what modules are given when they are called."""

    prepared: run.Prepared
    walk: Walk
    questions: list[str]
    edition: Path


@pytest.fixture(scope="session")
def walked(
    tmp_path_factory: pytest.TempPathFactory, shortened: Callable[[Path], Path]
) -> Iterator[Walked]:
    """The shortened sample, walked to its edition; none of the tests writes in its folder."""
    recipe = shortened(tmp_path_factory.mktemp("walked"))
    prepared = run.prepare(run.Request((recipe,)))
    with run.opened(prepared) as walk:
        for step in CONSULTATION:
            walk.table(step)
        questions = run.selected(prepared, walk)
        for question in questions:
            walk.question(question)
        yield Walked(prepared, walk, questions, run.conclude(prepared, walk, questions))
