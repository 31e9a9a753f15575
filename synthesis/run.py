"""One run from what was asked to a draft edition; the flow and `--inline` both go through here."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from synthesis import codebook, files, halting, intake, secret, withdrawals
from synthesis import lexicon as lexicons
from synthesis import recipe as recipes
from synthesis.errors import InputError, OutputError, RecipeError, SettingsError
from synthesis.line import CONSULTATION, QUESTION
from synthesis.proposal import recognised, slug
from synthesis.questions import open_question
from synthesis.recipe import Recipe
from synthesis.record import Record, digest_of
from synthesis.report import drafting, folder
from synthesis.settings import Settings
from synthesis.sources.recognise import Recognised
from synthesis.store import DEFAULT_MEMORY, Store
from synthesis.tables import PUBLISHED, TABLES
from synthesis.walk import Received, Walk, Watch
from synthesis.withdrawals import Withdrawal

HIDDEN = ".doleances"


@dataclass(frozen=True)
class Request:
    """What a run is asked: a recipe, or exports; where editions go; which questions."""

    inputs: tuple[Path, ...]
    out: Path | None = None
    questions: tuple[str, ...] = ()
    clusters: int | str | None = None
    fresh: bool = False
    threads: int = 2
    memory: str = DEFAULT_MEMORY

    @classmethod
    def of(
        cls,
        inputs: Sequence[str],
        out: str | None,
        questions: Sequence[str],
        clusters: str | None,
        fresh: bool,
        threads: int,
    ) -> Request:
        """A request from words, as a command or a form gives them."""
        return cls(
            tuple(map(Path, inputs)),
            Path(out) if out else None,
            tuple(questions),
            _clusters(clusters),
            fresh,
            threads,
        )


@dataclass(frozen=True)
class Prepared:
    """A request whose inputs were found, opened and understood: nothing is written yet."""

    recipe: Recipe
    lexicon: lexicons.Lexicon
    received: tuple[Received, ...]
    request: Request
    withdrawn: tuple[Withdrawal, ...] = ()

    @property
    def hidden(self) -> Path:
        """The folder of what can be deleted: warehouse, parts, work files."""
        return self.recipe.folder / HIDDEN

    @property
    def draft(self) -> Path:
        """Where the draft edition of this consultation lies."""
        out = self.request.out or self.recipe.folder / "reports"
        return out / self.recipe.id / "draft"

    @property
    def warehouse(self) -> Path:
        """Where the warehouse of this consultation lies."""
        return warehouse_of(self.recipe)


def warehouse_of(recipe: Recipe) -> Path:
    """Where the last run of a recipe left its tables."""
    return recipe.folder / HIDDEN / f"{recipe.id}.duckdb"


_prepared: dict[Request, Prepared] = {}  # a flow started by the command finds its inputs open


def identity(inputs: Sequence[Path]) -> str:
    """What a run is called before its inputs are read: the id of the recipe, or the file's name."""
    first = inputs[0]
    try:
        return recipes.read(first).id if first.suffix == ".toml" else slug(first.stem)
    except InputError:
        return first.stem


def _clusters(given: str | None) -> int | str | None:
    if not given:
        return None
    if given == "auto":
        return given
    try:
        return int(given)
    except ValueError:
        raise SettingsError(
            f"The number of clusters cannot be '{given}'.", todo="Give a whole number, or auto."
        ) from None


def prepare(request: Request) -> Prepared:
    """Open all that a run needs; any fault of the input is raised here, before the work starts."""
    if request not in _prepared:
        _prepared[request] = _prepare(request)
    return _prepared[request]


def _prepare(request: Request) -> Prepared:
    recipe, known = _recipe(request)
    if request.clusters is not None:
        settings = dataclasses.asdict(recipe.settings) | {"clusters": request.clusters}
        recipe = dataclasses.replace(recipe, settings=Settings.read(settings))
    lexicon = lexicons.read(recipe.rules.get("lexicon", lexicons.packaged()), recipe.language)
    listed = recipe.rules.get("withdrawals")
    withdrawn = withdrawals.read(listed) if listed else ()
    work = work_folder(recipe)
    try:
        received = intake.received(recipe, work, known)
        recipe = intake.described(recipe, received, request.inputs[0])
        if "codebook" in recipe.rules:  # `publish` follows it: its faults are told before the work
            opened = [id for id, kind in recipe.kinds.items() if kind == "open"]
            codebook.read(recipe.rules["codebook"], opened)
        prepared = Prepared(recipe, lexicon, received, request, withdrawn)
        for question in request.questions:
            open_question(question, recipe.kinds)
        writable(prepared.draft.parent)
    except BaseException:
        halting.discard(work)
        raise
    return prepared


def _recipe(request: Request) -> tuple[Recipe, Sequence[Recognised]]:
    given = [path for path in request.inputs if path.suffix == ".toml"]
    if given and len(request.inputs) > 1:
        raise RecipeError(
            "A recipe is run alone.",
            where=given[0],
            todo="List the other exports in its [[sources]].",
        )
    return (recipes.read(given[0]), ()) if given else recognised(request.inputs)


@contextmanager
def opened(
    prepared: Prepared,
    watch: Watch | None = None,
    waiting: Callable[[str], None] = lambda _: None,
    key: bytes = b"",
) -> Iterator[Walk]:
    """The walk of a prepared run, alone on its consultation; `waiting` is told of another one.

    Authors are digested with the key of the consultation, made if there is none, unless one is
    given.

    What dead runs left behind is swept first; its own work files are gone when it ends, its parts
    stay.
    """
    request = prepared.request
    work = work_folder(prepared.recipe)
    parts = prepared.hidden / f"{prepared.recipe.id}.parts"
    try:
        with files.alone(prepared.hidden / f"{prepared.recipe.id}.lock", waiting):
            for folder in (prepared.hidden, prepared.draft.parent, *parts.glob("*")):
                files.sweep(folder)
            kept = key or secret.of(prepared.recipe.id)
            with Store(work / "spill", request.threads, request.memory, kept) as store:
                walk = Walk(
                    prepared.recipe,
                    prepared.lexicon,
                    prepared.received,
                    store,
                    parts,
                    request.fresh,
                    prepared.withdrawn,
                )
                if watch is not None:
                    walk.watch = watch
                yield walk
    finally:
        halting.discard(work)
        _prepared.pop(request, None)


def selected(prepared: Prepared, walk: Walk) -> list[str]:
    """The open questions this run analyses, in order."""
    asked = {open_question(each, prepared.recipe.kinds) for each in prepared.request.questions}
    return [q for q in walk.open_questions() if not asked or q in asked]


def conclude(prepared: Prepared, walk: Walk, questions: Sequence[str]) -> Path:
    """Assemble the warehouse, write the draft edition; the folder of the edition.

    Where both are as an earlier run made them from the same parts, nothing is written.
    """
    made_once = [name for step in CONSULTATION for name in step.makes]
    made_each = [name for step in QUESTION for name in step.makes]
    parts = {name: [walk.files[name, None]] for name in made_once}
    parts |= {name: [walk.files[name, q] for q in questions] for name in made_each}
    ordered = {name: parts[name] for name in TABLES}
    record = Record(
        prepared.hidden / f"{prepared.recipe.id}.draft",
        digest_of(walk, ordered, prepared.draft),
        prepared.warehouse,
    )
    if walk.fresh or not folder.intact(prepared.draft) or not record.stands():
        record.forget()
        walk.store.assemble(ordered, prepared.warehouse)
        asked = questions if prepared.request.questions else ()
        published = [table.name for table in PUBLISHED]
        drafting.write(prepared.draft, prepared.warehouse, walk, published, asked)
        record.keep()
    if prepared.withdrawn:
        walk.forget_others()
    return prepared.draft


def work_folder(recipe: Recipe) -> Path:
    """A folder of this process alone, gone when it ends."""
    todo = "Copy the recipe, or run, where you may write."
    work = made(recipe.folder / HIDDEN / f"work-{os.getpid()}", todo)
    halting.fleeting(work)
    work.chmod(0o700)  # copies of exports, with all that they say of people
    return work


def made(folder: Path, todo: str) -> Path:
    """A folder, made where there was none; OutputError with what to do where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"This folder cannot be made: {error.strerror}.", where=folder, todo=todo
        ) from None
    return folder


def writable(folder: Path) -> None:
    """OutputError, before any work, unless files can be made in the folder."""
    todo = "Give another folder with --out."
    probe = made(folder, todo) / f".writable-{os.getpid()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError(
            f"Nothing can be written here: {error.strerror}.", where=folder, todo=todo
        ) from None
