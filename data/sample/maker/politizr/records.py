"""What the platform remembers: the log of points, and texts as they were before moderation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .documents import common
from .markup import html
from .model import RETOUCHED, Document
from .tables import Table
from .votes import Ballot

LOG: Final = "id,p_user_id,p_r_action_id,p_object_name,p_object_id,created_at,updated_at"
HISTORIC: Final = (
    "id,p_d_{0}_id,p_user_id,p_object_id,file_name,title,description,copyright,"
    "created_at,updated_at"
)
PUBLISHED: Final = {"debate": 3, "reaction": 4, "comment": 5}
CAST: Final = {"debate": 10, "reaction": 12, "comment": 14}  # for; against is one more
RECEIVED: Final = {"debate": 16, "reaction": 18, "comment": 20}


def tables(said: Sequence[Document], ballots: Sequence[Ballot]) -> list[Table]:
    """The log by moment, and the two tables of former texts."""
    lines = sorted(events(said, ballots), key=lambda event: str(event["created_at"]))
    numbered = [{"id": rank, **each} for rank, each in enumerate(lines, start=1)]
    return [
        Table("p_u_reputation", LOG, numbered),
        *(historic(said, kind) for kind in ("debate", "reaction")),
    ]


def events(said: Sequence[Document], ballots: Sequence[Ballot]) -> Iterator[dict[str, object]]:
    """Publications; votes, once for who cast them and once for who received them."""
    for document in said:
        if document.is_published and document.author:
            action = PUBLISHED[document.kind]
            yield event(document.author.id, action, document, document.published)
    for ballot in ballots:
        document, sign = ballot.document, int(not ballot.favourable)
        yield event(ballot.voter.id, CAST[document.kind] + sign, document, ballot.cast)
        if document.author:
            received = RECEIVED[document.kind] + sign
            yield event(document.author.id, received, document, ballot.cast)


def event(who: int, action: int, document: Document, when: object) -> dict[str, object]:
    """One line of the log."""
    return {
        "p_user_id": who,
        "p_r_action_id": action,
        "p_object_name": document.model,
        "p_object_id": document.id,
        "created_at": when,
        "updated_at": when,
    }


def historic(said: Sequence[Document], kind: str) -> Table:
    """The texts of a kind before some words were taken out of them."""
    rows: list[dict[str, object]] = []
    for document in said:
        if document.kind == kind and document.state == RETOUCHED:
            title, text = document.original
            now = common(document)
            rows.append(
                {
                    "id": len(rows) + 1,
                    f"p_d_{kind}_id": document.id,
                    "p_user_id": now["p_user_id"],
                    "p_object_id": document.id,
                    "title": title,
                    "description": html([text, *document.blocks[1:]]),
                    "created_at": now["moderated_at"],
                    "updated_at": now["moderated_at"],
                }
            )
    return Table(f"p_m_{kind}_historic", HISTORIC.format(kind), rows)
