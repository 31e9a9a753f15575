"""From a draft and what people decided of it to a numbered edition; flow and `--inline` alike."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from synthesis import files, halting, run
from synthesis.errors import PublicationError
from synthesis.outcomes import EDITION
from synthesis.publication import building
from synthesis.publication.examining import Prepared, forget, stamp_of
from synthesis.report import dossier, editions
from synthesis.report.dossier import Made
from synthesis.report.editions import Edition
from synthesis.store import Store


@dataclass(frozen=True)
class Published:
    """An edition, and whether it is new or had been published before, of the very same."""

    edition: Edition
    is_new: bool


@contextmanager
def opened(prepared: Prepared, waiting: Callable[[str], None] = lambda _: None) -> Iterator[Store]:
    """An empty store, alone on the consultation and on the folder of its editions.

    What dead processes left behind is swept first. PublicationError where a run has finished
    meanwhile: what was checked is no longer what would be published.
    """
    work = run.work_folder(prepared.recipe)
    try:
        with (
            files.alone(prepared.hidden / f"{prepared.recipe.id}.lock", waiting),
            files.alone_in(prepared.place, waiting),
        ):
            for folder in (prepared.hidden, prepared.place):
                files.sweep(folder)
            if stamp_of(prepared.warehouse) != prepared.stamp:
                raise PublicationError(
                    "Another run has just finished: what was checked is not what is there now.",
                    where=prepared.warehouse,
                    todo="Look at what changed, then publish again.",
                )
            with Store(work / "spill", prepared.request.threads, prepared.request.memory) as store:
                yield store
    finally:
        halting.discard(work)
        forget(prepared.request)


def standing(prepared: Prepared) -> Edition | None:
    """The last edition, if it was made of the very same; its archive is made again if need be."""
    former = editions.last(prepared.place)
    if former is None or former.manifest.get("made_from") != _made(prepared, former).digest:
        return None
    dossier.mend(former)
    return former


def tabulate(prepared: Prepared, store: Store) -> None:
    """The warehouse of the edition: the run as people left it, and what follows from it."""
    building.build(
        store,
        prepared.warehouse,
        prepared.given,
        prepared.rules,
        prepared.recipe.settings,
        prepared.tables,
    )


def conclude(prepared: Prepared, store: Store) -> Edition:
    """The folder of the edition and its archive, from its warehouse."""
    former = editions.last(prepared.place)
    if former is not None:
        dossier.mend(former)
    return dossier.write(prepared.place, _made(prepared, former), former, store)


def published(prepared: Prepared, waiting: Callable[[str], None] = lambda _: None) -> Published:
    """The whole of it, in this process."""
    with opened(prepared, waiting) as store:
        former = standing(prepared)
        if former is not None:
            return Published(former, is_new=False)
        tabulate(prepared, store)
        return Published(conclude(prepared, store), is_new=True)


def _made(prepared: Prepared, former: Edition | None) -> Made:
    about = dataclasses.replace(prepared.about, previous=former.number if former else None)
    return Made(
        prepared.draft,
        about,
        prepared.lines,
        prepared.codebook,
        prepared.tables,
        [table.name for table in EDITION],
    )
