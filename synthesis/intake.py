"""The exports of a recipe, opened, understood, and checked against each other."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Sequence
from pathlib import Path

from synthesis.errors import RecipeError
from synthesis.processes import at_once
from synthesis.questions import asked_in
from synthesis.recipe import Recipe
from synthesis.sources import as_told, open_source, reader_named
from synthesis.sources.layout import Laid
from synthesis.sources.reader import SourceEntry
from synthesis.sources.recognise import Recognised
from synthesis.sources.utterances import content_of
from synthesis.text import folded
from synthesis.walk import Received


def received(recipe: Recipe, work: Path, known: Sequence[Recognised] = ()) -> tuple[Received, ...]:
    """Each export, opened and understood; copies, where some are needed, are made in `work`.

    `known` are the same, as they were recognised: not read again, unless from copies now gone.
    """
    entries = [_named(entry, recipe.sources) for entry in recipe.sources]
    opened = [
        Received(each.sheet, each.layout, entry.reader, entry.name)
        for entry, laid in zip(entries, _opened(entries, recipe, work, known), strict=True)
        for each in laid
    ]
    _one_voice_once(opened)
    _one_question_one_title(opened, recipe)
    return tuple(opened)


def _opened(
    entries: Sequence[SourceEntry], recipe: Recipe, work: Path, known: Sequence[Recognised]
) -> Sequence[Sequence[Laid]]:
    if known and all(laid.sheet.path.exists() for each in known for laid in each.laid):
        return [
            [
                as_told(laid, "", reader_named(each.entry.reader), recipe.kinds, recipe.titles)
                for laid in each.laid
            ]
            for each in known
        ]
    open_one = functools.partial(open_source, work=work, kinds=recipe.kinds, titles=recipe.titles)
    return at_once(open_one, entries, [entry.path for entry in entries])


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
