"""The recipe a program proposes for exports nobody described, from their content alone."""

from __future__ import annotations

import functools
import re
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from synthesis import halting
from synthesis.errors import SourceError
from synthesis.processes import at_once
from synthesis.questions import asked_in
from synthesis.recipe import Recipe
from synthesis.sources.recognise import Recognised, Unknown, recognise

TITLES = {  # of the four files of the Grand Débat, which write them without accents
    "DEMOCRATIE_ET_CITOYENNETE": "Démocratie et citoyenneté",
    "LA_FISCALITE_ET_LES_DEPENSES_PUBLIQUES": "La fiscalité et les dépenses publiques",
    "LA_TRANSITION_ECOLOGIQUE": "La transition écologique",
    "ORGANISATION_DE_LETAT": "L’organisation de l’État et des services publics",
}


def recognised(exports: Sequence[Path]) -> tuple[Recipe, Sequence[Recognised]]:
    """The recipe of exports nobody described, and what their content tells that each is."""
    with recognising(exports) as found:
        for each in found:
            if isinstance(each, Unknown):
                raise each.error()
        known = [each for each in found if isinstance(each, Recognised)]
        return recipe_of(known, Path.cwd()), known


@contextmanager
def recognising(exports: Sequence[Path]) -> Iterator[list[Recognised | Unknown]]:
    """What each export is; the copies made to read it are gone when this ends."""
    _check_once(exports)
    work = Path(tempfile.mkdtemp(prefix="doleances-"))
    halting.fleeting(work)
    try:
        yield at_once(functools.partial(recognise, work=work), exports, exports)
    finally:
        halting.discard(work)


def _check_once(exports: Sequence[Path]) -> None:
    for rank, export in enumerate(exports):
        if export.resolve() in [other.resolve() for other in exports[:rank]]:
            raise SourceError(
                "This export is given twice: each voice would count twice.",
                where=export,
                todo="Give it once.",
            )


def recipe_of(found: Sequence[Recognised | Unknown], folder: Path) -> Recipe:
    """A recipe, to lie in `folder`, of the exports that were recognised."""
    known = [each for each in found if isinstance(each, Recognised)]
    if not known:
        first = found[0]
        assert isinstance(first, Unknown)
        raise first.error()
    kinds, titles = asked_in(laid.layout for each in known for laid in each.laid)
    path = known[0].entry.path
    title = next((TITLES[name] for name in TITLES if path.stem.startswith(name)), path.stem)
    return Recipe(
        id=slug(path.stem),
        title=title.replace("_", " ").strip(),
        language="fr",
        sources=tuple(each.entry for each in known),
        kinds=kinds,
        titles=titles,
        folder=folder,
    )


def slug(name: str) -> str:
    """A name as an id: a-z, 0-9 and hyphens, at most 60."""
    bare = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:60].strip("-") or "consultation"
