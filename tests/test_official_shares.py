"""The rules for 2019: as near to the official shares as the page says, and the page says so."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from synthesis import codebook
from synthesis.errors import InputError

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "grand-debat-2019.md"
BOOKS = ROOT / "data" / "codebook" / "grand-debat-2019"
MOST = 3  # points of mean absolute error
LEAST = 0.8  # of Spearman's correlation


@pytest.fixture(scope="module")
def shares() -> Iterator[ModuleType]:
    """The command of the page, as a module."""
    spec = importlib.util.spec_from_file_location(
        "official_shares", ROOT / "benchmarks" / "official_shares.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


@pytest.fixture(scope="module")
def compared(shares: ModuleType, shared: Path) -> dict[str, Any]:
    """Each question beside its official shares."""
    found = shares.compare(shared / "data" / "grand-debat")
    return {each.question_id: each for each in found}


@pytest.mark.reference
def test_the_page_holds_what_the_command_prints(
    shares: ModuleType, compared: dict[str, Any]
) -> None:
    """Every table of the page, to the last figure."""
    written = PAGE.read_text(encoding="utf-8").split("<!-- figures -->")[1]

    assert shares.markdown(list(compared.values())) == written.strip()


@pytest.mark.reference
@pytest.mark.parametrize("question", ["127", "149", "192"])
def test_shares_are_near_the_official_ones(compared: dict[str, Any], question: str) -> None:
    """At most 3 points off, at most half of what « always 0 % » would be; ranks where they tell."""
    each = compared[question]

    assert each.error <= MOST
    assert each.error <= each.error_of_nothing / 2
    assert len(each.lines) < 8 or each.rank >= LEAST


@pytest.mark.reference
def test_the_question_that_misses_is_said_to(compared: dict[str, Any]) -> None:
    """164, written blind, misses both bars by what its answers do not say; and the page says it."""
    each = compared["164"]
    page = " ".join(PAGE.read_text(encoding="utf-8").split())

    assert each.error > MOST
    assert each.rank < LEAST
    assert each.error <= each.error_of_nothing / 2
    assert "La question 164 n’atteint pas" in page


@pytest.mark.parametrize("path", sorted(BOOKS.glob("*.toml")), ids=lambda path: path.stem)
def test_each_codebook_is_for_one_question_in_two_languages(path: Path) -> None:
    """Every theme has a rule, both labels and both definitions, for the question of its file."""
    for theme in codebook.read(path).themes:
        assert theme.questions == (path.stem.split("-")[0],)
        assert theme.rule
        assert all((theme.label_en, theme.definition_fr, theme.definition_en))


def test_rules_written_blind_say_so(shares: ModuleType) -> None:
    """The head of each file says whether its answers were read; the command says the same."""
    for path in BOOKS.glob("*.toml"):
        head = path.read_text(encoding="utf-8").split("[[themes]]")[0]
        question = path.stem.split("-")[0]

        assert (question in shares.LOOKED_AT) == ("en lisant des réponses" in head)
        assert (question not in shares.LOOKED_AT) == bool(re.search("SANS lire", head))


def made(folder: Path) -> Path:
    """A tiny official synthesis: twenty answers, one in five blank officially."""
    (folder / "answers").mkdir(parents=True)
    texts = ["Baisser la TVA"] * 6 + ["L’impôt sur le revenu"] * 3 + ["Autre chose"] * 11
    (folder / "answers" / "a.csv").write_text(
        "question_id,text\n" + "".join(f"7,{text} {i}\n" for i, text in enumerate(texts))
    )
    residual = "Autres contributions trop peu citées ou inclassables"
    rows = [("La TVA", 24), ("Le revenu", 8), ("Oubliée", 4), (residual, 44), ("Non réponses", 20)]
    (folder / "official_shares.csv").write_text(
        "question_id,question,n,level,label,pct\n"
        + "".join(f"7,Quoi ?,100,category,{label},{share}\n" for label, share in rows)
        + "7,Quoi ?,100,sub,Une sous-catégorie,3\n"
    )
    books = folder / "books"
    books.mkdir()
    (books / "7.toml").write_text(
        '[[themes]]\nid = "tva"\nquestion = "7"\nlabel_fr = "La TVA"\nrule = "TVA"\n'
        '[[themes]]\nid = "revenu"\nquestion = "7"\nlabel_fr = "Le revenu"\nrule = "revenu"\n'
    )
    return books


def test_bases_are_made_comparable(shares: ModuleType, tmp_path: Path) -> None:
    """Official shares over 1 − non-answers; ours over analysed answers; no rule, no share."""
    books = made(tmp_path)
    [each] = shares.compare(tmp_path, books)

    assert [("La TVA", 30.0, 30.0), ("Le revenu", 10.0, 15.0), ("Oubliée", 5.0, 0.0)] == [
        (line.label, pytest.approx(line.official), pytest.approx(line.ours)) for line in each.lines
    ]
    assert pytest.approx(10 / 3) == each.error
    assert pytest.approx(15) == each.error_of_nothing
    assert 11 == each.unmatched
    assert "| Le revenu | 8,0 % | 10,0 % | 15,0 % | 3 | +5,0 |" in shares.markdown([each])


def test_a_folder_for_which_there_is_nothing(shares: ModuleType, tmp_path: Path) -> None:
    """No official file, or no codebook for its questions: said, with what there is."""
    with pytest.raises(InputError, match="no such file"):
        shares.compare(tmp_path)
    made(tmp_path)
    with pytest.raises(InputError, match="Its questions: 7"):
        shares.compare(tmp_path)
