"""Canaries: names, e-mails, phones and identifiers planted in every format are in no file left.

They are planted where exports hold them, in columns; what people write of themselves in their
answers is another matter: it is flagged (tests/stages/test_personal.py).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

CANARIES = ("Zéphirine", "Quidamcourt", "canari@example.org", "0199887766", "auteur-id-8f3c",
            "clef-secrete", "Zéphirine".encode().hex())  # fmt: skip
PERSON = {"name": "Zéphirine Quidamcourt", "email": "canari@example.org", "phone": "0199887766"}
AUTHOR = "auteur-id-8f3c"
PLACE = "https://oui.example.org/processes/ville/f/7/proposals/1"


def text_of(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def grand_debat(folder: Path) -> Path:
    base = {
        "id": "i", "reference": "1-1", "title": "t", "createdAt": "2019-01-22 10:11:06",
        "publishedAt": "", "updatedAt": "", "trashed": "false", "trashedStatus": "",
        "authorId": AUTHOR, "authorType": "Citoyen", "authorZipCode": "61000",
        "authorUsername": PERSON["name"], "authorEmail": PERSON["email"],
        "Q1 - Que faire ?": "Des bus le soir",
    }  # fmt: skip
    return save(folder / "grand.csv", text_of([base, base | {"id": "j", "reference": "1-2"}]))


def grand_debat_json(folder: Path) -> Path:
    row = {
        "id": "i", "reference": "1-1", "title": "t", "createdAt": "2019-01-22 10:11:06",
        "publishedAt": None, "updatedAt": None, "trashed": False, "trashedStatus": None,
        "authorId": AUTHOR, "authorType": "Citoyen", "authorZipCode": "61000",
        "authorUsername": PERSON["name"], "authorEmail": PERSON["email"],
        "author": {"displayName": PERSON["name"], "phone": PERSON["phone"]},
        "responses": [{"questionId": "UXVlc3Rpb246MQ==", "questionTitle": "Que faire ?",
                       "value": "Des bus", "formattedValue": "Des bus"}],
    }  # fmt: skip
    return save(folder / "grand.json", json.dumps([row]))


def politizr_rows() -> dict[str, list[dict[str, str]]]:
    document = {
        "id": "1", "uuid": "u-1", "p_user_id": "77", "title": "Des bus",
        "description": "<p>Des bus le soir</p>", "note_pos": "1", "note_neg": "0",
        "published": "1", "published_at": "2019-02-01 18:30:00", "online": "1", "moderated": "0",
        "published_by": PERSON["name"], "created_at": "2019-02-01 10:00:00", "slug": "des-bus",
    }  # fmt: skip
    comment = {
        "id": "1", "uuid": "u-2", "p_user_id": "77", "p_d_debate_id": "1",
        "description": "Oui, tard", "paragraph_no": "0", "note_pos": "0", "note_neg": "0",
        "published_at": "2019-02-02 18:30:00", "published_by": PERSON["name"], "online": "1",
        "moderated": "",
    }  # fmt: skip
    user = {
        "id": "77", "uuid": AUTHOR, "username": PERSON["name"], "email": PERSON["email"],
        "password": "clef-secrete", "phone": PERSON["phone"], "qualified": "0",
        "organization": "0",
    }  # fmt: skip
    direct = {"id": "1", "name": PERSON["name"], "email": PERSON["email"],
              "phone": PERSON["phone"], "description": "Zéphirine vous écrit"}  # fmt: skip
    historic = {"id": "1", "p_d_debate_id": "1", "description": "Zéphirine, avant modération"}
    return {"p_d_debate": [document], "p_d_d_comment": [comment], "p_user": [user],
            "p_d_direct": [direct], "p_m_debate_historic": [historic]}  # fmt: skip


def politizr(folder: Path) -> Path:
    (folder / "tables").mkdir()
    for name, rows in politizr_rows().items():
        save(folder / "tables" / f"{name}.csv", text_of(rows))
    return folder / "tables"


def dump(folder: Path) -> Path:
    lines = ["-- MySQL dump 10.13"]
    for name, rows in politizr_rows().items():
        columns = ",".join(f"`{column}`" for column in rows[0])
        values = ",".join("'" + value.replace("'", "\\'") + "'" for value in rows[0].values())
        lines.append(f"INSERT INTO `{name}` ({columns}) VALUES ({values});")
    return save(folder / "dump.sql", "\n".join(lines) + "\n")


def politizr_lists(folder: Path) -> Path:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["UUID", "Titre", "StripTaggedDescription", "Zonage géographique", "StrTags",
                 "NotePos", "NoteNeg", "Slug", "UserUuid", "Publication", "Email"])  # fmt: skip
    page.append(["u-1", "Des bus", "Des bus le soir", "Aucune", "", "1", "0", "des-bus", AUTHOR,
                 "2019-02-01 18:30:00", PERSON["email"]])  # fmt: skip
    book.save(folder / "sujets.xlsx")
    return folder / "sujets.xlsx"


def proposal() -> dict[str, str]:
    return {
        "id": "1", "title/fr": "Des bus", "body/fr": "Des bus le soir", "component/id": "7",
        "url": PLACE, "author/id": AUTHOR, "author/name": PERSON["name"],
        "author/url": "https://oui.example.org/profiles/Quidamcourt",
        "endorsements/user_endorsements": PERSON["name"], "email": PERSON["email"],
        "phone": PERSON["phone"],
    }  # fmt: skip


def decidim(folder: Path) -> Path:
    return save(folder / "proposals.csv", text_of([proposal()], ";"))


def decidim_json(folder: Path) -> Path:
    row = {
        "id": 1, "title": {"fr": "Des bus"}, "body": {"fr": "Des bus le soir"},
        "component": {"id": 7}, "url": PLACE,
        "author": {"id": AUTHOR, "name": PERSON["name"]},
        "endorsements": {"user_endorsements": [PERSON["name"]]},
    }  # fmt: skip
    return save(folder / "proposals.json", json.dumps([row]))


def decidim_archive(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "ouvert.zip", "w") as archive:
        archive.writestr("x-open-data-proposals.csv", text_of([proposal()], ";"))
        archive.writestr("README.md", PERSON["name"])
    return folder / "ouvert.zip"


def survey(folder: Path) -> Path:
    row = {"ID de réponse": "1", "Répondu le": "2023-10-01", "Hachage IP": AUTHOR,
           "Statut de l'utilisateur": "Enregistré", "Courriel": PERSON["email"],
           "1. Que faire ?": "Des bus"}  # fmt: skip
    return save(folder / "enquete.csv", text_of([row], ";"))


def table(folder: Path) -> Path:
    row = {"id": "1", "text": "Des bus le soir", "auteur": AUTHOR, "nom": PERSON["name"],
           "courriel": PERSON["email"], "tel": PERSON["phone"]}  # fmt: skip
    return save(folder / "table.csv", text_of([row]))


def save(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


FORMATS: tuple[Callable[[Path], Path], ...] = (
    grand_debat, grand_debat_json, politizr, dump, politizr_lists, decidim, decidim_json,
    decidim_archive, survey, table,
)  # fmt: skip


@pytest.mark.parametrize("plant", FORMATS, ids=lambda plant: plant.__name__)
def test_nothing_personal_is_left(
    plant: Callable[[Path], Path], doleances: Callable[..., Any], tmp_path: Path
) -> None:
    """Neither in the recipe, the warehouse, its parts and the edition, nor in what is said."""
    (tmp_path / "given").mkdir()
    (tmp_path / "run").mkdir()
    export = plant(tmp_path / "given")
    work = {"TMPDIR": str(tmp_path / "run"), "DOLEANCES_KEYS": str(tmp_path / "keys")}
    begun = doleances("init", export, "-o", "r.toml", cwd=tmp_path / "run", **work)
    told = doleances("run", "--inline", "r.toml", cwd=tmp_path / "run", **work)
    assert (0, 0) == (begun.code, told.code), begun.err + told.err
    left = [path for path in (tmp_path / "run").rglob("*") if path.is_file()]
    said = begun.out + begun.err + told.out + told.err

    assert len(left) > 50
    for canary in CANARIES:
        assert [] == [path for path in left if canary.encode() in path.read_bytes()]
        assert canary not in said


def test_canaries_are_found_where_they_are(tmp_path: Path) -> None:
    """The search itself sees them in the exports as planted."""
    politizr(tmp_path)
    held = b"".join(path.read_bytes() for path in tmp_path.rglob("*.csv"))

    assert all(canary.encode() in held for canary in CANARIES[:6])
