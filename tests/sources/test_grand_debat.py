"""The official files of the Grand Débat, in every shape they were published in."""

from __future__ import annotations

import base64
import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from synthesis.errors import SourceError
from synthesis.sources import open_source
from synthesis.sources.grand_debat import BASE, GRAND_DEBAT, REPLY
from synthesis.sources.layout import Kind, Layout, Sheet
from synthesis.sources.official import by_number, by_titles, official_questions
from synthesis.sources.reader import SourceEntry
from synthesis.sources.sheets import open_sheet

SHARED = Path(__file__).parents[3] / "shared" / "data"
FORMATS = SHARED / "formats" / "granddebat"
BASE_CELLS = ["", "2019-01-22 10:11:06", "", "", "false", "", "author", "Citoyen", "61000"]

reference = pytest.mark.reference
shared = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")


def opened(
    entry: SourceEntry,
    work: Path,
    kinds: Mapping[str, Kind] | None = None,
    titles: Mapping[str, str] | None = None,
) -> tuple[Sheet, Layout]:
    """The one sheet of an export, and its layout."""
    [laid] = open_source(entry, work, kinds or {}, titles)
    return laid.sheet, laid.layout


def read(folder: Path, header: list[str], *rows: list[str]) -> tuple[Sheet, Layout]:
    path = folder / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    return opened(SourceEntry("grand-debat", path, "export.csv"), folder / "work", {})


def export(folder: Path, questions: list[str], *answers: list[str]) -> Layout:
    """A file with the given questions; rows of answers, or one row of empty ones."""
    header = ["id", "reference", *BASE, *questions]
    rows = [
        [f"id{rank}", f"3-{rank}", *BASE_CELLS, *answer]
        for rank, answer in enumerate(answers or [[""] * len(questions)])
    ]
    return read(folder, header, *rows)[1]


def coded(number: int, title: str) -> str:
    return f"Q{base64.b64encode(f'Question:{number}'.encode()).decode()} - {title}"


def test_official_list() -> None:
    """94 questions in four themes: 72 open, 19 closed, 3 multiple."""
    questions = official_questions()
    kinds: list[str] = [question.kind for question in questions]

    assert 94 == len({question.number for question in questions})
    assert 4 == len({question.theme for question in questions})
    assert (72, 19, 3) == tuple(map(kinds.count, ("open", "closed", "multiple")))


@pytest.mark.parametrize(
    "header",
    [
        "Q164 - Quels sont selon vous les impôts qu'il faut baisser en priorité ?",
        coded(164, "Quels sont selon vous les impôts qu’il faut baisser en priorité ?"),
        "Quels sont selon vous les impôts qu’il faut baisser en priorité ?",
    ],
)
def test_three_generations_of_headers(tmp_path: Path, header: str) -> None:
    """A question has the same number however its column is headed."""
    asked = export(tmp_path, [header]).questions[0]

    assert ("164", "open", 11) == (asked.question_id, asked.kind, asked.column)
    assert asked.title.startswith("Quels sont selon vous")


@pytest.mark.parametrize("theme", sorted({each.theme for each in official_questions()}))
def test_every_bare_title_finds_its_number(theme: str) -> None:
    """All titles of a theme, apostrophes and dots changed, map to themselves in order."""
    own = [each for each in official_questions() if each.theme == theme]
    titles = [each.title.replace("'", "’").replace("...", "…").upper() for each in own]

    assert tuple(own) == by_titles(titles)


def test_repeated_titles_follow_their_neighbour() -> None:
    """`Si oui, comment ?` is the one that follows the question before it."""
    transform = "Faut-il les transformer ?"
    vote = "Faut-il prendre en compte le vote blanc ?"
    found = by_titles([vote, transform, "Si oui, comment ?"])

    assert ["117", "124", "125"] == [each.number for each in found if each]


def test_another_questionnaire_is_not_the_grand_debat(tmp_path: Path) -> None:
    """Short titles in common do not make it official; its questions are numbered by column."""
    layout = export(tmp_path, ["Que pensez-vous du tram ?", "Pourquoi ?", "Si oui, comment ?"])

    assert ["q01", "q02", "q03"] == [each.question_id for each in layout.questions]


def test_a_number_used_for_another_question_is_not_official(tmp_path: Path) -> None:
    """A form that reuses a number keeps it, but not the kind of the official question."""
    assert by_number("111", "Quel service public manque dans votre commune ?") is None
    assert by_number("112", "Pourquoi les bus ne roulent-ils pas le dimanche ?") is None
    asked = export(tmp_path, ["Q111 - Quel service public manque ?"]).questions[0]

    assert ("111", "open") == (asked.question_id, asked.kind)


def test_kinds_of_unknown_questions_come_from_cells(tmp_path: Path) -> None:
    """A fictional consultation in the official layout: its kinds are told from the answers."""
    answers = [
        ["Oui" if rank % 3 else "Non", "Bus|Vélo", f"Texte numéro {rank}"] for rank in range(40)
    ]
    layout = export(tmp_path, ["Q1 - Pour ?", "Q2 - Lesquels ?", "Q3 - Pourquoi ?"], *answers)

    assert ["closed", "multiple", "open"] == [each.kind for each in layout.questions]


def test_a_listed_choice_full_of_free_text_is_open(tmp_path: Path) -> None:
    """Question 206 ticks boxes officially; where people wrote at length it is read as words."""
    title = coded(206, "Afin de financer les dépenses sociales, faut-il selon vous...")
    ticked = export(tmp_path, [title], *[["Augmenter les impôts|Autre"]] * 30)
    free = export(tmp_path, [title], *[[f"Je pense {rank} choses"] for rank in range(30)])

    assert ["multiple", "open"] == [each.questions[0].kind for each in (ticked, free)]


def test_what_the_recipe_says_prevails(tmp_path: Path) -> None:
    """A kind or a title written by the analyst replaces what was found."""
    export(tmp_path, ["Q1 - Pour ?"])
    entry = SourceEntry("grand-debat", tmp_path / "export.csv", "export.csv")
    _, layout = opened(entry, tmp_path, {"1": "closed"}, {"1": "Êtes-vous pour ?"})

    assert ("closed", "Êtes-vous pour ?") == (layout.questions[0].kind, layout.questions[0].title)


def test_roles(tmp_path: Path) -> None:
    """Each base column plays its role."""
    roles = export(tmp_path, ["Q1 - Pour ?"]).roles
    expected = {
        "reference": 1,
        "native_id": 0,
        "author": 8,
        "author_type": 9,
        "postal_code": 10,
        "date": 3,
        "updated": 5,
        "trashed": 6,
        "declared": 7,
        "title": 2,
    }

    assert expected == roles


@pytest.mark.parametrize(
    ("first", "cells", "expected"),
    [
        (["id"], ["x"], {"reference": 0, "native_id": 0}),
        ([], [], {}),
        (["id", "reference"], ["", "3-1"], {"reference": 1}),
        (["id", "reference"], ["x", ""], {"reference": 0, "native_id": 0}),
    ],
)
def test_references_of_early_files(
    tmp_path: Path, first: list[str], cells: list[str], expected: dict[str, int]
) -> None:
    """Without a reference the id is one; without both, or both empty, there is none."""
    header, row = [*first, *BASE, "Q1 - Pour ?"], [*cells, *BASE_CELLS, "Oui"]
    _, layout = read(tmp_path, header, row)
    found = {role: at for role, at in layout.roles.items() if role in ("reference", "native_id")}

    assert expected == found


def test_date_of_publication_when_creation_is_unknown(tmp_path: Path) -> None:
    """`publishedAt` dates a contribution only where no `createdAt` of the file does."""
    cells = [*BASE_CELLS]
    cells[1], cells[2] = "", "2019-01-23 10:00:00"
    _, without = read(tmp_path, [*BASE, "Q1 - Pour ?"], [*cells, "Oui"])
    _, mixed = read(tmp_path, [*BASE, "Q1 - Pour ?"], [*cells, "Oui"], [*BASE_CELLS, "Non"])

    assert (2, 1) == (without.roles["date"], mixed.roles["date"])


def test_personal_columns_are_no_questions(tmp_path: Path) -> None:
    """`authorEmail` or `url` in an archive is never taken for something people were asked."""
    header = [*BASE, "authorEmail", "url", "Faut-il un tram ?", "Remarques"]
    sheet, layout = read(tmp_path, header, [*BASE_CELLS, "a@example.org", "x", "Oui", "Rien"])
    found = GRAND_DEBAT.recognise([sheet])

    assert ["q01", "q02"] == [each.question_id for each in layout.questions]
    assert found is not None
    assert ("authorEmail", "url") == found.left_aside


def test_a_question_in_two_columns_is_refused(tmp_path: Path) -> None:
    """Two columns under one number would count people twice."""
    with pytest.raises(SourceError, match="Question 164 has more than one column"):
        export(tmp_path, ["Q164 - Un ?", "Q164 - Deux ?"])


def test_no_question(tmp_path: Path) -> None:
    """The base columns alone ask nothing."""
    with pytest.raises(SourceError, match="has no question"):
        read(tmp_path, list(BASE), BASE_CELLS)


def test_another_table(tmp_path: Path) -> None:
    """A file without the base columns says which are missing."""
    with pytest.raises(SourceError, match=r"lacks the columns.*authorId"):
        read(tmp_path, ["id", "text"], ["1", "a"])


@reference
@shared
def test_expected_rows_and_headers(tmp_path: Path) -> None:
    """The samples of the three generations have the rows `expected.json` counts."""
    expected = json.loads((SHARED / "formats" / "expected.json").read_text("utf-8"))["granddebat"]
    names = [name for name in expected if name.startswith(("LA_", "DEM")) and "csv" in name]
    counted = {
        name: opened(SourceEntry("grand-debat", FORMATS / name, name), tmp_path, {})[0].rows
        for name in names
    }

    assert {name: expected[name]["rows"] for name in names} == counted


@reference
@shared
@pytest.mark.parametrize("shape", ["2019-02-17", "2019-03-21", "titres-seuls"])
def test_the_same_questions_in_every_generation(tmp_path: Path, shape: str) -> None:
    """Three headers, one list of questions."""
    path = FORMATS / f"LA_TRANSITION_ECOLOGIQUE_{shape}.csv"
    _, layout = opened(SourceEntry("grand-debat", path, path.name), tmp_path, {})
    expected = [
        ("160", "multiple"),
        ("161", "open"),
        ("146", "closed"),
        ("147", "open"),
        ("154", "closed"),
        ("207", "multiple"),
        ("159", "open"),
    ]

    assert expected == [(each.question_id, each.kind) for each in layout.questions]


@reference
@shared
def test_duplicate_titles_map_to_121_and_125(tmp_path: Path) -> None:
    """The two `Si oui, comment ?` of Démocratie, as `expected.json` wants them."""
    path = FORMATS / "DEMOCRATIE_ET_CITOYENNETE_titres-seuls.csv"
    _, layout = opened(SourceEntry("grand-debat", path, path.name), tmp_path, {})

    assert ["121", "125"] == [
        each.question_id for each in layout.questions if each.title == "Si oui, comment ?"
    ]


@reference
@shared
@pytest.mark.parametrize(
    ("name", "rows", "questions"),
    [
        ("LA_FISCALITE_ET_LES_DEPENSES_PUBLIQUES.csv", 4258, 8),
        ("LA_TRANSITION_ECOLOGIQUE.csv", 468, 16),
        ("DEMOCRATIE_ET_CITOYENNETE.csv", 1008, 37),
    ],
)
def test_real_answers(tmp_path: Path, name: str, rows: int, questions: int) -> None:
    """Real files: every question found, the free texts of 160, 206 and 207 read as words."""
    path = SHARED / "grand-debat" / name
    sheet, layout = opened(SourceEntry("grand-debat", path, name), tmp_path, {})
    kinds = {each.question_id: each.kind for each in layout.questions}

    assert (rows, questions) == (sheet.rows, len(layout.questions))
    assert path == sheet.path
    assert "multiple" not in kinds.values()
    assert 4 == layout.roles["date"]
    assert "native_id" not in layout.roles


@reference
@shared
@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("EVENTS.csv", "meetings"),
        ("documents.csv", "links, not texts"),
    ],
)
def test_other_official_files_are_told(tmp_path: Path, name: str, what: str) -> None:
    """The other files of the site are refused by what they are."""
    sheet = open_sheet(FORMATS / name, tmp_path)

    assert GRAND_DEBAT.recognise([sheet]) is None
    with pytest.raises(SourceError, match=what):
        GRAND_DEBAT.lay([sheet], SourceEntry("grand-debat", FORMATS / name, name), tmp_path)


@reference
@shared
def test_replies(tmp_path: Path) -> None:
    """Quick questions and reports of meetings; documents sent along are no answers."""
    quick = FORMATS / "QUESTIONNAIRE_LA_TRANSITION_ECOLOGIQUE.csv"
    sheet, layout = opened(SourceEntry("grand-debat", quick, quick.name), tmp_path, {})
    assert (4, ["11", "12", "13"]) == (sheet.rows, [each.question_id for each in layout.questions])
    expected = "reference native_id author author_type postal_code date published updated"
    assert set(expected.split()) - {"updated"} == set(layout.roles) - {"updated"}

    report = FORMATS / "QUESTIONNAIRE_RESTITUER_UNE_RIL.csv"
    sheet, layout = opened(SourceEntry("grand-debat", report, report.name), tmp_path, {})
    found = GRAND_DEBAT.recognise([sheet])
    assert (2, ["90", "91"]) == (sheet.rows, [each.question_id for each in layout.questions])
    assert found is not None
    assert ("QUXVlc3Rpb246OTI= - Joindre le compte rendu",) == found.left_aside


def test_a_table_with_the_columns_of_replies_and_no_coded_question(tmp_path: Path) -> None:
    """Its questions could be anything: it is not taken."""
    path = tmp_path / "table.csv"
    path.write_text(",".join([*REPLY, "Que faire ?"]) + "\n,,,,,,Rien.\n")

    assert GRAND_DEBAT.recognise([open_sheet(path, tmp_path)]) is None
