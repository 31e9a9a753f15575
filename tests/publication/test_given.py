"""What people decided, as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from synthesis.publication import given
from synthesis.publication.reviews import Reviewed
from tests.decisions.conftest import QUESTION, Room, small_base


class Texts:
    """A warehouse whose every answer says the same."""

    def rows(self, sql: str, answers: list[int]) -> list[dict[str, Any]]:
        """The text of each answer asked for."""
        return [{"answer_id": n, "text": "Paul Martin dit oui"} for n in answers]


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path / "journal.sqlite", small_base())


def tables(room: Room) -> dict[str, list[tuple[Any, ...]]]:
    """Rows of every table, answers numbered from 100 in the order of the run."""
    answers = {address: 100 + n for n, address in enumerate(room.base.states)}
    made = given.tables({QUESTION: Reviewed(room.review, answers)}, Texts())  # type: ignore[arg-type]
    return {name: [tuple(row.values()) for row in table.to_pylist()]
            for name, table in made.items()}  # fmt: skip


def test_clusters(room: Room) -> None:
    """A merged one says where it went, a signed one how many signed."""
    one, two, three, _ = map(room.key, range(4))
    merge = room.act("r-01", "merge", cluster=two, into=one, comment="la même")
    room.act("r-02", "confirm", proposal=merge.seq)
    room.act("r-01", "rename", cluster=three, label_fr="Bus", label_en="Bus", definition="d")
    for actor in ("r-01", "r-02"):
        room.act(actor, "accept", cluster=three)
    found = [(row[1], row[3], row[5], row[9], row[10]) for row in tables(room)["reviewed"]]

    assert found == [
        (0, 0, "", "to_read", 0),
        (1, 0, "", "absorbed", 0),
        (2, 2, "Bus", "signed", 2),
        (3, 3, "", "to_read", 0),
    ]


def test_answers(room: Room) -> None:
    """Only those people touched: where they are now, and in which state."""
    room.act("r-01", "move", answers=["GD-00", "GD-u1"], to=room.key(1))
    room.act("r-01", "move", answers=["GD-01"], to="")
    room.act("r-01", "no_content", answers=["GD-02"])
    numbers = {address: 100 + n for n, address in enumerate(room.base.states)}

    assert tables(room)["changed"] == [
        (QUESTION, numbers["GD-00"], "analysed", 1),
        (QUESTION, numbers["GD-01"], "analysed", None),
        (QUESTION, numbers["GD-02"], "no_content", None),
        (QUESTION, numbers["GD-u1"], "analysed", 1),
    ]


def test_masks(room: Room) -> None:
    """As many signs as there were characters, so that no offset moves."""
    room.act("r-01", "flag", answer="GD-00", spans=[[0, 4], [5, 99]], comment="un nom")

    made = tables(room)
    assert made["masks"] == [(100, 0, 4), (100, 5, 99)]
    assert made["masked"] == [(100, "████ ██████████████")]


def test_minority(room: Room) -> None:
    """A view of few, and no longer once its answer is set aside."""
    for address in ("GD-00", "GD-01"):
        asked = room.act("r-01", "minority", answers=[address], position="contre", comment="rare")
        room.act("r-02", "confirm", proposal=asked.seq)
    room.act("r-01", "no_content", answers=["GD-01"])

    assert tables(room)["isolated"] == [(QUESTION, 100, "contre")]


def test_nothing_decided(room: Room) -> None:
    """Every table is there, and empty but for the clusters."""
    made = tables(room)

    assert set(given.GIVEN) == set(made)
    assert {"published", "reviewed"} == {name for name, rows in made.items() if rows}
