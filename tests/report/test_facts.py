"""What the pages say, before any template."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from synthesis.errors import SettingsError
from synthesis.report import facts, rows
from synthesis.report.about import About
from synthesis.report.asking import ask
from synthesis.report.curve import curve
from synthesis.report.wording import STATES


def _groups(*numbers: int, undeclared: int = 0) -> list[rows.Department]:
    named = [rows.Department(f"d{rank}", number) for rank, number in enumerate(numbers)]
    return named + ([rows.Department(None, undeclared)] if undeclared else [])


@pytest.mark.parametrize(
    ("numbers", "shown", "small_groups", "small"),
    [
        ((9, 8), 2, 0, 0),
        ((9, 8, 4), 1, 2, 12),
        ((9, 3, 2), 1, 2, 5),
        ((9, 1, 1), 0, 3, 11),
        ((3,), 0, 1, 3),
    ],
)
def test_a_small_group_is_never_alone(
    numbers: tuple[int, ...], shown: int, small_groups: int, small: int
) -> None:
    """Nor can it be read off a total: the groups added up are two at least, and five people."""
    made = facts.declared(_groups(*numbers, undeclared=7))

    assert (shown, small_groups, small, 7) == (
        len(made.shown),
        made.small_groups,
        made.small,
        made.undeclared,
    )
    assert sum(numbers) == small + sum(number for _, number in made.shown)


def test_states_come_in_the_order_of_their_reading() -> None:
    """What was read first, then what was not and why."""
    ledger = [rows.Ledger("1", state, 1, 1) for state in sorted(STATES)]

    assert list(STATES) == [row.state for row in facts.in_order(ledger)]


def _alerts(warehouse: Any, about: About, question_id: str) -> list[tuple[str, int | None]]:
    question = next(q for q in ask(warehouse, rows.Question) if q.question_id == question_id)
    made = facts.open_question(warehouse, about, question, ask(warehouse, rows.Ledger))
    return [(alert.kind, alert.cluster_id) for alert in made.alerts]


def test_a_bin_is_said_and_so_is_a_question_without_classes(warehouse: Any, about: About) -> None:
    """Sixty of a hundred in one class; three answers and no class."""
    assert [("bin", 1)] == _alerts(warehouse, about, "1")
    assert [("undivided", None)] == _alerts(warehouse, about, "a/b")


def test_a_question_the_run_left_out_is_not_called_poor_in_words(about: About) -> None:
    """`doleances run --question` reads some questions; the page of another says so."""
    question = rows.Question("1", "", "open", 1, 9, 9, 9, 0, 0, False)

    assert ["unread"] == [alert.kind for alert in facts._alerts(about, question, (), 0, None)]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ((400, 400), []),
        ((401, 399), [("bin", 1)]),
        ((400, 390, 10), []),
        ((400, 391, 9), [("crumb", 3)]),
        ((400, 399), [("unclassified", None)]),
        ((400, 391, 3, 3, 3), [("crumb", 3), ("crumb", 4), ("crumb", 5)]),
        ((400, 388, 3, 3, 3, 3), [("crumbs", None)]),
        ((900,), [("fewer", None), ("bin", 1)]),  # two were asked for
        ((400, 400, 0), [("empty", None)]),  # of three that were formed
    ],
)
def test_thresholds_are_exact(
    about: About, sizes: tuple[int, ...], expected: list[tuple[str, int | None]]
) -> None:
    """At the threshold nothing is said, one answer past it something is."""
    question = rows.Question("1", "", "open", 1, 1000, 1000, 1000, len(sizes), sum(sizes), True)
    formed = len(sizes)
    clusters = [
        facts.Cluster(rows.Cluster(number, size, size, size, 0, size, None, 0, 0), (), (), {})
        for number, size in enumerate(sizes, 1)
        if size
    ]

    alerts = facts._alerts(about, question, clusters, formed, None)

    assert expected == [(alert.kind, alert.cluster_id) for alert in alerts]


@pytest.mark.parametrize(("bits", "told"), [(0.29, True), (0.31, False)])
def test_no_more_than_chance_is_said(about: About, bits: float, told: bool) -> None:
    """Words dealt anew share 0.25 bits; within two errors of that, halves share no more."""
    question = rows.Question("1", "", "open", 1, 1000, 1000, 1000, 2, 1000, True)
    clusters = [
        facts.Cluster(rows.Cluster(number, 500, 500, 500, 0, 500, None, 0, 0), (), (), {})
        for number in (1, 2, 3)
    ]
    grains = [rows.Grain(n, bits, 0.025, 0.25, 0.3, True, n == 3, 0.0) for n in (2, 3)]
    alerts = facts._alerts(about, question, clusters, 3, curve(grains))

    assert told == ("chance" in [alert.kind for alert in alerts])


def test_the_draw_depends_on_the_seed_and_the_answer_alone(warehouse: Any) -> None:
    """sha256(seed ‖ answer_id), so that anyone draws the same."""
    drawn = ask(warehouse, rows.Drawn, question="1", seed=2019, drawn=4)
    lots = sorted(range(91, 101), key=lambda n: hashlib.sha256(f"2019{n}".encode()).hexdigest())

    assert lots[:4] == [row.answer_id for row in drawn]
    assert [int(number <= 95) for number in lots[:4]] == [row.terms for row in drawn]


def test_a_setting_the_report_needs_must_be_given(about: About) -> None:
    """A page without its thresholds would say nothing first."""
    with pytest.raises(SettingsError, match="unheard"):
        about.threshold("unheard")
