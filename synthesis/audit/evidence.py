"""What an edition says of itself: its manifest, its rules, and the decisions it rests on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synthesis import codebook
from synthesis import lexicon as lexicons
from synthesis import recipe as recipes
from synthesis.codebook import Codebook
from synthesis.errors import AuditError
from synthesis.journal import Event
from synthesis.lexicon import Lexicon
from synthesis.recipe import Recipe


@dataclass(frozen=True)
class Evidence:
    """An edition in a folder, read and not yet believed. `lines` are those of its decisions."""

    folder: Path
    manifest: Mapping[str, Any]
    recipe: Recipe
    lexicon: Lexicon
    codebook: Codebook
    lines: Sequence[str]

    def table(self, name: str) -> Path:
        """Where a published table lies."""
        return self.folder / "tables" / f"{name}.parquet"

    @property
    def events(self) -> list[Event]:
        """The decisions; ValueError for a line that is none."""
        return [Event.read(line) for line in self.lines]

    @property
    def published(self) -> list[str]:
        """The questions it publishes, in order."""
        return list(self.manifest["questions"]["published"])

    @property
    def read(self) -> list[str]:
        """Of those, the open ones its run analysed."""
        asked = self.manifest["draft"]["questions"]
        return [
            id
            for id in self.published
            if self.recipe.kinds[id] == "open" and (asked == "all" or id in asked)
        ]


def read(folder: Path) -> Evidence:
    """What lies in a folder; AuditError, or an error of the file, where it is no edition."""
    path = folder / "manifest.json"
    if not path.is_file():
        raise AuditError("There is no manifest here: this is no edition.", where=folder)
    try:
        manifest = json.loads(path.read_bytes().decode())
    except ValueError as error:
        raise AuditError(f"It cannot be read: {error}.", where=path.name) from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("edition"), int):
        raise AuditError(
            "This is no published edition: a draft has no decisions to check.", where=path.name
        )
    rules = folder / "rules"
    recipe = recipes.read(rules / "consultation.toml")
    opened = [id for id, kind in recipe.kinds.items() if kind == "open"]
    named = recipe.rules.get("codebook")
    return Evidence(
        folder,
        manifest,
        recipe,
        lexicons.read(rules / "lexicon", recipe.language),
        codebook.read(named, opened) if named else Codebook((), Path(), ""),
        (folder / "decisions.jsonl").read_bytes().decode().splitlines(),
    )
