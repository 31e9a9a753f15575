"""One run from what was asked to a draft edition; the flow and `--inline` both go through here."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from synthesis import concordance, files, halting
from synthesis import lexicon as lexicons
from synthesis import recipe as recipes
from synthesis.errors import InputError, OutputError, RecipeError, SettingsError
from synthesis.line import CONSULTATION, QUESTION
from synthesis.proposal import asked_in, recognised, slug
from synthesis.recipe import Recipe
from synthesis.record import Record, digest_of
from synthesis.report import edition
from synthesis.settings import Settings
from synthesis.sources import open_source
from synthesis.sources.reader import SourceEntry
from synthesis.store import DEFAULT_MEMORY, Store, Warehouse
from synthesis.tables import PUBLISHED, TABLES
from synthesis.text import folded, normal
from synthesis.walk import Received, Walk, Watch

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
        return self.hidden / f"{self.recipe.id}.duckdb"


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
    recipe = _recipe(request)
    if request.clusters is not None:
        settings = dataclasses.asdict(recipe.settings) | {"clusters": request.clusters}
        recipe = dataclasses.replace(recipe, settings=Settings.read(settings))
    unread = sorted(set(recipe.rules) - {"lexicon"})
    if unread:
        raise RecipeError(
            f"This version does not yet follow `[rules] {unread[0]}`.",
            where=request.inputs[0],
            todo="Nothing was run: without it the result would not be what the recipe asks.",
        )
    lexicon = lexicons.read(recipe.rules.get("lexicon", lexicons.packaged()), recipe.language)
    work = _work(recipe)
    try:
        received = _received(recipe, work)
        recipe = _described(recipe, received, request.inputs[0])
        prepared = Prepared(recipe, lexicon, received, request)
        for question in request.questions:
            _open_question(question, recipe.kinds)
        _writable(prepared.draft.parent)
    except BaseException:
        halting.discard(work)
        raise
    return prepared


def _received(recipe: Recipe, work: Path) -> tuple[Received, ...]:
    """Each export, opened and understood."""
    received = []
    for entry in recipe.sources:
        sheet, layout = open_source(
            _named(entry, recipe.sources), work, recipe.kinds, recipe.titles
        )
        received.append(Received(sheet, layout, entry.reader))
    _one_voice_once(received)
    _one_question_one_title(received, recipe)
    return tuple(received)


def _one_voice_once(received: Sequence[Received]) -> None:
    """RecipeError for the same bytes under two names, read as the same columns."""
    for rank, each in enumerate(received):
        for other in received[:rank]:
            same = each.sheet.sha256 == other.sheet.sha256
            if (
                same
                and each.layout.roles == other.layout.roles
                and (each.layout.questions == other.layout.questions)
            ):
                raise RecipeError(
                    f"It holds the same bytes as {other.sheet.name}: each voice would count twice.",
                    where=each.sheet.name,
                    todo="Keep one of the two [[sources]].",
                )


def _one_question_one_title(received: Sequence[Received], recipe: Recipe) -> None:
    """RecipeError where two sources mean different questions, or kinds, by one identifier."""
    known: dict[str, tuple[str, str, str]] = {}
    for each in received:
        for asked in each.layout.questions:
            id, title = asked.question_id, folded(asked.title)
            first = known.setdefault(id, (each.sheet.name, title, asked.kind))
            # The official questions were reworded between snapshots: their number tells them.
            retitled = each.reader == "table" and title != first[1]
            if retitled or asked.kind != first[2]:
                raise RecipeError(
                    f"Question '{id}' is not the same here as in {first[0]}: "
                    + ("another title." if retitled else f"{asked.kind}, not {first[2]}."),
                    where=each.sheet.name,
                    todo="Map `question` to a column of identifiers, or settle title and kind in "
                    "[[questions]].",
                )


def _recipe(request: Request) -> Recipe:
    given = [path for path in request.inputs if path.suffix == ".toml"]
    if given and len(request.inputs) > 1:
        raise RecipeError(
            "A recipe is run alone.",
            where=given[0],
            todo="List the other exports in its [[sources]].",
        )
    return recipes.read(given[0]) if given else recognised(request.inputs)


@contextmanager
def opened(
    prepared: Prepared, watch: Watch | None = None, waiting: Callable[[str], None] = lambda _: None
) -> Iterator[Walk]:
    """The walk of a prepared run, alone on its consultation; `waiting` is told of another one.

    What dead runs left behind is swept first; its own work files are gone when it ends, its parts
    stay.
    """
    request = prepared.request
    work = _work(prepared.recipe)
    parts = prepared.hidden / f"{prepared.recipe.id}.parts"
    try:
        with files.alone(prepared.hidden / f"{prepared.recipe.id}.lock", waiting):
            for folder in (prepared.hidden, prepared.draft.parent, *parts.glob("*")):
                files.sweep(folder)
            with Store(work / "spill", request.threads, request.memory) as store:
                walk = Walk(
                    prepared.recipe,
                    prepared.lexicon,
                    prepared.received,
                    store,
                    parts,
                    request.fresh,
                )
                if watch is not None:
                    walk.watch = watch
                yield walk
    finally:
        halting.discard(work)
        _prepared.pop(request, None)


def selected(prepared: Prepared, walk: Walk) -> list[str]:
    """The open questions this run analyses, in order."""
    asked = {_open_question(each, prepared.recipe.kinds) for each in prepared.request.questions}
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
    if walk.fresh or not edition.intact(prepared.draft) or not record.stands():
        record.forget()
        walk.store.assemble(ordered, prepared.warehouse)
        asked = questions if prepared.request.questions else ()
        published = [table.name for table in PUBLISHED]
        edition.write(prepared.draft, prepared.warehouse, walk, published, asked)
        record.keep()
    return prepared.draft


def _named(entry: SourceEntry, entries: Sequence[SourceEntry]) -> SourceEntry:
    """The entry under its file name alone, unless two files share it: a path tells of a machine."""
    name = entry.path.name
    if sum(other.path.name == name for other in entries) > 1:
        name = Path(entry.name).as_posix()
    return dataclasses.replace(entry, name=name)


def _described(recipe: Recipe, received: Sequence[Received], where: Path) -> Recipe:
    """The recipe with the kind and title of every question, as they were found."""
    kinds, titles = asked_in(each.layout for each in received)
    unknown = [id for id in (*recipe.kinds, *recipe.titles) if id not in kinds]
    if unknown:
        raise RecipeError(
            f"No source asks question '{unknown[0]}'.",
            where=where,
            todo=f"Mend its [[questions]]. The sources ask: {', '.join(sorted(kinds))}.",
        )
    return dataclasses.replace(recipe, kinds=kinds, titles=titles)


def _open_question(asked: str, kinds: Mapping[str, str]) -> str:
    """The id of the open question asked for, with or without a Q in front."""
    known = [id for id, kind in kinds.items() if kind == "open"]
    for id in (asked, asked.removeprefix("Q")):
        if id in known:
            return id
    raise SettingsError(
        f"There is no open question '{asked}'.", todo=f"Open questions: {', '.join(known)}."
    )


def _work(recipe: Recipe) -> Path:
    todo = "Copy the recipe, or run, where you may write."
    work = _made(recipe.folder / HIDDEN / f"work-{os.getpid()}", todo)
    halting.fleeting(work)
    work.chmod(0o700)  # copies of exports, with all that they say of people
    return work


def _made(folder: Path, todo: str) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"This folder cannot be made: {error.strerror}.", where=folder, todo=todo
        ) from None
    return folder


def _writable(folder: Path) -> None:
    """OutputError, before any work, unless files can be made in the folder."""
    todo = "Give another folder with --out."
    probe = _made(folder, todo) / f".writable-{os.getpid()}"
    try:
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise OutputError(
            f"Nothing can be written here: {error.strerror}.", where=folder, todo=todo
        ) from None


def occurrences(
    recipe: Recipe, lexicon: lexicons.Lexicon, term: str, question: str | None
) -> Iterator[concordance.Line]:
    """Each occurrence of a term, or of the term a form counts as, in the last run of a recipe."""
    path = recipe.folder / HIDDEN / f"{recipe.id}.duckdb"
    word = normal(term.strip())
    with Warehouse(path) as warehouse:
        if question is not None:
            asked = warehouse.rows("select question_id, kind from questions order by position")
            kinds = {row["question_id"]: row["kind"] for row in asked}
            question = _open_question(question, kinds)
        forms = frozenset(
            row["form"]
            for row in warehouse.rows(
                "select distinct form from forms where reason is null and term in "
                "(select term from forms where (form = $word or term = $word) and reason is null)",
                word=word,
            )
        )
        answers = [
            (row["reference"], row["text"])
            for row in warehouse.rows(
                "select reference, text from answers where $question is null "
                "or question_id = $question order by answer_id",
                question=question,
            )
        ]
    if forms:
        yield from concordance.lines(answers, forms, lexicon.token_pattern)
    else:
        yield from concordance.runs(answers, word, lexicon.token_pattern)
