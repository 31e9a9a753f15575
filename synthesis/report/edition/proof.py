"""Where the printed numbers come from: the queries that give them, and what each reads."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from synthesis.report.asking import FOLDER, Reading
from synthesis.sql import named_in, quoted

CITED = re.compile(r'<data [^>]*data-q="(\w+)"')  # a number's query
LIST = "queries/queries.json"
_comment = re.compile(r"^--.*$", re.MULTILINE)
_step = re.compile(r"^(\w+) as \(", re.MULTILINE)
_read = re.compile(r"(?<!distinct )\b(?:from|join) ([a-z_]+)")


@dataclass(frozen=True)
class Cited:
    """A query that gives numbers an edition prints.

    `parameters` has the values it was asked with; `pages`, the numbers on each French page.
    """

    name: str
    sql: str
    parameters: Mapping[str, tuple[object, ...]]
    pages: Mapping[str, int]

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it reads, in order of their names."""
        return tables_of(self.sql)

    @property
    def numbers(self) -> int:
        """Numbers it gives, on all the French pages together."""
        return sum(self.pages.values())

    @property
    def published(self) -> str:
        """The query as it travels with the pages: under its head, what it was asked with here."""
        head = next(place for place, line in enumerate(self._lines) if not line.startswith("--"))
        return "\n".join([*self._lines[:head], *self._told(), *self._lines[head:]]) + "\n"

    @property
    def _lines(self) -> list[str]:
        return self.sql.splitlines()

    def _told(self) -> Iterable[str]:
        for name, values in self.parameters.items():
            listed = ", ".join(_literal(value) for value in values)
            each = "each of " if len(values) > 1 else ""
            yield f"-- In this edition: ${name} = {each}{listed}."
        yield f"-- Reads: {', '.join(f'tables/{name}.parquet' for name in self.tables)}."
        yield f"-- Printed on: {', '.join(self.pages)}."


@dataclass
class Noting:
    """A door to the tables that remembers with which parameters each query was asked."""

    reading: Reading
    asked: dict[str, list[Mapping[str, object]]] = field(default_factory=dict)

    def rows(self, sql: str, **parameters: object) -> list[dict[str, object]]:
        """Rows of a query, as the door behind gives them."""
        self.asked.setdefault(sql, []).append(named_in(sql, parameters))
        return self.reading.rows(sql, **parameters)


def counted(text: str) -> Counter[str]:
    """How many numbers of each query a page prints."""
    return Counter(CITED.findall(text))


def cited(printed: Mapping[str, Counter[str]], noted: Noting) -> tuple[Cited, ...]:
    """The queries whose numbers the French pages print, by name; `printed` says how many each."""
    return tuple(
        Cited(
            query.stem,
            sql,
            _values(noted.asked.get(sql, ())),
            {path: found[query.stem] for path, found in printed.items() if found[query.stem]},
        )
        for query, sql in _queries()
        if any(found[query.stem] for found in printed.values())
    )


def tables_of(sql: str) -> tuple[str, ...]:
    """The tables a query reads: what it takes rows from and is no step of its own."""
    plain = _comment.sub("", sql)
    return tuple(sorted(set(_read.findall(plain)) - set(_step.findall(plain))))


def in_order(text: str) -> tuple[str, ...]:
    """The queries a piece of page cites, as they come."""
    return tuple(dict.fromkeys(CITED.findall(text)))


def listed(queries: Iterable[Cited]) -> str:
    """The queries as JSON, for a program."""
    told = {
        query.name: {
            "tables": list(query.tables),
            "parameters": {name: list(values) for name, values in query.parameters.items()},
            "pages": dict(query.pages),
            "numbers": query.numbers,
        }
        for query in queries
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _queries() -> list[tuple[Path, str]]:
    found = sorted([*FOLDER.glob("*.sql"), *FOLDER.glob("edition/*.sql")], key=lambda q: q.stem)
    return [(query, query.read_text(encoding="utf-8")) for query in found]


def _values(asked: Iterable[Mapping[str, object]]) -> dict[str, tuple[object, ...]]:
    """Of each parameter, the values it had, once each, in the order they came."""
    found: dict[str, dict[object, None]] = {}
    for parameters in asked:
        for name, value in parameters.items():
            found.setdefault(name, {})[value] = None
    return {name: tuple(values) for name, values in sorted(found.items())}


def _literal(value: object) -> str:
    return quoted(value) if isinstance(value, str) else str(value)
