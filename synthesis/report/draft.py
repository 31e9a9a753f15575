"""The draft an edition starts from: whole, of its recipe as it is now, and of this program."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synthesis import files, withdrawals
from synthesis import lexicon as lexicons
from synthesis import recipe as recipes
from synthesis.errors import PublicationError
from synthesis.recipe import Recipe
from synthesis.report.folder import intact
from synthesis.walk import code_digest


@dataclass(frozen=True)
class Draft:
    """A draft on the disk, what its manifest says, and its recipe with every question."""

    folder: Path
    manifest: Mapping[str, Any]
    recipe: Recipe

    @property
    def digest(self) -> str:
        """SHA-256 of its manifest: of all that the run read, and of every table it made."""
        return files.digest(self.folder / "manifest.json")

    @property
    def read(self) -> tuple[str, ...]:
        """The open questions the run analysed, in the order they were put."""
        asked = self.manifest["questions"]
        opened = [id for id, kind in self.recipe.kinds.items() if kind == "open"]
        return tuple(id for id in opened if asked == "all" or id in asked)


def find(recipe: Recipe, places: Sequence[Path], recipe_file: Path) -> Draft:
    """The first whole draft among `places`; PublicationError unless it is of this recipe."""
    todo = f"`doleances run {recipe_file}`, look at what changed, then publish."
    found = next((place for place in places if intact(place)), None)
    if found is None:
        there = next((place for place in places if place.is_dir()), places[0])
        raise PublicationError(
            "This draft was changed since it was written." if there.is_dir() else "No draft here.",
            where=there,
            todo=todo,
        )
    manifest = json.loads((found / "manifest.json").read_text(encoding="utf-8"))
    portable = recipes.read(found / "rules" / "consultation.toml")
    draft = Draft(found, manifest, portable)
    changed = list(dict.fromkeys(_changed(draft, recipe)))
    if changed:
        raise PublicationError(
            f"The last run is not of this recipe as it is now: {', '.join(changed)}.",
            where=found,
            todo=todo,
        )
    return draft


def _changed(draft: Draft, recipe: Recipe) -> Iterator[str]:
    """What is otherwise now than when the draft was written, in words."""
    manifest, portable = draft.manifest, draft.recipe
    about = {
        "id": recipe.id,
        "title": recipe.title,
        "language": recipe.language,
        "contact": recipe.contact,
    }
    yield from (f"`{key}`" for key in about if manifest["consultation"].get(key, "") != about[key])
    now, then = dataclasses.asdict(recipe.settings), manifest["settings"]
    yield from (
        f"setting `{key}`, {then.get(key)} in the run" for key in now if then.get(key) != now[key]
    )
    if [_read_as(each) for each in recipe.sources] != [_read_as(e) for e in portable.sources]:
        yield "[[sources]]"
    for given, known in ((recipe.kinds, portable.kinds), (recipe.titles, portable.titles)):
        yield from (f"question {id}" for id, said in given.items() if known.get(id) != said)
    lexicon = lexicons.read(recipe.rules.get("lexicon", lexicons.packaged()), recipe.language)
    if lexicon.digest != manifest["lexicon"]["digest"]:
        yield "the lexicon"
    if _withdrawn(recipe) != _withdrawn(portable):
        yield "the list of withdrawals"
    yield from _rewritten(draft, recipe)
    if manifest["code"]["digest"] != code_digest(of_pages=True):
        yield "the program itself"


def _rewritten(draft: Draft, recipe: Recipe) -> Iterator[str]:
    """Exports that lie where they did with other bytes; one that was put away is not missed."""
    digests = {each["name"]: each["sha256"] for each in draft.manifest["sources"]}
    paths = [entry.path for entry in recipe.sources]
    for path in paths:
        alone = sum(other.name == path.name for other in paths) == 1
        known = digests.get(path.name) if alone and path.is_file() else None
        if known and files.digest(path) != known:
            yield f"the export {path.name}"


def _read_as(entry: recipes.SourceEntry) -> tuple[object, ...]:
    return entry.reader, dict(entry.columns), entry.sheet, entry.dataset


def _withdrawn(recipe: Recipe) -> tuple[withdrawals.Withdrawal, ...]:
    listed = recipe.rules.get("withdrawals")
    return withdrawals.read(listed) if listed else ()
