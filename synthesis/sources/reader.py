"""What a reader is: its name, what it expects, how it recognises sheets and lays them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from synthesis.sources.layout import Laid, Layout, Sheet

Columns = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class SourceEntry:
    """One export as a recipe names it; `name` is its path as written there, with slashes."""

    reader: str
    path: Path
    name: str
    columns: Columns = field(default_factory=dict)
    sheet: str = ""  # of a workbook; empty: the first one with rows
    dataset: str = ""  # snapshots of one dataset share it; empty: as the reader says


@dataclass(frozen=True)
class Recognition:
    """What a reader makes of sheets nobody described; `left_aside` names what is not read."""

    reader: str
    columns: Columns = field(default_factory=dict)
    left_aside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """One platform's reader (docs/sources.md).

    `recognise` is given the sheets of a file, folder or archive and answers None unless it is
    sure; `lay` gives back those that hold contributions, each with its layout, and may write
    copies of them in the folder it is given. `columns` are the names a recipe may map; `dataset`
    says that identifiers of two exports mean the same contributions; `warnings` name, by a word
    the report knows, what its platform does to who can speak.
    """

    name: str
    expects_en: str
    expects_fr: str
    recognise: Callable[[Sequence[Sheet]], Recognition | None]
    lay: Callable[[Sequence[Sheet], SourceEntry, Path], Sequence[Laid]]
    columns: tuple[str, ...] = ()
    dataset: str = ""
    warnings: tuple[str, ...] = ()


def sheet_by_sheet(
    recognise: Callable[[Sheet], Recognition | None],
) -> Callable[[Sequence[Sheet]], Recognition | None]:
    """For readers to whom each sheet is an export: sure of all of them, or of none."""

    def of_all(sheets: Sequence[Sheet]) -> Recognition | None:
        found = [recognise(sheet) for sheet in sheets]
        known = [each for each in found if each is not None]
        if not known or len(known) < len(sheets) or any(each.columns for each in known[1:]):
            return None
        aside = dict.fromkeys(name for each in known for name in each.left_aside)
        return Recognition(known[0].reader, known[0].columns, tuple(aside))

    return of_all


def laid_one_by_one(
    layout: Callable[[Sheet, SourceEntry], Layout],
) -> Callable[[Sequence[Sheet], SourceEntry, Path], Sequence[Laid]]:
    """The same for their layouts: the sheets are read where they lie."""

    def of_all(sheets: Sequence[Sheet], entry: SourceEntry, work: Path) -> Sequence[Laid]:
        return [Laid(sheet, layout(sheet, entry)) for sheet in sheets]

    return of_all
