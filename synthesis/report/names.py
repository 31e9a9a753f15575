"""Names of pages and anchors: safe in a path, a link and a zip, whatever a question is called."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

CONCORDANCE = "-concordance"
_plain = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_anchor = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def page_names(question_ids: Iterable[str]) -> dict[str, str]:
    """Stem of the page of each question: its identifier wherever that makes a file name."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for question_id in question_ids:
        plain = _plain.fullmatch(question_id) and not question_id.endswith((CONCORDANCE, "."))
        # two identifiers that differ by case alone are one file on Windows and macOS
        name = question_id if plain and question_id.lower() not in taken else _made(question_id)
        names[question_id] = name
        taken.add(name.lower())
    return names


def anchor(kind: str, term: str) -> str:
    """Anchor of a term: by digest, so that it stays the same when the order of terms changes."""
    return f"{kind}-{_digest(term)}"


def theme_anchor(theme_id: str) -> str:
    """Anchor of a theme, after `theme-`: its name where that makes one, or a digest of it."""
    return theme_id if _anchor.fullmatch(theme_id) else anchor("t", theme_id)


def _made(question_id: str) -> str:
    folded = unicodedata.normalize("NFKD", question_id).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-")
    return "-".join(part for part in (stem, _digest(question_id)) if part)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
