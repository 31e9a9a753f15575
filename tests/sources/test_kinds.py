"""A question is open unless enough answers prove otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from synthesis.sources.kinds import (
    SAMPLE,
    SELDOM,
    Tally,
    kind_of,
    listed_multiple,
    wide_tallies,
)


def tally(cells: list[str]) -> Tally:
    seen = Tally()
    for cell in cells:
        seen.add(cell)
    return seen


distinct = [f"Il faudrait changer ceci, et aussi cela, numéro {rank}" for rank in range(100)]


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([], "open"),
        (["Oui", "Non"], "open"),
        (["Oui"] * 19, "open"),
        (["Oui"] * 12 + ["Non"] * 8, "closed"),
        (["Oui", " Oui "] * 30 + ["Non", ""] * 30, "closed"),
        ([str(rank % 10) for rank in range(100)], "closed"),
        (["Oui"] * 96 + distinct[:4], "closed"),
        (["Oui"] * 90 + distinct[:10], "open"),
        (["RAS"] * 60 + distinct[:40], "open"),
        (distinct, "open"),
        (["Bus|Train", "Train", "Bus|Vélo|Train", "Vélo"] * 10, "multiple"),
        (["Bus|Train", "Train"] * 18 + ["Bus|un dirigeable"] * 2, "multiple"),
        ([f"{cell} | {cell}" for cell in distinct], "open"),
        (["x" * 300] * 50, "open"),
    ],
)
def test_kind_of(cells: list[str], kind: str) -> None:
    """Choices come back; words of people do not."""

    assert kind == kind_of(tally(cells))


@given(st.lists(st.sampled_from(["Oui", "Non", "", *distinct[:3]]), max_size=60))
def test_order_is_irrelevant(cells: list[str]) -> None:
    """The order of the answers changes nothing."""

    assert kind_of(tally(cells)) == kind_of(tally(sorted(cells)))


def test_listed_multiple() -> None:
    """The official list is believed unless nearly every cell is a text of its own."""
    ticked = ["Bus|Train", "Train", "Bus|Vélo|Train"] * 20

    assert "multiple" == listed_multiple(tally([]))
    assert "multiple" == listed_multiple(tally(distinct[:10]))
    assert "multiple" == listed_multiple(tally(ticked + distinct[:20]))
    assert "open" == listed_multiple(tally(distinct))


def test_sample_stops_when_every_question_was_answered() -> None:
    """The first 5,000 rows are enough, unless a question was hardly answered in them."""
    read = 0

    def rows(late: int) -> object:
        nonlocal read
        for read in range(1, 4 * SAMPLE):
            yield ["a", "b" if read > late else ""]

    wide_tallies(rows(0), [0, 1])  # type: ignore[arg-type]  # an iterator of rows

    assert SAMPLE == read
    tallies = wide_tallies(rows(SAMPLE), [0, 1])  # type: ignore[arg-type]  # the same

    assert 2 * SAMPLE == read
    assert SAMPLE == tallies[1].filled
    assert SELDOM <= tallies[1].filled
