"""Identifiers, and the place of each réaction in the nested set of its sujet."""

from __future__ import annotations

from collections.abc import Sequence

from .model import DRAFT, Document


def plant(said: Sequence[Document]) -> list[Document]:
    """Give each document its number and its place; the technical roots, one a published sujet."""
    debates = [each for each in said if each.kind == "debate" and each.is_published]
    roots = [
        Document("reaction", each.topic, each.idea, "ROOT NODE", author=each.author, parent=each)
        for each in debates
    ]
    for root, debate in zip(roots, debates, strict=True):
        root.published = debate.published
        root.left, root.right = 1, number(debate, 2)
    by_table: dict[str, list[Document]] = {}
    for document in [*said, *roots]:
        by_table.setdefault(document.table, []).append(document)
    for documents in by_table.values():
        for rank, document in enumerate(sorted(documents, key=lambda each: each.published)):
            document.id = rank + 1
    return roots


def number(parent: Document, position: int) -> int:
    """Number what answers a document, first to last; the next free number."""
    for document in sorted(parent.children, key=lambda each: each.published):
        if document.kind == "reaction" and document.state != DRAFT:
            document.left = position
            document.right = number(document, position + 1)
            position = document.right + 1
    return position
