"""The tags, and the documents that bear them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

from ..draw import weighed
from .frame import DATES, READ, STAMPS, TOPICS, rows
from .model import DIRECT, Document
from .tables import Table

KINDS: Final = ("GEO", "THEME", "TYPE", "FAMILY", "PRIVATE")


def tables(said: Sequence[Document], dice: random.Random) -> list[Table]:
    """Tags by type, those of each sujet, and those a réaction takes over from it."""
    themes: dict[str, str] = READ["themes"]
    titles = [(2, title) for title in dict.fromkeys(themes.values())]
    titles += [(3, title) for title in READ["types"]]
    titles += [(4, each["family"]) for each in TOPICS] + [(5, READ["private_tag"])]
    number = {title: rank for rank, title in enumerate(titles, start=1)}
    debates: list[dict[str, object]] = []
    reactions: list[dict[str, object]] = []
    for document in said:
        if document.kind == "comment" or document.state == DIRECT:
            continue
        taken = [(4, TOPICS[document.topic - 1]["family"]), (5, str(READ["private_tag"]))]
        links = reactions
        if document.kind == "debate":
            taken[:0] = [(2, themes[document.idea]), (3, weighed(READ["types"], dice))]
            links = debates
        links += [
            {f"p_d_{document.kind}_id": document.id, "p_tag_id": number[tag]} for tag in taken
        ]
    return files(titles, debates, reactions)


def files(
    titles: Sequence[tuple[int, str]],
    debates: Sequence[dict[str, object]],
    reactions: Sequence[dict[str, object]],
) -> list[Table]:
    """The tags, their types, their links."""
    every = [
        {"p_t_tag_type_id": kind, "title": title, "moderated": 0, "online": 1}
        for kind, title in titles
    ]
    kinds = [{"id": rank, "title": name} | DATES for rank, name in enumerate(KINDS, start=1)]
    return [
        Table(
            "p_tag",
            "id,uuid,p_t_tag_type_id,p_t_parent_id,p_user_id,p_owner_id,title,moderated,"
            f"moderated_at,online,{STAMPS},slug",
            rows("tag", *every),
        ),
        Table("p_t_tag_type", f"id,title,description,{STAMPS}", kinds),
        *(
            Table(
                f"p_d_{kind[0]}_tagged_t",
                f"id,p_d_{kind}_id,p_tag_id,{STAMPS}",
                [
                    {"id": rank} | link | DATES
                    for rank, link in enumerate(
                        sorted(links, key=lambda link: int(str(link[f"p_d_{kind}_id"]))), start=1
                    )
                ],
            )
            for kind, links in (("debate", debates), ("reaction", reactions))
        ),
    ]
