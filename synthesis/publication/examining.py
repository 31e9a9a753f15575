"""What an edition would be made from, read and checked before anything is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

import synthesis
from synthesis import codebook, files, run
from synthesis import lexicon as lexicons
from synthesis import recipe as recipes
from synthesis.codebook import Codebook, Inflections
from synthesis.errors import JournalError, PublicationError, RecipeError, SettingsError
from synthesis.journal import GENESIS, Event, Journal
from synthesis.publication import gate, given, reviews
from synthesis.publication.gate import Gap
from synthesis.publication.tally import Tally, tally
from synthesis.recipe import Recipe
from synthesis.report import draft, folder
from synthesis.report.about import Setting, Source
from synthesis.report.draft import Draft
from synthesis.report.edition.about import EditionAbout, People, Unpublished, people
from synthesis.settings import Settings
from synthesis.sources import reader_named
from synthesis.store import DEFAULT_MEMORY, Warehouse

ROOM: Final = "reports"  # beside the recipe
_FORMS: Final = (
    "select form, sum(occurrences) as occurrences from form_counts "
    "where question_id in (select unnest($questions::varchar[])) group by form order by form"
)


@dataclass(frozen=True)
class Request:
    """What a publication is asked: a recipe; where editions go; which questions."""

    recipe: Path
    out: Path | None = None
    questions: tuple[str, ...] = ()
    threads: int = 2
    memory: str = DEFAULT_MEMORY

    @classmethod
    def of(cls, recipe: str, out: str | None, questions: Sequence[str], threads: int) -> Request:
        """A request from words, as a command or a form gives them."""
        return cls(Path(recipe), Path(out) if out else None, tuple(questions), threads)


@dataclass(frozen=True)
class Prepared:
    """A publication that nothing forbids: what it is made from was read, nothing is written yet.

    `given` are the decisions and the codebook as tables, `rules` the query of its rules, `gaps`
    what forbids it after all.
    """

    request: Request
    recipe: Recipe
    draft: Draft
    warehouse: Path
    stamp: tuple[int, int]
    codebook: Path | None
    rules: str
    lines: tuple[str, ...]
    given: Mapping[str, pa.Table]
    about: EditionAbout
    gaps: tuple[Gap, ...] = ()

    @property
    def hidden(self) -> Path:
        """The folder of what can be deleted."""
        return self.recipe.folder / run.HIDDEN

    @property
    def place(self) -> Path:
        """The folder of the editions of this consultation."""
        return _place(self.recipe, self.request.out)

    @property
    def tables(self) -> Path:
        """Where the warehouse of an edition lies."""
        return self.hidden / f"{self.recipe.id}.edition.duckdb"


_examined: dict[Request, Prepared] = {}  # a flow started by the command finds its inputs read


def prepare(request: Request) -> Prepared:
    """All that a publication is made from; PublicationError with the list where it is refused."""
    prepared = examine(request)
    if prepared.gaps:
        listed = gate.told(prepared.gaps, prepared.recipe.titles)
        raise PublicationError(
            f"Nothing is published: {gate.counted(prepared.gaps)}.",
            listed=listed,
            todo=f"`doleances review {request.recipe}` opens the workshop; "
            "--question ID publishes one question and lists the others as not published.",
        )
    run.writable(prepared.place)
    return prepared


def examine(request: Request) -> Prepared:
    """The same, with what is missing in `gaps` instead of an error."""
    if request not in _examined:
        _examined[request] = _read(request)
    return _examined[request]


def forget(request: Request) -> None:
    """From now on, what a request is about is read again."""
    _examined.pop(request, None)


def _read(request: Request) -> Prepared:
    recipe = _recipe(request)
    places = [_place(recipe, request.out), _place(recipe, None)]
    found = draft.find(recipe, [each / "draft" for each in places], request.recipe)
    warehouse = run.warehouse_of(recipe)
    lines, events = _decided(recipe, request.recipe)
    recipe = dataclasses.replace(recipe, kinds=found.recipe.kinds, titles=found.recipe.titles)
    asked = _asked(request.questions, recipe)
    unread = [id for id in asked if recipe.kinds[id] == "open" and id not in found.read]
    readable = [id for id in asked if recipe.kinds[id] == "open" and id in found.read]
    with Warehouse(warehouse, request.threads) as reading:
        stamp = stamp_of(warehouse)
        _finished(recipe, warehouse, request.recipe)
        reviewed = reviews.read(reading, recipe.id, readable, events)
        gaps = [gate.unread(id) for id in unread]
        for id, each in reviewed.items():
            gaps += gate.missing(each.review, gate.personal(reading, id), each.answers)
        book = _codebook(recipe)
        decided = {**given.tables(reviewed, reading), "codebook": codebook.table(book)}
        rules = codebook.matches_sql(book, _inflections(recipe, reading, readable))
        known = people(reading)
    told = tally([each.review for each in reviewed.values()], events)
    about = about_of(recipe, found.manifest, known, told, events, asked)
    return Prepared(
        request,
        recipe,
        found,
        warehouse,
        stamp,
        recipe.rules.get("codebook"),
        rules,
        lines,
        decided,
        dataclasses.replace(about, codebook=book.digest or None),
        tuple(gaps),
    )


def _recipe(request: Request) -> Recipe:
    if request.recipe.suffix != ".toml":
        raise RecipeError(
            "An edition is published from a recipe.",
            where=request.recipe,
            todo="Give consultation.toml; `doleances init EXPORT…` writes one.",
        )
    return recipes.read(request.recipe)


def _place(recipe: Recipe, out: Path | None) -> Path:
    return (out or recipe.folder / ROOM) / recipe.id


def _asked(questions: Sequence[str], recipe: Recipe) -> tuple[str, ...]:
    """The questions to publish, in their order; all unless some are asked for."""
    known = list(recipe.kinds)
    wanted = set()
    for each in questions:
        id = each if each in known else each.removeprefix("Q")
        if id not in known:
            raise SettingsError(
                f"There is no question '{each}'.", todo=f"Questions: {', '.join(known)}."
            )
        wanted.add(id)
    return tuple(id for id in known if not questions or id in wanted)


def _codebook(recipe: Recipe) -> Codebook:
    """The codebook of a recipe; one without themes where it names none."""
    path = recipe.rules.get("codebook")
    if path is None:
        return Codebook((), Path(), "")
    return codebook.read(path, [id for id, kind in recipe.kinds.items() if kind == "open"])


def _inflections(recipe: Recipe, reading: Warehouse, questions: Sequence[str]) -> Inflections:
    """The words people wrote to these questions, as the lexicon reads them."""
    rows = reading.rows(_FORMS, questions=list(questions))
    lexicon = lexicons.read(recipe.rules.get("lexicon", lexicons.packaged()), recipe.language)
    return Inflections(lexicon, {str(row["form"]): int(row["occurrences"]) for row in rows})


def _decided(recipe: Recipe, recipe_file: Path) -> tuple[tuple[str, ...], list[Event]]:
    """The journal, its lines and its events as of now; refused unless its chain is whole."""
    path = recipe.journal
    if not path.exists():
        raise PublicationError(
            "Nobody has decided anything yet: there is no journal.",
            where=path,
            todo=f"`doleances review {recipe_file}` opens the workshop.",
        )
    journal = Journal(path)
    try:
        wrong = journal.verify()
        if wrong:
            raise JournalError(
                "; ".join(wrong) + ".", where=path, todo="Take the journal from a backup."
            )
        lines = tuple(journal.export())
    finally:
        journal.close()
    return lines, [Event.read(line.removesuffix("\n")) for line in lines]


def _finished(recipe: Recipe, warehouse: Path, recipe_file: Path) -> None:
    """PublicationError unless the warehouse is what the last finished run left, to the byte."""
    record = recipe.folder / run.HIDDEN / f"{recipe.id}.draft"
    known = record.read_text(encoding="utf-8").split() if record.is_file() else []
    if files.digest(warehouse) not in known[1:]:
        raise PublicationError(
            "This warehouse is not the one the last finished run left.",
            where=warehouse,
            todo=f"`doleances run {recipe_file}` makes it again; no decision is lost.",
        )


def stamp_of(warehouse: Path) -> tuple[int, int]:
    """What tells a file from another that takes its place."""
    found = warehouse.stat()
    return found.st_ino, found.st_mtime_ns


def about_of(
    recipe: Recipe,
    manifest: Mapping[str, Any],
    known: People,
    told: Tally,
    events: Sequence[Event],
    asked: Sequence[str],
) -> EditionAbout:
    """What pages are told, from a recipe with its questions and the manifest of a draft.

    That of an edition says the same of sources and lexicon.
    """
    default = Settings()
    return EditionAbout(
        id=recipe.id,
        title=recipe.title,
        sources=[Source(**{**each, "repairs": dict(each["repairs"])})
                 for each in manifest["sources"]],
        settings=[
            Setting(
                field.name,
                getattr(recipe.settings, field.name),
                getattr(default, field.name),
                field.metadata["reason"],
            )
            for field in dataclasses.fields(Settings)
        ],
        lexicons=manifest["lexicon"]["lists"],
        code_version=synthesis.__version__,
        libraries=folder.libraries(),
        kwic=lambda question, term, limit: (),
        warnings=tuple(
            dict.fromkeys(
                warning
                for each in recipe.sources
                for warning in reader_named(each.reader).warnings
            )
        ),
        contact=recipe.contact,
        number=0,  # the dossier knows it when it takes its place
        head=events[-1].hash if events else GENESIS,
        events=len(events),
        people=known,
        published=tuple(asked),
        unpublished=tuple(
            Unpublished(id, recipe.titles[id]) for id in recipe.kinds if id not in asked
        ),
        decisions=told.decisions,
        signatories=told.signatories,
        disagreements=told.disagreements,
        arbitrations=told.arbitrations,
        unsettled=told.unsettled,
        published_on=told.day,
    )  # fmt: skip
