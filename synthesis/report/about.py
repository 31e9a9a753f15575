"""What a report must be told beside its tables: sources, rules, versions, and a concordance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from synthesis.errors import SettingsError


@dataclass(frozen=True)
class Source:
    """One export as it was read."""

    name: str
    reader: str
    sha256: str
    rows: int
    encoding: str
    repairs: Mapping[str, int] = field(default_factory=dict)
    rejects: int = 0


@dataclass(frozen=True)
class Setting:
    """One number that can change a result, with its default and its reason."""

    name: str
    value: object
    default: object
    reason: str


@dataclass(frozen=True)
class KwicLine:
    """One occurrence of a term with the words around it, each a slice of the answer."""

    reference: str
    left: str
    word: str
    right: str


@dataclass(frozen=True)
class About:
    """What the pages say of the run itself. Nothing in it names a machine, a path or an hour."""

    id: str
    title: str
    sources: Sequence[Source]
    settings: Sequence[Setting]
    lexicons: Mapping[str, str]
    code_version: str
    libraries: Mapping[str, str]
    kwic: Callable[[str, str, int], Sequence[KwicLine]]
    edition: str = "brouillon"
    warnings: Sequence[str] = ()  # what its platforms do to who can speak, by name
    asked: Sequence[str] = ()  # the questions this run was told to read; none: all

    def setting(self, name: str) -> object:
        """Value of a setting in this run."""
        for setting in self.settings:
            if setting.name == name:
                return setting.value
        raise SettingsError(
            f"The report needs setting '{name}' and was not given it.",
            todo="Hand every field of Settings to About.settings.",
        )

    def threshold(self, name: str) -> Fraction:
        """A share among the settings, exact: 0.4 is two fifths, so that no rounding decides."""
        return Fraction(str(self.setting(name)))
