"""What a draft was made from: a run that would change nothing writes nothing."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from synthesis import files
from synthesis.recipe import compose
from synthesis.walk import Walk, code_digest


def digest_of(walk: Walk, parts: Mapping[str, Sequence[Path]], draft: Path) -> str:
    """Digest of all a draft shows: its parts, recipe, sources, rules, code, and where it lies."""
    made_from = {
        "parts": {name: [part.stem for part in kept] for name, kept in parts.items()},
        "recipe": compose(walk.recipe),
        "settings": walk.recipe.settings.digest(),
        "sources": [
            [each.sheet.name, each.sheet.sha256, each.sheet.rows, each.sheet.encoding]
            for each in walk.received
        ],
        "lexicon": walk.lexicon.digest,
        "code": code_digest(of_pages=True),
        "folder": str(draft.resolve()),
    }
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class Record:
    """The digest of a draft, its warehouse, and the file that says a run finished both."""

    path: Path
    digest: str
    warehouse: Path

    def stands(self) -> bool:
        """Whether the last finished run was of the same, and left this warehouse, to the byte."""
        return (
            self.path.is_file()
            and self.warehouse.is_file()
            and self.path.read_bytes() == self._bytes()
        )

    def forget(self) -> None:
        """From now on, until `keep`, no run is known to be finished."""
        self.path.unlink(missing_ok=True)

    def keep(self) -> None:
        """Say that warehouse and draft are whole."""
        new = files.aside(self.path)
        new.write_bytes(self._bytes())
        os.replace(new, self.path)

    def _bytes(self) -> bytes:
        return f"{self.digest}\n{files.digest(self.warehouse)}\n".encode()
