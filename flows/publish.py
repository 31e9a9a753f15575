"""From a draft and what people decided of it to an edition: the description of a publication."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from pydantic import Field

from flows import artifacts
from synthesis import halting, progress, publishing, run
from synthesis.errors import PublicationError
from synthesis.publication import examining, gate
from synthesis.publication.examining import Prepared, Request
from synthesis.publishing import Published
from synthesis.report.editions import Edition
from synthesis.store import Store

Threads = Annotated[int, Field(ge=1, le=64)]


@task(task_run_name="tables", cache_policy=NO_CACHE)
def tables(prepared: Prepared, store: Store) -> None:
    """The tables of the edition."""
    publishing.tabulate(prepared, store)


@task(task_run_name="edition", cache_policy=NO_CACHE)
def edition(prepared: Prepared, store: Store) -> Edition:
    """The pages, the folder and the archive."""
    return publishing.conclude(prepared, store)


def run_name() -> str:
    """The consultation a publication is of."""
    return run.identity([Path(runtime.flow_run.parameters["recipe"])])


@flow(name="publish", flow_run_name=run_name)
def publish(
    recipe: str,
    out: str | None = None,
    questions: list[str] = [],  # noqa: B006 -- Prefect shows it as the form's default
    threads: Threads = 2,
) -> str:
    """Publie ce que les relecteurs ont signé : une édition numérotée, jamais réécrite.

    Args:
        recipe: La recette (`consultation.toml`) dont le brouillon a été relu.
        out: Dossier des éditions ; vide : `reports/`, à côté de la recette.
        questions: Identifiants des questions à publier ; vide : toutes.
        threads: Fils de calcul de DuckDB ; les résultats sont les mêmes pour tous.
    """
    halting.take_back()
    prepared = examining.examine(Request.of(recipe, out, questions, threads))
    if prepared.gaps:  # what it lists has names that people gave: Prefect is told numbers alone
        artifacts.missing(prepared)
        raise PublicationError(f"Nothing is published: {gate.counted(prepared.gaps)}.")
    prepared = examining.prepare(prepared.request)
    with publishing.opened(prepared, progress.waiting) as store:
        former = publishing.standing(prepared)
        if former is None:
            tables(prepared, store)
            done = Published(edition(prepared, store), is_new=True)
        else:
            done = Published(former, is_new=False)
    artifacts.edition(done, prepared)
    return progress.published(done, prepared)
