"""A warehouse small enough to count on fingers and hostile enough to try the escaping."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import duckdb
import pytest

from synthesis.report import pages
from synthesis.report.about import About, KwicLine, Setting, Source
from synthesis.settings import Settings
from synthesis.tables import TABLES

SCRIPT = "<script>alert(1)</script>"
IMAGE = '"><img src=x onerror=alert(2)>'
CLOSING = "</bdi></blockquote></style></title><svg/onload=alert(3)>"
NASTY = f"{SCRIPT}{IMAGE}' & \"\r\n\t{CLOSING}\u202e fin"
VOID = {"meta", "br", "img", "link", "input", "hr"}


@dataclasses.dataclass
class Element:
    """One element of a parsed page."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = dataclasses.field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Itself and every element under it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str) -> list[Element]:
        """Elements of these tags under it."""
        return [element for element in self.walk() if element.tag in tags]

    def text(self) -> str:
        """Every character under it."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def inside(self, *tags: str) -> bool:
        """Whether it is, or lies in, an element of one of these tags."""
        return self.tag in tags or (self.parent is not None and self.parent.inside(*tags))


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(made)
        if tag not in VOID:
            self.here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parse(page: str) -> Element:
    """The page as a tree; an element left open or closed twice fails."""
    tree = _Tree()
    tree.feed(page)
    tree.close()
    assert tree.here is tree.root
    return tree.root


class Warehouse:
    """The tables, filled by hand, behind the door the report asks through."""

    def __init__(self) -> None:
        self.connection = duckdb.connect()
        for table in TABLES.values():
            columns = ", ".join(f'"{column.name}" {column.type}' for column in table.columns)
            self.connection.execute(f"create table {table.name} ({columns})")

    def add(self, table: str, *rows: tuple[Any, ...]) -> None:
        """Put rows in a table."""
        marks = ", ".join("?" * len(TABLES[table].columns))
        for row in rows:
            self.connection.execute(f"insert into {table} values ({marks})", list(row))

    def rows(self, sql: str, **parameters: object) -> list[dict[str, object]]:
        """Rows of a query."""
        answer = self.connection.execute(sql, parameters)
        names = [column[0] for column in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _contributions(warehouse: Warehouse) -> None:
    """120 contributions: 80 known authors, one of them twice; two of four departments small."""
    places = ["75"] * 60 + ["2A"] * 20 + ["48"] * 3 + ["23"] * 2
    for number in range(1, 121):
        known = number <= 81
        place = places[number - 1] if number <= len(places) else None
        day = datetime.date(2019, 1, 22) + datetime.timedelta(days=number % 5)
        warehouse.add(
            "contributions",
            (
                number,
                f"3-{number}",
                "export.csv",
                NASTY if number <= 12 else "Citoyen",
                place,
                None if number == 120 else day,
                known,
            ),
        )
        if known:
            warehouse.add("authors", (number, min(number, 80), "e3b0"))


def _answers(warehouse: Warehouse) -> None:
    """Question 1: 60 answers in class 1, 30 in class 2, 10 in none; 20 cells empty."""
    for number in range(1, 101):
        text = NASTY if number == 1 else f"Baisser la TVA, réponse {number}, puis le reste."
        cluster = 1 if number <= 60 else 2 if number <= 90 else None
        family = 2 if number in (2, 3) else None
        warehouse.add("answers", (number, number, f"3-{number}", "1", text))
        warehouse.add(
            "assignments",
            (
                number,
                number,
                f"3-{number}",
                "1",
                "analysed",
                family,
                cluster,
                3 - cluster if cluster else None,
                Decimal("2.5") if cluster else None,
                Decimal("1.25") if cluster else None,
            ),
        )
        warehouse.add("segments", (number * 10_000 + 1, number, 0, len(text)))
        if number <= 95:
            warehouse.add("terms", (number * 10_000 + 1, "tva"))
    warehouse.add("families", (2, 3, 2, 0, 2, 2, 2))
    warehouse.add(
        "intake", (IMAGE, "table", 124, 120, 1, 0, 1, 2), ("b.csv", "table", 0, 0, 0, 0, 0, 0)
    )
    warehouse.add("repairs", (IMAGE, "nul", 2), (IMAGE, SCRIPT, 1), (IMAGE, "entities", 3))
    warehouse.add("changes", (1, "1", "edited", "a.csv", IMAGE), (2, "", "absent", "a.csv", IMAGE))
    warehouse.add(
        "threads", (1, "proposal", None, None, 1, 0, None, None),
        (2, SCRIPT, 1, None, 1, 1, 2, "for"), (3, "comment", None, "p9", 3, 0, None, None),
    )  # fmt: skip
    warehouse.add(
        "votes", (1, 5, 2, None, None, None, None, 1), (3, None, None, 7, None, None, None, None)
    )
    warehouse.add("standings", (119, "not_public", "draft"), (118, "moderated", None))
    warehouse.add("personal", (1, "1", "3-1", "email", 0, 5), (1, "1", "3-1", "name", 6, 9))
    warehouse.add(
        "ledger",
        ("1", "empty", 20, 20),
        ("1", "analysed", 100, 100),
        ("a/b", "empty", 117, 117),
        ("a/b", "analysed", 3, 3),
    )
    for number in range(101, 104):
        warehouse.add("answers", (number, number, f"3-{number}", "a/b", "RAS ou presque"))
        warehouse.add(
            "assignments",
            (number, number, f"3-{number}", "a/b", "analysed", None, None, None, None, None),
        )


def _analysis(warehouse: Warehouse) -> None:
    """Two classes, a division, terms over and under, verbatims that are slices."""
    warehouse.add(
        "clusters", ("1", 1, 70, 60, 60, 55, 0.8, "d1"), ("1", 2, 30, 30, 30, 20, None, "d2")
    )
    warehouse.add("stability", ("1", 1, 0.8, 1, 15, 20))
    warehouse.add("collocations", ("1", f"baisser {SCRIPT}", 12, 14, 5.25, 8.5))
    warehouse.add(
        "plane",
        ("1", "cluster", "1", -0.5, 0.25, 0.6, 0.9, 0.5, 0.4, 0.3),
        ("1", "cluster", "2", 0.7, -0.3, 0.4, 0.8, 0.5, 0.4, 0.3),
        ("1", "term", "tva", 0.1, 0.4, 0.2, 0.7, 0.9, 0.4, 0.3),
    )
    warehouse.add("tree", ("1", 1, -2, -1, 12.345))
    warehouse.add(
        "vocabulary",
        ("1", "tva", SCRIPT, "tva", 95, 95, True, None),
        ("1", "impot", "impôt", "impôt", 40, 40, True, None),
    )
    warehouse.add(
        "keyness",
        ("1", 1, "tva", 12.34, 12.34, 0.0004, 0.001, 12.5, 4.5, 0.3, 60, 95, 48.5),
        ("1", 1, "impot", -4.2, 4.2, 0.04, 0.05, -4.0, -1.5, -0.2, 2, 40, 12.0),
    )
    warehouse.add("vocabulary", ("a/b", "ras", "RAS", "RAS", 3, 3, False, "rare"))
    warehouse.add(
        "keywords",
        ("1", "term", "tva", SCRIPT, 95, 0.95),
        ("1", "term", "absent", "absent", 3, 0.03),
        ("1", "expression", "baisser la tva", "baisser la TVA", 90, 0.9),
    )
    whole = len(NASTY)
    warehouse.add(
        "verbatims",
        ("1", 1, "typical", 1, 1, 0, whole, Decimal("2.5")),
        ("1", 1, "borderline", 1, 4, 8, 14, Decimal("2.5")),
        ("1", 1, "random", 1, 5, 0, 14, Decimal("2.5")),
        ("1", 2, "typical", 1, 61, 8, 44, Decimal("2.5")),
    )


@pytest.fixture(scope="session")
def warehouse() -> Warehouse:
    """Two open questions, a closed one, a multiple one."""
    made = Warehouse()
    made.add(
        "questions",
        ("1", f"Que faire ? {NASTY}", "open", 1, 120),
        ("a/b", "", "open", 2, 120),
        ("3", "Oui ou non ?", "closed", 3, 120),
        ("4", "Lesquels ?", "multiple", 4, 30),
    )
    made.add(
        "closed_counts",
        ("3", SCRIPT, 60, 120, 80),
        ("3", "Non", 20, 120, 80),
        ("4", "Un", 20, 30, 25),
        ("4", "Deux", 15, 30, 25),
    )
    made.add(
        "rejects", (IMAGE, 7, "wrong number of cells", "3 cells"), (IMAGE, 9, SCRIPT, "3 cells")
    )
    _contributions(made)
    _answers(made)
    _analysis(made)
    return made


def _kwic(question_id: str, term: str, limit: int) -> list[KwicLine]:
    if question_id != "1" or term == "absent":
        return []
    return [KwicLine(f"3-1 {SCRIPT}", "Baisser la ", "TVA", f", {NASTY}")][:limit]


@pytest.fixture(scope="session")
def about() -> About:
    """What the pages say of the run, as hostile as the texts."""
    settings = Settings(clusters=2)
    return About(
        id="essai",
        title=f"Essai {SCRIPT}",
        code_version="0.1.0",
        libraries={"duckdb": "2.0.0"},
        lexicons={"mots-outils": "ab" * 32},
        kwic=_kwic,
        sources=(Source(IMAGE, "table", "cd" * 32, 122, "utf-8", {"nul": 2, SCRIPT: 1}, 2),),
        settings=[
            *(
                Setting(
                    field.name,
                    getattr(settings, field.name),
                    field.default,
                    field.metadata["reason"],
                )
                for field in dataclasses.fields(Settings)
            ),
            Setting("unheard_of", SCRIPT, 1, SCRIPT),
        ],
    )


@pytest.fixture(scope="session")
def edition(warehouse: Warehouse, about: About, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the edition."""
    folder = tmp_path_factory.mktemp("draft")
    pages.write(warehouse, about, folder)
    return folder


@pytest.fixture(scope="session")
def trees(edition: Path) -> dict[str, Element]:
    """Every page, parsed, by its path in the edition."""
    return {
        path.relative_to(edition).as_posix(): parse(path.read_bytes().decode())
        for path in sorted(edition.rglob("*.html"))
    }


@pytest.fixture(scope="session")
def nasty() -> str:
    """The hostile text."""
    return NASTY


@pytest.fixture(scope="session")
def question_page(trees: dict[str, Element]) -> Element:
    """The page of question 1."""
    return trees["q/1.html"]


@pytest.fixture(scope="session")
def parser() -> Callable[[str], Element]:
    """From HTML to a tree."""
    return parse
