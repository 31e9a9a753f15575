"""What a reader is: its name, what it expects, how it recognises a sheet and lays it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from synthesis.sources.layout import Layout, Sheet

Columns = Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True)
class SourceEntry:
    """One export as a recipe names it; `name` is its path as written there, with slashes."""

    reader: str
    path: Path
    name: str
    columns: Columns = field(default_factory=dict)
    sheet: str = ""  # of a workbook; empty: the first one with rows


@dataclass(frozen=True)
class Recognition:
    """What a reader makes of a sheet nobody described; `left_aside` names the columns not read."""

    reader: str
    columns: Columns = field(default_factory=dict)
    left_aside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reader:
    """One platform's reader; `columns` are the names a recipe may map for it."""

    name: str
    expects_en: str
    expects_fr: str
    recognise: Callable[[Sheet], Recognition | None]
    layout: Callable[[Sheet, SourceEntry], Layout]
    columns: tuple[str, ...] = ()
