"""The four tables of documents of Politizr as utterances: who answers whom, where, in what state.

States and threads as politizr/politizr computes them (model classes PDDebate, PDReaction…).
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from synthesis.sources.layout import Laid, Sheet
from synthesis.sources.politizr_tables import DOCUMENTS
from synthesis.sources.rows import lines, moment, rows_of, said
from synthesis.sources.utterances import Utterance, content_of, laid

Row = Mapping[str, str]

KINDS: Final = {  # table: our word, the platform's
    "p_d_debate": ("proposal", "Sujets", "sujets"),
    "p_d_reaction": ("reaction", "Réactions", "reactions"),
    "p_d_d_comment": ("comment", "Commentaires", "commentaires"),
    "p_d_r_comment": ("comment", "Commentaires", "commentaires"),
}
ADDRESSES: Final = {"p_d_debate": "debat", "p_d_reaction": "reaction"}  # of the public pages
THEME, PRIVATE = "2", "5"  # kinds of tags; private ones are notes of the client
ROOT, DIRECT = "ROOT NODE", "MESSAGE DIRECT"  # titles of rows nobody wrote to be read
_LEVELS: Final = ("city", "department", "region", "country")
_CAST: Final = {  # action of the log of reputation: what it voted on, and how
    "10": ("PDDebate", 0), "11": ("PDDebate", 1), "12": ("PDReaction", 0), "13": ("PDReaction", 1),
    "14": ("Comment", 0), "15": ("Comment", 1),
}  # fmt: skip
_OBJECTS: Final = {"PDDebate": "p_d_debate", "PDReaction": "p_d_reaction",
                   "PDDComment": "p_d_d_comment", "PDRComment": "p_d_r_comment"}  # fmt: skip


@dataclass
class _Beside:
    """What the tables around the documents say of them, by identifiers of the database."""

    users: dict[str, tuple[str, str]] = field(default_factory=dict)
    tags: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    themes: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    places: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    topics: dict[str, str] = field(default_factory=dict)
    operations: dict[str, str] = field(default_factory=dict)
    cast: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    has_log: bool = False
    names: dict[tuple[str, str], str] = field(default_factory=dict)  # native ids of documents
    where: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    roots: set[str] = field(default_factory=set)


def laid_tables(tables: Mapping[str, Sheet], work: Path) -> Sequence[Laid]:
    """The utterances of each table of documents, resolved with the tables around them."""
    beside = _beside(tables)
    around = tuple(
        (sheet.name, content_of(sheet))
        for name, sheet in sorted(tables.items())
        if name not in DOCUMENTS and sheet.header
    )
    found = []
    for name in DOCUMENTS:
        sheet = tables.get(name)
        if sheet is not None and sheet.header:
            told = dataclasses.replace(sheet, beside=around)
            found.append(laid(told, _utterances(name, sheet, beside), work))
    return found


def _beside(tables: Mapping[str, Sheet]) -> _Beside:
    beside = _Beside()
    rows = {name: rows_of(sheet) for name, sheet in tables.items()}
    for row in rows.get("p_user", ()):
        organisation, elected = row.get("organization") == "1", row.get("qualified") == "1"
        kind = "organisation" if organisation else "élu" if elected else "citoyen"
        beside.users[row["id"]] = (row.get("uuid") or f"user:{row['id']}", kind)
    _read_places(rows, beside)
    circles = {row["id"]: row.get("title", "") for row in rows.get("p_circle", ())}
    for row in rows.get("p_c_topic", ()):
        group = circles.get(row.get("p_circle_id", ""), "")
        title = row.get("title", "")
        beside.topics[row["id"]] = f"{title} ({group})" if group else title
    for row in rows.get("p_e_operation", ()):
        beside.operations[row["id"]] = row.get("title", "")
    _read_tags(rows, beside)
    for row in rows.get("p_u_reputation", ()):
        beside.has_log = True
        on, against = _CAST.get(row.get("p_r_action_id", ""), ("", 0))
        what = re.split(r"[\\/.]", row.get("p_object_name", ""))[-1]
        if on and what in _OBJECTS and (on == what or on in what):
            beside.cast[_OBJECTS[what], row.get("p_object_id", ""), against] += 1
    _read_documents(tables, beside)
    return beside


def _read_places(rows: Mapping[str, Iterator[Row]], beside: _Beside) -> None:
    for level in _LEVELS:
        for row in rows.get(f"p_l_{level}", ()):
            label = row.get("name_real") or row.get("name") or row.get("title", "")
            code = row.get("zipcode") or row.get("code", "")
            beside.places[level, row["id"]] = (label, code)


def _read_tags(rows: Mapping[str, Iterator[Row]], beside: _Beside) -> None:
    titles = {
        row["id"]: (row.get("title", ""), row.get("p_t_tag_type_id", ""))
        for row in rows.get("p_tag", ())
        if row.get("moderated") != "1"
    }
    for table, link, key in (
        ("p_d_debate", "p_d_d_tagged_t", "p_d_debate_id"),
        ("p_d_reaction", "p_d_r_tagged_t", "p_d_reaction_id"),
    ):
        for row in rows.get(link, ()):
            title, type = titles.get(row.get("p_tag_id", ""), ("", PRIVATE))
            if type != PRIVATE:
                into = beside.themes if type == THEME else beside.tags
                into[table, row.get(key, "")].append(title)


def _read_documents(tables: Mapping[str, Sheet], beside: _Beside) -> None:
    """The name of each document and the place it was written in, before any is told."""
    for table in DOCUMENTS:
        for row in rows_of(tables[table]) if table in tables else ():
            beside.names[table, row["id"]] = _native(table, row)
            if table == "p_d_reaction" and _is_root(row):
                beside.roots.add(row["id"])
            above = _document_of(table, row)
            topic, operation = beside.where.get(above, ("", "")) if above else ("", "")
            beside.where[table, row["id"]] = (
                row.get("p_c_topic_id") or topic,
                row.get("p_e_operation_id") or operation,
            )


def _native(table: str, row: Row) -> str:
    """The uuid, which lists of the back office know too; old rows have but a slug, or a number."""
    if row.get("uuid"):
        return row["uuid"]
    slug = row.get("slug", "")
    return f"{ADDRESSES[table]}/{slug}" if slug and table in ADDRESSES else f"{table}:{row['id']}"


def _document_of(table: str, row: Row) -> tuple[str, str] | None:
    """The sujet of a réaction; the document of a commentaire."""
    if table == "p_d_r_comment":
        return "p_d_reaction", row.get("p_d_reaction_id", "")
    if table in ("p_d_reaction", "p_d_d_comment"):
        return "p_d_debate", row.get("p_d_debate_id", "")
    return None


def _is_root(row: Row) -> bool:
    return row.get("title") == ROOT and row.get("tree_level", "0") in ("0", "")


def _utterances(table: str, sheet: Sheet, beside: _Beside) -> Iterator[Utterance]:
    for row in rows_of(sheet):
        yield _utterance(table, row, beside)


def _utterance(table: str, row: Row, beside: _Beside) -> Utterance:
    key = (table, row["id"])
    native = beside.names[key]
    # A row the platform makes for itself has no words but its title: empty it is not.
    is_system = table == "p_d_reaction" and _is_root(row)
    text, repairs = said(row.get("title" if is_system else "description", ""))
    question, question_title = _place_written_in(table, key, beside)
    author, author_type = _author(row, beside)
    status, declared = _state(table, row)
    place, code, level = _place(row, beside)
    slug = row.get("slug", "")
    address = f"{ADDRESSES[table]}/{slug}" if slug and table in ADDRESSES else ""
    paragraph = row.get("paragraph_no", "")
    return Utterance(
        native_id=native,
        reference=address or f"{KINDS[table][2].removesuffix('s')}/{row.get('uuid') or row['id']}",
        kind=KINDS[table][0],
        question=question,
        question_title=question_title,
        text=text,
        title=said(row.get("title", ""))[0],
        parent=_parent(table, row, beside),
        paragraph="" if paragraph == "0" else paragraph,
        author=author,
        author_type=author_type,
        place=place,
        place_code=code,
        place_level=level,
        place_of="document" if place else "",
        date=moment(row.get("created_at", "") or row.get("published_at", "")),
        published=moment(row.get("published_at", "")),
        updated=moment(row.get("updated_at", "")),
        status=status,
        declared=declared,
        category=lines(beside.themes.get(key, [])),
        tags=lines(beside.tags.get(key, [])),
        in_favour=row.get("note_pos", ""),
        against=row.get("note_neg", ""),
        cast_for=str(beside.cast[*key, 0]) if beside.has_log else "",
        cast_against=str(beside.cast[*key, 1]) if beside.has_log else "",
        mended=repairs,
    )


def _place_written_in(table: str, key: tuple[str, str], beside: _Beside) -> tuple[str, str]:
    """Its topic, else its operation, else the whole platform; one question per kind of writing."""
    topic, operation = beside.where[key]
    _, label, id = KINDS[table]
    if topic:
        return f"{id}-{topic}", f"{label} : {beside.topics.get(topic, f'discussion {topic}')}"
    if operation:
        title = beside.operations.get(operation, f"opération {operation}")
        return f"{id}-op-{operation}", f"{label} : {title}"
    return id, label


def _author(row: Row, beside: _Beside) -> tuple[str, str]:
    user = row.get("p_user_id", "")
    return beside.users.get(user, (f"user:{user}", "")) if user else ("", "")


def _parent(table: str, row: Row, beside: _Beside) -> str:
    """The réaction above, unless that is the root of the tree; else the document."""
    above = row.get("parent_reaction_id", "")
    if table == "p_d_reaction" and _is_root(row):
        return ""
    if table == "p_d_reaction" and above and above not in beside.roots:
        return beside.names.get(("p_d_reaction", above), f"p_d_reaction:{above}")
    document = _document_of(table, row)
    if document is None or not document[1]:
        return ""
    return beside.names.get(document, ":".join(document))


def _state(table: str, row: Row) -> tuple[str, str]:
    """One of our states, and what the platform calls it."""
    if table == "p_d_debate" and row.get("title") == DIRECT:
        return "not_public", "direct"
    if table == "p_d_reaction" and _is_root(row):
        return "not_public", "system"
    if row.get("moderated") == "1":
        return "moderated", "moderated"
    if table in ADDRESSES and (row.get("published") != "1" or not row.get("published_at")):
        return "not_public", "draft"
    if row.get("online", "1") != "1":
        return "not_public", "offline"
    return "published", "moderated_partial" if row.get("moderated_partial") == "1" else ""


def _place(row: Row, beside: _Beside) -> tuple[str, str, str]:
    """The finest place a document is about: label, code, level."""
    for level in _LEVELS:
        if id := row.get(f"p_l_{level}_id", ""):
            label, code = beside.places.get((level, id), (id, ""))
            return label, code, level
    return "", "", ""
