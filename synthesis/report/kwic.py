"""The concordances of a draft: for each keyword, some answers drawn by digest, in context."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from synthesis import concordance
from synthesis.report.about import KwicLine
from synthesis.walk import Walk

DRAWN = Path(__file__).parent / "drawn.sql"
TABLES = ("readings", "forms", "keywords")

Pair = tuple[str, str]  # reference and text of an answer


class Kwic:
    """Lines of one question after the other, from the parts of a run."""

    def __init__(self, walk: Walk) -> None:
        self._walk = walk
        self._question = ""
        self._forms: dict[str, set[str]] = {}
        self._drawn: dict[str, list[Pair]] = {}

    def lines(self, question: str, term: str, limit: int) -> list[KwicLine]:
        """At most `limit` occurrences of a keyword; none for a question that was not analysed."""
        if ("keywords", question) not in self._walk.files:
            return []
        if question != self._question:
            self._draw(question, limit)
        pattern = self._walk.lexicon.token_pattern
        drawn = self._drawn.get(term, [])
        forms = self._forms.get(term)
        found: Iterable[concordance.Line] = (
            concordance.lines(drawn, frozenset(forms), pattern)
            if forms
            else concordance.runs(drawn, term, pattern)
        )
        return [
            KwicLine(line.reference, line.left, line.word, line.right)
            for line, _ in zip(found, range(limit), strict=False)
        ]

    def _draw(self, question: str, limit: int) -> None:
        """Of each keyword of a question, its forms and the answers to show."""
        store = self._walk.store
        for name in TABLES:
            store.see(name, self._walk.files[name, question])
        store.see("answers", self._walk.files["answers", None], question)
        self._question = question
        self._forms, self._drawn = {}, {}
        for row in store.rows("select term, form from forms where reason is null"):
            self._forms.setdefault(str(row["term"]), set()).add(str(row["form"]))
        seed = self._walk.recipe.settings.seed
        for row in store.rows(DRAWN.read_text(encoding="utf-8"), seed=seed, limit=limit):
            pair = str(row["reference"]), str(row["text"])
            self._drawn.setdefault(str(row["term"]), []).append(pair)
