"""What an export is, from its content alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from synthesis.errors import SourceError
from synthesis.sources import READERS
from synthesis.sources.guess import Guess, guess
from synthesis.sources.layout import Layout, Sheet
from synthesis.sources.platforms import Platform, platform_of
from synthesis.sources.reader import SourceEntry
from synthesis.sources.sheets import open_sheet


@dataclass(frozen=True)
class Recognised:
    """An export a reader takes; `entry` is what a recipe should say of it."""

    entry: SourceEntry
    sheet: Sheet
    layout: Layout
    left_aside: tuple[str, ...]


@dataclass(frozen=True)
class Unknown:
    """A table no reader is sure of: the platform its columns show, if any, and what to try."""

    path: Path
    sheet: Sheet
    platform: Platform | None
    guess: Guess

    def error(self) -> SourceError:
        """The refusal, for a command that cannot go on without a reader."""
        why = f": {self.guess.doubt.en}" if self.guess.doubt else ""
        return SourceError(
            f"No reader is sure of these columns{why}.",
            where=self.path,
            todo='Write a recipe with reader = "table" and, for instance, '
            f"{self.guess.suggestion}; the file has {list(self.sheet.header[:20])}.",
        )


def recognise(path: Path, work: Path) -> Recognised | Unknown:
    """The first reader sure of the file; SourceError when it is no table at all."""
    sheet = open_sheet(path, work)
    for reader in READERS:
        found = reader.recognise(sheet)
        if found:
            entry = SourceEntry(found.reader, path.resolve(), path.name, found.columns)
            return Recognised(entry, sheet, reader.layout(sheet, entry), found.left_aside)
    return Unknown(path, sheet, platform_of(sheet.header), guess(sheet))
