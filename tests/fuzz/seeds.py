"""Small exports of every kind a reader takes, made here: nobody wrote a word of them."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl.utils.exceptions import IllegalCharacterError

Rows = list[list[str]]  # the header first
_BORN: Final = b"2019-01-15T00:00:00Z"  # of every workbook
SAID: Final = (
    "Des bus après 20 heures, et le dimanche aussi.",
    "Planter des haies ; payer ceux qui les soignent.",
    "Un guichet ouvert, avec quelqu'un qui répond !",
    "Rénover l’école\net sa cour, avant l'hiver",
    'La place "du marché" sans voitures',
    "Oui",
    "",
    "Baisser le prix de l’eau à 2,50 € du m³",
    "<p>Une piste cyclable &amp; des arceaux</p><ul><li>devant la gare</li></ul>",
    "'=Plus de bancs à l’ombre 😀",
)
SITE: Final = "https://avis.exemple.invalid/processes/plan"
OFFICIAL: Final = (
    "id", "reference", "title", "createdAt", "publishedAt", "updatedAt", "trashed",
    "trashedStatus", "authorId", "authorType", "authorZipCode",
)  # fmt: skip
ASKED: Final = (
    "Que faudrait-il faire selon vous pour apporter des réponses à ce problème ?",
    "Y a-t-il d'autres points sur la transition écologique sur lesquels vous souhaiteriez vous "
    "exprimer ?",
)


@dataclass(frozen=True)
class Export:
    """An export before it is written: its tables by name, and how they are written."""

    name: str
    form: str  # csv, json, jsonl, xlsx, parquet, dump or zip
    tables: Mapping[str, Rows]

    @property
    def several(self) -> bool:
        """Whether it is a folder."""
        return self.form in ("csv", "xlsx") and len(self.tables) > 1


def _said(rank: int) -> str:
    return SAID[rank % len(SAID)]


def _table(header: str, *rows: Sequence[object]) -> Rows:
    return [header.split(), *([str(cell) for cell in row] for row in rows)]


def official(questions: Sequence[str]) -> Rows:
    """Contributions of the Grand Débat under any generation of headers."""
    day = "2019-02-01 12:00:00"
    rows = [
        [f"UHJv{rank}=", f"2-{rank}", f"Titre {rank}", day, day, "", str(rank == 3).lower(), "",
         f"VXNl{rank % 4}", "Citoyen / Citoyenne", "01000", *(_said(rank + k) for k in range(2))]
        for rank in range(1, 9)
    ]  # fmt: skip
    return [[*OFFICIAL, *questions], *rows]


def politizr() -> dict[str, Rows]:
    """Tables of Politizr: documents, who wrote them and where."""
    state = "published published_at online moderated created_at"
    day = "2019-02-01 18:30:00"
    debates = [(n, f"u-{n}", n % 3, 5, 16, f"Sujet {n}", _said(n), n, 1, 1, day, 1, 0, day,
                f"s-{n}") for n in range(1, 5)]  # fmt: skip
    reactions = [(n, f"r-{n}", 1, 1, n - 1 if n > 2 else "", f"Réaction {n}", _said(n), 1, 0, 1,
                  day, 1, 0, day, f"re-{n}", n > 1) for n in range(1, 5)]  # fmt: skip
    comment = "id uuid p_user_id {} description paragraph_no note_pos note_neg"
    comments = [(n, f"c-{n}", 2, 1, _said(n + 3), n % 2, 0, 0, day, 1, 0, day) for n in range(1, 5)]
    return {
        "p_d_debate": _table(
            "id uuid p_user_id p_l_city_id p_c_topic_id title description note_pos note_neg "
            f"{state} slug", *debates),
        "p_d_reaction": _table(
            "id uuid p_user_id p_d_debate_id parent_reaction_id title description note_pos "
            f"note_neg {state} slug tree_level", *reactions),
        "p_d_d_comment": _table(
            f"{comment.format('p_d_debate_id')} published_at online moderated created_at",
            *comments),
        "p_d_r_comment": _table(
            f"{comment.format('p_d_reaction_id')} published_at online moderated created_at",
            *((row[0], f"d{row[1]}", *row[2:]) for row in comments)),
        "p_user": _table("id uuid qualified organization", (1, "w-1", 0, 0), (2, "w-2", 1, 0)),
        "p_l_city": _table("id name_real zipcode", (5, "Courvallon", "01000")),
        "p_c_topic": _table("id p_circle_id title", (16, 7, "Transition")),
        "p_tag": _table("id p_t_tag_type_id title moderated", (1, 2, "transports", 0)),
        "p_d_d_tagged_t": _table("p_d_debate_id p_tag_id", (1, 1), (2, 1)),
    }  # fmt: skip


def back_office() -> dict[str, Rows]:
    """Lists of the back office of Politizr."""
    place, day = "Zonage géographique", "2019-02-01 18:30:00"
    common = ["StripTaggedDescription", "NotePos", "NoteNeg"]
    return {
        "subjects": [
            ["UUID", "Titre", "Discussion", "OP", *common, place, "Slug", "UserUuid",
             "Publication"],
            *([f"u-{n}", f"Sujet {n}", "Rues", "", _said(n), "3", "1", "Aucune", f"s-{n}",
               f"w-{n}", day] for n in range(1, 5)),
        ],
        "comments": [
            ["UUID", *common, "DocumentUuid", "UserUuid", "Publication"],
            *([f"c-{n}", _said(n + 4), "3", "1", "u-1", f"w-{n}", "43497.5"] for n in range(1, 5)),
        ],
    }  # fmt: skip


def proposals(era: str) -> Rows:
    """Proposals of Decidim in one of its three eras."""
    heads = {
        "0.22": "id category/name/fr participatory_space/url component/id title body state "
        "reference supports comments published_at url",
        "0.28": "id category/name/fr participatory_space/url component/id title/fr body/fr state "
        "reference supports comments published_at url body/en",
        "0.31": "id taxonomies/ids participatory_space/url component/id title/fr body/fr state "
        "reference votes comments published_at url body/en author/id withdrawn created_at",
    }
    day = "2020-09-11 10:00:00 +0200"
    header = heads[era].split()
    rows = [
        [str(n), "Mobilités", SITE, "171", f"Titre {n}", _said(n), "accepted", f"P-{n}", "4", "2",
         day, f"{SITE}/f/171/proposals/{n}", "", f"3{n}", "false", day][: len(header)]
        for n in range(1, 9)
    ]  # fmt: skip
    return [header, *rows]


def comments() -> Rows:
    """Comments of Decidim."""
    header = (
        "id created_at body locale author/id author/name alignment depth commentable_id "
        "commentable_type root_commentable_url"
    )
    kind = "Decidim::Proposals::Proposal"
    return _table(header, *(
        (n, "2020-10-01 10:00:00 +0200", _said(n), "fr", n % 3, "Pseudo", n % 2, 0, 1, kind,
         f"{SITE}/f/171/proposals/1") for n in range(1, 8)
    ))  # fmt: skip


def survey() -> Rows:
    """Answers to a survey of Decidim."""
    known = ["ID de réponse", "Répondu le", "Statut de l'utilisateur"]
    header = [*known, "1. Quels bus ?", "2. Oui ?"]
    return [header, *([str(n), "2023-01-02", "registered", _said(n), _said(n + 1)]
                      for n in range(1, 8))]  # fmt: skip


def anyone() -> Rows:
    """A table of answers, one a row, to two questions."""
    return _table("id question texte date auteur code_postal", *(
        (n, n % 2 + 1, _said(n) + " Vraiment.", "2024-01-02", f"a{n % 3}", "01000")
        for n in range(1, 11)
    ))  # fmt: skip


EXPORTS: Final[tuple[Callable[[], Export], ...]] = (
    lambda: Export("grand-debat-numero", "csv",
                   {"a": official([f"Q{161 - 2 * k} - {each}" for k, each in enumerate(ASKED)])}),
    lambda: Export("grand-debat-titres", "csv", {"a": official(ASKED)}),
    lambda: Export("grand-debat-nested", "json",
                   {"a": official([f"QUXVlc3Rpb246MTY{c} - {each}" for c, each in
                                   zip("x5", ASKED, strict=True)])}),
    lambda: Export("grand-debat-lines", "jsonl",
                   {"a": official([f"QUXVlc3Rpb246MTY{c} - {each}" for c, each in
                                   zip("x5", ASKED, strict=True)])}),
    lambda: Export("politizr-tables", "csv", politizr()),
    lambda: Export("politizr-dump", "dump", politizr()),
    lambda: Export("politizr-lists", "xlsx", back_office()),
    lambda: Export("decidim-022", "csv", {"a": proposals("0.22")}),
    lambda: Export("decidim-028", "csv", {"a": proposals("0.28")}),
    lambda: Export("decidim-031", "csv", {"a": proposals("0.31")}),
    lambda: Export("decidim-comments", "csv", {"a": comments()}),
    lambda: Export("decidim-survey", "csv", {"a": survey()}),
    lambda: Export("decidim-nested", "json", {"a": proposals("0.28")}),
    lambda: Export("decidim-book", "xlsx", {"a": proposals("0.31")}),
    lambda: Export("decidim-open-data", "zip",
                   {"proposals": proposals("0.31"), "proposal_comments": comments()}),
    lambda: Export("table", "csv", {"a": anyone()}),
    lambda: Export("table-book", "xlsx", {"a": anyone()}),
    lambda: Export("table-parquet", "parquet", {"a": anyone()}),
    lambda: Export("table-json", "json", {"a": anyone()}),
)  # fmt: skip


def as_csv(rows: Rows, delimiter: str = ",", end: str = "\n", quote_all: bool = False) -> str:
    """A table as any program writes it."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
    if quote_all:
        writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows(rows)
    return file.getvalue()


def as_objects(rows: Rows) -> list[dict[str, Any]]:
    """A table as the platforms nest it: `title/fr` in an object, questions in `responses`."""
    found = []
    for row in rows[1:]:
        nested: dict[str, Any] = {}
        answers: list[dict[str, str]] = []
        for name, cell in zip(rows[0], row, strict=False):
            if coded := re.fullmatch(r"Q(U[A-Za-z0-9+/]+) - (.*)", name, re.DOTALL):
                answer = {"questionId": coded[1], "questionTitle": coded[2], "value": cell}
                answers.append(answer)
                continue
            *above, last = name.split("/")
            into = nested
            for key in above:
                deeper = into.get(key)
                into[key] = into = deeper if isinstance(deeper, dict) else {}
            into[last] = cell
        found.append({**nested, "responses": answers} if answers else nested)
    return found


def as_json(objects: Sequence[Any], one_a_line: bool) -> str:
    """Objects as an array, or one a line."""
    if one_a_line:
        return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in objects)
    return json.dumps(objects, ensure_ascii=False, indent=1)


def as_workbook(rows: Rows) -> bytes:
    """A workbook of one sheet; numbers are numbers, days are days."""
    book = openpyxl.Workbook()
    page = book.active
    for row in rows:
        try:
            page.append([_value(cell) for cell in row])
        except IllegalCharacterError:
            page.append(["?" for _ in row])
    file = io.BytesIO()
    book.save(file)
    return _timeless(file.getvalue())


def _timeless(archive: bytes) -> bytes:
    """The same archive, made at no time: else a mutant would not be the same a second later."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as made, zipfile.ZipFile(file, "w") as told:
        for name in made.namelist():
            content = re.sub(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", _BORN, made.read(name))
            told.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _value(cell: str) -> object:
    if re.fullmatch(r"[1-9]\d{0,8}", cell):
        return int(cell)
    if re.fullmatch(r"20\d\d-[01]\d-[0-2]\d", cell):
        try:
            return datetime.date.fromisoformat(cell)
        except ValueError:
            return cell
    return cell[:32_767] or None


def as_parquet(rows: Rows) -> bytes:
    """A Parquet file of text columns, wide as its header."""
    width = len(rows[0])
    full = [[*row[:width], *[""] * (width - len(row))] for row in rows[1:]]
    columns = [pa.array([row[k] or None for row in full], pa.string()) for k in range(width)]
    file = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, names=rows[0]), file)
    return file.getvalue()


def as_dump(tables: Mapping[str, Rows], complete: bool = False) -> str:
    """A mysqldump of tables."""
    parts = ["-- MySQL dump 10.13\n/*!40101 SET NAMES utf8mb4 */;\n"]
    for name, rows in tables.items():
        listed = ",\n".join(f"  `{column}` longtext" for column in rows[0])
        parts.append(f"DROP TABLE IF EXISTS `{name}`;\nCREATE TABLE `{name}` (\n{listed}\n);\n")
        named = f" (`{'`,`'.join(rows[0])}`)" if complete else ""
        values = ",".join(f"({','.join(map(_quoted, row))})" for row in rows[1:])
        parts.append(f"INSERT INTO `{name}`{named} VALUES {values};\n")
    return "\n".join(parts)


def _quoted(cell: str) -> str:
    if cell.isdecimal() or cell == "":
        return cell or "NULL"
    escaped = cell.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")
    return f"'{escaped}'"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """An archive of files, each at the same moment."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), content)
    return data.getvalue()
