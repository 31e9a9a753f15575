"""Codes: what coders could say, and the theme each code became."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    """Code k1 is of cluster 1; k2 of cluster 2, merged into 1; k3 of one that no run has now."""
    bench.give(
        "campaign_codes",
        *(
            {"question_id": "1", "code": f"k{n}", "key": key, "label_fr": f"idée {n}"}
            for n, key in enumerate(("aa", "bb", "cc"), start=1)
        ),
        {"question_id": "1", "code": "none"},
    )
    bench.give(
        "reviewed",
        {"question_id": "1", "cluster_id": 1, "key": "aa", "home_id": 1},
        {"question_id": "1", "cluster_id": 2, "key": "bb", "home_id": 1},
    )
    bench.give("theme_clusters", {"question_id": "1", "theme_id": "c1", "cluster_id": 1})


def test_themes_of_codes(bench: Bench) -> None:
    """A code of a merged cluster stands for the theme it was merged into; a fixed one for none."""
    given(bench)
    expected = [("k1", "c1"), ("k2", "c1"), ("k3", None), ("none", None)]

    assert expected == [(row["code"], row["theme_id"]) for row in bench.build("codes")]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    given(bench)

    assert 1 == bench.law("codes")
