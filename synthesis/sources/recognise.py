"""What an export is, from its content alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from synthesis.errors import SourceError
from synthesis.sources import READERS, as_told
from synthesis.sources.containers import sheets_of
from synthesis.sources.guess import Guess, guess
from synthesis.sources.layout import Laid, Sheet
from synthesis.sources.platforms import Platform, platform_of
from synthesis.sources.reader import SourceEntry


@dataclass(frozen=True)
class Recognised:
    """An export a reader takes; `entry` is what a recipe should say of it."""

    entry: SourceEntry
    laid: Sequence[Laid]
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
    """The first reader sure of the export; SourceError when it holds no table at all."""
    sheets = sheets_of(path, work)
    for reader in READERS:
        found = reader.recognise(sheets)
        if found:
            entry = SourceEntry(found.reader, path.resolve(), path.name, found.columns)
            laid = [as_told(each, "", reader) for each in reader.lay(sheets, entry, work)]
            return Recognised(entry, laid, found.left_aside)
    rows = [sheet for sheet in sheets if sheet.header]
    if not rows:
        raise SourceError("None of its tables has a row.", where=path, todo="Export it again.")
    strange = next((sheet for sheet in rows if _alone_unknown(sheet)), rows[0])
    return Unknown(path, strange, platform_of(strange.header), guess(strange))


def _alone_unknown(sheet: Sheet) -> bool:
    return all(reader.recognise([sheet]) is None for reader in READERS)
