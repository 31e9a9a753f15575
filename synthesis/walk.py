"""A run, step by step: what is not yet there is built, checked and kept; nothing is dropped.

The flow and `--inline` walk the same steps. Each table is kept as a part named by the digest of
what it was made from: inputs, settings it reads, lexicon, code. A part that exists, whole, is the
result.
"""

from __future__ import annotations

import dataclasses
import hashlib
import inspect
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

import synthesis
from synthesis import files, withdrawals
from synthesis.errors import LedgerError
from synthesis.lexicon import Lexicon
from synthesis.line import QUESTION, Step
from synthesis.recipe import Recipe
from synthesis.settings import Settings
from synthesis.sources.layout import Laid, Layout, Sheet
from synthesis.store import Store
from synthesis.withdrawals import Withdrawal

STAGES = Path(synthesis.__file__).parent / "stages"
LOADED = ("received", "taken", "entries", "asked", "refused", "counted", "repaired", "withdrawals")
PHRASES = "no_content"  # of the lexicon
PATTERNS = ("token_pattern", "no_content_pattern")  # the same

Watch = Callable[[str, str | None, bool], None]  # table, question, whether it was reused


@dataclass(frozen=True)
class Received:
    """An export as opened: its sheet, its layout and the reader that understood it."""

    sheet: Sheet
    layout: Layout
    reader: str
    export: str = ""  # the name of the file, folder or archive it is part of


@dataclass
class Walk:
    """One run over one consultation; `keys` says what each table was made from so far."""

    recipe: Recipe
    lexicon: Lexicon
    received: Sequence[Received]
    store: Store
    parts: Path
    fresh: bool = False
    withdrawn: Sequence[Withdrawal] = ()
    watch: Watch = lambda table, question, reused: None
    keys: dict[tuple[str, str | None], str] = field(default_factory=dict)
    files: dict[tuple[str, str | None], Path] = field(default_factory=dict)
    built: int = 0
    reused: int = 0
    _loaded: bool = False

    def table(self, step: Step) -> None:
        """Build a consultation table, or find it as it was left."""
        self._step(step, None)
        if "intake" in step.makes:
            self._account()
        if "ledger" in step.makes:
            self._balance()

    def question(self, question_id: str, steps: Iterable[Step] = QUESTION) -> None:
        """Build every table of one open question, or those of some steps."""
        for step in steps:
            self._step(step, question_id)

    def open_questions(self) -> list[str]:
        """The open questions, in the order they were put."""
        self._see("questions", None)
        rows = self.store.rows(
            "select question_id from questions where kind = 'open' order by position"
        )
        return [str(row["question_id"]) for row in rows]

    def takes(self, question_id: str) -> bool:
        """Take every table of an open question as an earlier run left it; False if one is not."""
        if not all(self._found(step, question_id) for step in QUESTION):
            return False
        for step in QUESTION:
            self._told(step, question_id, reused=True)
        return True

    def forget_others(self) -> None:
        """Remove the parts of earlier runs: words may be in them that are withdrawn since."""
        kept = {part.stem for part in self.files.values()}
        for part in self.parts.glob("*/*"):
            if part.stem not in kept:
                part.unlink()

    def _found(self, step: Step, question: str | None) -> bool:
        """Name the parts of a step; whether they are there, whole, and may be taken."""
        key = self._key(step, question)
        for name in step.makes:
            self.keys[name, question] = key
            self.files[name, question] = self.parts / name / f"{key[:32]}.parquet"
        parts = [self.files[name, question] for name in step.makes]
        return not self.fresh and all(map(files.is_whole, parts))

    def _step(self, step: Step, question: str | None) -> None:
        reused = self._found(step, question)
        if not reused:
            parts = [self.files[name, question] for name in step.makes]
            for part in parts:
                part.parent.mkdir(parents=True, exist_ok=True)
            self._build(step, question)
            for part in parts:
                files.seal(part)
        self._told(step, question, reused)

    def _told(self, step: Step, question: str | None, reused: bool) -> None:
        self.reused += reused
        self.built += not reused
        for name in step.makes:
            self.watch(name, question, reused)

    def _build(self, step: Step, question: str | None) -> None:
        for name in step.needs:
            self._see(name, question)
        if step.build is None:
            name = step.makes[0]
            self.store.write(
                name, _sql(name), self._parameters(question), self.files[name, question]
            )
            return
        made = step.build(**self._arguments(step, question))
        tables = made if isinstance(made, dict) else {step.makes[0]: made}
        for name in step.makes:
            self.store.write_arrow(name, tables[name], self.files[name, question])

    def _see(self, name: str, question: str | None) -> None:
        """Make a needed table readable; of a consultation table, a question sees its own rows."""
        if name in LOADED:
            self._load()
            return
        if name == PHRASES:
            phrases = pa.array(sorted(self.lexicon.no_content), pa.string())
            self.store.give(name, pa.table({"phrase": phrases}))
            return
        if (name, question) in self.files:
            self.store.see(name, self.files[name, question])
        else:
            shown = question if name in ("answers", "states", "copies", "texts") else None
            self.store.see(name, self.files[name, None], shown)

    def _load(self) -> None:
        if self._loaded:
            return
        self.store.load([(Laid(each.sheet, each.layout), each.reader) for each in self.received])
        self.store.give("withdrawals", withdrawals.table(self.withdrawn))
        self.store.create("received", _sql("received"), {})
        self.store.define("taken", _sql("taken"))
        self._loaded = True

    def _parameters(self, question: str | None) -> dict[str, object]:
        return dataclasses.asdict(self.recipe.settings) | {
            "question": question,
            "token_pattern": self.lexicon.token_pattern,
            "no_content_pattern": self.lexicon.no_content_pattern,
        }

    def _arguments(self, step: Step, question: str | None) -> dict[str, Any]:
        assert step.build is not None
        given: dict[str, Any] = {
            "question": question,
            "lexicon": self.lexicon,
            "settings": Declared(self.recipe.settings, step.reads),
        }
        wanted = inspect.signature(step.build).parameters
        tables = {name: self.store.arrow(name) for name in step.needs}
        return tables | {name: given[name] for name in wanted if name in given}

    def _key(self, step: Step, question: str | None) -> str:
        """Digest of all that the tables of a step are made from."""
        settings = dataclasses.asdict(self.recipe.settings)
        made_from: dict[str, object] = {
            "makes": step.makes,
            "question": question,
            "code": code_digest(),
            "settings": {name: settings[name] for name in self._settings_of(step)},
            "lexicon": self._lexicon_of(step),
            "needs": [self._need(name, question) for name in step.needs],
        }
        return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()

    def _need(self, name: str, question: str | None) -> str:
        if name in LOADED:
            return _received_digest(self.received, self.withdrawn)
        if name == PHRASES:
            return "\n".join(sorted(self.lexicon.no_content))
        return self.keys.get((name, question)) or self.keys[name, None]

    def _settings_of(self, step: Step) -> list[str]:
        if step.build is not None:
            return sorted(step.reads)
        named = set(re.findall(r"\$(\w+)", _sql(step.makes[0])))
        return sorted(named & {f.name for f in dataclasses.fields(Settings)})

    def _lexicon_of(self, step: Step) -> str | dict[str, str]:
        """What a step reads of the lexicon: a function all lists, SQL the patterns it names."""
        if step.build is not None:
            reads = "lexicon" in inspect.signature(step.build).parameters
            return self.lexicon.digest if reads else ""
        sql = _sql(step.makes[0])
        return {name: getattr(self.lexicon, name) for name in PATTERNS if f"${name}" in sql}

    def _account(self) -> None:
        """LedgerError unless every row of every export became something, once."""
        self._see("intake", None)
        rows = self.store.rows(
            "select source, rows, contributions + further + superseded + repeats + refused "
            "as found from intake where found <> rows order by source"
        )
        if rows:
            first = rows[0]
            raise LedgerError(
                f"{first['source']}: {first['rows']} rows are in the file, {first['found']} are "
                "accounted for.",
                todo="Nothing was published. Please report this with the export's header.",
            )

    def _balance(self) -> None:
        """LedgerError unless every cell of every question is in exactly one state."""
        for name in ("ledger", "questions", "cells"):
            self._see(name, None)
        stray = self.store.rows(
            "select question_id, count(*) as cells from cells "
            "anti join questions using (question_id) group by question_id order by question_id"
        )
        if stray:
            raise LedgerError(
                f"{stray[0]['cells']} cells answer a question that no source asks: "
                f"'{stray[0]['question_id']}'.",
                todo="Nothing was published. Please report this with the export's header.",
            )
        rows = self.store.rows(
            "select question_id, any_value(asked) as asked, coalesce(sum(answers), 0) as found "
            "from questions left join ledger using (question_id) "
            "group by question_id having found <> any_value(asked) order by question_id"
        )
        if rows:
            first = rows[0]
            raise LedgerError(
                f"Question {first['question_id']}: {first['asked']} cells came in, "
                f"{first['found']} are accounted for.",
                todo="Nothing was published. Please report this with the export's header.",
            )


@dataclass(frozen=True)
class Declared:
    """The settings a step says it reads, and no other: its part would not be rebuilt for those."""

    settings: Settings
    names: tuple[str, ...]

    def __getattr__(self, name: str) -> Any:
        if name not in self.names:
            raise AttributeError(f"This step does not declare that it reads setting '{name}'.")
        return getattr(self.settings, name)


def code_digest(of_pages: bool = False) -> str:
    """SHA-256 of the code that makes parts; with `of_pages`, of the whole package."""
    return _program_digest if of_pages else _parts_digest


def _digest_of_code(of_pages: bool) -> str:
    root = Path(synthesis.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix not in (".py", ".sql", ".html", ".css", ".csv"):
            continue
        if of_pages or "report" not in path.relative_to(root).parts:
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


_parts_digest, _program_digest = _digest_of_code(False), _digest_of_code(True)


def _received_digest(received: Sequence[Received], withdrawn: Sequence[Withdrawal]) -> str:
    lines: list[Mapping[str, object]] = [
        {
            "name": each.sheet.name,
            "sha256": each.sheet.sha256,
            "beside": each.sheet.beside,
            "dataset": each.sheet.dataset,
            "reader": each.reader,
            "roles": dict(each.layout.roles),
            "questions": [dataclasses.astuple(asked) for asked in each.layout.questions],
        }
        for each in received
    ]
    made_from = [lines, [dataclasses.astuple(each) for each in withdrawn]]
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


def _sql(name: str) -> str:
    return (STAGES / f"{name}.sql").read_text(encoding="utf-8")
