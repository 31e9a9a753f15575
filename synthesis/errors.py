"""What can go wrong, as a tree; each says what, where, and what to do next.

DoleancesError
├── InputError              exit 2: what was given cannot be used
│   ├── SourceError         an export
│   │   └── EmptyError      a table in which nobody has written yet
│   ├── RecipeError         a recipe
│   ├── SettingsError       a setting
│   ├── LexiconError        a list of words
│   ├── CodebookError       a codebook, or a rule in it
│   ├── OutputError         a folder that cannot be written
│   └── SearchError         what is looked for in a concordance
│       └── SlowError       it took too long to find
├── CheckError              exit 1: a promise of ours does not hold
│   ├── LedgerError         totals do not balance
│   ├── TableError          a table breaks its own description
│   ├── MethodError         an invariant of a computation is broken
│   ├── JournalError        the journal of decisions was altered
│   ├── PublicationError    something is missing before an edition can be published
│   └── AuditError          an edition cannot be read, or is not what was published
└── DecisionError           exit 1: a decision is not recorded
    ├── StaleError          someone changed the thing in between
    └── RefusedError        the rules do not allow it
"""

from __future__ import annotations

from pathlib import Path


class DoleancesError(Exception):
    """Anything this program stops for; `exit_code` is what the command returns."""

    exit_code = 1

    def __init__(
        self, what: str, *, where: Path | str | None = None, line: int | None = None, todo: str = ""
    ) -> None:
        super().__init__(what)
        self.what, self.where, self.line, self.todo = what, where, line, todo

    def __str__(self) -> str:
        place = "" if self.where is None else f"{self.where}: "
        if self.line is not None:
            place = f"{place.removesuffix(': ')}, line {self.line}: "
        advice = f"\n  → {self.todo}" if self.todo else ""
        return f"{place}{self.what}{advice}"


class InputError(DoleancesError):
    """What was given cannot be used."""

    exit_code = 2


class SourceError(InputError):
    """An export cannot be read."""


class EmptyError(SourceError):
    """A table holds no row; in an export of several tables, that is no fault."""


class RecipeError(InputError):
    """A recipe cannot be followed."""


class SettingsError(InputError):
    """A setting is unknown or out of range."""


class LexiconError(InputError):
    """A list of words is missing or malformed."""


class CodebookError(InputError):
    """A codebook, or a rule in it, cannot be read."""


class OutputError(InputError):
    """A folder cannot be written."""


class SearchError(InputError):
    """What is looked for cannot be."""


class SlowError(SearchError):
    """What is looked for takes longer than a page may."""


class CheckError(DoleancesError):
    """A promise of this program does not hold."""


class LedgerError(CheckError):
    """What came in is not what was accounted for."""


class TableError(CheckError):
    """A table breaks its own description."""


class MethodError(CheckError):
    """An invariant of a computation is broken."""


class JournalError(CheckError):
    """The journal of decisions is not as it was written."""


class PublicationError(CheckError):
    """An edition is refused: `listed` is what is missing, a line each, for a terminal alone."""

    def __init__(
        self, what: str, *, where: Path | str | None = None, todo: str = "", listed: str = ""
    ) -> None:
        super().__init__(what, where=where, todo=todo)
        self.listed = listed

    def __str__(self) -> str:
        told, mark, advice = super().__str__().partition("\n  → ")
        return "\n".join(filter(None, (told, self.listed))) + mark + advice


class AuditError(CheckError):
    """An edition cannot be read, or is not what was published."""


class DecisionError(DoleancesError):
    """A decision is not recorded."""


class StaleError(DecisionError):
    """Someone changed the thing in between: `object` is what, `actor` is who, `seq` when."""

    def __init__(self, object: str, actor: str = "", seq: int = 0) -> None:
        super().__init__(f"{object} was changed in between by {actor} (event {seq}).")
        self.object, self.actor, self.seq = object, actor, seq


class RefusedError(DecisionError):
    """The rules do not allow a decision; `reason` is its key among the words of the screens."""

    def __init__(self, reason: str, **facts: object) -> None:
        super().__init__(f"Refused: {reason}.")
        self.reason, self.facts = reason, facts
