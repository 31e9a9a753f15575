"""Decidim: every era tells the same proposals; a real export agrees with independent counts."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from synthesis import run
from synthesis.errors import SourceError
from synthesis.line import CONSULTATION
from synthesis.sources import open_source
from synthesis.sources.decidim import DECIDIM
from synthesis.sources.layout import Laid
from synthesis.sources.reader import SourceEntry
from synthesis.sources.sheets import cells, open_sheet

BASE = "id,title,body,component/id,url"
PLACE = "https://oui.example.org/processes/ville/f/7/proposals/"


def laid(folder: Path, text: str, name: str = "export.csv") -> Laid:
    """The one sheet of an export written as given."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    [found] = open_source(SourceEntry("decidim", path, name), folder / "work", {})
    return found


def rows(found: Laid) -> list[dict[str, str]]:
    return [dict(zip(found.sheet.header, row, strict=True)) for row in cells(found.sheet)]


def test_every_row_is_an_utterance(tmp_path: Path) -> None:
    """Also one without words; the question is the component and the kind of writing."""
    found = laid(tmp_path, f"{BASE}\n1,Bus,Des bus,7,{PLACE}1\n2,Rien,,7,{PLACE}2\n")

    assert ["Des bus", ""] == [row["text"] for row in rows(found)]
    assert [("propositions-7", "Propositions : ville, composant 7")] == [
        (each.question_id, each.title) for each in found.layout.questions
    ]
    assert "decidim oui.example.org" == found.sheet.dataset


@pytest.mark.parametrize(
    ("columns", "values", "expected"),
    [
        ("body", "a", ("a", "")),
        ("body/en,body/fr", "yes,oui", ("oui", "fr")),
        ("body/en,body/fr", "yes,", ("yes", "en")),
        ("body/machine_translations/fr,body/ca", "machine,si", ("si", "ca")),
        ("body/fr,body/machine_translations/en", ",yes", ("", "")),
    ],
)
def test_languages(tmp_path: Path, columns: str, values: str, expected: tuple[str, str]) -> None:
    """French first, then the first with words; a machine's translation is nobody's words."""
    found = laid(tmp_path, f"id,title,component/id,{columns}\n1,t,7,{values}\n")

    assert [expected] == [(row["text"], row["lang"]) for row in rows(found)]


@pytest.mark.parametrize(
    ("columns", "values", "expected"),
    [
        ("category/name/fr", "Santé", "Santé"),
        ("category/name/fr,category/name/en", ",Health", "Health"),
        ("taxonomies/ids,taxonomies/3/fr,taxonomies/4/fr", '"3, 4",Santé,Bus', "Santé\nBus"),
        ("taxonomies/ids,taxonomies/3/fr,taxonomies/4/fr", "4,,Bus", "Bus"),
        ("taxonomies/name", '"[{""fr"":""Santé"",""en"":""Health""}]"', "Santé"),
        ("taxonomies/name", '"[{""fr""=>""Santé""}]"', "Santé"),
    ],
)
def test_categories(tmp_path: Path, columns: str, values: str, expected: str) -> None:
    """Of every era: categories, taxonomies by name, taxonomies one column each."""
    found = laid(tmp_path, f"{BASE},{columns}\n1,t,b,7,{PLACE}1,{values}\n")

    assert [expected] == [row["category"] for row in rows(found)]


def test_votes_of_every_era(tmp_path: Path) -> None:
    """`supports`, then `votes`; endorsements, then likes; hidden votes are unknown, not zero."""
    found = laid(tmp_path, f"{BASE},supports,endorsements/total_count\n1,t,b,7,u,12.0,3\n")
    later = laid(tmp_path, f"{BASE},votes,likes/total_count\n1,t,b,7,u,,0\n", "later.csv")

    assert [("12", "3")] == [(row["support"], row["endorsements"]) for row in rows(found)]
    assert [("", "0")] == [(row["support"], row["endorsements"]) for row in rows(later)]


def test_serial_dates_of_old_workbooks(tmp_path: Path) -> None:
    """A number of days since the last century's eve is a day again."""
    found = laid(tmp_path, f"{BASE},published_at\n1,t,b,7,u,44159.7145\n")

    assert ["2020-11-24 17:08:52"] == [row["published"] for row in rows(found)]


def test_comments(tmp_path: Path) -> None:
    """The parent by kind and number; the stance; the group, and no name."""
    header = (
        "id,created_at,body,author/id,author/name,alignment,depth,user_group/id,"
        "commentable_id,commentable_type,root_commentable_url"
    )
    found = laid(
        tmp_path,
        f"{header}\n5,2019-01-01,Oui,9,Jeanne Secret,1,0,3,23,Decidim::Debates::Debate,"
        "https://x.org/processes/p/f/4/debates/23\n"
        "6,2019-01-01,Non,9,Jeanne Secret,-1,1,,5,Decidim::Comments::Comment,"
        "https://x.org/processes/p/f/4/debates/23\n",
    )
    told = rows(found)

    assert [("debate:23", "for", "groupe"), ("comment:5", "against", "")] == [
        (row["parent"], row["stance"], row["author_type"]) for row in told
    ]
    assert "Commentaires sur les débats : p, composant 4" == found.layout.questions[0].title
    assert "Secret" not in found.sheet.path.read_text(encoding="utf-8")


def test_a_survey_without_its_questions_is_none(tmp_path: Path) -> None:
    """And a table with a title and an id is no export of a platform."""
    (tmp_path / "a.csv").write_text("id,title,text\n1,t,x\n")

    assert DECIDIM.recognise([open_sheet(tmp_path / "a.csv", tmp_path / "w")]) is None
    with pytest.raises(SourceError, match="no Decidim export"):
        laid(tmp_path, "id,title,text\n1,t,x\n")


def test_nested_json_is_the_csv(tmp_path: Path) -> None:
    """Objects within objects are the columns of the CSV."""
    told = {"id": 1, "title": {"fr": "t"}, "body": {"fr": "des bus"}, "component": {"id": 7},
            "endorsements": {"total_count": 2, "user_endorsements": ["Nom Caché"]}}  # fmt: skip
    found = laid(tmp_path, json.dumps([told]), "export.json")

    assert [("des bus", "2")] == [(row["text"], row["endorsements"]) for row in rows(found)]


# --- The real export of a metropolis, 2019, counted by Python's csv module alone ---

EXPORTS = ("propositions_libres.csv", "debats.csv", "commentaires_debats.csv")
Row = dict[str, str]


@pytest.fixture(scope="module")
def real(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """The tables of the three exports together."""
    folder = tmp_path_factory.mktemp("real")
    exports = [shared / "data" / "decidim" / name for name in EXPORTS]
    request = run.Request(tuple(exports), folder)
    names = ("intake", "threads", "votes", "contributions", "ledger", "questions", "rejects")
    monkey = pytest.MonkeyPatch()
    monkey.chdir(folder)
    try:
        with run.opened(run.prepare(request)) as walk:
            for step in CONSULTATION:
                walk.table(step)
            for name in names:
                walk.store.see(name, walk.files[name, None])
            return {name: walk.store.rows(f"select * from {name}") for name in names}
    finally:
        monkey.undo()


@pytest.fixture(scope="module")
def counted(shared: Path) -> Callable[[str], list[Row]]:
    """The rows of an export as the csv module reads them."""

    def of(name: str) -> list[Row]:
        text = (shared / "data" / "decidim" / name).read_text(encoding="utf-8")
        return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))

    return of


def depths(rows: Sequence[Row]) -> Counter[int]:
    """Comments by how deep they stand, walking up by hand; their debate is above them."""
    above = {
        row["id"]: row["commentable_id"] if row["commentable_type"].endswith("Comment") else ""
        for row in rows
    }
    found: Counter[int] = Counter()
    for id in above:
        depth, up = 1, above[id]
        while up in above:
            depth, up = depth + 1, above[up]
        found[depth if not up else depth - 1] += 1
    return found


@pytest.mark.reference
def test_real_ledger(real: Any, counted: Callable[[str], list[Row]]) -> None:
    """Rows of the files, contributions, cells: each sums to the one before."""
    intake = {row["source"]: row for row in real["intake"]}

    assert {name: len(counted(name)) for name in EXPORTS} == {
        name: row["rows"] for name, row in intake.items()
    }
    assert [] == real["rejects"]
    assert sum(len(counted(name)) for name in EXPORTS) == len(real["contributions"])
    assert len(real["contributions"]) == sum(row["answers"] for row in real["ledger"])


@pytest.mark.reference
def test_real_depths(real: Any, counted: Callable[[str], list[Row]]) -> None:
    """As many comments at each depth as by walking up by hand; and as the source says itself."""
    found = Counter(row["depth"] for row in real["threads"] if row["kind"] == "comment")
    comments = counted("commentaires_debats.csv")
    by_source = Counter(int(row["depth"]) + 1 for row in comments)

    assert depths(comments) == found
    assert by_source == found


@pytest.mark.reference
def test_real_votes(real: Any, counted: Callable[[str], list[Row]]) -> None:
    """Supports of proposals, comments counted, stances of comments."""
    votes = {row["contribution_id"]: row for row in real["votes"]}
    proposals = counted("propositions_libres.csv")
    stances = {"1": "for", "-1": "against", "0": "neutral"}

    assert sum(int(row["votes"]) for row in proposals) == sum(
        row["support"] or 0 for row in votes.values()
    )
    assert sum(int(row["comments"]) for name in EXPORTS[:2] for row in counted(name)) == sum(
        row["comments"] or 0 for row in votes.values()
    )
    assert Counter(stances[row["alignment"]] for row in counted("commentaires_debats.csv")) == (
        Counter(row["stance"] for row in real["threads"] if row["kind"] == "comment")
    )
