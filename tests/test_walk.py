"""A run step by step: everything is built, checked and kept once; nothing is lost on the way."""

from __future__ import annotations

import csv
import dataclasses
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from synthesis import lexicon as lexicons
from synthesis import walk as walks
from synthesis.errors import LedgerError
from synthesis.lexicon import Lexicon
from synthesis.line import CONSULTATION, QUESTION, Step
from synthesis.recipe import Recipe
from synthesis.settings import Settings
from synthesis.sources import open_source
from synthesis.sources.reader import SourceEntry
from synthesis.store import Store
from synthesis.walk import Declared, Received, Walk, code_digest

Row = dict[str, object]

ROADS = """bus train tramway vélo gare billet horaire trajet piste quai rail voyageur covoiturage"""
CARE = """médecin hôpital soin infirmier urgence pharmacie dentiste ordonnance maladie patient
clinique vaccin chirurgien"""
TOPICS = (ROADS.split(), CARE.split())
SETTINGS = Settings(min_units=10, min_term_segments_small=2, clusters=2, min_family_words=6)
COLUMNS = {"id": "ref", "author": "who", "text": ("q1", "q2")}


def rows_of_an_export(count: int = 70) -> list[list[str]]:
    """Contributions on two topics; every tenth says nothing, every seventh nothing at all."""
    chance = random.Random(1)
    rows = []
    for n in range(count):
        words = chance.sample(TOPICS[n % 2], 6)
        first = "" if n % 7 == 3 else "RAS" if n % 10 == 5 else " ".join(words).capitalize() + "."
        second = f"{words[0]} et {words[1]}, {n}" if n % 3 else " \u00a0"
        rows.append([f"r{n:02}", f"a{n % 60}" if n % 4 else "", first, second, "Oui|Non"[: n % 8]])
    rows[41] = [*rows[41][:2], *rows[1][2:]]  # the words of another
    rows[40] = rows[2]  # a row given twice
    return rows


def export(folder: Path, rows: list[list[str]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "export.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["ref", "who", "q1", "q2", "q3"], *rows])
    return path


@contextmanager
def walking(
    folder: Path,
    lexicon: Lexicon,
    path: Path | None = None,
    settings: Settings = SETTINGS,
    threads: int = 2,
    columns: dict[str, str | tuple[str, ...]] | None = None,
) -> Iterator[Walk]:
    """A walk over an export, its parts in `folder`."""
    path = path or export(folder, rows_of_an_export())
    entry = SourceEntry("table", path, path.name, columns or COLUMNS)
    [laid] = open_source(entry, folder / "work", {})
    recipe = Recipe("c", "C", "fr", (entry,), settings, folder=folder)
    with Store(folder / "spill", threads, key=bytes(32)) as store:
        yield Walk(
            recipe,
            lexicon,
            [Received(laid.sheet, laid.layout, "table", path.name)],
            store,
            folder / "parts",
        )


def everything(walk: Walk) -> Walk:
    """Every table of the consultation, then of each open question."""
    for step in CONSULTATION:
        walk.table(step)
    for question in walk.open_questions():
        walk.question(question)
    return walk


def rows(walk: Walk, name: str, question: str | None = None) -> list[Row]:
    found: list[Row] = pq.read_table(walk.files[name, question]).to_pylist()
    return found


def bytes_of(walk: Walk) -> dict[tuple[str, str | None], bytes]:
    return {key: file.read_bytes() for key, file in walk.files.items()}


@dataclasses.dataclass(frozen=True)
class First:
    """A finished walk, and what it told as it went."""

    walk: Walk
    told: list[tuple[str, str | None, bool]]

    def left_in(self, folder: Path) -> None:
        """Its parts, as the next run in that folder finds them."""
        shutil.copytree(self.walk.parts, folder / "parts")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory, french: Lexicon) -> First:
    told: list[tuple[str, str | None, bool]] = []
    with walking(tmp_path_factory.mktemp("first"), french) as walk:
        walk.watch = lambda table, question, reused: told.append((table, question, reused))
        return First(everything(walk), told)


def test_every_table_is_built_once(first: First) -> None:
    """Those of the consultation, then those of each open question; each is told as it is made."""
    expected = [(name, None, False) for step in CONSULTATION for name in step.makes] + [
        (name, question, False)
        for question in ("q1", "q2")
        for step in QUESTION
        for name in step.makes
    ]

    assert expected == first.told
    assert all(first.walk.files[table, question].is_file() for table, question, _ in expected)
    assert (len(CONSULTATION) + 2 * len(QUESTION), 0) == (first.walk.built, first.walk.reused)


def test_a_part_that_exists_is_the_result(tmp_path: Path, first: First, french: Lexicon) -> None:
    """A second run builds nothing, and points to the same parts."""
    first.left_in(tmp_path)
    with walking(tmp_path, french) as again:
        everything(again)

    assert (0, first.walk.built) == (again.built, again.reused)
    assert first.walk.keys == again.keys


def test_a_question_left_by_an_earlier_run_is_taken(
    tmp_path: Path, first: First, french: Lexicon
) -> None:
    """Whole, and told; not when a part of it is damaged, or a fresh run is asked for."""
    first.left_in(tmp_path)
    told = []
    with walking(tmp_path, french) as again:
        for step in CONSULTATION:
            again.table(step)
        again.watch = lambda table, question, reused: told.append((table, question, reused))
        again.fresh = True
        assert not again.takes("q1")

        again.fresh = False
        damaged = first.walk.files["keyness", "q1"].name
        (tmp_path / "parts" / "keyness" / damaged).write_bytes(b"")
        assert not again.takes("q1")
        assert [] == told

        assert again.takes("q2")
        assert [(name, "q2", True) for step in QUESTION for name in step.makes] == told
        assert (0, len(CONSULTATION) + len(QUESTION)) == (again.built, again.reused)


def test_fresh_on_one_thread(tmp_path: Path, first: First, french: Lexicon) -> None:
    """A fresh run builds all again: the same bytes, on one thread as on two."""
    first.left_in(tmp_path)
    with walking(tmp_path, french, threads=1) as fresh:
        fresh.fresh = True
        everything(fresh)

    assert (first.walk.built, 0) == (fresh.built, fresh.reused)
    assert bytes_of(first.walk) == bytes_of(fresh)


@pytest.mark.parametrize(
    ("changed", "rebuilt"),
    [
        ({"min_chi2": 5.0}, {"keyness", "profiles"}),
        ({"resamples": 3}, {"stability", "clusters"}),
        ({"verbatims": 3}, {"verbatims"}),
        ({"keywords": 7}, {"keywords", "collocations"}),
        ({"seed": 7}, {"units", "grains", "tree", "weights", "assignments", "memberships",
                       "stability", "worlds", "clusters", "keyness", "plane", "profiles",
                       "verbatims"}),
        ({"min_classified_share": 0.7}, {"assignments", "memberships", "clusters", "keyness",
                                         "plane", "profiles", "verbatims"}),
        ({"resampled_units": 700}, {"stability", "worlds", "clusters"}),
    ],
)  # fmt: skip
def test_a_setting_rebuilds_what_reads_it(
    tmp_path: Path, first: First, french: Lexicon, changed: dict[str, float], rebuilt: set[str]
) -> None:
    """And what is made from that; nothing else."""
    first.left_in(tmp_path)
    settings = dataclasses.replace(SETTINGS, **changed)  # type: ignore[arg-type]
    told = set()
    with walking(tmp_path, french, settings=settings) as again:
        again.watch = lambda table, question, reused: None if reused else told.add(table)
        everything(again)

    assert rebuilt == told - {"shapes"}


def test_a_change_of_rules_is_read(tmp_path: Path, first: First, french: Lexicon) -> None:
    """A phrase more in a list: the run starts again from the states, on the parts that stay."""
    first.left_in(tmp_path)
    shutil.copytree(french.folder, tmp_path / "fr")
    with (tmp_path / "fr" / "no_content.txt").open("a", encoding="utf-8") as file:
        file.write("\n~ vaccin.*|.* vaccin .*\n")
    with walking(tmp_path, lexicons.read(tmp_path / "fr", "fr")) as again:
        after = rows(everything(again), "ledger")

    def count(ledger: list[Row]) -> int:
        return sum(int(str(r["answers"])) for r in ledger if r["state"] == "no_content")

    assert count(rows(first.walk, "ledger")) < count(after)
    assert 0 < again.reused < first.walk.built


def test_a_change_of_the_export_is_read(tmp_path: Path, first: First, french: Lexicon) -> None:
    """The parts of another export are not this one's."""
    first.left_in(tmp_path)
    path = export(tmp_path, [*rows_of_an_export(), ["r99", "", "Bus", "", ""]])
    with walking(tmp_path, french, path) as again:
        for step in CONSULTATION:
            again.table(step)

    assert 0 == again.reused


def test_nothing_is_lost(first: First) -> None:
    """Cells received are states and blanks; analysed answers are assigned and sliced, all."""
    walk = first.walk
    given = {row[0]: row for row in rows_of_an_export()}.values()
    ledger = {(r["question_id"], r["state"]): r["answers"] for r in rows(walk, "ledger")}
    written = [row[2] for row in given if row[2]]
    unknown = {row[0] for row in given if not row[1]}
    texts = {row["answer_id"]: row["text"] for row in rows(walk, "answers")}

    assert len(given) - len(written) == ledger["q1", "empty"]
    assert written.count("RAS") == ledger["q1", "no_content"]
    for question in ("q1", "q2"):
        cells = sum(int(str(n)) for (q, _), n in ledger.items() if q == question)
        analysed = {
            r["answer_id"] for r in rows(walk, "assignments", question) if r["state"] == "analysed"
        }
        sliced = [r["answer_id"] for r in rows(walk, "segments", question)]

        assert len(given) == cells
        assert ledger[question, "analysed"] == len(analysed)
        assert analysed == set(sliced)
        assert all(texts[answer] for answer in sliced)
    assert unknown == {r["reference"] for r in rows(walk, "contributions") if not r["author_known"]}
    assert ["same identifier as contribution 3"] == [r["excerpt"] for r in rows(walk, "rejects")]


def test_the_two_topics_are_found(first: First) -> None:
    """Even contributions speak of one, odd ones of the other; « RAS » of neither."""
    found: dict[object, set[object]] = {0: set(), 1: set()}
    for row in rows(first.walk, "assignments", "q1"):
        if row["state"] == "no_content":
            assert row["cluster_id"] is None
        elif row["reference"] != "r41":
            found[int(str(row["reference"])[1:]) % 2].add(row["cluster_id"])

    assert {frozenset({1}), frozenset({2})} == {frozenset(each) for each in found.values()}


def test_the_order_of_the_export_does_not_matter(tmp_path: Path, french: Lexicon) -> None:
    """Rows in another order: the same states, clusters, families and keyness, up to numbers."""
    given = rows_of_an_export()
    del given[40]  # of a row given twice, the first is kept
    shuffled = random.Random(3).sample(given, len(given))

    def told(folder: Path, given: list[list[str]]) -> object:
        with walking(folder, french, export(folder, given)) as walk:
            for step in CONSULTATION:
                walk.table(step)
            walk.question("q1")
        clusters = {r["cluster_id"]: r["digest"] for r in rows(walk, "clusters", "q1")}
        states = {(r["reference"], r["state"]) for r in rows(walk, "assignments", "q1")}
        keyness = {
            (clusters[r["cluster_id"]], r["term"], r["statistic"])
            for r in rows(walk, "keyness", "q1")
        }
        return set(clusters.values()), states, keyness, len(rows(walk, "families"))

    assert told(tmp_path / "a", given) == told(tmp_path / "b", shuffled)


def test_a_ledger_that_does_not_balance_stops_the_run(
    tmp_path: Path, french: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a state were forgotten, the run would fail, saying how many cells are missing."""
    read: Callable[[str], str] = walks._sql
    monkeypatch.setattr(
        walks,
        "_sql",
        lambda name: (
            read(name).replace("from states", "from states where state <> 'no_content'")
            if name == "ledger"
            else read(name)
        ),
    )
    with walking(tmp_path, french) as walk, pytest.raises(LedgerError) as error:
        everything(walk)

    assert "Question q1: 69 cells came in, 63 are accounted for." == error.value.what


@pytest.mark.parametrize("id", ["1", " 1", "1 ", "\u00a01", "1\t", "L'été ?"])
def test_no_answer_is_lost_by_the_name_of_its_question(
    tmp_path: Path, french: Lexicon, id: str
) -> None:
    """However the question is written in each row, blanks included."""
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["n", "question", "text"], *([n, id, "Oui"] for n in range(5))])
    columns = {"id": "n", "question": "question", "text": "text"}
    with walking(tmp_path, french, path, columns=columns) as walk:
        for step in CONSULTATION:
            walk.table(step)

    assert 5 == sum(int(str(row["answers"])) for row in rows(walk, "ledger"))


def test_a_cell_of_no_question_stops_the_run(tmp_path: Path, french: Lexicon) -> None:
    """Were a reader to forget a question, its answers would be missed."""
    path = tmp_path / "long.csv"
    path.write_text("n,question,text\n1,a,Oui\n2,b,Non\n3,b,Non\n")
    columns = {"id": "n", "question": "question", "text": "text"}
    with walking(tmp_path, french, path, columns=columns) as walk:
        only = walk.received[0]
        layout = dataclasses.replace(only.layout, questions=only.layout.questions[:1])
        walk.received = [dataclasses.replace(only, layout=layout)]
        with pytest.raises(LedgerError, match="2 cells answer a question that no source asks: 'b'"):
            everything(walk)


def test_a_step_reads_the_settings_it_declares() -> None:
    """And no other: its part would not be built again when that one changes."""
    declared = Declared(Settings(seed=7), ("seed",))

    assert 7 == declared.seed
    with pytest.raises(AttributeError, match="does not declare that it reads setting 'clusters'"):
        _ = declared.clusters


def test_a_failed_step_leaves_no_part(tmp_path: Path, french: Lexicon) -> None:
    """What a run left in the middle is not taken for a result by the next."""

    def fails(texts: object) -> None:
        raise KeyError("lost")

    with walking(tmp_path, french) as walk:
        for step in CONSULTATION:
            walk.table(step)
        with pytest.raises(KeyError, match="lost"):
            walk.table(Step(("copies",), ("texts",), fails))

    assert not walk.files["copies", None].exists()


def test_the_code_has_a_digest() -> None:
    """Parts made by another version of the program are not reused."""
    assert 64 == len(code_digest())
    assert code_digest() == code_digest()


@pytest.mark.reference
def test_real_answers_without_content_have_no_cluster(
    shared: Path, tmp_path: Path, french: Lexicon
) -> None:
    """Nine thousand answers on taxes: most are classified, « je ne sais pas » never."""
    path = shared / "data" / "grand-debat" / "answers" / "fiscalite_13.csv"
    columns = {"question": "question_id", "text": "text"}
    with walking(tmp_path, french, path, Settings(clusters=8), columns=columns) as walk:
        everything(walk)
    with duckdb.connect() as db:
        db.execute(f"create view a as from read_parquet('{walk.files['assignments', '164']}')")
        counts = db.execute(
            "select state, count(*), count(cluster_id) from a group by state order by state"
        ).fetchall()
    found = {state: (answers, classified) for state, answers, classified in counts}

    assert {"analysed", "no_content"} == set(found)
    assert 0 == found["no_content"][1] < found["no_content"][0]
    assert 0.5 * found["analysed"][0] < found["analysed"][1]
    assert 8 == len(rows(walk, "clusters", "164"))
