"""What changed from one edition to the next: each kind of thing, and what makes two the same."""

from __future__ import annotations

from typing import Any

import pytest

from synthesis.report.differences import Difference, Summary, as_json, between


def theme(id: str, answers: int, **more: Any) -> dict[str, Any]:
    return {
        "question_id": "1",
        "theme_id": id,
        "source": "cluster",
        "label_fr": f"Idée {id}",
        "label_en": "",
        "key": f"key-{id}",
        "answers": answers,
    } | more


def summary(**given: Any) -> Summary:
    nothing: dict[str, Any] = {"published": {}, "states": {}, "themes": [], "decisions": {}}
    return Summary(**(nothing | given))


def themes(former: list[dict[str, Any]], present: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    found = between(summary(themes=former), summary(themes=present))
    assert {"theme"} >= {each.what for each in found}
    return [(each.name, each.former_fr, each.before, each.after) for each in found]


def test_nothing_changed() -> None:
    same = summary(
        published={"1": 9},
        states={("1", "analysed"): 9},
        themes=[theme("c1", 5)],
        decisions={"accept": 2},
    )

    assert () == between(same, same)
    assert {"previous": 3, "differences": []} == as_json((), 3)


def test_counts_that_changed_came_or_went() -> None:
    """In the order of a report: questions, states, themes, decisions."""
    former = summary(
        published={"1": 9, "2": 4},
        states={("1", "analysed"): 9, ("1", "off_topic"): 1},
        decisions={"accept": 2, "merge": 1},
    )
    present = summary(
        published={"1": 8, "3": 5},
        states={("1", "analysed"): 8, ("1", "no_content"): 2},
        decisions={"accept": 6, "merge": 1, "move": 1},
    )

    assert [
        ("question", "2", "", 4, None),
        ("question", "3", "", None, 5),
        ("state", "1", "analysed", 9, 8),
        ("state", "1", "no_content", None, 2),
        ("state", "1", "off_topic", 1, None),
        ("decision", "", "accept", 2, 6),
        ("decision", "", "move", None, 1),
    ] == [(d.what, d.question_id, d.name, d.before, d.after) for d in between(former, present)]


@pytest.mark.parametrize(
    ("former", "present", "expected"),
    [
        # the same cluster of the run, whatever it is called
        ([theme("c1", 5)], [theme("c1", 6)], [("c1", "", 5, 6)]),
        (
            [theme("c1", 5, label_fr="Le vélo")],
            [theme("c1", 5, label_fr="Les vélos")],
            [("c1", "Le vélo", 5, 5)],
        ),
        # another run: the name people gave tells them, not a number that means nothing any more
        (
            [theme("c1", 5, key="a", label_fr="Le vélo"), theme("c2", 7, key="b")],
            [theme("c2", 6, key="c", label_fr="Le vélo"), theme("c1", 9, key="d")],
            [("c2", "", 5, 6), ("c1", "", None, 9), ("c2", "", 7, None)],
        ),
        # a key decides before a name does
        (
            [theme("c1", 5, label_fr="Le vélo"), theme("c2", 7, label_fr="Le bus")],
            [theme("c1", 5, label_fr="Le bus"), theme("c2", 7, label_fr="Le vélo")],
            [("c1", "Le vélo", 5, 5), ("c2", "Le bus", 7, 7)],
        ),
        # the codebook calls it so
        (
            [theme("velo", 5, source="codebook", key="")],
            [theme("velo", 8, source="codebook", key="")],
            [("velo", "", 5, 8)],
        ),
        # two codes without clusters are two, though neither has a key
        (
            [theme("velo", 5, source="codebook", key="")],
            [theme("bus", 5, source="codebook", key="")],
            [("bus", "", None, 5), ("velo", "", 5, None)],
        ),
        # the same name in another question is another theme
        (
            [theme("c1", 5)],
            [theme("c1", 5, question_id="2")],
            [("c1", "", None, 5), ("c1", "", 5, None)],
        ),
    ],
)
def test_which_theme_is_which(
    former: list[dict[str, Any]], present: list[dict[str, Any]], expected: list[tuple[Any, ...]]
) -> None:
    assert expected == themes(former, present)


def test_the_file_says_every_field() -> None:
    difference = Difference("theme", "1", "c1", "Le vélo", "Bikes", "Vélos", 5, 6)

    assert {
        "previous": 1,
        "differences": [
            {
                "what": "theme", "question_id": "1", "name": "c1", "label_fr": "Le vélo",
                "label_en": "Bikes", "former_fr": "Vélos", "before": 5, "after": 6,
            }
        ],
    } == as_json([difference], 1)  # fmt: skip
