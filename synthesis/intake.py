"""The exports of a recipe, opened, understood, and checked against each other."""

from __future__ import annotations

import dataclasses
import functools
import multiprocessing
import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final

from synthesis.errors import RecipeError
from synthesis.questions import asked_in
from synthesis.recipe import Recipe
from synthesis.sources import open_source
from synthesis.sources.layout import Laid
from synthesis.sources.reader import SourceEntry
from synthesis.sources.utterances import content_of
from synthesis.text import folded
from synthesis.walk import Received

LARGE: Final = 2**28  # bytes of exports from which starting processes costs less than it gains


def received(recipe: Recipe, work: Path) -> tuple[Received, ...]:
    """Each export, opened and understood; copies, where some are needed, are made in `work`."""
    entries = [_named(entry, recipe.sources) for entry in recipe.sources]
    opened = [
        Received(each.sheet, each.layout, entry.reader, entry.name)
        for entry, laid in zip(entries, _opened(entries, recipe, work), strict=True)
        for each in laid
    ]
    _one_voice_once(opened)
    _one_question_one_title(opened, recipe)
    return tuple(opened)


def _opened(entries: Sequence[SourceEntry], recipe: Recipe, work: Path) -> Sequence[Sequence[Laid]]:
    """Each export in a process of its own where they are large: Python reads on one processor."""
    open_one = functools.partial(open_source, work=work, kinds=recipe.kinds, titles=recipe.titles)
    large = sum(_size(entry.path) for entry in entries) > LARGE
    if not large or len(entries) < 2:
        return [open_one(entry) for entry in entries]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(len(entries), os.cpu_count() or 1), spawn) as pool:
        return list(pool.map(open_one, entries))


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0


def _one_voice_once(received: Sequence[Received]) -> None:
    """RecipeError for the same bytes under two names, read as the same columns."""
    for rank, each in enumerate(received):
        for other in received[:rank]:
            same = each.sheet.sha256 == other.sheet.sha256 and each.sheet.name != other.sheet.name
            if (
                same
                and each.layout.roles == other.layout.roles
                and each.sheet.header == other.sheet.header
                and (each.layout.questions == other.layout.questions)
                and each.sheet.rows
                and content_of(each.sheet) == content_of(other.sheet)  # two tables of one dump
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


def described(recipe: Recipe, received: Sequence[Received], where: Path) -> Recipe:
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


def _named(entry: SourceEntry, entries: Sequence[SourceEntry]) -> SourceEntry:
    """The entry under its file name alone, unless two files share it: a path tells of a machine."""
    name = entry.path.name
    if sum(other.path.name == name for other in entries) > 1:
        name = Path(entry.name).as_posix()
    return dataclasses.replace(entry, name=name)
