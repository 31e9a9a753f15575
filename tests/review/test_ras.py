"""On a real whole question: whoever wrote nothing to be read is in no cluster of opinions."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from synthesis.decisions.base import Base
from synthesis.decisions.fold import fold
from synthesis.ground import base as bases
from synthesis.review import corpus as corpora
from synthesis.review.members import everyone
from synthesis.review.verbatims import KINDS, verbatims
from synthesis.store import Warehouse

pytestmark = pytest.mark.reference

ANSWERS = "organisation_32"  # of the whole questions at hand, the one where most say nothing
QUESTION = "192"
SAYS_NOTHING = {
    "non", "oui", "ras", "r a s", "neant", "sans objet", "so", "s o", "non concerne", "nc", "n c",
    "je ne sais pas", "ne sais pas", "nsp", "sans avis", "pas d avis", "sans opinion",
    "aucune idee", "pas d idee", "ne se prononce pas", "rien a signaler", "rien a dire", "",
}  # fmt: skip


def bare(text: str) -> str:
    """A text by its letters and figures alone; written here, so that it owes the run nothing."""
    apart = unicodedata.normalize("NFD", text.lower())
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


@pytest.fixture(scope="module")
def whole(
    shared: Path, doleances: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Warehouse]:
    """A run of the question; how stable its clusters are is not asked here."""
    folder = tmp_path_factory.mktemp("ras")
    export = shared / "data" / "grand-debat" / "answers" / f"{ANSWERS}.csv"
    (folder / "r.toml").write_text(
        f'[consultation]\nid = "ras"\n[[sources]]\nreader = "table"\npath = "{export}"\n'
        'columns = { question = "question_id", text = "text" }\n'
        "[settings]\nclusters = 12\nresamples = 2\n",
        encoding="utf-8",
    )
    told = doleances("run", "--inline", "r.toml", cwd=folder)
    assert 0 == told.code, told.err
    with Warehouse(folder / ".doleances" / "ras.duckdb") as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def texts(shared: Path) -> list[str]:
    """The cells of the file, in order."""
    path = shared / "data" / "grand-debat" / "answers" / f"{ANSWERS}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row["text"] for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def base(whole: Warehouse) -> Base:
    return bases.read(whole, QUESTION, "ras")


def test_t_ras_no_such_answer_is_in_an_opinion(
    whole: Warehouse, base: Base, texts: list[str]
) -> None:
    """T-RAS: «non», «RAS», «néant»… by a list of this test's own: none is a member, all counted."""
    said = {
        int(row["answer_id"]): str(row["text"])
        for row in whole.rows("select answer_id, text from answers")
    }
    corpus = corpora.read(whole, base)
    review = fold(base, [])
    inside = [
        said[int(answer)]
        for found in everyone(corpus, review).values()
        for answer in corpus.answers[found.rows]
    ]
    nothing = [text for text in said.values() if bare(text) in SAYS_NOTHING]

    assert Counter(text for text in texts if text.strip()) == Counter(said.values())
    assert len(nothing) > 1_000
    assert len(inside) > 5_000
    assert [] == [text for text in inside if bare(text) in SAYS_NOTHING]
    states = Counter(
        state
        for address, state in base.states.items()
        if bare(said[int(corpus.answers[corpus.rows[address]])]) in SAYS_NOTHING
    )
    assert {"no_content": len(nothing)} == states
    assert len(nothing) <= base.counts["no_content"]


def test_t_ras_no_such_answer_is_quoted(whole: Warehouse, base: Base) -> None:
    """In no list that a reviewer is shown."""
    corpus = corpora.read(whole, base)
    for found in everyone(corpus, fold(base, [])).values():
        for kind in KINDS:
            quoted = verbatims(found, kind, "ras", 0, 50)["list"]

            assert 50 == len(quoted)
            assert [] == [row["text"] for row in quoted if bare(row["text"]) in SAYS_NOTHING]
