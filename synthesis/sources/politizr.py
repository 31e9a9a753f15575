"""Reader `politizr`: sujets, réactions and commentaires, of Politizr and its fork bien-dit.

From the tables of its database, as CSV files in a folder or as a mysqldump, or from the lists of
its back office (.xlsx), which show less: no drafts, no states, no votes one by one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from synthesis.errors import SourceError
from synthesis.sources import politizr_lists, politizr_threads
from synthesis.sources.layout import Laid, Sheet
from synthesis.sources.politizr_tables import DOCUMENTS, KEPT
from synthesis.sources.reader import Reader, Recognition, SourceEntry

SHOWN: Final = (*DOCUMENTS, *politizr_lists.LISTS, "p_user")  # whose other columns are told
_TELLING: Final = {  # columns that only one of the four tables has all of
    "p_d_reaction": {"p_d_debate_id", "parent_reaction_id", "description", "note_pos"},
    "p_d_d_comment": {"p_d_debate_id", "paragraph_no", "description", "note_pos"},
    "p_d_r_comment": {"p_d_reaction_id", "paragraph_no", "description", "note_pos"},
    "p_d_debate": {"id", "title", "description", "note_pos", "published", "published_at"},
}


def recognise(sheets: Sequence[Sheet]) -> Recognition | None:
    """At least one table of documents, or one list of the back office, and no stranger."""
    named = [_named(sheet) for sheet in sheets]
    if not any(name in (*DOCUMENTS, *politizr_lists.LISTS) for name in named):
        return None
    if not all(named):
        return None
    aside = dict.fromkeys(
        f"{name}.{column}"
        for name, sheet in zip(named, sheets, strict=True)
        for column in sheet.header
        if name in SHOWN and column.strip() not in _kept(name)
    )
    return Recognition("politizr", left_aside=tuple(aside))


def lay(sheets: Sequence[Sheet], entry: SourceEntry, work: Path) -> Sequence[Laid]:
    """One sheet of utterances for each table or list of documents."""
    tables: dict[str, Sheet] = {}
    lists: dict[str, list[Sheet]] = {}
    for sheet in sheets:
        name = _named(sheet)
        if name in politizr_lists.LISTS:  # comments on sujets and on réactions are two lists
            lists.setdefault(name, []).append(sheet)
        elif name in tables:
            raise SourceError(
                f"Two of these are the table {name}: {tables[name].name} and {sheet.name}.",
                where=entry.path,
                todo="Give each snapshot a folder and [[sources]] of its own, oldest first.",
            )
        elif name:
            tables[name] = sheet
    if not any(name in tables for name in DOCUMENTS) and not lists:
        raise SourceError(
            "None of these is a table or list of Politizr.",
            where=entry.path,
            todo=f"Give the folder with {', '.join(f'{name}.csv' for name in DOCUMENTS)}, "
            "a dump of these tables, or the lists of the back office (.xlsx).",
        )
    for name, sheet in tables.items():
        if sheet.header and "id" in KEPT[name] and not _has(sheet, "id"):
            raise SourceError(
                f"The table {name} has no column 'id'.",
                where=sheet.name,
                todo="Export the table again, with all its columns.",
            )
    return [*politizr_threads.laid_tables(tables, work), *politizr_lists.laid_lists(lists, work)]


def _named(sheet: Sheet) -> str:
    """The table or list a sheet is: documents by their columns, others by their file's name."""
    header = {name.strip() for name in sheet.header}
    for name, columns in _TELLING.items():
        if columns <= header:
            return name
    for name, columns in politizr_lists.LISTS.items():
        if columns <= header:
            return name
    stem = sheet.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return stem if stem in KEPT else ""


def _has(sheet: Sheet, column: str) -> bool:
    return column in (name.strip() for name in sheet.header)


def _kept(name: str) -> frozenset[str]:
    return frozenset(KEPT.get(name, ())) | politizr_lists.READ


POLITIZR: Final = Reader(
    name="politizr",
    expects_en="Politizr or bien-dit: a folder of its tables (p_d_debate.csv…), a mysqldump of "
    "them, or the lists of the back office (.xlsx)",
    expects_fr="Politizr ou bien-dit : un dossier de ses tables (p_d_debate.csv…), leur mysqldump, "
    "ou les listes du back-office (.xlsx)",
    recognise=recognise,
    lay=lay,
    dataset="politizr",
    warnings=("politizr_reputation",),
)
