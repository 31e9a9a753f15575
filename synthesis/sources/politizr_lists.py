"""The lists of Politizr's back office (.xlsx): what a client without its database has.

Markup was stripped without a space and long texts are cut by Excel; states are not said, and the
lists of comments hold moderated ones too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from synthesis.sources.layout import Laid, Sheet
from synthesis.sources.rows import lines, moment, rows_of, said
from synthesis.sources.utterances import Utterance, laid

LISTS: Final = {  # as the back office calls them: columns that tell them apart, most first
    "reactions": {"UUID", "Titre", "StripTaggedDescription", "DebateUuid", "ParentReactionUuid"},
    "comments": {"UUID", "StripTaggedDescription", "DocumentUuid"},
    "subjects": {"UUID", "Titre", "StripTaggedDescription", "Slug", "UserUuid"},
}
READ: Final = frozenset(
    (
        "UUID", "Titre", "Discussion", "Consultation", "OP", "StripTaggedDescription",
        "Zonage géographique", "StrTags", "NotePos", "NoteNeg", "Slug", "DebateUuid",
        "ParentReactionUuid", "DocumentUuid", "UserUuid", "Publication",
    )
)  # fmt: skip
CELL_LIMIT: Final = 32_767  # characters; Excel drops the rest
NOWHERE: Final = "Aucune"
_GLUED: Final = re.compile(r"[a-zà-ÿ0-9»)][.!?…](?=[A-ZÀ-Ý])")
_KINDS: Final = {
    "subjects": ("proposal", "Sujets", "sujets"),
    "reactions": ("reaction", "Réactions", "reactions"),
    "comments": ("comment", "Commentaires", "commentaires"),
}


def laid_lists(lists: Mapping[str, Sequence[Sheet]], work: Path) -> Sequence[Laid]:
    """The utterances of each list; several may be of one kind."""
    where = _places(lists)
    return [
        laid(sheet, _utterances(name, sheet, where), work)
        for name in ("subjects", "reactions", "comments")
        for sheet in lists.get(name, ())
    ]


def _places(lists: Mapping[str, Sequence[Sheet]]) -> dict[str, tuple[str, str]]:
    """The discussion or operation each document was written in, and those below follow it."""
    where: dict[str, tuple[str, str]] = {}
    for name in ("subjects", "reactions"):
        for row in chain.from_iterable(map(rows_of, lists.get(name, ()))):
            discussion = row.get("Discussion") or row.get("Consultation") or ""
            above = where.get(row.get("DebateUuid", ""), ("", ""))
            own = (discussion or above[0], row.get("OP") or above[1])
            where[row.get("UUID", "")] = own
    where.pop("", None)
    return where


def _utterances(
    name: str, sheet: Sheet, where: Mapping[str, tuple[str, str]]
) -> Iterator[Utterance]:
    kind, label, id = _KINDS[name]
    for rank, row in enumerate(rows_of(sheet), 1):
        uuid, slug = row.get("UUID", ""), row.get("Slug", "")
        address = f"{'debat' if name == 'subjects' else 'reaction'}/{slug}" if slug else ""
        document = row.get("DocumentUuid", "")
        discussion, operation = where.get(document if name == "comments" else uuid, ("", ""))
        if name != "comments" and not uuid:
            discussion, operation = row.get("Discussion", ""), row.get("OP", "")
        text, noted = _words(row.get("StripTaggedDescription", ""))
        is_root = row.get("Titre") == "ROOT NODE" and not row.get("UserUuid")
        place = row.get("Zonage géographique", "")
        yield Utterance(
            native_id=uuid or address or f"{name}:{rank}",
            reference=address or f"commentaire/{uuid or rank}",
            kind=kind,
            question=id + (f"-{_slug(discussion or operation)}" if discussion or operation else ""),
            question_title=f"{label} : {discussion or operation}"
            if discussion or operation
            else label,
            text=text,
            title=row.get("Titre", ""),
            parent=row.get("ParentReactionUuid") or row.get("DebateUuid") or document,
            author=row.get("UserUuid", ""),
            place="" if place == NOWHERE else place,
            place_of="document" if place not in ("", NOWHERE) else "",
            date=moment(row.get("Publication", "")),
            published=moment(row.get("Publication", "")),
            status="not_public" if is_root else "published",
            declared="system" if is_root else "",
            tags=lines(row.get("StrTags", "").removesuffix(" - ").split(" - ")),
            in_favour=row.get("NotePos", ""),
            against=row.get("NoteNeg", ""),
            mended=noted,
        )


def _words(cell: str) -> tuple[str, str]:
    """The text, and what Excel and the back office did to it that cannot be undone."""
    text, noted = said(cell)
    names = [noted] if noted else []
    if len(cell) >= CELL_LIMIT:
        names.append("truncated")
    if _GLUED.search(text):
        names.append("glued")
    return text, ",".join(names)


def _slug(title: str) -> str:
    bare = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", bare).strip("-")[:40]
