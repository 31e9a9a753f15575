"""What a correct reader finds in the fictional samples: each figure of `expected.json` we can tell.

Left out are figures of files no reader takes (EVENTS, documents) and of fields nobody keeps.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from synthesis import run
from synthesis.line import CONSULTATION

FORMATS = Path(__file__).parents[3] / "shared" / "data" / "formats"
Tables = dict[str, list[dict[str, Any]]]


def read(path: Path, folder: Path) -> Tables:
    """The tables of a consultation of one export, and how its rows were taken."""
    recipe = folder / "consultation.toml"
    recipe.write_text(
        f'[consultation]\nid = "x"\n[[sources]]\nreader = "grand-debat"\npath = "{path}"\n'
    )
    with run.opened(run.prepare(run.Request((recipe,)))) as walk:
        for step in CONSULTATION:
            walk.table(step)
        for name in ("contributions", "cells", "texts"):
            walk.store.see(name, walk.files[name, None])
        names = ("contributions", "cells", "texts", "received")
        return {name: walk.store.rows(f"select * from {name}") for name in names}


def states(tables: Tables) -> Counter[str]:
    return Counter(row["status"] for row in tables["received"] if row["is_first"])


def words(tables: Tables, question: str = "") -> list[dict[str, Any]]:
    """Published answers with words, to one question or to all."""
    published = [row for row in tables["texts"] if row["status"] == "published"]
    return [row for row in published if question in ("", row["question_id"])]


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


NESTED = "LA_TRANSITION_ECOLOGIQUE.json"
FIGURES: dict[tuple[str, str], Callable[[Tables], object]] = {
    (NESTED, "contributions"): lambda t: len(t["contributions"]),
    (NESTED, "active"): lambda t: states(t)["published"],
    (NESTED, "empty_active"): lambda t: (
        states(t)["published"]
        - len({row["contribution_id"] for row in t["cells"] if row["status"] == "published"})
    ),
    (NESTED, "non_empty_open_answers_active_161_147_159"): lambda t: len(words(t)),
    (NESTED, "duplicate_groups_161"): lambda t: same(t, "161"),
    (NESTED, "zip_suspect"): lambda t: suspect(t),
    ("LA_TRANSITION_ECOLOGIQUE_2019-03-21.csv", "rows"): lambda t: len(t["received"]),
    ("LA_TRANSITION_ECOLOGIQUE_2019-02-17.csv", "rows"): lambda t: len(t["received"]),
    ("LA_TRANSITION_ECOLOGIQUE_2019-02-17.csv", "after_dedup"): lambda t: len(t["contributions"]),
    ("LA_TRANSITION_ECOLOGIQUE_titres-seuls.csv", "rows"): lambda t: len(t["received"]),
    ("DEMOCRATIE_ET_CITOYENNETE_titres-seuls.csv", "rows"): lambda t: len(t["received"]),
    ("QUESTIONNAIRE_LA_TRANSITION_ECOLOGIQUE.csv", "rows"): lambda t: len(t["received"]),
    ("QUESTIONNAIRE_RESTITUER_UNE_RIL.csv", "rows"): lambda t: len(t["received"]),
    ("ancien_janvier.jsonl", "rows"): lambda t: len(t["received"]),
}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Tables]:
    """The tables of a file, read once."""
    known: dict[str, Tables] = {}

    def of(name: str) -> Tables:
        if name not in known:
            known[name] = read(FORMATS / "granddebat" / name, tmp_path_factory.mktemp("read"))
        return known[name]

    return of


@pytest.mark.reference
@pytest.mark.parametrize(("name", "figure"), FIGURES)
def test_grand_debat(tables: Callable[[str], Tables], name: str, figure: str) -> None:
    """The figure counted in our tables is the one expected."""
    expected = json.loads((FORMATS / "expected.json").read_text())["granddebat"][name][figure]
    found = FIGURES[name, figure](tables(name))

    assert (sorted(expected) if figure == "zip_suspect" else expected) == found
