"""What the queries of an edition answer: one class a .sql file, its fields the columns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from synthesis.report.asking import Decided


@dataclass(frozen=True)
class Theme(Decided):
    """One row per theme of a question, in the order of the edition."""

    query = "themes"
    question_id: str
    theme_id: str
    kind: str
    source: str
    parent_id: str | None
    position: int
    label_fr: str
    label_en: str
    definition_fr: str
    definition_en: str
    includes: str
    excludes: str
    rule: str | None


@dataclass(frozen=True)
class ThemeCount(Decided):
    """One row per theme, base and way to count copies."""

    query = "theme_counts"
    question_id: str
    theme_id: str
    base: str
    copies: str
    n: Decimal
    of: Decimal
    share: float | None
    low: float | None
    high: float | None
