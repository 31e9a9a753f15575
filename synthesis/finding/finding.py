"""One contribution in an edition: its answers, where they went and why, who decided, who quotes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from synthesis.audit import evidence
from synthesis.audit.evidence import Evidence
from synthesis.audit.opening import opened
from synthesis.errors import SearchError
from synthesis.journal import Event
from synthesis.outcomes import EDITION
from synthesis.report.asking import ask
from synthesis.report.edition.lookup import Found, LookupPage, anchor, lookup_pages, page_of
from synthesis.store import Row, Store

_QUERIES: Final = {
    path.stem: path.read_text(encoding="utf-8")
    for path in sorted(Path(__file__).with_name("queries").glob("*.sql"))
}


@dataclass(frozen=True)
class Answer:
    """One answer: the row of the look-up, its words as published, and what put it where it is.

    `weights` are its terms with what each weighs for the cluster the run chose and for the next;
    `codings` the themes that hold it, each with its way; `quotations` where it is quoted.
    """

    row: Found
    question: str  # its title
    text: str | None
    weights: Sequence[Row]
    second: int | None
    codings: Sequence[Row]
    quotations: Sequence[Row]
    decisions: Sequence[Event]


@dataclass(frozen=True)
class Contribution:
    """All that an edition says of one reference; `page` is where its pages say it.

    `standing` is the state of the whole of it, where it has one; `contact`, how to reach whoever
    answers for the edition.
    """

    reference: str
    source: str
    day: str
    standing: str | None
    answers: Sequence[Answer]
    page: str
    contact: str


class Edition:
    """A published edition, open to be looked into."""

    def __init__(self, told: Evidence, store: Store) -> None:
        self._told, self._store, self._events = told, store, told.events
        # Read once: each question about an answer is then a look into memory.
        for table in EDITION:
            store.see(f"published_{table.name}", told.table(table.name))
            store.create(table.name, f"select * from published_{table.name}", {})
        self._pages: Sequence[LookupPage] = lookup_pages(store)
        self._titles = {str(row["question_id"]): str(row["title"]) for row in self._ask("titles")}

    def find(self, reference: str) -> Contribution:
        """What became of a contribution; SearchError where the edition has none of that name.

        Only the whole reference is looked for: no part of it, no name, no words.
        """
        rows = ask(self._store, Found, first=reference, last=reference)
        page = page_of(self._pages, reference)
        if not rows or page is None:
            raise SearchError(
                f"No contribution of this edition has the reference '{reference}'.",
                where=self._told.folder,
                todo="It is what the platform shows with the contribution, and column `reference` "
                "of tables/contributions.csv; capitals and signs count.",
            )
        (about,) = self._ask("about", contribution=rows[0].contribution_id)
        return Contribution(
            reference,
            str(about["source"]),
            str(about["day"] or ""),
            rows[0].standing,
            [self._answer(row) for row in rows if row.answer_id is not None],
            f"{page.path}#{anchor(reference)}",
            self._told.recipe.contact,
        )

    def _answer(self, row: Found) -> Answer:
        asked = {"answer": row.answer_id}
        placed = self._ask("placed", **asked)[0]
        return Answer(
            row,
            self._titles[str(row.question_id)],
            placed["text"],
            self._ask("weights", **asked),
            placed["second_cluster_id"],
            self._ask("codings", **asked),
            self._ask("quotations", **asked),
            list(self._decisions(row)),
        )

    def _decisions(self, row: Found) -> Iterator[Event]:
        """Decisions that name this answer; those about its cluster are the cluster's."""
        for event in self._events:
            named = [*event.payload.get("answers", ()), event.payload.get("answer")]
            alone = {str(each).partition("#")[0] for each in named if each}
            if event.question == row.question_id and row.reference in alone | set(named):
                yield event

    def _ask(self, query: str, **parameters: Any) -> list[Row]:
        return self._store.rows(_QUERIES[query], **parameters)


@contextmanager
def looking(given: Path, threads: int = 2) -> Iterator[Edition]:
    """The edition in a folder or an archive; InputError, or AuditError, where it is none."""
    with opened(given) as folder, tempfile.TemporaryDirectory(prefix="doleances-") as room:
        told = evidence.read(folder)
        with Store(Path(room) / "spill", threads) as store:
            yield Edition(told, store)


def ways(codings: Sequence[Row]) -> Mapping[str, list[Row]]:
    """The ways a theme holds an answer, by theme, in order."""
    found: dict[str, list[Row]] = {}
    for row in codings:
        found.setdefault(str(row["theme_id"]), []).append(row)
    return found
