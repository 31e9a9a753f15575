"""Any table of answers, with a mapping or with a header that gives itself away."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from synthesis.errors import SourceError
from synthesis.sources import open_source
from synthesis.sources.layout import Asked, Kind, Layout, Sheet
from synthesis.sources.reader import Columns, SourceEntry

SHARED = Path(__file__).parents[3] / "shared" / "data"


def opened(
    entry: SourceEntry,
    work: Path,
    kinds: Mapping[str, Kind] | None = None,
    titles: Mapping[str, str] | None = None,
) -> tuple[Sheet, Layout]:
    """The one sheet of an export, and its layout."""
    [laid] = open_source(entry, work, kinds or {}, titles)
    return laid.sheet, laid.layout


def layout(folder: Path, text: str, columns: Columns | None = None) -> Layout:
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return opened(SourceEntry("table", path, path.name, columns or {}), folder / "w", {})[1]


def refusal(folder: Path, text: str, columns: Columns | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        layout(folder, text, columns)
    return str(caught.value)


def test_one_text(tmp_path: Path) -> None:
    """One text and no question: one question, named by its column."""
    found = layout(tmp_path, "ref,avis\n1,Bien sûr\n", {"id": "ref", "text": "avis"})

    assert (Asked("avis", "avis", "open", 1),) == found.questions
    assert {"reference": 0} == found.roles


def test_wide(tmp_path: Path) -> None:
    """Each text is a question: a short name is its id, a sentence is its title."""
    found = layout(
        tmp_path,
        "n,G01Q02,Que faut-il changer ?,Pourquoi ?,Pourquoi ?\n1,a,b,c,d\n",
        {"text": ("G01Q02", "Que faut-il changer ?", "Pourquoi ?#2"), "id": "n"},
    )
    expected = (
        Asked("G01Q02", "G01Q02", "open", 1),
        Asked("q02", "Que faut-il changer ?", "open", 2),
        Asked("q03", "Pourquoi ?", "open", 4),
    )

    assert expected == found.questions
    assert "text" not in found.roles


def test_long(tmp_path: Path) -> None:
    """A question column makes it long: ids as written, in order, with titles if mapped."""
    text = "q,t,w\n164,Quels impôts ?,la CSG\n149,,le tri\n164,,TVA\n149,Que faites-vous ?,rien\n"
    found = layout(tmp_path, text, {"text": "w", "question": "q", "question_title": "t"})
    expected = (Asked("164", "Quels impôts ?", "open"), Asked("149", "Que faites-vous ?", "open"))

    assert expected == found.questions
    assert {"question": 0, "question_title": 1, "text": 2} == found.roles


def test_kinds_of_a_long_sheet_are_told_by_question(tmp_path: Path) -> None:
    """Sorted by question, the second is as well seen as the first."""
    words = "".join(f"a,Je propose la mesure {rank}\n" for rank in range(30))
    choices = "b,Oui\n" * 20 + "b,Non\n" * 20
    found = layout(tmp_path, "question,text\n" + words + choices)

    assert [("a", "open"), ("b", "closed")] == [
        (each.question_id, each.kind) for each in found.questions
    ]


def test_every_role(tmp_path: Path) -> None:
    """What a recipe calls a column is the role it plays; `id` is the reference."""
    names = (
        "id",
        "text",
        "question",
        "question_title",
        "author",
        "author_type",
        "date",
        "postal_code",
        "status",
        "category",
    )
    text = ",".join(names) + "\n" + ",".join("x" for _ in names) + "\n"
    found = layout(tmp_path, text, {name: name for name in names})

    assert {"reference", *names[1:]} == set(found.roles)


def test_names_that_only_look_the_same(tmp_path: Path) -> None:
    """Decomposed accents and stray spaces do not hide a column."""
    found = layout(tmp_path, " Re\u0301ponse ,n\nOui,1\n", {"text": "Réponse"})

    assert 0 == found.questions[0].column


def test_missing_column(tmp_path: Path) -> None:
    """The refusal names the file, the column, the nearest one and those there are."""
    said = refusal(tmp_path, "id,reponse\n1,a\n", {"text": "réponses"})

    assert "answers.csv: There is no column 'réponses'." in said
    assert "Did you mean 'reponse'?" in said
    assert "'id', 'reponse'" in said


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ({"id": "id"}, "names no text"),
        ({"text": "a", "id": "a"}, "mapped more than once"),
        ({"text": ("a", "a")}, "mapped more than once"),
        ({"text": ("a", "b"), "question": "id"}, "one too many"),
    ],
)
def test_mappings_that_make_no_sense(tmp_path: Path, columns: Columns, what: str) -> None:
    """A mapping that cannot be followed is refused before any row is read."""

    assert what in refusal(tmp_path, "id,a,b\n1,x,y\n", columns)


def test_rows_without_a_question(tmp_path: Path) -> None:
    """A row that answers no question would be lost: its number is given."""
    said = refusal(tmp_path, "q,t\n1,a\n ,b\n", {"text": "t", "question": "q"})

    assert "Row 2 does not say which question" in said


def test_a_column_that_holds_no_questions(tmp_path: Path) -> None:
    """Two thousand questions are an error of mapping."""
    text = "q,t\n" + "".join(f"{rank},a\n" for rank in range(2001))

    assert "more than 2000 different" in refusal(tmp_path, text, {"text": "t", "question": "q"})


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("id,texte", {"reference": 0}),
        ("Référence,Réponse,Date de dépôt", {"reference": 0}),
        (
            "question_id,text,auteur,code_postal",
            {"question": 0, "text": 1, "author": 2, "postal_code": 3},
        ),
        ("Contribution,id", {"reference": 1}),
        ("contribution,text,note", {"reference": 0}),
    ],
)
def test_headers_that_give_themselves_away(
    tmp_path: Path, header: str, expected: dict[str, int]
) -> None:
    """Usual names are enough when each role has one candidate."""
    texts = ("texte", "Réponse", "text", "Contribution")
    row = ",".join("quelques mots" if name in texts else "7" for name in header.split(","))

    assert expected == layout(tmp_path, f"{header}\n{row}\n").roles


@pytest.mark.parametrize(
    ("header", "row", "doubt"),
    [
        ("avis,commentaire", "deux mots,deux mots", "'avis' and 'commentaire' could each be"),
        ("id,reference,text", "1,2,deux mots", "'id' and 'reference' could each be the id"),
        ("a,b", "deux mots,deux mots", "no column is named as a text"),
        ("id,text", "1,mot", "no column is named as a text"),
        ("text,autre", "deux mots,voici une longue réponse de plus de huit mots ici", "'autre'"),
        ("id,body,author/id", "1,deux mots,3", "Decidim"),
        ("Horodateur,Avis", "1,deux mots", "Google form"),
    ],
)
def test_doubtful_headers_are_refused(tmp_path: Path, header: str, row: str, doubt: str) -> None:
    """Whenever another reading is sensible, the analyst is told what to write."""
    said = refusal(tmp_path, f"{header}\n{row}\n")

    assert doubt in said
    assert "columns = { text = " in said


@pytest.mark.reference
@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is absent")
@pytest.mark.parametrize(
    ("name", "columns", "rows", "questions"),
    [
        ("grand-debat/answers/fiscalite_13.csv", {}, 8957, ["164"]),
        ("grand-debat/answers/transition_16.csv", {}, 8985, ["149"]),
        ("grand-debat/answers/democratie_30.csv", {}, 8942, ["127"]),
        ("grand-debat/answers/organisation_32.csv", {}, 8764, ["192"]),
        (
            "tuning/entendre_la_france.csv",
            {"id": "contribution", "text": "text", "question": "question"},
            3514,
            ["DC11", "FI8", "OE10", "OE9", "TE11"],
        ),
    ],
)
def test_real_tables(
    tmp_path: Path, name: str, columns: Columns, rows: int, questions: list[str]
) -> None:
    """Real answers, guessed or mapped: all rows, every question open."""
    entry = SourceEntry("table", SHARED / name, name, columns)
    sheet, found = opened(entry, tmp_path, {})

    assert rows == sheet.rows
    assert questions == sorted(each.question_id for each in found.questions)
    assert {"open"} == {each.kind for each in found.questions}
