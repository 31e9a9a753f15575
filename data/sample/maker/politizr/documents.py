"""The four tables of documents."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from .columns import COLUMNS
from .markup import body
from .model import DIRECT, DRAFT, MODERATED, RETOUCHED, Document, identifier
from .moments import written
from .people import CITY, slug
from .tables import Table

DEPARTMENT: Final = 62  # the platform's number, not the code of the département
WIDER: Final = ("camions-rocade", "train-gare")  # said of more than the town
UNKNOWN: Final = "Auteur inconnu"


def tables(said: Sequence[Document], roots: Sequence[Document], dice: random.Random) -> list[Table]:
    """Each table in the order of its identifiers; the roots are rows of réactions."""
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in COLUMNS}
    root_of = {root.debate: root.id for root in roots}
    for document in said:
        row = common(document)
        if document.kind == "comment":
            row |= comment(document)
        else:
            row |= long_text(document, dice)
        if document.kind == "reaction":
            row |= position(document, root_of)
        rows[document.table].append(row)
    rows["p_d_reaction"] += [technical(root) for root in roots]
    return [
        Table(name, COLUMNS[name], sorted(each, key=lambda row: int(str(row["id"]))))
        for name, each in rows.items()
    ]


def common(document: Document) -> dict[str, object]:
    """What sujets, réactions and commentaires have alike."""
    moderated = document.state in (MODERATED, RETOUCHED)
    when = document.published + timedelta(hours=6 + len(document.blocks[0]) % 24)
    public = document.is_published
    name = document.author.full_name if document.author else UNKNOWN
    return {
        "id": document.id,
        "uuid": identifier(document.table, document.id),
        "p_user_id": document.author.id if document.author else "",
        "description": body(document),
        "note_pos": sum(favourable for _, favourable in document.votes),
        "note_neg": sum(not favourable for _, favourable in document.votes),
        "published_at": document.published if public else "",
        "published_by": name if public else "",
        "online": int(document.state != MODERATED),
        "moderated_partial": int(document.state == RETOUCHED),
        "moderated_at": when if moderated else "",
        "created_at": document.published - written(document),
        "updated_at": when if moderated else document.published,
    }


def comment(document: Document) -> dict[str, object]:
    """The rest of a commentaire."""
    assert document.parent is not None
    return {
        f"p_d_{document.parent.kind}_id": document.parent.id,
        "paragraph_no": document.paragraph,
        "moderated": 1 if document.state == MODERATED else "",
    }


def long_text(document: Document, dice: random.Random) -> dict[str, object]:
    """The rest of a sujet, and most of a réaction."""
    direct = document.state == DIRECT
    wide = document.idea in WIDER
    row: dict[str, object] = {
        "p_l_city_id": "" if wide or direct else CITY,
        "p_l_department_id": DEPARTMENT if wide else "",
        "p_c_topic_id": "" if direct else document.topic,
        "title": document.title,
        "nb_views": 10 + 7 * len(document.votes) + int(dice.random() * 60),
        "want_boost": 0,
        "published": int(document.is_published),
        "favorite": 0,
        "homepage": 0,
        "moderated": int(document.state == MODERATED),
        "slug": slug(document.title),
    }
    if document.kind == "debate":
        row["p_e_operation_id"] = "" if direct or dice.random() < 0.3 else 1
    return row


def position(document: Document, root_of: dict[Document, int]) -> dict[str, object]:
    """The place of a réaction; for some, the first level is under the root, as in old rows."""
    assert document.parent is not None
    above: object = document.parent.id
    if document.parent.kind == "debate":
        above = root_of[document.parent] if document.id % 5 == 0 else ""
    row = {"p_d_debate_id": document.debate.id, "parent_reaction_id": above}
    if document.state == DRAFT:
        return row
    places = (document.left, document.right, document.level)
    return row | dict(zip(("tree_left", "tree_right", "tree_level"), places, strict=True))


def technical(root: Document) -> dict[str, object]:
    """The row without words that the platform puts above the réactions to a sujet."""
    zeros = (
        "note_pos,note_neg,nb_views,want_boost,published,favorite,online,homepage,moderated,"
        "moderated_partial,tree_level"
    )
    return {
        **dict.fromkeys(zeros.split(","), 0),
        "id": root.id,
        "uuid": identifier("p_d_reaction", root.id),
        "p_user_id": root.author.id if root.author else "",
        "p_d_debate_id": root.debate.id,
        "title": root.title,
        "created_at": root.published,
        "updated_at": root.published,
        "tree_left": root.left,
        "tree_right": root.right,
    }
