"""A document of the platform in the making: a sujet, a réaction or a commentaire."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

DRAFT: Final = "brouillon"
MODERATED: Final = "modere"
RETOUCHED: Final = "retouche"  # some words taken out by the moderators
DIRECT: Final = "direct"  # a private message that the platform keeps among the sujets


@dataclass(frozen=True)
class Account:
    """Somebody on the platform; `role` is citizen, elected, town or banned."""

    id: int
    firstname: str
    name: str
    gender: str
    role: str
    created: datetime

    @property
    def full_name(self) -> str:
        """As the documents are signed."""
        return f"{self.firstname} {self.name}"


@dataclass(eq=False)  # one document is never another, whatever they hold
class Document:
    """One row in the making, `blocks` being its paragraphs as they were written in the bank."""

    kind: str  # debate, reaction, comment
    topic: int
    idea: str
    title: str = ""
    who: str = ""
    day: str = ""
    state: str = ""
    blocks: list[str] = field(default_factory=list)
    paragraph: int = 0
    level: int = 0
    parent: Document | None = None
    original: tuple[str, str] = ("", "")
    campaign: str = ""
    author: Account | None = None
    published: datetime = datetime.min
    id: int = 0
    left: int = 0
    right: int = 0
    children: list[Document] = field(default_factory=list)
    votes: list[tuple[Account, bool]] = field(default_factory=list)

    @property
    def debate(self) -> Document:
        """The sujet at the top of its thread."""
        return self.parent.debate if self.parent else self

    @property
    def is_published(self) -> bool:
        """Whether it was ever public, moderated since or not."""
        return self.state not in (DRAFT, DIRECT)

    @property
    def table(self) -> str:
        """The table it goes to."""
        if self.kind != "comment":
            return f"p_d_{self.kind}"
        assert self.parent is not None
        return f"p_d_{self.parent.kind[0]}_comment"

    @property
    def model(self) -> str:
        """What the platform's log calls it."""
        names = {"debate": "PDDebate", "reaction": "PDReaction"}
        letter = "R" if self.table == "p_d_r_comment" else "D"
        return "Politizr\\Model\\" + names.get(self.kind, f"PD{letter}Comment")


def identifier(*parts: object) -> str:
    """An identifier for ever the same."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "/".join(map(str, ("courvallon", *parts)))))
