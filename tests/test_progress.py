"""What a run tells a person: what it found, where it is, what came out; in French, in lines."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest

from synthesis import progress


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, "0"), (999, "999"), (2640, "2\u202f640"), (10**6, "1\u202f000\u202f000")],
)
def test_numbers_by_thousands(value: int, expected: str) -> None:
    """With a narrow space that does not break."""
    assert expected == progress.number(value)


def test_the_opening_says_what_was_found(walked: Any) -> None:
    """The consultation, each export with its rows and reader, the questions."""
    out = io.StringIO()
    progress.opening(walked.prepared, out)

    assert out.getvalue() == (
        "Courvallon 2030, parlons-en (courvallon-2030)\n"
        "  courvallon.csv : 300 lignes, lecteur grand-debat\n"
        "  3 questions ouvertes, 2 fermées, 1 à choix multiples\n"
    )


def test_only_the_balanced_ledger_is_told() -> None:
    """Not each of the tables."""
    out = io.StringIO()
    seen = progress.watch(out)
    for table in ("contributions", "ledger", "closed_counts"):
        seen(table, None, False)

    assert "  registre équilibré : chaque cellule reçue a un état\n" == out.getvalue()


def test_each_question_says_what_it_gave_and_what_is_left(walked: Any) -> None:
    """Its words before the work, its figures after; « repris » where nothing was built."""
    for place, question in enumerate(walked.questions, 1):
        out = io.StringIO()
        with progress.told(question, walked.questions, walked.prepared, walked.walk, out):
            before = out.getvalue()
            walked.walk.built += place == 1
        walked.walk.built -= place == 1
        line = out.getvalue()

        assert re.fullmatch(rf"  \[{place}/3\] {question} « .{{20,56}} »", before)
        assert line.startswith(before)
        assert re.search(r" : \d+ analysées, \d+ classes?, ", line)
        assert ("reste" in line) == (place < 3)
        assert ("repris" in line) == (place > 1)
        assert line.endswith("\n")


def test_the_closing_says_what_came_out(walked: Any) -> None:
    """The ledger adds up; clusters with their terms; where warehouse and draft are."""
    told = progress.closing(walked.prepared, walked.walk, walked.questions, "là")
    rows = progress.ledger(walked.walk)
    sizes = progress.sizes(walked.walk, walked.questions)
    lines = told.replace("\u202f", "").splitlines()

    assert ["901", "904", "906"] == list(dict.fromkeys(row["question_id"] for row in rows))
    for question in walked.questions:
        (line,) = (line for line in lines if line.lstrip().startswith(f"{question} : "))
        received, *states = map(int, re.findall(r"\d+", line.split(":")[1]))
        assert received == sum(states)
        assert states == [row["answers"] for row in rows if row["question_id"] == question]
    assert len(sizes) == sum(
        bool(re.match(r"  classe +\d+ · +\d+ réponses · \w", x)) for x in lines
    )
    assert "Brouillon là/index.html" == lines[-1]
    assert f"Entrepôt  {walked.prepared.warehouse}" == lines[-2]


def test_waiting_names_the_other_process(capsys: pytest.CaptureFixture[str]) -> None:
    """Another run holds the consultation: this one waits, and says so."""
    progress.waiting("4321")
    out, err = capsys.readouterr()

    assert "" == out
    assert "processus 4321" in err
