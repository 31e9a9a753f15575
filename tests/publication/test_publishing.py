"""`doleances publish`: what it writes, what it refuses, what it never touches again."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
import pyarrow.parquet as pq
import pytest

from synthesis import recipe as recipes
from synthesis.journal import Decision, Journal
from synthesis.report.editions import next_number
from synthesis.tables import TABLES
from tests import reviewers
from tests.report.conftest import parse

Publish = Callable[..., Any]
ID = "courvallon-2030"
ROOT = Path(__file__).parents[2]
OPEN = ("901", "904", "906")
CLOSED = ("902", "903", "905")


@pytest.fixture
def publish(doleances: Callable[..., Any]) -> Publish:
    """publish(recipe, "--question", "904", PYTHONHASHSEED="1") in a process of its own."""

    def told(recipe: Path, *words: object, **environment: str) -> Any:
        return doleances(
            "publish", "--inline", recipe.name, *words, cwd=recipe.parent, **environment
        )

    return told


def edition(recipe: Path, number: int) -> Path:
    return recipe.parent / "reports" / ID / f"edition-{number}"


def manifest(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return read


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(folder / f"tables/{table}.parquet").to_pylist()
    return found


def editions(recipe: Path) -> list[str]:
    """What lies beside the draft, hidden files too."""
    place = recipe.parent / "reports" / ID
    return sorted(path.name for path in place.iterdir() if path.name != "draft")


def journal(recipe: Path) -> Journal:
    return Journal(recipes.read(recipe).journal)


def remark(recipe: Path, name: str = "note") -> None:
    """Add a decision that changes nothing but the journal."""
    kept = journal(recipe)
    payload = {"object": "904", "text": "Une remarque."}
    kept.append(
        Decision("r-01", "reviewer", "comment", "904", {f"904/{name}": 0}, [f"904/{name}"],
                 payload, name)
    )  # fmt: skip
    kept.close()


def astray(folder: Path) -> list[tuple[str, str]]:
    """Every link of a page that leads to no file of the edition, or to no place in it."""
    pages = {path: parse(path.read_text(encoding="utf-8")) for path in folder.rglob("*.html")}
    places = {
        path: {each.attributes.get("id") for each in page.walk()} for path, page in pages.items()
    }
    found = []
    for path, page in pages.items():
        for link in page.all("a"):
            name, _, anchor = link.attributes["href"].partition("#")
            target = Path(os.path.normpath(path.parent / unquote(name))) if name else path
            inside = target.is_file() and target.is_relative_to(folder)
            if not inside or (anchor and anchor not in places[target]):
                found.append((path.relative_to(folder).as_posix(), link.attributes["href"]))
    return found


# What an edition holds.


def test_every_link_leads_to_a_file_of_the_edition(first: Path) -> None:
    """And to a place that is there: from a figure to its query, its tables, rules and journal."""
    assert [] == astray(first)
    proof = parse((first / "proof.html").read_text(encoding="utf-8"))
    leads = {link.attributes["href"].partition("#")[0] for link in proof.all("a")}
    assert {
        "queries/overview.sql", "queries/queries.json", "tables/codings.csv", "decisions.jsonl",
        "rules/consultation.toml", "rules/lexicon/fr/stopwords.txt", "manifest.json",
    } <= leads  # fmt: skip


def test_the_sums_cover_every_other_file(first: Path) -> None:
    """Each line is the digest of a file, and no file is without a line."""
    found = contents(first)
    sums = found.pop("SHA256SUMS").decode()

    assert sums.splitlines() == [
        f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in found.items()
    ]


def test_the_manifest_says_what_it_was_made_from(first: Path) -> None:
    """Number, draft, journal, rules, code; and of each table the digest of its rows."""
    told = manifest(first)
    recipe = first.parents[2] / "consultation.toml"
    kept = journal(recipe)
    events, head = kept.head()
    kept.close()
    draft = manifest(first.parent / "draft")

    assert 1 == told["edition"]
    assert {"events": events, "head": head} == told["journal"]
    assert told["previous"] is None
    assert told["codebook"] is None
    for name in ("consultation", "sources", "settings", "settings_digest", "lexicon", "code",
                 "libraries"):  # fmt: skip
        assert draft[name] == told[name], name
    assert {path.stem for path in (first / "tables").glob("*.parquet")} == told["tables"].keys()
    assert sorted(OPEN + CLOSED) == sorted(told["questions"]["published"])
    assert [] == told["questions"]["not_published"]


@pytest.mark.parametrize("table", ["ledger", "assignments", "themes", "codings"])
def test_a_digest_is_of_the_rows_as_anyone_reads_them(first: Path, table: str) -> None:
    """Made again from the Parquet file, by the rule of METHOD, without a line of ours."""
    names = pq.read_schema(first / f"tables/{table}.parquet").names
    fields = ", ".join(f'"{name}" := "{name}"' for name in names)
    with duckdb.connect() as db:
        path = str(first / f"tables/{table}.parquet")
        lines = [
            row for (row,) in db.execute(
                f"select to_json(struct_pack({fields}))::varchar from read_parquet(?)", [path]
            ).fetchall()
        ]  # fmt: skip
    digest = hashlib.sha256()
    for start in range(0, len(lines), 10_000):
        block = "\n".join(lines[start : start + 10_000])
        digest.update(hashlib.sha256(block.encode()).hexdigest().encode())

    assert lines
    assert digest.hexdigest() == manifest(first)["tables"][table]["sha256"]


def test_decisions_are_the_journal_as_exported(
    first: Path, doleances: Callable[..., Any], tmp_path: Path
) -> None:
    """Line for line; an empty place takes them back, chain and head."""
    recipe = first.parents[2] / "consultation.toml"
    exported = doleances("journal", "export", recipe.name, cwd=recipe.parent).out
    shutil.copyfile(recipe, tmp_path / "consultation.toml")
    lines = first / "decisions.jsonl"
    told = doleances("journal", "import", lines, "consultation.toml", cwd=tmp_path)
    head = doleances("journal", "verify", "consultation.toml", cwd=tmp_path).out.split()[-1]

    assert exported.encode() == lines.read_bytes()
    assert exported.count("\n") > 100
    assert 0 == told.code, told.err
    assert f"{manifest(first)['journal']['events']}:{manifest(first)['journal']['head']}" == head


def test_the_data_package_describes_every_table(first: Path) -> None:
    """What version 2 asks: names, paths, bytes, hashes, schemas; and the keys are keys."""
    package = json.loads((first / "datapackage.json").read_text(encoding="utf-8"))
    found = {resource["path"]: resource for resource in package["resources"]}
    names = [resource["name"] for resource in package["resources"]]

    assert "https://datapackage.org/profiles/2.0/datapackage.json" == package["$schema"]
    assert (ID, "1") == (package["name"], package["version"])
    assert len(names) == len(set(names))
    assert found.keys() == {
        f"tables/{path.name}" for path in (first / "tables").iterdir() if path.is_file()
    }
    for path, resource in found.items():
        content = (first / path).read_bytes()
        assert re.fullmatch(r"[a-z0-9-]+", resource["name"])
        assert len(content) == resource["bytes"]
        assert f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"]
        if resource["format"] == "csv":
            header, *lines = csv.reader(io.StringIO(content.decode(), newline=""))
            schema = resource["schema"]
            assert header == [each["name"] for each in schema["fields"]]
            assert all(each["description"] for each in schema["fields"])
            places = [header.index(name) for name in schema["primaryKey"]]
            keys = Counter(tuple(line[place] for place in places) for line in lines)
            assert {1} >= set(keys.values()), path


def test_the_dossier_is_the_folder(first: Path, tmp_path: Path) -> None:
    """Every file of it, under one name, in order, at no hour; unpacked, its sums hold."""
    with zipfile.ZipFile(first.with_name("edition-1.zip")) as archive:
        entries = archive.infolist()
        archive.extractall(tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tmp_path / "edition-1", check=False
    )

    assert [f"edition-1/{name}" for name in contents(first)] == [each.filename for each in entries]
    assert {(1980, 1, 1, 0, 0, 0)} == {each.date_time for each in entries}
    assert 0 == done.returncode


def test_the_rules_are_there(first: Path) -> None:
    """Those of the draft: what the run read is what was judged."""
    draft = contents(first.parent / "draft" / "rules")

    assert draft
    assert draft == contents(first / "rules")
    assert len(list((first / "queries").glob("*.sql"))) > 20


def test_a_codebook_travels_with_its_rules(signed: Path, publish: Publish) -> None:
    """It is in the edition, the recipe inside names it, and its digest is in the manifest."""
    book = '[[themes]]\nid = "velo"\nlabel_fr = "Le vélo"\nrule = "vélo"\n'
    (signed.parent / "codes.toml").write_text(book, encoding="utf-8")
    signed.write_text(
        signed.read_text(encoding="utf-8").replace(
            "[settings]", '[rules]\ncodebook = "codes.toml"\n[settings]'
        ),
        encoding="utf-8",
    )
    told = publish(signed)
    made = edition(signed, 1)

    assert 0 == told.code, told.err
    assert book == (made / "rules/codebook.toml").read_text(encoding="utf-8")
    inside = recipes.read(made / "rules/consultation.toml")
    assert made / "rules/codebook.toml" == inside.rules["codebook"]
    assert hashlib.sha256(book.encode()).hexdigest() == manifest(made)["codebook"]["sha256"]
    assert "velo" in {row["theme_id"] for row in rows(made, "themes")}
    assert [] == astray(made)


def test_nothing_tells_where_or_by_whom(first: Path) -> None:
    """No path of the machine, no name of a reviewer, in any file."""
    secrets = [str(first.parents[3]), first.parents[3].name, str(Path.home()) + "/"]
    secrets += [name for name, _ in reviewers.PEOPLE.values()]
    secrets += [word for name, _ in reviewers.PEOPLE.values() for word in name.split()[1:]]

    for name, content in contents(first).items():
        for secret in secrets:
            assert secret.encode() not in content, (name, secret)


# R-LEDGER.


def test_r_ledger(first: Path) -> None:
    """Every cell received has one state, as an independent reader of the export counts them."""
    export = first.parents[2] / "courvallon.csv"
    text = export.read_text(encoding="utf-8").replace("\0", "")
    records = list(csv.DictReader(io.StringIO(text, newline="")))
    took = len({row["reference"] for row in rows(first, "contributions")})
    refused = len(rows(first, "rejects"))
    states = {
        "analysed", "no_content", "empty", "duplicate", "not_public", "moderated", "off_topic",
        "withdrawn", "unreadable",
    }  # fmt: skip
    ledger = rows(first, "ledger")

    assert len(records) == took + refused
    for question in OPEN:
        cells = {row["state"]: row["answers"] for row in ledger if row["question_id"] == question}
        assert took == sum(cells.values())
        assert cells.keys() <= states


def test_r_ledger_answer_by_answer(first: Path) -> None:
    """No answer in two states; each state of the ledger is as many answers as it says."""
    ledger = {(row["question_id"], row["state"]): row["answers"] for row in rows(first, "ledger")}
    assigned = rows(first, "assignments")
    once = Counter(row["answer_id"] for row in assigned)
    counted = Counter((row["question_id"], row["state"]) for row in assigned)

    assert {1} == set(once.values())
    assert counted == {
        key: n for key, n in ledger.items() if key[1] != "empty" and key[0] in OPEN and n
    }


def test_r_ledger_what_people_did_is_told(first: Path) -> None:
    """Taken off, their decisions give back the ledger of the draft, state by state."""
    decided = rows(first, "decided")
    ledger = Counter({(r["question_id"], r["state"]): r["answers"] for r in rows(first, "ledger")})
    for row in decided:
        ledger[row["question_id"], row["state"]] -= 1
        ledger[row["question_id"], row["found_state"]] += 1
    draft = {
        (row["question_id"], row["state"]): row["answers"]
        for row in rows(first.parent / "draft", "ledger")
    }

    assert decided
    assert draft == {key: n for key, n in ledger.items() if n}


# R-SAME.


def test_r_same(first: Path, reviewed: Path, publish: Publish, tmp_path: Path) -> None:
    """Another folder, hour, language, hash seed, number of threads: the same bytes, archive too."""
    folder = tmp_path / "un dossier à accents" / "2030"
    shutil.copytree(reviewed, folder)
    elsewhere = {
        "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland", "LC_ALL": "C", "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }  # fmt: skip
    told = publish(folder / "consultation.toml", "--threads", "1", **elsewhere)
    made = edition(folder / "consultation.toml", 1)
    one, other = contents(first), contents(made)

    assert 0 == told.code, told.err
    assert [] == [name for name in one | other if one.get(name) != other.get(name)]
    assert (
        first.with_name("edition-1.zip").read_bytes()
        == made.with_name("edition-1.zip").read_bytes()
    )


# Numbers.


def test_nothing_new_writes_nothing(first: Path, publish: Publish, tmp_path: Path) -> None:
    """Code 0, and the edition that is there."""
    folder = Path(shutil.copytree(first.parents[2], tmp_path / "again"))
    recipe = folder / "consultation.toml"
    before = {path: path.stat().st_mtime_ns for path in edition(recipe, 1).rglob("*")}
    told = publish(recipe)
    after = {path: path.stat().st_mtime_ns for path in edition(recipe, 1).rglob("*")}

    assert (0, ["edition-1", "edition-1.zip"]) == (told.code, editions(recipe)), told.err
    assert "Rien n’a changé depuis la dernière édition" in told.out
    assert "edition-1/index.html" in told.out
    assert before == after


def test_an_archive_that_is_missing_is_made_again(
    first: Path, publish: Publish, tmp_path: Path
) -> None:
    """The same bytes."""
    recipe = Path(shutil.copytree(first.parents[2], tmp_path / "again")) / "consultation.toml"
    dossier = edition(recipe, 1).with_name("edition-1.zip")
    before = dossier.read_bytes()
    dossier.unlink()

    assert 0 == publish(recipe).code
    assert before == dossier.read_bytes()


def test_a_later_edition_says_what_changed(first: Path, publish: Publish, tmp_path: Path) -> None:
    """Its number is the next one; theme, state and decision by their counts before and after."""
    recipe = Path(shutil.copytree(first.parents[2], tmp_path / "later")) / "consultation.toml"
    former = contents(edition(recipe, 1))
    with reviewers.desk(recipe.parent) as desk:
        room = reviewers.Room(desk, "904", {}, sent=10_000)
        key = next(k for k in room.review.present() if len(room.review.members(k)) > 2)
        number = room.review.base.clusters[key].cluster_id
        answer = min(room.review.members(key))
        room.act(reviewers.ONE, "no_content", answers=[answer])
        for who in (reviewers.ONE, reviewers.OTHER):
            content = room.review.content(key)
            room.act(who, "accept", cluster=key, verdict="one_idea", content=content)
    told = publish(recipe)
    made = edition(recipe, 2)
    listed = json.loads((made / "differences.json").read_text(encoding="utf-8"))
    found = {(d["what"], d["question_id"], d["name"]): d for d in listed["differences"]}
    counts = {key: d["after"] - (d["before"] or 0) for key, d in found.items()}

    assert 0 == told.code, told.err
    assert former == contents(edition(recipe, 1))
    assert (2, 1) == (manifest(made)["edition"], listed["previous"])
    assert listed["differences"] == manifest(made)["differences"]
    assert 'id="differences"' in (made / "index.html").read_text(encoding="utf-8")
    assert manifest(edition(recipe, 1))["journal"] == manifest(made)["previous"]["journal"]
    assert (
        hashlib.sha256(former["manifest.json"]).hexdigest()
        == (manifest(made)["previous"]["manifest"])
    )
    assert {
        ("state", "904", "analysed"): -1,
        ("state", "904", "no_content"): 1,
        ("theme", "904", f"c{number}"): -1,
        ("decision", "", "accept"): 2,
        ("decision", "", "no_content"): 1,
    } == counts


def journal_lines(recipe: Path) -> list[str]:
    """The lines of a journal, which is then put away: a desk of the tests begins a new one."""
    kept = journal(recipe)
    lines = list(kept.export())
    kept.close()
    for path in recipe.parent.glob(f"{ID}.journal.sqlite*"):
        path.unlink()
    return lines


def test_only_what_is_asked_for(signed: Path, publish: Publish) -> None:
    """The others are listed as not published, and none of their words is there."""
    told = publish(signed, "--question", "904")
    made = edition(signed, 1)
    asked = manifest(made)["questions"]

    assert 0 == told.code, told.err
    assert ["904"] == asked["published"]
    assert {"901", "902", "903", "905", "906"} == {
        each["question_id"] for each in asked["not_published"]
    }
    assert "non publiée  901 « " in told.out
    for table in ("answers", "assignments", "themes", "codings", "keywords", "clusters"):
        assert {"904"} == {row["question_id"] for row in rows(made, table)}, table


def test_a_number_is_never_taken_twice(tmp_path: Path) -> None:
    """One more than the largest, of folders and archives; what has another name is none."""
    for name in ("edition-2", "edition-10", "edition-x", "edition-03", "draft", "edition-99.html"):
        (tmp_path / name).mkdir()

    assert 11 == next_number(tmp_path)

    (tmp_path / "edition-11.zip").touch()

    assert 12 == next_number(tmp_path)
    assert 1 == next_number(tmp_path / "absent")


def test_two_at_once(signed: Path) -> None:
    """One waits for the other: two editions of two contents, both whole."""
    words = [sys.executable, "-c", "from synthesis.__main__ import main; main()", "publish"]
    started = [
        subprocess.Popen(
            [*words, "--inline", signed.name, "--question", question],
            cwd=signed.parent,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for question in ("904", "906")
    ]
    told = [process.communicate(timeout=120)[1].decode() for process in started]

    assert [0, 0] == [process.returncode for process in started], told
    assert ["edition-1", "edition-1.zip", "edition-2", "edition-2.zip"] == editions(signed)
    assert {"904", "906"} == {
        id for n in (1, 2) for id in manifest(edition(signed, n))["questions"]["published"]
    }
    assert 1 == manifest(edition(signed, 2))["previous"]["edition"]


# What is refused.


def refused(told: Any, recipe: Path, *words: str, code: int = 1) -> None:
    """It said why and what to do, wrote nothing, and showed no traceback."""
    assert code == told.code, told.out + told.err
    assert told.err.startswith("doleances: ") or "\ndoleances: " in told.err
    assert "Traceback" not in told.err
    assert "\n  → " in told.err
    for word in words:
        assert word in told.err
    assert [] == [name for name in editions(recipe) if name.startswith("edition")]


def test_without_a_journal(signed: Path, publish: Publish) -> None:
    for path in signed.parent.glob(f"{ID}.journal.sqlite*"):
        path.unlink()

    refused(publish(signed), signed, "Nobody has decided anything yet", "doleances review")


def test_what_is_not_signed_is_listed(signed: Path, publish: Publish) -> None:
    """Every cluster by question, number and what is missing; what waits for a second person."""
    lines = journal_lines(signed)
    with reviewers.desk(signed.parent) as desk:
        desk.journal.take(lines[:1], signed)
        room = reviewers.Room(desk, "904", {}, sent=10_000)
        one, other, third, *_ = present = room.review.present()
        room.act(reviewers.ONE, "rename", cluster=one, label_fr="Les trains du soir")
        content = room.review.content(one)
        room.act(reviewers.ONE, "accept", cluster=one, verdict="one_idea", content=content)
        room.act(reviewers.ONE, "merge", cluster=other, into=third, comment="La même idée.")
        number = room.review.base.clusters[one].cluster_id
    told = publish(signed)

    refused(told, signed, "clusters are not signed", "1 proposal waits for a second person")
    assert f"cluster {number} « Les trains du soir », one vote: one person more" in told.err
    assert "(merge): another person confirms or declines it" in told.err
    assert "name it; 2 people must accept it" in told.err
    listed = told.err[told.err.index("  904 ") :]
    assert len(present) == len(
        re.findall("^    cluster ", listed[: listed.index("\n  906 ")], re.M)
    )
    assert all(f"  {question} « " in told.err for question in OPEN)


def test_a_question_that_is_ready_can_be_published_alone(signed: Path, publish: Publish) -> None:
    """And so can one without clusters: closed ones have only counts."""
    lines = [line for line in journal_lines(signed) if '"question":"904"' in line]
    assert lines
    with reviewers.desk(signed.parent) as desk:
        reviewers.Room(desk, "904", reviewers.planted()["904"]).work(20)

    refused(publish(signed), signed, "  901 « ", "  906 « ")
    told = publish(signed, "--question", "Q904", "--question", "902")

    assert 0 == told.code, told.err
    assert {"902", "904"} == set(manifest(edition(signed, 1))["questions"]["published"])


def test_a_broken_chain(signed: Path, publish: Publish) -> None:
    """An event was altered: nothing that rests on it is published."""
    path = recipes.read(signed).journal
    with sqlite3.connect(path) as db:
        db.executescript("drop trigger events_no_update;")
        db.execute("update events set line = replace(line, 'one_idea', 'one_idee') where seq > 50")
    db.close()

    refused(publish(signed), signed, "was altered", "backup")


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ('title = "Courvallon 2030, parlons-en"', 'title = "Autre"', "`title`"),
        ("[settings]", "[settings]\nverbatims = 3", "setting `verbatims`"),
        ('reader = "grand-debat"', 'reader = "decidim"', "[[sources]]"),
        ("[settings]", '[rules]\nwithdrawals = "w.csv"\n[settings]', "the list of withdrawals"),
        ("[settings]", '[rules]\nlexicon = "lexicon"\n[settings]', "the lexicon"),
        ("[settings]", '[[questions]]\nid = "904"\ntitle = "Quoi ?"\n[settings]', "question 904"),
    ],
)
def test_another_recipe(signed: Path, publish: Publish, before: str, after: str, word: str) -> None:
    """The run is not of the recipe as it is now: it is said in what."""
    text = signed.read_text(encoding="utf-8")
    assert before in text
    signed.write_text(text.replace(before, after), encoding="utf-8")
    (signed.parent / "w.csv").write_text("reference\nGD-1\n", encoding="utf-8")
    shutil.copytree(ROOT / "data/lexicon", signed.parent / "lexicon")
    with (signed.parent / "lexicon/fr/stopwords.txt").open("a", encoding="utf-8") as file:
        file.write("kiosque\n")

    refused(publish(signed), signed, "not of this recipe as it is now", word, "doleances run")


def test_another_export(signed: Path, publish: Publish) -> None:
    """It has grown since; one that was put away is not missed."""
    export = signed.parent / "courvallon.csv"
    with export.open("a", encoding="utf-8") as file:
        file.write("\n")

    refused(publish(signed), signed, "the export courvallon.csv")
    export.unlink()

    assert 0 == publish(signed).code


@pytest.mark.parametrize("harm", ["draft", "warehouse", "record"])
def test_a_run_that_is_not_whole(signed: Path, publish: Publish, harm: str) -> None:
    """A draft somebody touched, a warehouse of another run, a run that was killed."""
    hidden = signed.parent / ".doleances"
    if harm == "draft":
        with (signed.parent / "reports" / ID / "draft/index.html").open("a") as file:
            file.write(" ")
    elif harm == "warehouse":
        with duckdb.connect(str(hidden / f"{ID}.duckdb")) as db:
            db.execute("delete from clusters where cluster_id = 1")
    else:
        (hidden / f"{ID}.draft").unlink()

    refused(publish(signed), signed, "doleances run consultation.toml")


def test_no_run_at_all(signed: Path, publish: Publish) -> None:
    shutil.rmtree(signed.parent / ".doleances")
    shutil.rmtree(signed.parent / "reports" / ID / "draft")

    refused(publish(signed), signed, "No draft here", "doleances run consultation.toml")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--question", "999"), "There is no question '999'"),
        (("--out", "courvallon.csv"), "courvallon.csv"),
    ],
)
def test_what_cannot_be_used(
    signed: Path, publish: Publish, words: tuple[str, ...], told: str
) -> None:
    """Code 2: it is not for reviewers to mend."""
    refused(publish(signed, *words), signed, told, code=2)


def test_exports_are_not_published(signed: Path, publish: Publish) -> None:
    export = signed.parent / "courvallon.csv"

    refused(publish(export), signed, "published from a recipe", code=2)


def test_an_edition_somebody_touched(first: Path, publish: Publish, tmp_path: Path) -> None:
    """It is not taken for what was published, nor mended, nor followed by another."""
    recipe = Path(shutil.copytree(first.parents[2], tmp_path / "touched")) / "consultation.toml"
    with (edition(recipe, 1) / "index.html").open("a", encoding="utf-8") as file:
        file.write("<!-- -->")
    told = publish(recipe)

    assert 1 == told.code
    assert "not as it was published" in told.err
    assert ["edition-1", "edition-1.zip"] == editions(recipe)


def test_every_table_of_the_run_is_accounted_for(first: Path) -> None:
    """Published ones are there, the others are not: authors, above all."""
    there = {path.stem for path in (first / "tables").glob("*.parquet")}

    assert {name for name, table in TABLES.items() if table.published} <= there
    assert not {name for name, table in TABLES.items() if not table.published} & there
