"""A mutated export from a number: the same number always gives the same bytes and names."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.fuzz import mutations as m
from tests.fuzz import seeds as s

TEXTUAL = ("csv", "json", "jsonl", "dump")


@dataclass
class Mutant:
    """Files by name, what was done to them, and whether they lie in a folder.

    `counts` are the rows of the tables of a dump, where nothing was done that could change them.
    """

    number: int
    export: str
    files: dict[str, bytes] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    in_folder: bool = False
    counts: dict[str, int] = field(default_factory=dict)

    def write(self, folder: Path) -> Path:
        """The file or folder, as an analyst gives it."""
        for name, data in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if self.in_folder:
            (folder / "export").mkdir(exist_ok=True)
            return folder / "export"
        return folder / next(iter(self.files))

    def __str__(self) -> str:
        return f"{self.number} {self.export}: {', '.join(self.done) or 'as it was'}"


def mutant(number: int) -> Mutant:
    """The mutated export of that number."""
    random = Random(number)
    export = s.EXPORTS[number % len(s.EXPORTS)]()
    made = Mutant(number, export.name)
    tables = {name: copy.deepcopy(rows) for name, rows in export.tables.items()}
    for change in m.maybe(random, 0.7, m.GRIDS):
        name = random.choice(list(tables))
        _applied(made, change, random, tables[name])
    _written(made, random, export, tables)
    if random.random() < 0.3:
        _placed(made, random)
    return made


def _applied(made: Mutant, change: m.Grid, random: Random, rows: s.Rows) -> None:
    made.done.append(change.__name__)
    change(random, rows)
    if not rows or not rows[0]:
        rows[:] = [["a"]]


def _written(made: Mutant, random: Random, export: s.Export, tables: Mapping[str, s.Rows]) -> None:
    """The files of an export: its text first, changed, then its bytes."""
    if export.form == "dump":
        text = s.as_dump(tables, complete=random.random() < 0.4)
        changes = [*m.maybe(random, 0.4, m.DUMPS), *m.maybe(random, 0.3, m.TEXTS)]
        if all(change in m.DUMPS and change is not m.half_a_dump for change in changes):
            made.counts = {name: len(rows) - 1 for name, rows in tables.items()}
        made.files["export.sql"] = _encoded(made, random, text, changes)
    elif export.form in ("json", "jsonl"):
        text = s.as_json(s.as_objects(tables["a"]), export.form == "jsonl")
        changes = [*m.maybe(random, 0.4, m.JSONS), *m.maybe(random, 0.2, m.TEXTS)]
        made.files[f"export.{export.form}"] = _encoded(made, random, text, changes)
    elif export.form == "xlsx":
        for name, rows in tables.items():
            made.files[_name(export, name)] = s.as_workbook(rows)
    elif export.form == "parquet":
        made.files["export.parquet"] = s.as_parquet(tables["a"])
    else:
        _written_csv(made, random, export, tables)
    made.in_folder = export.several
    if random.random() < 0.25:
        name = random.choice(list(made.files))
        made.counts = {}
        for change in m.maybe(random, 1.0, m.BYTES):
            made.done.append(f"{change.__name__} {name}")
            made.files[name] = change(random, made.files[name])
    if export.form == "zip":
        made.files = {"export.zip": s.zipped(made.files)}


def _written_csv(
    made: Mutant, random: Random, export: s.Export, tables: Mapping[str, s.Rows]
) -> None:
    chosen = random.choice(list(tables))
    for name, rows in tables.items():
        delimiter = random.choice(",,;\t") if len(tables) == 1 else ","
        text = s.as_csv(rows, delimiter, random.choice(("\n", "\r\n")), random.random() < 0.5)
        changes = m.maybe(random, 0.5, m.TEXTS) if name == chosen else []
        made.files[_name(export, name)] = _encoded(made, random, text, changes)


def _name(export: s.Export, table: str) -> str:
    if export.form == "zip":
        return f"site-open-data-{table}.csv"
    return f"export/{table}.{export.form}" if export.several else f"export.{export.form}"


def _encoded(made: Mutant, random: Random, text: str, changes: list[m.Text]) -> bytes:
    for change in changes:
        made.done.append(change.__name__)
        text = change(random, text)
    encoding = random.choice(list(m.ENCODINGS)) if random.random() < 0.4 else "utf-8"
    if encoding != "utf-8":
        made.done.append(encoding)
    return m.ENCODINGS[encoding](text)


# Where the files lie, and under what name.


def _renamed(made: Mutant, random: Random) -> None:
    """Another name or extension for one file."""
    name = random.choice(list(made.files))
    head, _, last = name.rpartition("/")
    stem, _, extension = last.rpartition(".")
    chosen = random.choice(
        (
            f"{stem}.csv",
            f"{stem}.txt",
            f"{stem}.xlsx",
            stem,
            f"{stem}.CSV",
            f"p_x_{last}",
            f"é {last}",
            f"{'n' * 200}.{extension}",
            f"{stem}.json",
            f".{last}",
            f"{stem}'\"#%.csv",
            f"{stem} (1).{extension}",
        )
    )
    data = made.files.pop(name)
    made.files[f"{head}/{chosen}" if head else chosen] = data


def _in_folder(made: Mutant, random: Random) -> None:
    """A folder, with what else lies there."""
    if not made.in_folder:
        made.files = {f"export/{name}": data for name, data in made.files.items()}
        made.in_folder = True
    beside = random.choice(
        (
            ("vide.csv", b""),
            ("notes.md", b"# Notes"),
            ("archive.zip", s.zipped({"a.csv": b"id,text\n1,a"})),
            (".DS_Store", b"\x00\x01"),
            ("p_user.csv", b""),
            ("p_message.csv", b"id,secret\n1,x\n"),
            ("sous/dossier/b.csv", b"x,y\n1,2\n"),
            ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
            ("LISEZMOI", b"Bonjour"),
        )
    )
    made.files[f"export/{beside[0]}"] = beside[1]


def _archived(made: Mutant, random: Random) -> None:
    """An archive of it all, whose names may lead elsewhere."""
    above = random.choice(("", "", "../../", "/etc/", "a\\b\\", "dossier/", "__MACOSX/", "C:\\"))
    within = s.zipped({"b": b""})
    more = random.choice(({}, {}, {"vide.csv": b""}, {"images/": b""}, {"a.zip": within}))
    files = {f"{above}{name.removeprefix('export/')}": data for name, data in made.files.items()}
    made.files = {"export.zip": s.zipped({**files, **more})}
    made.in_folder = False


def _archive_damaged(made: Mutant, random: Random) -> None:
    """An archive cut or with wrong bytes."""
    _archived(made, random)
    change = random.choice(m.BYTES)
    made.done.append(change.__name__)
    made.files["export.zip"] = change(random, made.files["export.zip"])


def _twice(made: Mutant, random: Random) -> None:
    """The same file under two names in a folder."""
    _in_folder(made, random)
    name = random.choice(list(made.files))
    made.files[f"export/copie de {name.rpartition('/')[2]}"] = made.files[name]


def _emptied(made: Mutant, random: Random) -> None:
    """One of the files empty, or blank."""
    name = random.choice(list(made.files))
    made.files[name] = random.choice(
        (b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b"[]", b"{}", b"PK")
    )


PLACES: tuple[Callable[[Mutant, Random], None], ...] = (
    _renamed,
    _in_folder,
    _archived,
    _archive_damaged,
    _twice,
    _emptied,
)


def _placed(made: Mutant, random: Random) -> None:
    change = random.choice(PLACES)
    made.done.append(change.__name__.strip("_"))
    made.counts = {}
    change(made, random)
