"""The sample from its export to its draft, every figure counted again from what was published.

The export is read here with Python's csv module alone, the tables with pyarrow, the statistics
with scipy: nothing of ours vouches for itself.
"""

from __future__ import annotations

import base64
import csv
import datetime
import hashlib
import html
import io
import json
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from scipy import stats

import synthesis
from synthesis.cli import main
from synthesis.settings import Settings
from synthesis.tables import PUBLISHED, TABLES

SAMPLE = Path(__file__).parents[1] / "data" / "sample"
OPEN = ("901", "904", "906")
QUESTIONS = ("901", "902", "903", "904", "905", "906")
LISTS = ("stopwords", "expressions", "equivalents", "no_content")
QUERIES = Path(synthesis.__file__).parent / "report" / "queries"
TYPES = {
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "VARCHAR": pa.string(),
    "DOUBLE": pa.float64(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "DECIMAL(18,6)": pa.decimal128(18, 6),
}

Row = Mapping[str, str]

# Queries of tables that are not published: they would tie people together, or point at them.
KEPT_BACK = ("authors", "personal")


@cache
def exported() -> tuple[Row, ...]:
    """The rows of the export, questions by number, as typed: NUL removed, entities decoded."""
    text = (SAMPLE / "courvallon.csv").read_text(encoding="utf-8").replace("\0", "")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    numbers = [base64.b64decode(name[1:].split(" - ")[0]).decode() for name in header[11:]]
    names = [*header[:11], *(number.removeprefix("Question:") for number in numbers)]
    return tuple(dict(zip(names, map(html.unescape, row), strict=True)) for row in rows)


@cache
def contributions() -> dict[str, Row]:
    """The rows by reference, the first where one is given twice."""
    found: dict[str, Row] = {}
    for row in exported():
        found.setdefault(row["reference"], row)
    return found


@cache
def planted() -> dict[tuple[str, str], str]:
    """What truth.csv says of each filled cell, by question and reference."""
    with (SAMPLE / "truth.csv").open(encoding="utf-8", newline="") as file:
        return {(row["question_id"], row["reference"]): row["kind"] for row in csv.DictReader(file)}


def state(question: str, row: Row) -> str:
    """What should become of a cell of an open question."""
    if not row[question].strip():
        return "empty"
    if row["trashed"] == "true":
        return "moderated"
    kind = planted()[question, row["reference"]]
    return kind if kind in ("no_content", "duplicate") else "analysed"


def run(*words: object, folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The summary of a run of the command in a folder."""
    monkeypatch.chdir(folder)
    told = CliRunner().invoke(main, ["run", "--inline", *map(str, words)])
    assert 0 == told.exit_code, told.exception or told.output
    return told.stdout


def read(edition: Path, table: str) -> pa.Table:
    return pq.read_table(edition / "tables" / f"{table}.parquet")


def tables(edition: Path) -> dict[str, list[dict[str, Any]]]:
    """Every published table, without the name of the export."""
    return {
        table.name: [
            {name: value for name, value in row.items() if name != "source"}
            for row in read(edition, table.name).to_pylist()
        ]
        for table in PUBLISHED
    }


@pytest.fixture(scope="session")
def terms_of(sample_run: Any) -> tuple[dict[int, set[str]], dict[int, set[str]]]:
    """The terms of each segment, and those of each answer."""
    of_segment: dict[int, set[str]] = defaultdict(set)
    of_answer: dict[int, set[str]] = defaultdict(set)
    answer_of = {row["segment_id"]: row["answer_id"] for row in sample_run.rows("segments")}
    for row in sample_run.rows("terms"):
        of_segment[row["segment_id"]].add(row["term"])
        of_answer[answer_of[row["segment_id"]]].add(row["term"])
    return of_segment, of_answer


Placed = tuple[int | None, int | None, Decimal | None, Decimal | None]


class Scorer:
    """Scores by decimal arithmetic from the published weights, and the rule of the settings."""

    def __init__(self, weights: Sequence[Mapping[str, Any]]) -> None:
        self.weights: dict[str, dict[str, dict[int, Decimal]]] = defaultdict(
            lambda: defaultdict(dict)
        )
        for row in weights:
            self.weights[row["question_id"]][row["term"]][row["cluster_id"]] = row["weight"]

    def place(self, question: str, terms: set[str]) -> Placed:
        """First and second cluster, score and margin; nothing for what stays unclassified."""
        scores: dict[int, Decimal] = defaultdict(Decimal)
        for term in terms:
            for cluster, weight in self.weights[question].get(term, {}).items():
                scores[cluster] += weight
        ranked = sorted(scores, key=lambda cluster: (-scores[cluster], cluster))
        if not ranked:
            return None, None, None, None
        score = scores[ranked[0]]
        second = ranked[1] if scores[ranked[1]] > 0 else None
        margin = score - (scores[second] if second else 0)
        if score < Decimal(str(Settings.min_score)) or margin < Decimal(str(Settings.min_margin)):
            return None, None, None, None
        return ranked[0], second, score, margin


@pytest.fixture(scope="session")
def scorer(sample_run: Any) -> Scorer:
    return Scorer(sample_run.rows("weights"))


def test_the_summary_says_ledger_clusters_and_path(sample_run: Any) -> None:
    """What an analyst reads at the end is what the tables hold."""
    told = sample_run.told.out.replace("\u202f", "")
    ledger = {
        (row["question_id"], row["state"]): row["answers"] for row in sample_run.rows("ledger")
    }
    words = {"analysed": "analysées", "empty": "vides", "no_content": "sans contenu"}
    sizes = [(row["cluster_id"], row["answers"]) for row in sample_run.rows("clusters")]
    shown = re.findall(r"classe +(\d+) · +(\d+) réponses · \w", told)

    for question in OPEN:
        (line,) = re.findall(rf"^ +{question} : (\d+) reçues = (.*)$", told, re.MULTILINE)
        assert len(contributions()) == int(line[0])
        assert len(contributions()) == sum(map(int, re.findall(r"\d+", line[1])))
        for name, word in words.items():
            assert f"{ledger[question, name]} {word}" in line[1]
    assert sizes == [(int(cluster), int(answers)) for cluster, answers in shown]
    assert told.endswith(f"Brouillon {sample_run.edition}/index.html\n")


def test_progress_goes_to_standard_error(sample_run: Any) -> None:
    """Standard output is the summary alone; what goes on is told as it goes, and nothing else."""
    lines = sample_run.told.err.replace("\u202f", "").splitlines()

    assert "Courvallon 2030, parlons-en (courvallon-2030)" == lines[0]
    assert f"  courvallon.csv : {len(exported())} lignes, lecteur grand-debat" == lines[1]
    assert "  3 questions ouvertes, 2 fermées, 1 à choix multiples" == lines[2]
    assert "  registre équilibré : chaque cellule reçue a un état" == lines[3]
    assert ["[1/3]", "[2/3]", "[3/3]"] == [line.split()[0] for line in lines[4:]]


def test_every_file_of_an_edition(sample_run: Any) -> None:
    """Pages, tables twice, queries, rules, manifest and sums: these files and no other."""
    pages = [f"q/{id}.html" for id in QUESTIONS] + [f"q/{id}-concordance.html" for id in OPEN]
    expected = [
        "index.html", "manifest.json", "datapackage.json", "decisions.jsonl", "SHA256SUMS",
        "rules/consultation.toml", *(f"rules/lexicon/fr/{name}.txt" for name in LISTS),
        *(f"tables/{each.name}.{kind}" for each in PUBLISHED for kind in ("csv", "parquet")),
        *(f"queries/{path.name}" for path in QUERIES.glob("*.sql")), *pages,
    ]  # fmt: skip
    edition = sample_run.edition
    found = [path.relative_to(edition).as_posix() for path in edition.rglob("*") if path.is_file()]

    assert sorted(expected) == sorted(found)
    assert b"" == (edition / "decisions.jsonl").read_bytes()


def test_what_is_left_beside_the_recipe(sample_run: Any) -> None:
    """The warehouse, its parts, what the draft was made from and a lock; no copy of the export."""
    left = {path.name for path in (sample_run.folder / ".doleances").iterdir()}

    assert {".doleances", "consultation.toml", "courvallon.csv", "reports"} == {
        path.name for path in sample_run.folder.iterdir()
    }
    assert {f"courvallon-2030.{kind}" for kind in ("duckdb", "parts", "lock", "draft")} == left
    assert ["draft"] == [path.name for path in sample_run.edition.parent.iterdir()]


def test_the_sums_cover_every_other_file(sample_run: Any) -> None:
    """Each line of SHA256SUMS is the digest of a file, and no file is without a line."""
    edition = sample_run.edition
    lines = (edition / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    expected = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(edition).as_posix()}"
        for path in sorted(edition.rglob("*"))
        if path.is_file() and path.name != "SHA256SUMS"
    ]

    assert expected == lines


def test_the_manifest_says_what_was_read(sample_run: Any) -> None:
    """Sources, settings, lists, versions: each digest is that of the thing itself."""
    edition = sample_run.edition
    manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    settings = vars(Settings())
    source = {
        "name": "courvallon.csv",
        "reader": "grand-debat",
        "sha256": hashlib.sha256((SAMPLE / "courvallon.csv").read_bytes()).hexdigest(),
        "rows": len(exported()),
        "encoding": "utf-8",
        "rejects": len(exported()) - len(contributions()),
        "repairs": {"nul": 1},
    }
    lists = {
        f"fr/{name}.txt": hashlib.sha256(
            (edition / "rules" / "lexicon" / "fr" / f"{name}.txt").read_bytes()
        ).hexdigest()
        for name in LISTS
    }

    assert {
        "id": "courvallon-2030",
        "title": "Courvallon 2030, parlons-en",
        "language": "fr",
        "contact": "",
    } == manifest["consultation"]
    assert [source] == manifest["sources"]
    assert settings == manifest["settings"]
    assert (
        hashlib.sha256(json.dumps(settings, sort_keys=True).encode()).hexdigest()
        == (manifest["settings_digest"])
    )
    assert lists == manifest["lexicon"]["lists"]
    assert synthesis.__version__ == manifest["code"]["version"]
    assert duckdb.__version__ == manifest["libraries"]["duckdb"]
    assert {"events": 0, "head": None} == manifest["journal"]


def test_the_manifest_says_what_was_made(sample_run: Any) -> None:
    """Rows and digest of each table: of its rows as JSON, by blocks of ten thousand."""
    manifest = json.loads((sample_run.edition / "manifest.json").read_text(encoding="utf-8"))
    with duckdb.connect(config={"threads": 1}) as db:
        for table in PUBLISHED:
            path = sample_run.edition / "tables" / f"{table.name}.parquet"
            lines = [
                line
                for (line,) in db.execute(
                    f"select to_json(t)::varchar from read_parquet('{path}') as t"
                ).fetchall()
            ]
            blocks = [
                hashlib.sha256("\n".join(lines[start : start + 10_000]).encode()).hexdigest()
                for start in range(0, len(lines), 10_000)
            ]
            digest = hashlib.sha256("".join(blocks).encode()).hexdigest()

            assert {"rows": len(lines), "sha256": digest} == manifest["tables"][table.name]
    assert {table.name for table in PUBLISHED} == set(manifest["tables"])


def test_the_data_package_describes_the_files(sample_run: Any) -> None:
    """Bytes and hash of each, and for CSV the columns as they are."""
    edition = sample_run.edition
    package = json.loads((edition / "datapackage.json").read_text(encoding="utf-8"))

    assert "courvallon-2030" == package["name"]
    assert 2 * len(PUBLISHED) == len(package["resources"])
    for resource in package["resources"]:
        content = (edition / resource["path"]).read_bytes()
        assert len(content) == resource["bytes"]
        assert f"sha256:{hashlib.sha256(content).hexdigest()}" == resource["hash"]
        if resource["format"] == "csv":
            header = next(csv.reader(io.StringIO(content.decode(), newline="")))
            assert header == [field["name"] for field in resource["schema"]["fields"]]


def written(value: object) -> str:
    """A value as the CSV says it, before texts are made harmless."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)


@pytest.mark.parametrize("name", [table.name for table in PUBLISHED])
def test_each_table_is_the_same_twice(sample_run: Any, name: str) -> None:
    """Columns and types of tables.py in Parquet; the same rows in CSV, one quote less in front."""
    table = read(sample_run.edition, name)
    with (sample_run.edition / f"tables/{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    columns = TABLES[name].columns
    numbers = [i for i, column in enumerate(columns) if column.type == "DOUBLE"]
    texts = [i for i, column in enumerate(columns) if column.type == "VARCHAR"]

    assert [(each.name, TYPES[each.type]) for each in columns] == [
        (field.name, field.type) for field in table.schema
    ]
    assert [column.name for column in columns] == header
    assert table.num_rows == len(rows)
    for row, expected in zip(rows, table.to_pylist(), strict=True):
        for i in texts:
            assert not row[i].startswith(tuple("=+-@\t\r\n＝＋－＠"))
            row[i] = row[i].removeprefix("'")
        values = list(expected.values())
        for i in numbers:
            assert values[i] == (float(row[i]) if row[i] else None)
            row[i] = values[i] = ""
        assert [written(value) for value in values] == row


def test_rows_are_in_the_order_of_their_table(sample_run: Any) -> None:
    """Sorted by key, or by what readers look up first; no key twice."""
    for table in PUBLISHED:
        rows = sample_run.rows(table.name)
        places = [tuple(row[name] for name in table.sorted_by) for row in rows]
        keys = {tuple(row[name] for name in table.key) for row in rows}

        assert sorted(places) == places
        assert len(keys) == len(rows)


def test_the_ledger_is_that_of_the_csv_module(sample_run: Any) -> None:
    """Empty, moderated, given twice, without content: each cell has one state, and all add up."""
    expected = {
        (question, name): count
        for question in OPEN
        for name, count in Counter(state(question, row) for row in contributions().values()).items()
    }
    for question in set(QUESTIONS) - set(OPEN):
        for row in contributions().values():
            shown = "moderated" if row["trashed"] == "true" else "counted"
            key = question, shown if row[question].strip() else "empty"
            expected[key] = expected.get(key, 0) + 1
    found = {
        (row["question_id"], row["state"]): row["answers"] for row in sample_run.rows("ledger")
    }

    assert expected == found
    assert {question: len(contributions()) for question in QUESTIONS} == {
        row["question_id"]: row["asked"] for row in sample_run.rows("questions")
    }
    assert 8 == sum(count for (_, name), count in found.items() if name == "duplicate")


def test_the_row_given_twice_is_a_reject(sample_run: Any) -> None:
    """It is counted once, and the line of its second coming is named."""
    counts = Counter(row["reference"] for row in exported())
    (reference,) = [each for each, count in counts.items() if count > 1]
    first, second = (
        number for number, row in enumerate(exported(), 1) if row["reference"] == reference
    )
    expected = {
        "source": "courvallon.csv",
        "line": second + 1,
        "reason": "repeat",
        "excerpt": f"same identifier as contribution {first}",
    }

    assert [expected] == sample_run.rows("rejects")


def department(code: str) -> str | None:
    """Of a postal code, perhaps without its leading 0: 01 to 95, longer overseas, 2A or 2B."""
    code = code.zfill(5) if len(code) in (4, 5) and code.isdigit() else ""
    if code.startswith("20"):
        return "2A" if code[:3] in ("200", "201") else "2B"
    if code.startswith(("97", "98")):
        return code[:3]
    return code[:2] if "01" <= code[:2] <= "95" else None


def test_contributions_say_who_where_and_when(sample_run: Any) -> None:
    """Type, department, day as the export has them; whether an author is known, never which."""
    expected = [
        {
            "contribution_id": number,
            "reference": row["reference"],
            "source": "courvallon.csv",
            "author_type": row["authorType"] or None,
            "department": department(row["authorZipCode"]),
            "day": datetime.date.fromisoformat(row["createdAt"][:10]),
            "author_known": bool(row["authorId"].strip()),
        }
        for number, row in enumerate(contributions().values(), 1)
    ]

    assert expected == sample_run.rows("contributions")


def test_answers_are_the_cells(sample_run: Any) -> None:
    """Every published cell with words is an answer, its text that of the export, unchanged."""
    expected = {
        (question, reference): row[question]
        for question in OPEN
        for reference, row in contributions().items()
        if state(question, row) not in ("empty", "moderated")
    }
    found = {
        (row["question_id"], row["reference"]): row["text"] for row in sample_run.rows("answers")
    }

    assert expected == found


def test_every_state_is_the_one_planted(sample_run: Any) -> None:
    """Each cell on its own, not only their totals."""
    expected = {
        (question, reference): state(question, row)
        for question in OPEN
        for reference, row in contributions().items()
        if row[question].strip()
    }
    found = {
        (row["question_id"], row["reference"]): row["state"]
        for row in sample_run.rows("assignments")
    }

    assert expected == found


def test_only_analysed_answers_have_a_cluster(sample_run: Any) -> None:
    """What says nothing, is repeated or hidden is in none."""
    for row in sample_run.rows("assignments"):
        assert row["state"] == "analysed" or row["cluster_id"] is None


def test_every_segment_is_a_slice(sample_run: Any) -> None:
    """Segments of an answer follow each other without overlap, and leave only blanks out."""
    texts = {row["answer_id"]: row["text"] for row in sample_run.rows("answers")}
    segments = defaultdict(list)
    for row in sample_run.rows("segments"):
        segments[row["answer_id"]].append((row["start"], row["stop"]))
    analysed = {
        row["answer_id"] for row in sample_run.rows("assignments") if row["state"] == "analysed"
    }

    assert analysed == set(segments)
    for answer, slices in segments.items():
        rest, place = "", 0
        for start, stop in slices:
            assert place <= start < stop <= len(texts[answer])
            rest += texts[answer][place:start]
            place = stop
        assert "" == (rest + texts[answer][place:]).strip(" ")


def test_every_verbatim_is_a_slice(sample_run: Any) -> None:
    """In the table and on the pages: the characters of the cell of the export, at the offsets."""
    answers = {row["answer_id"]: row for row in sample_run.rows("answers")}
    cluster = {row["answer_id"]: row["cluster_id"] for row in sample_run.rows("assignments")}
    quoted = Counter()
    for row in sample_run.rows("verbatims"):
        answer = answers[row["answer_id"]]
        cell = contributions()[answer["reference"]][row["question_id"]]
        quoted[row["answer_id"], row["start"], row["stop"]] += 1
        assert answer["question_id"] == row["question_id"]
        assert cluster[row["answer_id"]] == row["cluster_id"]
        assert 0 <= row["start"] < row["stop"] <= len(cell)
        assert cell[row["start"] : row["stop"]].strip()
    shown = Counter()
    for question in OPEN:
        page = (sample_run.edition / "q" / f"{question}.html").read_text(encoding="utf-8")
        cells = {row[question] for row in contributions().values()}
        for attributes, words in re.findall(r"<blockquote([^>]*)>(.*?)</blockquote>", page, re.S):
            places = re.findall(r"data-\w+=\"(\d+)\"", attributes)
            if len(places) == 3:
                answer, start, stop = map(int, places)
                cell = contributions()[answers[answer]["reference"]][question]
                shown[answer, start, stop] += 1
                assert cell[start:stop] == html.unescape(words)
            else:
                assert html.unescape(words) in cells

    assert quoted == shown


def test_every_line_of_a_concordance_is_a_slice(sample_run: Any) -> None:
    """The words before, the word, the words after: as they stand in the cell of that reference."""
    line = re.compile(r"<li><span class=\"context\">(.*?)</span> <cite><bdi>(.*?)</bdi></cite>")
    for question in OPEN:
        path = sample_run.edition / "q" / f"{question}-concordance.html"
        found = line.findall(path.read_text(encoding="utf-8"))
        assert len(found) > 500
        for context, reference in found:
            words = html.unescape(re.sub(r"<[^>]*>", "", context))
            assert words in contributions()[reference][question]


def test_scores_are_sums_of_weights(
    sample_run: Any, scorer: Scorer, terms_of: tuple[Any, dict[int, set[str]]]
) -> None:
    """Of every answer: cluster, runner-up, score and margin, to the last decimal."""
    expected, found = [], []
    for row in sample_run.rows("assignments"):
        place = scorer.place(row["question_id"], terms_of[1].get(row["answer_id"], set()))
        expected.append((row["answer_id"], *place))
        found.append(
            (row["answer_id"], row["cluster_id"], row["second_cluster_id"], row["score"],
             row["margin"])
        )  # fmt: skip

    assert expected == found


def test_memberships_follow_the_same_rule(
    sample_run: Any, scorer: Scorer, terms_of: tuple[dict[int, set[str]], Any]
) -> None:
    """Of every segment, from its own terms."""
    expected = [
        (row["segment_id"], scorer.place(row["question_id"], terms_of[0][row["segment_id"]])[0])
        for row in sample_run.rows("memberships")
    ]

    assert expected == [
        (row["segment_id"], row["cluster_id"]) for row in sample_run.rows("memberships")
    ]


def test_clusters_are_counted_from_assignments(sample_run: Any) -> None:
    """Answers, contributions, known authors and segments of each, and the digest of its members."""
    members = defaultdict(list)
    for row in sample_run.rows("assignments"):
        if row["cluster_id"] is not None:
            members[row["question_id"], row["cluster_id"]].append(row)
    segments = Counter(
        (row["question_id"], row["cluster_id"]) for row in sample_run.rows("memberships")
    )
    stable = {
        (row["question_id"], row["cluster_id"]): row["mean_jaccard"]
        for row in sample_run.rows("stability")
    }
    expected = []
    for key, rows in sorted(members.items()):
        references = sorted(row["reference"] for row in rows)
        authors = {contributions()[reference]["authorId"].strip() for reference in references}
        expected.append(
            {
                "question_id": key[0],
                "cluster_id": key[1],
                "segments": segments[key],
                "answers": len(rows),
                "contributions": len(set(references)),
                "authors": len(authors - {""}),
                "stability": stable[key],
                "digest": hashlib.sha256("\n".join(references).encode()).hexdigest(),
            }
        )

    assert expected == sample_run.rows("clusters")


def test_no_cluster_is_a_bin(sample_run: Any) -> None:
    """None above 40 % or below 1 % of the analysed answers, 80 % of them classified."""
    for question in OPEN:
        analysed = sum(state(question, row) == "analysed" for row in contributions().values())
        sizes = [
            row["answers"] for row in sample_run.rows("clusters") if row["question_id"] == question
        ]

        assert 0.01 * analysed <= min(sizes)
        assert max(sizes) <= 0.40 * analysed
        assert 0.80 * analysed <= sum(sizes)


@pytest.mark.parametrize("question", OPEN)
def test_keyness_is_that_of_scipy(
    sample_run: Any, terms_of: tuple[dict[int, set[str]], Any], question: str
) -> None:
    """Of every cluster: the terms listed, their counts, their chi-squared, their p."""
    cluster_of = {
        row["segment_id"]: row["cluster_id"]
        for row in sample_run.rows("memberships")
        if row["question_id"] == question and row["cluster_id"] is not None
    }
    sizes = Counter(cluster_of.values())
    held = Counter(term for segment in cluster_of for term in terms_of[0][segment])
    inside = Counter(
        (cluster, term) for segment, cluster in cluster_of.items() for term in terms_of[0][segment]
    )
    listed = {
        (row["cluster_id"], row["term"]): row
        for row in sample_run.rows("keyness")
        if row["question_id"] == question
    }
    total = len(cluster_of)
    for cluster, size in sizes.items():
        for term, n in held.items():
            a = inside[cluster, term]
            expected = n * size / total
            row = listed.get((cluster, term))
            if row is None:
                rare = a < expected < Settings.min_expected
                assert rare or signed(a, n, size, total)[0] < Settings.min_chi2
                continue
            chi2, p = signed(a, n, size, total)
            assert (a, n) == (row["n_cluster"], row["n_corpus"])
            assert pytest.approx(expected, abs=1e-6) == row["expected"]
            assert pytest.approx(chi2, abs=1e-5) == row["chi2"]
            assert pytest.approx(p, rel=1e-6) == row["p"]
            assert (row["chi2"] if a > expected else -row["chi2"]) == row["statistic"]
            cells = [[a, n - a], [size - a, total - size - n + a]]
            likelihood = stats.chi2_contingency(cells, correction=False, lambda_=0).statistic
            assert pytest.approx(likelihood, abs=1e-5) == abs(row["log_likelihood"])
            assert pytest.approx((chi2 / total) ** 0.5, abs=1e-6) == abs(row["phi"])
            assert (row["statistic"] > 0) == (row["phi"] > 0) == (row["log_likelihood"] > 0)


def signed(a: int, n: int, size: int, total: int) -> tuple[float, float]:
    """Chi-squared of segments in or out by term present or absent, and its p."""
    if n == total:
        return 0.0, 1.0
    table = [[a, n - a], [size - a, total - size - n + a]]
    found = stats.chi2_contingency(table, correction=False)
    return float(found.statistic), float(found.pvalue)


def test_closed_counts_are_those_of_the_csv_module(sample_run: Any) -> None:
    """Each option of the closed questions, each part between bars of the multiple one."""
    published = [row for row in contributions().values() if row["trashed"] != "true"]
    expected: dict[tuple[str, str], tuple[int, int, int]] = {}
    for question, bar in (("902", None), ("903", None), ("905", "|")):
        chosen = [
            {part.strip() for part in (row[question].split(bar) if bar else [row[question]])} - {""}
            for row in published
        ]
        base = sum(bool(options) for options in chosen)
        for option, count in Counter(each for options in chosen for each in options).items():
            hidden = sum(
                row["trashed"] == "true" and bool(row[question].strip())
                for row in contributions().values()
            )
            expected[question, option] = (count, len(contributions()) - hidden, base)

    assert expected == {
        (row["question_id"], row["option"]): (
            row["answers"],
            row["base_all"],
            row["base_expressed"],
        )
        for row in sample_run.rows("closed_counts")
    }


def test_families_gather_the_planted_campaigns(sample_run: Any) -> None:
    """Copies under several names are one family, all of them counted, none set aside."""
    campaigns = {key for key, kind in planted().items() if kind == "campaign"}
    family_of = {
        (row["question_id"], row["reference"]): row["family_id"]
        for row in sample_run.rows("assignments")
        if row["family_id"] is not None
    }
    sizes = Counter(family_of.values())

    assert campaigns <= set(family_of)
    assert {34, 9} == {sizes[family_of[each]] for each in campaigns}
    assert sizes == {row["family_id"]: row["answers"] for row in sample_run.rows("families")}


def test_no_author_can_be_told(sample_run: Any) -> None:
    """Neither the identifiers of the export nor what they decode to is in any file left behind."""
    known = {row["authorId"] for row in exported()} - {""}
    known |= {base64.b64decode(each).decode().removeprefix("User:") for each in known}
    looks_like = re.compile(r"VXNlcj[\w+/=]*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    count = 0
    for path in sample_run.folder.rglob("*"):
        if path.is_file() and path.name != "courvallon.csv":
            count += 1
            for text in inside(path):
                assert not known & set(looks_like.findall(text)), path

    assert count > 100
    assert known & set(looks_like.findall((SAMPLE / "courvallon.csv").read_text("utf-8")))


def inside(path: Path) -> Iterator[str]:
    """All that a file says: its bytes and, of tables, every cell."""
    yield path.read_bytes().decode("utf-8", "replace")
    if path.suffix == ".parquet":
        yield str(pq.read_table(path).to_pydict())
    elif path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as db:
            names = db.execute("select table_name from duckdb_tables()").fetchall()
            for (name,) in names:
                yield str(db.execute(f"select * from {name}").fetchall())


@pytest.fixture(scope="session")
def stranger(sample_run: Any) -> Iterator[duckdb.DuckDBPyConnection]:
    """A plain DuckDB with the published tables under their names, as anyone can have."""
    with duckdb.connect() as db:
        for path in sorted((sample_run.edition / "tables").glob("*.parquet")):
            db.execute(f"create view {path.stem} as from read_parquet('{path}')")
        yield db


def answered(db: duckdb.DuckDBPyConnection, sql: str, question: str) -> list[tuple[Any, ...]]:
    given = {
        "question": question,
        "seed": Settings.seed,
        "drawn": 10,
        "price": Settings.cluster_price,
    }
    named = set(re.findall(r"\$(\w+)", re.sub(r"--.*", "", sql)))
    return db.execute(sql, {name: given[name] for name in named}).fetchall()


def figures(rows: Sequence[tuple[Any, ...]], together: bool = False) -> set[str]:
    """What a page may say of an answer: cells, rows, sums, 0 of no row.

    Rows and sums are of all rows, of those alike in a column of text and, where small groups are
    shown together, of the last ones; of one row, also what is left of a number without another.
    """
    columns = list(zip(*rows, strict=True))
    ones = (1,) * len(rows)
    whole = [ones, *(each for each in columns if all(type(value) is int for value in each))]
    texts = [each for each in columns if all(isinstance(value, str | None) for value in each)]
    found = {str(value) for row in rows for value in row} | {"0"}
    found |= {str(len(value)) for row in rows for value in row if isinstance(value, str)}
    for numbers in whole:
        found |= {str(sum(numbers[place:])) for place in range(len(numbers) if together else 1)}
        for names in texts:
            sums: Counter[str | None] = Counter()
            for name, number in zip(names, numbers, strict=True):
                sums[name] += number
            found |= set(map(str, sums.values()))
    if len(rows) == 1:
        found |= {str(one[0] - other[0]) for one in whole for other in whole}
    return found


def test_the_figures_of_the_pages_come_from_their_queries(
    sample_run: Any, stranger: duckdb.DuckDBPyConnection
) -> None:
    """Each number on a page names its query; anyone who runs it on the tables finds the number."""
    queries = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted((sample_run.edition / "queries").glob("*.sql"))
        if path.stem not in KEPT_BACK
    }
    checked, lost = 0, []
    for path in [sample_run.edition / "index.html", *(sample_run.edition / "q").glob("*.html")]:
        asked = QUESTIONS if path.name == "index.html" else [path.stem.removesuffix("-concordance")]
        given = {}
        for name, sql in queries.items():
            of_one = [
                answered(stranger, sql, each)
                for each in (asked if "= $question" in sql else asked[:1])
            ]
            of_all = [row for rows in of_one for row in rows]
            together = name in ("author_types", "departments")
            given[name] = set().union(*(figures(rows, together) for rows in [*of_one, of_all]))
        bases = set().union(*given.values())
        page = re.sub(r"Les .* suivants</summary>", "", path.read_text(encoding="utf-8"))
        for tag in re.findall(r"<data ([^>]*)>", page):
            said = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
            known = given.get(said.get("data-q", ""))
            if known is None:
                continue
            checked += 1
            if "data-n" in said:
                share = f"{int(said['data-n']) / int(said['data-of']):.6f}"
                found = {said["data-n"], said["data-of"]} <= bases and share == said["value"]
            else:
                found = said["value"] in known | given["questions"]
            if not found:
                lost.append((path.name, said))

    assert [] == lost
    assert checked > 4_000


def test_authors_are_counted_though_not_published(sample_run: Any) -> None:
    """The one query strangers cannot run says what the csv module says."""
    counts = Counter(row["authorId"].strip() for row in contributions().values())
    counts.pop("", None)
    with duckdb.connect(
        str(sample_run.folder / ".doleances" / "courvallon-2030.duckdb"), read_only=True
    ) as db:
        found = db.execute((sample_run.edition / "queries/authors.sql").read_text("utf-8"))

        assert [(len(counts), 43, max(counts.values()))] == found.fetchall()
    assert 43 == sum(count > 1 for count in counts.values())


def test_some_questions_and_a_number_of_clusters(
    sample: Path, sample_run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`--question` leaves the others counted but not read; `--clusters 5` gives five of them."""
    told = run(sample, "--question", "Q904", "--clusters", 5, folder=sample.parent,
               monkeypatch=monkeypatch)  # fmt: skip
    edition = sample.parent / "reports" / "courvallon-2030" / "draft"
    manifest = json.loads((edition / "manifest.json").read_text(encoding="utf-8"))
    unread = (edition / "q" / "901.html").read_text(encoding="utf-8")

    assert 5 == manifest["settings"]["clusters"]
    assert [("904", cluster) for cluster in range(1, 6)] == [
        (row["question_id"], row["cluster_id"]) for row in read(edition, "clusters").to_pylist()
    ]
    assert {"904"} == set(read(edition, "vocabulary")["question_id"].to_pylist())
    assert sample_run.rows("ledger") == read(edition, "ledger").to_pylist()
    assert sample_run.rows("answers") == read(edition, "answers").to_pylist()
    assert "comptées mais pas encore lues" in unread
    assert 5 == told.count("\n  classe ")
    assert "901 «" not in told


def test_an_export_without_a_recipe(
    sample: Path, sample_run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reader is recognised, the recipe written into the edition, the tables the same bytes."""
    sample.unlink()
    run("courvallon.csv", "--out", "editions", folder=sample.parent, monkeypatch=monkeypatch)
    edition = sample.parent / "editions" / "courvallon" / "draft"
    rules = (edition / "rules" / "consultation.toml").read_text(encoding="utf-8")

    assert not (sample.parent / "reports").exists()
    assert 'reader = "grand-debat"\npath = "courvallon.csv"' in rules
    for path in sorted((sample_run.edition / "tables").iterdir()):
        assert path.read_bytes() == (edition / "tables" / path.name).read_bytes(), path.name


def test_an_edition_can_be_made_again_from_its_own_rules(
    sample: Path, sample_run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its recipe, beside the export, asks for the same steps and gives every byte again."""
    shutil.copyfile(sample_run.edition / "rules" / "consultation.toml", sample)
    shutil.copytree(sample_run.folder / ".doleances", sample.parent / ".doleances")
    told = run(sample, folder=sample.parent, monkeypatch=monkeypatch)
    edition = sample.parent / "reports" / "courvallon-2030" / "draft"

    assert "\n0 étape faite, " in told
    assert (sample_run.edition / "SHA256SUMS").read_text() == (edition / "SHA256SUMS").read_text()


FORMATS = ("csv", "tsv", "xlsx", "json", "parquet")
COLUMNS = ("id", "question", "texte", "auteur", "date", "code postal")


def table() -> list[tuple[str, ...]]:
    """Three hundred answers to a question and a hundred to another, one row each."""
    wanted = {"901": 300, "904": 100}
    return [
        (
            row["reference"],
            question,
            row[question],
            row["authorId"],
            row["createdAt"],
            row["authorZipCode"],
        )
        for question, count in wanted.items()
        for row in [each for each in contributions().values() if each[question]][:count]
    ]


def write_table(path: Path) -> None:
    rows = table()
    kind = path.suffix[1:]
    if kind in ("csv", "tsv"):
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, delimiter="," if kind == "csv" else "\t")
            writer.writerows([COLUMNS, *rows])
    elif kind == "xlsx":
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for number, row in enumerate([COLUMNS, *rows], 1):
            for column, value in enumerate(row, 1):
                cell = sheet.cell(number, column, value)
                cell.data_type = "s"  # a text that begins with = is a text
        book.save(path)
    elif kind == "json":
        objects = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
        path.write_text(json.dumps(objects, ensure_ascii=False), encoding="utf-8")
    else:
        columns = dict(zip(COLUMNS, zip(*rows, strict=True), strict=True))
        pq.write_table(pa.table({name: list(cells) for name, cells in columns.items()}), path)


@pytest.fixture(scope="session")
def by_format(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Any]]:
    """The tables made of the same rows in a format."""

    @cache
    def made(kind: str) -> dict[str, Any]:
        folder = tmp_path_factory.mktemp(kind)
        write_table(folder / f"reponses.{kind}")
        with pytest.MonkeyPatch.context() as monkeypatch:
            run(f"reponses.{kind}", folder=folder, monkeypatch=monkeypatch)
        return tables(folder / "reports" / "reponses" / "draft")

    return made


@pytest.mark.parametrize("kind", FORMATS[1:])
def test_the_same_rows_give_the_same_tables(
    by_format: Callable[[str], dict[str, Any]], kind: str
) -> None:
    """CSV, TSV, a workbook, JSON or Parquet: but for the name of the file, nothing differs."""
    expected = by_format("csv")

    assert 300 + 100 == len(expected["assignments"])
    assert expected["clusters"]
    for name, rows in by_format(kind).items():
        assert expected[name] == rows, name
