"""What Prefect's page shows of a run: progress, ledger, clusters, a link; no word of a citizen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

from prefect.artifacts import (
    create_link_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from synthesis import progress
from synthesis.publication.examining import Prepared as Publication
from synthesis.publishing import Published
from synthesis.run import Prepared
from synthesis.walk import Walk


def advancing(questions: Sequence[str], prepared: Prepared, walk: Walk) -> Iterator[str]:
    """The questions one by one, a progress artifact following those that take time."""
    key = f"progress-{prepared.recipe.id}"
    made = create_progress_artifact(0.0, key=key, description="Questions analysées")
    for place, question in enumerate(questions, 1):
        built = walk.built
        yield question
        if isinstance(made, UUID) and (walk.built > built or place == len(questions)):
            update_progress_artifact(made, 100.0 * place / len(questions))


def publish(prepared: Prepared, walk: Walk, questions: Sequence[str], draft: Path) -> None:
    """Ledger and clusters in numbers, and where the edition lies."""
    id = prepared.recipe.id
    create_table_artifact(
        table=progress.ledger(walk), key=f"ledger-{id}", description="Registre, par question"
    )
    create_table_artifact(
        table=progress.sizes(walk, questions), key=f"clusters-{id}", description="Classes"
    )
    create_link_artifact(
        link=(draft / "index.html").resolve().as_uri(), link_text="Brouillon", key=f"draft-{id}"
    )


def missing(prepared: Publication) -> None:
    """What forbids a publication, in numbers: which cluster of which question, and why."""
    create_table_artifact(
        table=[
            {
                "question_id": gap.question,
                "reason": gap.reason,
                "cluster_id": gap.about if gap.reason == "unsigned" else None,
                "decision": gap.about if gap.reason in ("pending", "lost") else None,
                "state": gap.state,
            }
            for gap in prepared.gaps
        ],
        key=f"missing-{prepared.recipe.id}",
        description="Ce qui manque pour publier",
    )


def edition(done: Published, prepared: Publication) -> None:
    """Where the edition lies, and the head of the journal it was made from."""
    id, about = prepared.recipe.id, prepared.about
    create_link_artifact(
        link=(done.edition.folder / "index.html").resolve().as_uri(),
        link_text=f"Édition {done.edition.number}",
        key=f"edition-{id}",
        description=f"Journal {about.events}:{about.head}",
    )
