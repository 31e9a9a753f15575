"""A contribution in the making: its answers, its author, its identifiers."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass, field
from datetime import datetime

from .patterns import PERSONA


@dataclass(frozen=True)
class Answer:
    """What one cell says, the ideas in it, and why it is there."""

    text: str
    ideas: tuple[str, ...] = ()
    kind: str = "idea"


@dataclass(frozen=True)
class Author:
    """Who contributed, as the export shows it; no id for an unknown author."""

    id: str
    type: str
    zip_code: str


@dataclass(eq=False)  # one row is never another, whatever they hold
class Contribution:
    """One row in the making."""

    answers: dict[str, Answer] = field(default_factory=dict)
    author: Author = Author("", "", "")
    created: datetime = datetime.min
    title: str = ""
    trashed: str = ""
    choices: dict[str, str] = field(default_factory=dict)
    reference: str = ""

    @property
    def words(self) -> str:
        """All that is said in it."""
        return " ".join(answer.text for answer in self.answers.values())

    @property
    def tells(self) -> bool:
        """Whether it says who speaks: an age, a trade, a family, a street."""
        return any(PERSONA.search(answer.text) for answer in self.answers.values())

    @property
    def ideas(self) -> list[str]:
        """The ideas in it, in order."""
        return [idea for answer in self.answers.values() for idea in answer.ideas]


def opaque(kind: str, name: str) -> str:
    """An identifier as the platform writes it: base64 of a kind and a number for ever the same."""
    return base64.b64encode(f"{kind}:{uuid.uuid5(uuid.NAMESPACE_URL, name)}".encode()).decode()
