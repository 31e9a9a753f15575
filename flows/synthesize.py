"""From exports to a draft edition: the description of a run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from prefect import flow, runtime, task
from prefect.cache_policies import NO_CACHE
from pydantic import Field

from flows import artifacts
from synthesis import halting, progress, run
from synthesis.line import CONSULTATION, Step
from synthesis.run import Prepared, Request
from synthesis.walk import Walk

Inputs = Annotated[list[str], Field(min_length=1)]
Threads = Annotated[int, Field(ge=1, le=64)]


@task(task_run_name="table {step.makes[0]}", cache_policy=NO_CACHE)
def table(walk: Walk, step: Step) -> None:
    """One table of the consultation."""
    walk.table(step)


@task(task_run_name="question {question_id}", cache_policy=NO_CACHE)
def question(walk: Walk, question_id: str) -> None:
    """Every table of one open question."""
    walk.question(question_id)


@task(task_run_name="edition", cache_policy=NO_CACHE)
def edition(prepared: Prepared, walk: Walk, questions: list[str]) -> Path:
    """The warehouse and the draft edition."""
    return run.conclude(prepared, walk, questions)


def run_name() -> str:
    """The consultation a run is of."""
    return run.identity([Path(each) for each in runtime.flow_run.parameters["inputs"]])


@flow(name="synthesize", flow_run_name=run_name)
def synthesize(
    inputs: Inputs,
    out: str | None = None,
    questions: list[str] = [],  # noqa: B006 -- Prefect shows it as the form's default
    clusters: str = "",
    fresh: bool = False,
    threads: Threads = 2,
) -> str:
    """Lit des exports, analyse chaque question ouverte, écrit le brouillon de la synthèse.

    Args:
        inputs: Une recette (`consultation.toml`), ou un ou plusieurs exports.
        out: Dossier des éditions ; vide : `reports/`, à côté de la recette.
        questions: Identifiants des questions à analyser ; vide : toutes.
        clusters: Classes par question : `auto`, ou un nombre ; vide : comme la recette.
        fresh: Ne rien reprendre d’un passage précédent.
        threads: Fils de calcul de DuckDB ; les résultats sont les mêmes pour tous.
    """
    halting.take_back()
    request = Request.of(inputs, out, questions, clusters, fresh, threads)
    prepared = run.prepare(request)
    with run.opened(prepared, progress.watch(), progress.waiting) as walk:
        for step in CONSULTATION:
            table(walk, step)
        asked = run.selected(prepared, walk)
        for question_id in artifacts.advancing(asked, prepared, walk):
            with progress.told(question_id, asked, prepared, walk):
                if not walk.takes(question_id):  # a task costs a tenth of a second
                    question(walk, question_id)
        draft = edition(prepared, walk, asked)
        artifacts.publish(prepared, walk, asked, draft)
        return progress.closing(prepared, walk, asked, str(draft))
