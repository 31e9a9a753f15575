"""The second source of the shipped sample: debates of the same town, one CSV a table.

It is read here with Python's csv module alone, so that no reader of ours vouches for its own food.
"""

from __future__ import annotations

import csv
import html
import io
import re
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parent.parent / "data" / "sample"
FOLDER = SAMPLE / "politizr"
KINDS = {
    "p_d_debate": "PDDebate",
    "p_d_reaction": "PDReaction",
    "p_d_d_comment": "PDDComment",
    "p_d_r_comment": "PDRComment",
}
COMMENTS = ("p_d_d_comment", "p_d_r_comment")
FOUNDRY = "friche de la Fonderie est le dernier grand terrain libre"
BUSES = "trois choses un dernier départ à 21 h"
SHORT = 12  # words: what two people may well say alike

Row = dict[str, str]


@cache
def table(name: str) -> tuple[Row, ...]:
    """The rows of a table."""
    text = (FOLDER / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@cache
def by_id(name: str) -> dict[str, Row]:
    """The rows of a table by identifier."""
    return {row["id"]: row for row in table(name)}


def active(name: str) -> list[Row]:
    """What everybody may read."""
    return [
        row
        for row in table(name)
        if row["online"] == "1" and row["published_at"] and row["moderated"] != "1"
    ]


def every() -> list[Row]:
    """The rows of the four tables of documents, without the technical roots."""
    rows = [row for name in KINDS for row in table(name)]
    return [row for row in rows if row.get("title") != "ROOT NODE"]


def comments() -> list[Row]:
    """The active commentaires, on sujets and on réactions."""
    return [row for name in COMMENTS for row in active(name)]


def read() -> list[Row]:
    """All that is active."""
    return [*active("p_d_debate"), *active("p_d_reaction"), *comments()]


def plain(text: str) -> str:
    """The words alone, between blanks, without markup."""
    bare = html.unescape(re.sub(r"<[^>]+>", " ", text)).casefold()
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare))
    return f" {' '.join(words)} "


@cache
def answers() -> frozenset[str]:
    """The answers to the open questions of the first source."""
    text = (SAMPLE / "courvallon.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))[1:]
    return frozenset(plain(row[column]) for row in rows for column in (11, 14, 16))


def copies(words: str) -> list[Row]:
    """The active documents that hold these words."""
    return [row for row in read() if plain(words) in plain(row["description"])]


def retouched(rows: list[Row]) -> int:
    """How many of them nobody else sent in just those words."""
    texts = {campaign()["park"], campaign()["bus"]}
    return sum(plain(row["description"]) not in texts for row in rows)


@cache
def campaign() -> dict[str, str]:
    """The campaigns as the bank writes them."""
    planted = tomllib.loads((SAMPLE / "bank" / "planted.toml").read_text(encoding="utf-8"))
    return {name: plain(each["text"]) for name, each in planted["campaigns"].items()}


def echoes() -> list[Row]:
    """The commentaires that say again a long answer to the questionnaire, campaigns left aside."""
    campaigns = [*copies(FOUNDRY), *copies(BUSES)]
    return [
        row
        for row in comments()
        if len(plain(row["description"]).split()) >= SHORT
        and plain(row["description"]) in answers()
        and row not in campaigns
    ]


def moderated(*names: str) -> int:
    """How many rows of these tables were taken away."""
    return sum(row["moderated"] == "1" and row["online"] == "0" for n in names for row in table(n))


def drafts(name: str) -> int:
    """How many rows were never published, the technical and private ones left aside."""
    aside = ("ROOT NODE", "MESSAGE DIRECT")
    return sum(not row["published_at"] and row["title"] not in aside for row in table(name))


def is_citizen(row: Row) -> bool:
    """Neither elected, nor the town, nor banned."""
    return not any(row[name] == "1" for name in ("qualified", "organization", "banned"))


def counted() -> dict[str, int]:
    """What the table of the README promises, counted in the files."""
    users, log = table("p_user"), table("p_u_reputation")
    reactions = table("p_d_reaction")
    roots = {row["id"] for row in reactions if row["title"] == "ROOT NODE"}
    return {
        "thèmes du groupe": len(table("p_c_topic")),
        "sujets actifs": len(active("p_d_debate")),
        "réactions actives": len(active("p_d_reaction")),
        "commentaires actifs": len(comments()),
        "réactions au quatrième niveau": sum(row["tree_level"] == "4" for row in reactions),
        "comptes": len(users),
        "comptes d'habitants": sum(map(is_citizen, users)),
        "comptes d'élus": sum(row["qualified"] == "1" for row in users),
        "comptes d'organisation": sum(row["organization"] == "1" for row in users),
        "comptes exclus": sum(row["banned"] == "1" for row in users),
        "documents d'un compte supprimé": sum(not row["p_user_id"] for row in every()),
        "brouillons de sujets": drafts("p_d_debate"),
        "brouillons de réactions": drafts("p_d_reaction"),
        "sujets modérés": moderated("p_d_debate"),
        "réactions modérées": moderated("p_d_reaction"),
        "commentaires modérés": moderated(*COMMENTS),
        "sujets retouchés par la modération": len(table("p_m_debate_historic")),
        "réactions retouchées par la modération": len(table("p_m_reaction_historic")),
        "messages directs": sum(row["title"] == "MESSAGE DIRECT" for row in table("p_d_debate")),
        "racines techniques": len(roots),
        "réactions rattachées à une racine": sum(
            row["parent_reaction_id"] in roots for row in reactions
        ),
        "copies de l'appel pour la Fonderie": len(copies(FOUNDRY)),
        "dont appels retouchés": retouched(copies(FOUNDRY)),
        "copies de la pétition sur les bus": len(copies(BUSES)),
        "dont pétitions retouchées": retouched(copies(BUSES)),
        "commentaires repris du questionnaire": len(echoes()),
        "commentaires sur un paragraphe": sum(row["paragraph_no"] != "0" for row in comments()),
        "votes pour": sum(row["p_r_action_id"] in ("10", "12", "14") for row in log),
        "votes contre": sum(row["p_r_action_id"] in ("11", "13", "15") for row in log),
    }


def promised() -> dict[str, int]:
    """The table of the README: what, and how many."""
    text = (SAMPLE / "README.md").read_text(encoding="utf-8")
    section = text.split("## La seconde source")[1].split("\n## ")[0]
    found = (re.fullmatch(r"\| ([^|]+) \| ([\d ]+) \|", line) for line in section.splitlines())
    return {each[1]: int(each[2].replace(" ", "")) for each in found if each}


def test_make_writes_the_same_bytes(tmp_path: Path) -> None:
    """Every table, and no other file, comes out of make.py byte for byte."""
    subprocess.run([sys.executable, SAMPLE / "make.py", tmp_path], check=True, cwd=tmp_path)

    written = {path.name: path.read_bytes() for path in (tmp_path / "politizr").iterdir()}
    assert {path.name: path.read_bytes() for path in FOLDER.iterdir()} == written


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.csv")), ids=lambda path: path.stem)
def test_a_table_is_quoted_as_little_as_can_be(path: Path) -> None:
    """UTF-8, comma, LF between rows, a header, no row too short or too long."""
    text = path.read_text(encoding="utf-8")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    again = io.StringIO(newline="")
    csv.writer(again, lineterminator="\n").writerows(rows)

    assert path.read_bytes() == again.getvalue().encode()
    assert {len(rows[0])} == {len(row) for row in rows}
    assert "id" == rows[0][0]
    assert [str(rank) for rank in range(1, len(rows))] == [row[0] for row in rows[1:]] or (
        path.stem.startswith("p_l_")
    )


def test_the_readme_counts_what_is_there() -> None:
    """Every number of the section is true, and nothing planted goes unsaid."""
    assert counted() == promised()


def test_every_link_leads_somewhere() -> None:
    """Debates, réactions, people, topics, tags and places exist where a row names them."""
    places = {name: f"p_l_{name[4:-3]}" for name in ("p_l_city_id", "p_l_department_id")}
    targets = {
        "p_user_id": "p_user",
        "p_d_debate_id": "p_d_debate",
        "p_d_reaction_id": "p_d_reaction",
        "parent_reaction_id": "p_d_reaction",
        "p_c_topic_id": "p_c_topic",
        "p_circle_id": "p_circle",
        "p_c_owner_id": "p_c_owner",
        "p_e_operation_id": "p_e_operation",
        "p_tag_id": "p_tag",
        "p_t_tag_type_id": "p_t_tag_type",
        "p_l_region_id": "p_l_region",
        "p_l_country_id": "p_l_country",
        **places,
    }
    lost = [
        (path.stem, row["id"], column)
        for path in FOLDER.glob("*.csv")
        for row in table(path.stem)
        for column, target in targets.items()
        if row.get(column) and row[column] not in by_id(target)
    ]

    assert [] == lost


def test_the_threads_are_well_formed() -> None:
    """In each sujet the nested set and the parents tell the same tree, under one root."""
    for debate in table("p_d_debate"):
        rows = [each for each in table("p_d_reaction") if each["p_d_debate_id"] == debate["id"]]
        placed = [each for each in rows if each["tree_left"]]
        roots = [each for each in placed if each["tree_level"] == "0"]
        bounds = [int(each[side]) for each in placed for side in ("tree_left", "tree_right")]

        assert len(roots) == bool(debate["published_at"])
        assert ["ROOT NODE"] * len(roots) == [each["title"] for each in roots]
        assert list(range(1, 2 * len(placed) + 1)) == sorted(bounds)
        for row in placed:
            around = [each for each in placed if encloses(each, row)]
            assert len(around) == int(row["tree_level"])
            if row not in roots:
                nearest = max(around, key=lambda each: int(each["tree_left"]))
                assert row["parent_reaction_id"] in (
                    ("", nearest["id"]) if nearest in roots else (nearest["id"],)
                )


def encloses(outer: Row, inner: Row) -> bool:
    """Whether a réaction is above another in the nested set."""
    left, right = int(outer["tree_left"]), int(outer["tree_right"])
    return left < int(inner["tree_left"]) and int(inner["tree_right"]) < right


def test_nobody_answers_before_being_spoken_to() -> None:
    """What answers comes after what it answers, within the days of the consultation."""
    moments = []
    for row in table("p_d_reaction"):
        if row["published_at"]:
            parent = by_id("p_d_reaction").get(row["parent_reaction_id"], {})
            above = (
                parent.get("published_at")
                or by_id("p_d_debate")[row["p_d_debate_id"]]["published_at"]
            )
            moments.append((above, row["created_at"]))
    for name, target in zip(COMMENTS, ("p_d_debate", "p_d_reaction"), strict=True):
        for row in table(name):
            above = by_id(target)[row[f"{target}_id"]]["published_at"]
            moments.append((above, row["created_at"]))
    published = [row["published_at"] for row in every() if row["published_at"]]

    assert [] == [each for each in moments if not each[0] < each[1]]
    assert "2024-01-20" <= min(published)
    assert max(published) < "2024-03-11"
    assert all(f"{datetime.fromisoformat(each):%Y-%m-%d %H:%M:%S}" == each for each in published)
    assert all(
        one["published_at"] <= two["published_at"]
        for name in COMMENTS
        for one, two in pairwise(table(name))
    )


def test_a_thread_keeps_its_topic() -> None:
    """A réaction is in the topic of its sujet; of the sujets, only private messages have none."""
    topics = {row["id"]: row["p_c_topic_id"] for row in table("p_d_debate")}
    spoken = [row for row in table("p_d_reaction") if row["title"] != "ROOT NODE"]
    aside = {row["title"] for row in table("p_d_debate") if not row["p_c_topic_id"]}

    assert all(row["p_c_topic_id"] == topics[row["p_d_debate_id"]] for row in spoken)
    assert {"MESSAGE DIRECT"} == aside
    assert {"1", "2", "3"} == {row["p_c_topic_id"] for row in active("p_d_debate")}


def test_the_counters_equal_the_log_of_votes() -> None:
    """For each document, as many votes cast as counted, each received once by a known author."""
    log = Counter(
        (row["p_object_name"], row["p_object_id"], int(row["p_r_action_id"]))
        for row in table("p_u_reputation")
    )
    for name, model in KINDS.items():
        first = {"PDDebate": 10, "PDReaction": 12}.get(model, 14)
        for row in table(name):
            for column, action in (("note_pos", first), ("note_neg", first + 1)):
                key = (f"Politizr\\Model\\{model}", row["id"])
                assert log.pop((*key, action), 0) == int(row[column])
                received = int(row[column]) if row["p_user_id"] else 0
                assert log.pop((*key, action + 6), 0) == received
            publication = {"PDDebate": 3, "PDReaction": 4}.get(model, 5)
            expected = int(bool(row["published_at"] and row["p_user_id"]))
            assert log.pop((f"Politizr\\Model\\{model}", row["id"], publication), 0) == expected
    assert not log


def test_nobody_votes_twice_nor_for_themselves() -> None:
    """One vote a person on a document, never on their own."""
    tables = {f"Politizr\\Model\\{model}": name for name, model in KINDS.items()}
    cast = [
        (row["p_user_id"], row["p_object_name"], row["p_object_id"])
        for row in table("p_u_reputation")
        if 10 <= int(row["p_r_action_id"]) <= 15
    ]

    assert len(cast) == len(set(cast))
    assert all(who != by_id(tables[name])[number]["p_user_id"] for who, name, number in cast)


def test_copies_are_in_the_other_source_and_come_from_different_people() -> None:
    """The two campaigns of the questionnaire, by as many authors as there are copies."""
    for words, name in ((FOUNDRY, "park"), (BUSES, "bus")):
        found = copies(words)
        assert len(found) == len({row["p_user_id"] for row in found})
        assert campaign()[name] in answers()
        assert len(found) > retouched(found) > 0


def test_moderation_keeps_what_was_there() -> None:
    """A retouched text stays readable, differs from its original, and says that it was."""
    for kind in ("debate", "reaction"):
        for before in table(f"p_m_{kind}_historic"):
            now = by_id(f"p_d_{kind}")[before[f"p_d_{kind}_id"]]
            assert now in active(f"p_d_{kind}")
            assert "1" == now["moderated_partial"]
            assert before["description"] != now["description"]
            assert "par la modération]" in now["description"]


def test_bodies_are_as_the_platform_keeps_them() -> None:
    """HTML in the long texts, lines in the short; a paragraph that is named exists."""
    longs = [*active("p_d_debate"), *active("p_d_reaction")]
    shorts = [row["description"] for row in comments()]

    assert all(re.match("<(p|h2)>", row["description"]) for row in longs)
    assert any("&laquo;&nbsp;" in row["description"] for row in longs)
    assert any("<ul><li>" in row["description"] for row in longs)
    assert all(0 < len(row["title"]) <= 100 for row in longs)
    assert all(5 <= len(text) <= 500 for text in shorts)
    assert any("<br />\n" in text for text in shorts)
    assert any("&quot;" in text for text in shorts)
    for row in table("p_d_d_comment"):
        above = by_id("p_d_debate")[row["p_d_debate_id"]]["description"]
        assert int(row["paragraph_no"]) <= len(re.findall("<(?:p|h2|ul)>", above))


def test_nothing_could_belong_to_a_real_person() -> None:
    """Addresses under example.org, numbers kept for fiction, nothing of the kind in the texts."""
    people = table("p_user")
    mail = re.compile(r"[\w.+-]+@[\w-]+\.\w+|https?://|www\.")
    telephone = re.compile(r"(?:\+33|\b0\d)(?:[ .-]?\d\d){4}\b")
    texts = [row["description"] for row in every()]

    assert all(row["email"].endswith("@example.org") for row in people)
    assert all(row["phone"].startswith("063998") for row in people)
    assert [] == [text for text in texts if mail.search(text) or telephone.search(text)]


def test_documents_are_signed() -> None:
    """With the full name of their account, if it is still there; the banned one was moderated."""
    banned = [row["id"] for row in table("p_user") if row["banned"] == "1"]
    names = {row["id"]: f"{row['firstname']} {row['name']}" for row in table("p_user")}
    for row in every():
        if row["published_at"]:
            assert row["published_by"] == names.get(row["p_user_id"], "Auteur inconnu")
            assert (row["moderated"] == "1") == (row["p_user_id"] in banned)
