"""Themes as a codebook lists them, and as the rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, get_args

import pyarrow as pa

from synthesis.codebook.language import Node, parse

Kind = Literal["opinion", "minority", "group"]
KINDS: Final = get_args(Kind)


@dataclass(frozen=True)
class Theme:
    """One idea people named; `questions` are those it is looked for in, none meaning all."""

    id: str
    label_fr: str
    label_en: str = ""
    parent: str | None = None
    questions: tuple[str, ...] = ()
    definition_fr: str = ""
    definition_en: str = ""
    includes: str = ""
    excludes: str = ""
    rule: str | None = None  # as written
    kind: Kind = "opinion"
    position: int = 0

    def parsed(self) -> Node:
        """The tree of its rule, which reading the codebook has checked."""
        return parse(self.rule or "")


@dataclass(frozen=True)
class Codebook:
    """The themes of a file in its order, and the digest of its bytes."""

    themes: tuple[Theme, ...]
    path: Path
    digest: str

    def of(self, question_id: str) -> tuple[Theme, ...]:
        """The themes looked for in one question."""
        return tuple(
            each for each in self.themes if not each.questions or question_id in each.questions
        )

    @property
    def named(self) -> tuple[Theme, ...]:
        """The themes without rule or children: they gather the clusters signed with their label."""
        parents = {theme.parent for theme in self.themes}
        return tuple(
            theme for theme in self.themes if theme.rule is None and theme.id not in parents
        )


def table(book: Codebook, questions: Sequence[str] | None = None) -> pa.Table:
    """One row per theme and question it is looked for in: given `questions`, or null for all."""
    rows = [
        (id, theme)
        for theme in book.themes
        for id in (theme.questions or (None,) if questions is None else questions)
        if questions is None or not theme.questions or id in theme.questions
    ]
    columns: dict[str, list[object]] = {
        "question_id": [id for id, _ in rows],
        "theme_id": [theme.id for _, theme in rows],
        "kind": [theme.kind for _, theme in rows],
        "parent_id": [theme.parent for _, theme in rows],
        **{
            name: [getattr(theme, name) for _, theme in rows]
            for name in (
                "label_fr", "label_en", "definition_fr", "definition_en",
                "includes", "excludes", "rule",
            )
        },
    }  # fmt: skip
    arrays = {name: pa.array(values, pa.string()) for name, values in columns.items()}
    arrays["position"] = pa.array([theme.position for _, theme in rows], pa.int32())
    return pa.table(arrays)
