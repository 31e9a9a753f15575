"""From exports to a draft edition: the description of a run."""

from __future__ import annotations

from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE

from synthesis import progress, run
from synthesis.line import CONSULTATION, Step
from synthesis.run import Prepared, Request
from synthesis.walk import Walk


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


@flow(name="synthesize", validate_parameters=False)
def synthesize(
    inputs: list[str],
    out: str | None = None,
    questions: list[str] | None = None,
    clusters: int | str | None = None,
    fresh: bool = False,
    threads: int = 2,
) -> str:
    """Read the exports, analyse each open question, write the draft; the closing summary."""
    request = Request(
        tuple(map(Path, inputs)),
        Path(out) if out else None,
        tuple(questions or ()),
        clusters,
        fresh,
        threads,
    )
    prepared = run.prepare(request)
    with run.opened(prepared, progress.watch()) as walk:
        for step in CONSULTATION:
            table(walk, step)
        asked = run.selected(prepared, walk)
        for question_id in progress.each(asked, prepared, walk):
            question(walk, question_id)
        draft = edition(prepared, walk, asked)
        return progress.closing(prepared, walk, asked, str(draft))
