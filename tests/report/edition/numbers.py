"""What R-NUM is made of: the numbers a page prints, and what its queries say of them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from synthesis.report.wording import DISSOLVED, STABLE, UNSTABLE

QUOTED = ("bdi", "blockquote", "q", "cite", "code", "mark")  # words that are not ours
PRINTED = ("data", "time", *QUOTED)
DRAWN = ("title", "desc", "text")  # of a drawing: the table beside it says the same
NAMES = re.compile(r"SHA-256|95\u00a0?%|CC BY 4\.0")  # digits that are a name, not a number
OF_RULES = {"least": 50, "crumb": 0.005, "unstable": UNSTABLE, "stable": STABLE,
            "dissolved": DISSOLVED, "drawn": 10, "seed": 2019, "price": 0.03,
            "held": 500, "first": "", "last": "~" * 99}  # fmt: skip


def loose(page: Any) -> list[str]:
    """Words of ours with a digit that no `data` or `time` holds."""
    found = []
    for element in page.all("body")[0].walk():
        if element.inside(*PRINTED) or element.tag in (*DRAWN, "script"):
            continue
        own = NAMES.sub("", "".join(c for c in element.children if isinstance(c, str)))
        if re.search(r"\d", own):
            found.append(own.strip())
    return found


def printed(page: Any) -> Iterator[tuple[Mapping[str, str], str]]:
    """Each `data` that names a query: what it carries, and the text a reader sees."""
    for element in page.all("data"):
        if "data-q" in element.attributes:
            yield element.attributes, element.text()


def read(text: str, language: str) -> tuple[float, float] | None:
    """The number of a printed text, and half of its last decimal; None where it is a bound."""
    plain = re.sub("[\u202f\u00a0 ]", "", text).replace("\u2212", "-")
    if language == "en":
        plain = plain.replace(",", "").replace(".", ",")
    number = re.match(r"[+-]?(\d+)(?:,(\d+))?", plain)
    if not number:
        return None
    scale = 0.01 if re.search(r"%|point", plain) else 1.0
    value = float(number[0].replace(",", ".")) * scale
    return value, 0.5 * scale * 10.0 ** -len(number[2] or "")


class Stranger:
    """Plain DuckDB on the published tables, with the queries as they travel with the pages."""

    def __init__(self, queries: Path, tables: Path, questions: tuple[str, ...], rules: Any) -> None:
        self.db = duckdb.connect()
        self.queries, self.tables = queries, tables
        self.questions, self.rules = questions, OF_RULES | rules
        for table in sorted(tables.glob("*.parquet")):
            self.db.execute(f"create view \"{table.stem}\" as from '{table}'")
        self.told: dict[str, tuple[dict[str, set[Decimal]], set[Decimal]]] = {}

    def said(self, query: str, column: str = "") -> set[Decimal]:
        """The numbers a query gives, in one column or in any."""
        cells, _ = self._told(query)
        return cells.get(column, set()) if column else set().union(*cells.values())

    def added(self, query: str) -> set[Decimal]:
        """What its rows add up to: a column, or rows alike in one or two columns, counted."""
        return self._told(query)[1]

    def _told(self, query: str) -> tuple[dict[str, set[Decimal]], set[Decimal]]:
        if query not in self.told:
            cells: dict[str, set[Decimal]] = {}
            sums: set[Decimal] = set()
            for rows in self._answers(query):
                sums |= {exact(len(rows))} | _alike(rows)
                for name in rows[0] if rows else ():
                    numbers = [exact(row[name]) for row in rows if _is_number(row[name])]
                    cells.setdefault(name, set()).update(numbers)
                    sums.add(sum(numbers, Decimal()))
            self.told[query] = cells, sums
        return self.told[query]

    def _answers(self, query: str) -> Iterator[list[dict[str, Any]]]:
        """Rows of a query, of each question where it takes one, else of all and of each."""
        sql = (self.queries / f"{query}.sql").read_text(encoding="utf-8")
        named = set(re.findall(r"\$(\w+)", sql))
        for question in self.questions if "question" in named else ("",):
            given = {name: self.rules.get(name, question) for name in named}
            answer = self.db.execute(sql, given or None)
            names = [column[0] for column in answer.description]
            rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
            yield rows
            if not question and "question_id" in names:
                for each in self.questions:
                    yield [row for row in rows if row["question_id"] == each]


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def _alike(rows: Sequence[Mapping[str, Any]]) -> set[Decimal]:
    """How many rows have the same value in a column, or in two."""
    names = list(rows[0]) if rows else []
    pairs = itertools.combinations_with_replacement(names, 2)
    return {
        exact(number)
        for one, two in pairs
        for number in Counter((str(row[one]), str(row[two])) for row in rows).values()
    }


def exact(value: object) -> Decimal:
    """A number as it is compared: to twelve decimals, beyond what is printed."""
    return round(Decimal(str(value)), 12).normalize() + 0


def leaves(told: Any) -> Iterator[object]:
    """Every value of a nested answer."""
    if isinstance(told, Mapping):
        for each in told.values():
            yield from leaves(each)
    elif isinstance(told, (list, tuple)):
        for each in told:
            yield from leaves(each)
    else:
        yield told
