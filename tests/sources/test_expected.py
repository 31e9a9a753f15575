"""What a correct reader finds in the fictional samples: the figures of `expected.json`.

Every figure of politizr, granddebat and decidim is counted in our own tables, or in the sheets
where the figure is of the file. `notes` of the file are words, not figures.
"""

from __future__ import annotations

import json
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from synthesis import run
from synthesis.line import CONSULTATION
from synthesis.sources.containers import sheets_of
from synthesis.sources.recognise import Recognised, Unknown, recognise
from synthesis.text import folded

FORMATS = Path(__file__).parents[3] / "shared" / "data" / "formats"
NAMES = ("contributions", "cells", "answers", "threads", "votes", "standings", "repairs", "titles",
         "authors", "intake", "copies", "received")  # fmt: skip

Tables = dict[str, list[dict[str, Any]]]


def read(path: Path, folder: Path) -> Tables:
    """The tables of a consultation of one export, recognised as `doleances init` does."""
    found = recognise(path, folder / "work")
    assert isinstance(found, Recognised), found
    recipe = folder / "consultation.toml"
    recipe.write_text(
        '[consultation]\nid = "x"\n[settings]\nmin_family_words = 8\n'
        f'[[sources]]\nreader = "{found.entry.reader}"\npath = "{path}"\n'
    )
    with run.opened(run.prepare(run.Request((recipe,)))) as walk:
        for step in CONSULTATION:
            walk.table(step)
        for name in set(NAMES) - {"received"}:
            walk.store.see(name, walk.files[name, None])
        walk._load()  # the rows themselves, with all that readers said of them
        return {name: walk.store.rows(f"select * from {name}") for name in NAMES}


def firsts(tables: Tables, source: str = "") -> list[dict[str, Any]]:
    """The row of each contribution, of one sheet or of all."""
    return [
        row
        for row in tables["received"]
        if row["taken_as"] == "contribution" and source in row["source"]
    ]


def states(tables: Tables, source: str = "") -> Counter[str]:
    return Counter(row["status"] for row in firsts(tables, source))


def excluded(tables: Tables, source: str, names: dict[str, str]) -> dict[str, int]:
    """Contributions set aside, by the source's own word for it."""
    found = Counter(
        names.get(row["declared"], row["declared"])
        for row in firsts(tables, source)
        if row["status"] != "published"
    )
    return dict(found)


def words(tables: Tables, question: str = "") -> list[dict[str, Any]]:
    """Published answers with words, to one question or to all; folded, to compare."""
    return [
        row | {"folded": folded(row["text"])}
        for row in tables["answers"]
        if question in ("", row["question_id"])
    ]


def same(tables: Tables, question: str) -> list[list[str]]:
    """References whose words are the same."""
    found: dict[str, list[str]] = {}
    for row in words(tables, question):
        found.setdefault(row["folded"], []).append(row["reference"])
    return [group for group in found.values() if len(group) > 1]


def suspect(tables: Tables) -> list[str]:
    """References whose postal code is of no department, or has lost its zero."""
    nowhere = {row["reference"] for row in tables["contributions"] if row["department"] is None}
    short = {row["reference"] for row in tables["received"] if len(row["postal_code"] or "") == 4}
    return sorted(nowhere | short)


def repaired(tables: Tables, repair: str, source: str = "") -> int:
    return sum(
        row["times"]
        for row in tables["repairs"]
        if row["repair"] == repair and source in row["source"]
    )


def filled(tables: Tables) -> int:
    """Published contributions with a cell that has words."""
    return len({c["contribution_id"] for c in tables["cells"] if c["status"] == "published"})


# --- Grand Débat ---

NESTED = "LA_TRANSITION_ECOLOGIQUE.json"
GRAND_DEBAT: dict[tuple[str, str], Callable[[Tables], object]] = {
    (NESTED, "contributions"): lambda t: len(t["contributions"]),
    (NESTED, "trashed"): lambda t: dict(
        Counter(row["declared"].lower() for row in firsts(t) if row["status"] == "moderated")
    ),
    (NESTED, "active"): lambda t: states(t)["published"],
    (NESTED, "empty_active"): lambda t: states(t)["published"] - filled(t),
    (NESTED, "nul_bytes"): lambda t: repaired(t, "nul"),
    (NESTED, "non_empty_open_answers_active_161_147_159"): lambda t: len(words(t)),
    (NESTED, "duplicate_groups_161"): lambda t: same(t, "161"),
    (NESTED, "published_null"): lambda t: [
        row["reference"] for row in firsts(t) if row["published"] is None
    ],
    (NESTED, "zip_suspect"): suspect,
    ("LA_TRANSITION_ECOLOGIQUE_2019-03-21.csv", "rows"): lambda t: len(t["received"]),
    ("LA_TRANSITION_ECOLOGIQUE_2019-02-17.csv", "rows"): lambda t: len(t["received"]),
    ("LA_TRANSITION_ECOLOGIQUE_2019-02-17.csv", "after_dedup"): lambda t: len(t["contributions"]),
    ("LA_TRANSITION_ECOLOGIQUE_titres-seuls.csv", "rows"): lambda t: len(t["received"]),
    ("DEMOCRATIE_ET_CITOYENNETE_titres-seuls.csv", "rows"): lambda t: len(t["received"]),
    ("QUESTIONNAIRE_LA_TRANSITION_ECOLOGIQUE.csv", "rows"): lambda t: len(t["received"]),
    ("QUESTIONNAIRE_RESTITUER_UNE_RIL.csv", "rows"): lambda t: len(t["received"]),
    ("ancien_janvier.jsonl", "rows"): lambda t: len(t["received"]),
}

# --- Politizr ---

TABLES = "tables"
IDS = {  # of the sample, told by their addresses
    "debat": "d", "reaction": "re", "commentaire": "c",
}  # fmt: skip


def named(tables: Tables) -> dict[int, str]:
    """What expected.json calls a document: `d1`, `re101`; by the uuid its table gives."""
    names: dict[str, str] = {}
    for table, prefix in (("p_d_debate", "d"), ("p_d_reaction", "re")):
        for row in csv_rows(FORMATS / "politizr" / "tables" / f"{table}.csv"):
            names[row["uuid"] or f"debat/{row['slug']}"] = f"{prefix}{row['id']}"
    return {
        row["contribution_id"]: names[row["native_id"]]
        for row in firsts(tables)
        if row["native_id"] in names
    }


def csv_rows(path: Path) -> list[dict[str, str]]:
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parents(tables: Tables) -> dict[str, str]:
    """The parent of each published réaction."""
    names = named(tables)
    published = {r["contribution_id"] for r in firsts(tables) if r["status"] == "published"}
    return {
        names[row["contribution_id"]]: names[row["parent_id"]]
        for row in tables["threads"]
        if row["kind"] == "reaction" and row["contribution_id"] in published
    }


def cast(tables: Tables) -> dict[str, int]:
    """Votes in the log, by what they are on and how."""
    kinds = {row["contribution_id"]: row["kind"] for row in tables["threads"]}
    found: Counter[str] = Counter()
    for row in tables["votes"]:
        kind = {"proposal": "debate"}.get(kinds[row["contribution_id"]], "")
        kind = kind or kinds[row["contribution_id"]]
        found[f"{kind}+"] += row["cast_for"]
        found[f"{kind}-"] += row["cast_against"]
    return {name: count for name, count in found.items() if count}


def same_words(tables: Tables) -> list[list[str]]:
    """Sujets with the same words."""
    names, found = named(tables), defaultdict(list)
    for row in words(tables):
        if row["contribution_id"] in names:
            found[row["folded"]].append(names[row["contribution_id"]])
    return [group for group in found.values() if len(group) > 1]


def without_author(tables: Tables) -> set[str]:
    known = {row["contribution_id"] for row in tables["authors"]}
    names = named(tables)
    comments = {
        row["uuid"]: f"dc{row['id']}"
        for row in csv_rows(FORMATS / "politizr" / "tables" / "p_d_d_comment.csv")
    }
    return {
        names.get(row["contribution_id"]) or comments.get(row["native_id"], row["reference"])
        for row in firsts(tables)
        if row["contribution_id"] not in known and row["declared"] != "system"
    }


POLITIZR: dict[tuple[str, str], Callable[[Tables], object]] = {
    (TABLES, "debates_rows"): lambda t: len(firsts(t, "p_d_debate")),
    (TABLES, "debates_active"): lambda t: states(t, "p_d_debate")["published"],
    (TABLES, "debates_excluded"): lambda t: excluded(t, "p_d_debate", {}),
    (TABLES, "debates_moderated_partial_active"): lambda t: sum(
        row["declared"] == "moderated_partial" for row in firsts(t, "p_d_debate")
    ),
    (TABLES, "reactions_rows"): lambda t: len(firsts(t, "p_d_reaction")),
    (TABLES, "reactions_active"): lambda t: states(t, "p_d_reaction")["published"],
    (TABLES, "reactions_excluded"): lambda t: excluded(
        t, "p_d_reaction", {"system": "system_root"}
    ),
    (TABLES, "parents"): parents,
    (TABLES, "comments_rows"): lambda t: len(firsts(t, "_comment")),
    (TABLES, "comments_active"): lambda t: states(t, "_comment")["published"],
    (TABLES, "comments_excluded"): lambda t: excluded(t, "_comment", {}),
    (TABLES, "utterances_active"): lambda t: states(t)["published"],
    (TABLES, "vote_events_cast"): cast,
    (TABLES, "duplicate_body_groups"): same_words,
    (TABLES, "null_author"): without_author,
    (TABLES, "uuid_missing"): lambda t: [
        name
        for id, name in named(t).items()
        if "/" in next(r["native_id"] for r in firsts(t) if r["contribution_id"] == id)
    ],
    ("dump.sql", "p_d_d_comment"): lambda t: len(firsts(t, "p_d_d_comment")),
    ("dump.sql", "p_d_debate"): lambda t: len(firsts(t, "p_d_debate")),
    ("admin-excel", "subjects"): lambda t: len(firsts(t, "subjects.xlsx")),
    ("admin-excel", "numeric_title_row"): lambda t: next(
        row["title"] for row in t["titles"] if row["title"].isdecimal()
    ),
    ("admin-excel", "truncated_cell_rows"): lambda t: repaired(t, "truncated"),
    ("admin-excel", "reactions"): lambda t: len(firsts(t, "reactions.xlsx")),
    ("admin-excel", "comments"): lambda t: len(firsts(t, "comments.xlsx")),
    ("admin-excel", "comments_include_moderated"): lambda t: sum(
        row["folded"] == "commentaire retire" for row in words(t)
    ),
}
AS_EXPECTED: dict[str, Callable[[Any], Any]] = {  # what the file says in words, as figures
    "parents": lambda told: {child: parent.split(" ")[0] for child, parent in told.items()},
    "null_author": set,
}

# --- Decidim ---

ZIP = "participer.valmorel.example-open-data.zip"


def numbered(tables: Tables) -> dict[int, str]:
    return {row["contribution_id"]: row["native_id"].split(":")[1] for row in firsts(tables)}


def amendments(tables: Tables) -> dict[str, str]:
    numbers = numbered(tables)
    return {
        numbers[row["contribution_id"]]: numbers[row["parent_id"]]
        for row in tables["threads"]
        if row["kind"] == "amendment"
    }


def without_votes(tables: Tables) -> list[str]:
    told = {row["contribution_id"] for row in tables["votes"] if row["support"] is not None}
    return sorted(name for id, name in numbered(tables).items() if id not in told)


def same_proposals(tables: Tables) -> list[list[str]]:
    numbers, found = numbered(tables), defaultdict(list)
    for row in words(tables):
        found[row["folded"]].append(numbers[row["contribution_id"]])
    return [group for group in found.values() if len(group) > 1]


def answered(tables: Tables) -> dict[str, str]:
    """What each comment answers, as expected.json writes it; with the root of an orphan."""
    return {
        row["native_id"].split(":")[1]: row["parent"]
        .replace("proposal:", "p")
        .replace("comment:", "c")
        for row in firsts(tables)
    }


ROWS = ("0.22-proposals.csv", "0.28-proposals.csv", "0.31-proposals.csv", "0.28-proposals.json",
        "0.28-proposals.xlsx", "0.28-proposal_comments.csv", "survey-fr.csv")  # fmt: skip
DECIDIM: dict[tuple[str, str], Callable[[Tables], object]] = {
    **{(name, "rows"): lambda t: len(t["received"]) for name in ROWS},
    ("0.28-proposals.csv", "titles_only_en"): lambda t: sum(r["lang"] == "en" for r in firsts(t)),
    ("0.31-proposals.csv", "guard_prefix_to_strip"): lambda t: repaired(t, "guard"),
    ("0.31-proposals.csv", "withdrawn"): lambda t: states(t)["withdrawn"],
    ("0.28-proposal_comments.csv", "parents"): answered,
    ("survey-fr.csv", "empty"): lambda t: len(t["contributions"]) - filled(t),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Tables]:
    """The tables of an export, read once."""
    known: dict[str, Tables] = {}

    def of(name: str) -> Tables:
        if name not in known:
            known[name] = read(FORMATS / name, tmp_path_factory.mktemp("read"))
        return known[name]

    return of


def expected(*keys: str) -> Any:
    told = json.loads((FORMATS / "expected.json").read_text())
    for key in keys:
        told = told[key]
    return told


@pytest.mark.reference
@pytest.mark.parametrize(("name", "figure"), GRAND_DEBAT)
def test_grand_debat(tables: Callable[[str], Tables], name: str, figure: str) -> None:
    """The figure counted in our tables is the one expected."""
    told = expected("granddebat", name, figure)
    found = GRAND_DEBAT[name, figure](tables(f"granddebat/{name}"))

    assert (sorted(told) if figure == "zip_suspect" else told) == found


@pytest.mark.reference
@pytest.mark.parametrize(("name", "figure"), POLITIZR)
def test_politizr(tables: Callable[[str], Tables], name: str, figure: str) -> None:
    """The same, of the tables, the dump and the lists of the back office."""
    told = expected(f"politizr/{name}", figure)
    found = POLITIZR[name, figure](tables(f"politizr/{name}"))

    assert AS_EXPECTED.get(figure, lambda as_is: as_is)(told) == found


@pytest.mark.reference
@pytest.mark.parametrize(("name", "figure"), DECIDIM)
def test_decidim(tables: Callable[[str], Tables], name: str, figure: str) -> None:
    """The same, of every era; an orphan is told with what it answers."""
    told = expected("decidim", name, figure)
    if figure == "parents":
        told = {
            child: parent.removeprefix("orphan ").split(" ")[0] for child, parent in told.items()
        }

    assert told == DECIDIM[name, figure](tables(f"decidim/{name}"))


@pytest.mark.reference
@pytest.mark.parametrize("name", [name for name in ROWS if "proposals." in name])
def test_decidim_in_every_era(tables: Callable[[str], Tables], name: str) -> None:
    """Amendments, unknown votes and copies are the same in every export of the same proposals."""
    found = tables(f"decidim/{name}")

    assert expected("decidim", "amendment_parent") == amendments(found)
    assert expected("decidim", "votes_null") == without_votes(found)
    assert expected("decidim", "duplicates") == same_proposals(found)


@pytest.mark.reference
def test_forms_of_the_files(tmp_path: Path) -> None:
    """Delimiters, headers, links and members: figures of the files, not of contributions."""
    for name in ("0.22-proposals.csv", "0.28-proposals.csv", "0.31-proposals.csv"):
        [sheet] = sheets_of(FORMATS / "decidim" / name, tmp_path)
        assert expected("decidim", name, "sep") == sheet.delimiter
    members = zipfile.ZipFile(FORMATS / "decidim" / ZIP).namelist()
    sheets = sheets_of(FORMATS / "decidim" / ZIP, tmp_path)
    documents = [name for name in members if name.endswith(".md")]
    assert expected("decidim", "open-data.zip", "members") == len(sheets) + len(documents)


@pytest.mark.reference
def test_several_authors(tables: Callable[[str], Tables]) -> None:
    """One proposal of two people is one contribution, of the one who began."""
    told = expected("decidim", "0.31-proposals.csv", "multi_author")
    rows = csv_rows(FORMATS / "decidim" / "0.31-proposals.csv")
    found = tables("decidim/0.31-proposals.csv")

    assert told == sum("," in row["author/id"] for row in rows)
    assert len(rows) == len(found["contributions"])


@pytest.mark.reference
def test_titles_that_repeat(tables: Callable[[str], Tables]) -> None:
    """Columns of one title are told apart by their place."""
    name = "DEMOCRATIE_ET_CITOYENNETE_titres-seuls.csv"
    found = {row["question_id"] for row in tables(f"granddebat/{name}")["cells"]}

    assert {str(id) for id in expected("granddebat", name, "columns_must_map_to")} <= found


KNOWN = {"politizr": "politizr", "granddebat": "grand-debat", "decidim": "decidim"}
ELSEWHERE = {  # exports in those folders that hold no contribution any reader takes
    "granddebat/EVENTS.csv", "granddebat/documents.csv", "politizr/rss.xml",
}  # fmt: skip


@pytest.mark.reference
def test_init_names_the_right_reader_or_none(tmp_path: Path) -> None:
    """Every file of a platform we read by its own reader; of any other, never by a platform's."""
    exports = [path for path in sorted(FORMATS.glob("*/*")) if path.name != "README.md"]
    found = {}
    for path in exports:
        try:
            taken = recognise(path, tmp_path / "work")
        except Exception as error:  # a refusal, and nothing else, is asserted below
            taken = error
        found[path.relative_to(FORMATS).as_posix()] = taken
    wrong = [name for name, taken in found.items() if reader_of(taken) != right_reader(name)]

    assert len(found) > 60
    assert [] == wrong


def reader_of(taken: object) -> str:
    if isinstance(taken, Recognised):
        return taken.entry.reader
    return "" if isinstance(taken, Unknown) or hasattr(taken, "exit_code") else repr(taken)


def right_reader(name: str) -> str:
    return "" if name in ELSEWHERE else KNOWN.get(name.split("/")[0], "")
