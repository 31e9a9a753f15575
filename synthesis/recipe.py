"""A recipe: what is read, with which settings and rules; in TOML, for an analyst to edit."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, cast, get_args

from synthesis.errors import RecipeError
from synthesis.settings import Settings
from synthesis.sources import READERS
from synthesis.sources.headers import hint
from synthesis.sources.layout import Kind
from synthesis.sources.reader import SourceEntry

__all__ = ["RULES", "Recipe", "SourceEntry", "compose", "read", "relative"]

TABLES: Final = ("consultation", "sources", "questions", "rules", "settings")
RULES: Final = ("lexicon", "codebook", "withdrawals")
ID_LENGTH: Final = 60  # it names files and addresses
CONTACT_LENGTH: Final = 200  # it stands in a sentence

_ID: Final = re.compile(r"[a-z0-9-]+")
_TOML_PLACE: Final = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


@dataclass(frozen=True)
class Recipe:
    """One consultation as its analyst describes it; outputs go beside it, in `folder`."""

    id: str
    title: str
    language: str
    sources: tuple[SourceEntry, ...]
    settings: Settings = field(default_factory=Settings)
    rules: Mapping[str, Path] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    folder: Path = Path()
    contact: str = ""  # where a citizen writes to contest what became of a contribution

    @property
    def journal(self) -> Path:
        """Where the decisions about it lie: beside the recipe, and never deleted."""
        return self.folder / f"{self.id}.journal.sqlite"


def read(path: Path) -> Recipe:
    """The recipe in a file; RecipeError for a key, a reader or a value nobody knows."""
    return _Reading(path).recipe(_toml(path))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        what = str(error)[: place.start()] if place else str(error)
        raise RecipeError(
            f"Not valid TOML: {what}.",
            where=path,
            line=int(place[1]) if place and place[1] else None,
            todo='Texts go between double quotes, as in title = "La fiscalité".',
        ) from None
    except UnicodeDecodeError:
        raise RecipeError("Not in UTF-8.", where=path, todo="Save it in UTF-8.") from None
    except FileNotFoundError:
        raise RecipeError(
            "No such recipe.", where=path, todo="`doleances init EXPORT…` writes one."
        ) from None
    except OSError as error:
        raise RecipeError(f"Cannot be read: {error.strerror}.", where=path) from None


@dataclass(frozen=True)
class _Reading:
    """The checks of one file, which every message names."""

    path: Path

    @property
    def folder(self) -> Path:
        return self.path.resolve().parent

    def recipe(self, given: dict[str, Any]) -> Recipe:
        self._keys("the recipe", given, TABLES)
        about = self._table(given, "consultation")
        self._keys("[consultation]", about, ("id", "title", "language", "contact"))
        id = self._id(self._text("[consultation]", about, "id"))
        questions = self._tables(given, "questions")
        listed: set[str] = set()
        for question in questions:
            self._keys("[[questions]]", question, ("id", "kind", "title"))
            name = self._text("[[questions]]", question, "id")
            if name in listed:
                raise self._error(f"Question {name} has two [[questions]].", "Keep one.")
            listed.add(name)
        return Recipe(
            id=id,
            title=self._text("[consultation]", about, "title", id),
            language=self._text("[consultation]", about, "language", "fr"),
            sources=self._sources(self._tables(given, "sources")),
            settings=Settings.read(self._table(given, "settings"), where=str(self.path)),
            rules=self._rules(self._table(given, "rules")),
            kinds=self._kinds(questions),
            titles=self._by_id(questions, "title"),
            folder=self.folder,
            contact=self._contact(self._text("[consultation]", about, "contact", "")),
        )

    def _contact(self, contact: str) -> str:
        if len(contact) > CONTACT_LENGTH or not contact.isprintable() or contact != contact.strip():
            raise self._error(
                f"`contact` in [consultation] cannot be {contact!r}.",
                f"An address, a page or a sentence on one line, {CONTACT_LENGTH} characters at "
                "most: it is printed as it is.",
            )
        return contact

    def _id(self, id: str) -> str:
        if not _ID.fullmatch(id) or len(id) > ID_LENGTH:
            raise self._error(
                f"The id '{id}' cannot name files.",
                f'At most {ID_LENGTH} of a-z, 0-9 and hyphens, as in "fiscalite-2019".',
            )
        return id

    def _sources(self, given: list[dict[str, Any]]) -> tuple[SourceEntry, ...]:
        if not given:
            raise self._error("No [[sources]]: nothing to read.", "`doleances init` lists them.")
        entries = tuple(self._source(each) for each in given)
        for rank, entry in enumerate(entries):
            if any(_same_rows(entry, other) for other in entries[:rank]):
                raise self._error(
                    f"'{entry.name}' is listed twice: each voice would count twice.",
                    "Remove one of the two [[sources]].",
                )
        return entries

    def _source(self, given: dict[str, Any]) -> SourceEntry:
        self._keys("[[sources]]", given, ("reader", "path", "columns", "sheet", "dataset"))
        name = self._text("[[sources]]", given, "path")
        reader = self._text("[[sources]]", given, "reader")
        known = {each.name: each.columns for each in READERS}
        if reader not in known:
            raise self._error(
                f"There is no reader '{reader}'.",
                f"{hint(reader, known)}Known readers: {', '.join(known)}.",
            )
        columns = self._table(given, "columns")
        if columns and not known[reader]:
            raise self._error(
                f"The reader '{reader}' knows its columns: `columns` is not for it.",
                'Remove `columns`, or use reader = "table".',
            )
        self._keys("columns", columns, known[reader])
        return SourceEntry(
            reader,
            (self.folder / name).resolve(),
            Path(name).as_posix(),
            {key: self._column(key, value) for key, value in columns.items()},
            self._text("[[sources]]", given, "sheet", ""),
            self._text("[[sources]]", given, "dataset", ""),
        )

    def _column(self, key: str, value: object) -> str | tuple[str, ...]:
        if isinstance(value, str) and value:
            return value
        several = isinstance(value, list) and all(isinstance(each, str) for each in value)
        if key == "text" and several and value:
            return tuple(cast("list[str]", value))
        raise self._error(
            f"`columns.{key}` cannot be {value!r}.",
            "Give the name of a column; `text` may also be a list of names.",
        )

    def _rules(self, given: dict[str, Any]) -> Mapping[str, Path]:
        self._keys("[rules]", given, RULES)
        return {
            rule: (self.folder / self._text("[rules]", given, rule)).resolve() for rule in given
        }

    def _kinds(self, questions: list[dict[str, Any]]) -> Mapping[str, Kind]:
        kinds = self._by_id(questions, "kind")
        for id, kind in kinds.items():
            if kind not in get_args(Kind):
                raise self._error(
                    f"Question {id} cannot be of kind '{kind}'.",
                    f"Kinds: {', '.join(get_args(Kind))}.",
                )
        return cast("Mapping[str, Kind]", kinds)

    def _by_id(self, questions: list[dict[str, Any]], key: str) -> dict[str, str]:
        return {
            self._text("[[questions]]", question, "id"): self._text("[[questions]]", question, key)
            for question in questions
            if key in question
        }

    def _keys(self, place: str, given: Mapping[str, object], known: Iterable[str]) -> None:
        for key in given:
            if key not in known:
                raise self._error(
                    f"Unknown key '{key}' in {place}.",
                    f"{hint(key, known)}Known: {', '.join(known)}.",
                )

    def _table(self, given: dict[str, Any], key: str) -> dict[str, Any]:
        value = given.get(key, {})
        if not isinstance(value, dict):
            raise self._error(f"`{key}` is not a table.", f"Write it as [{key}], then its keys.")
        return value

    def _tables(self, given: dict[str, Any], key: str) -> list[dict[str, Any]]:
        value = given.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            raise self._error(f"`{key}` is not a list of tables.", f"Begin each with [[{key}]].")
        return value

    def _text(self, place: str, given: dict[str, Any], key: str, default: str | None = None) -> str:
        value = given.get(key, default)
        if value is None:
            raise self._error(f"{place} has no `{key}`.", f'Add {key} = "…".')
        if not isinstance(value, str) or (not value and default != ""):
            raise self._error(
                f"`{key}` in {place} cannot be {value!r}.", "Give a text between quotes."
            )
        return value

    def _error(self, what: str, todo: str) -> RecipeError:
        return RecipeError(what, where=self.path, todo=todo)


def _same_rows(one: SourceEntry, other: SourceEntry) -> bool:
    return dataclasses.replace(one, name=other.name) == other


_HEAD: Final = """\
# Recette de consultation, pour Doléances : ce qui est lu, et comment. À relire et à corriger.
# Les chemins partent du dossier de ce fichier ; `doleances run` écrit ses résultats à côté.
"""
_SOURCES: Final = "# Les exports, dans l’ordre de lecture ; `doleances sources` liste les lecteurs."
_QUESTIONS: Final = """\
# Les questions : kind = "open" (texte libre, analysé), "closed" (un choix, compté)
# ou "multiple" (plusieurs choix, comptés). Le genre est déduit des réponses : à vérifier."""
_SETTINGS: Final = "# Seulement ce qui diffère ; `doleances settings` donne les réglages."
_RULES: Final = "# Les listes qui remplacent celles livrées avec le programme."


def compose(recipe: Recipe) -> str:
    """The recipe as TOML with comments in French; `read` gives it back when it lies in `folder`."""
    about = {"id": recipe.id, "title": recipe.title, "language": recipe.language}
    if recipe.contact:
        about["contact"] = recipe.contact
    parts = [_HEAD, _lines("[consultation]", about)]
    parts += [_SOURCES, *(_lines("[[sources]]", _entry(each, recipe)) for each in recipe.sources)]
    ids = dict.fromkeys([*recipe.kinds, *recipe.titles])
    if ids:
        parts += [_QUESTIONS, *(_lines("[[questions]]", _question(id, recipe)) for id in ids)]
    if recipe.rules:
        rules = {rule: relative(path, recipe.folder) for rule, path in recipe.rules.items()}
        parts += [_RULES, _lines("[rules]", rules)]
    return "\n".join([*parts, _SETTINGS, _lines("[settings]", _changed(recipe.settings))])


def relative(path: Path, folder: Path) -> str:
    """A path as a recipe in that folder writes it, with slashes; never an absolute one."""
    return Path(os.path.relpath(path, folder.resolve())).as_posix()


def _entry(entry: SourceEntry, recipe: Recipe) -> dict[str, object]:
    absolute = Path(entry.name).is_absolute()
    kept = not absolute and (recipe.folder / entry.name).resolve() == entry.path
    name = entry.name if kept else relative(entry.path, recipe.folder)
    written: dict[str, object] = {"reader": entry.reader, "path": name}
    if entry.sheet:
        written["sheet"] = entry.sheet
    if entry.dataset:
        written["dataset"] = entry.dataset
    if entry.columns:
        written["columns"] = entry.columns
    return written


def _question(id: str, recipe: Recipe) -> dict[str, object]:
    known = {"id": id, "kind": recipe.kinds.get(id), "title": recipe.titles.get(id)}
    return {key: value for key, value in known.items() if value is not None}


def _changed(settings: Settings) -> dict[str, object]:
    default, given = dataclasses.asdict(Settings()), dataclasses.asdict(settings)
    return {name: value for name, value in given.items() if value != default[name]}


def _lines(place: str, pairs: Mapping[str, object]) -> str:
    lines = (f"{key} = {_toml_value(value)}" for key, value in pairs.items())
    return "\n".join([place, *lines, ""])


def _toml_value(value: object) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{key} = {_toml_value(each)}" for key, each in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml_value, value)) + "]"
    if isinstance(value, str):  # a JSON string is a TOML string, but for one control character
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)
