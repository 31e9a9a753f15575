"""Worlds: for each cluster, how far it is found again when one choice changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from synthesis.lexicon import Lexicon, packaged, read
from synthesis.settings import Settings
from synthesis.stages.worlds import worlds

if TYPE_CHECKING:
    from tests.conftest import Bench


WORLDS = ("fewer", "more", "longer_units", "lemmas", "without_frequent", "without_rare",
          "reinert", "tfidf", "lsa", "masses")  # fmt: skip


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read(packaged(), "fr")


def measured(
    bench: Bench, lexicon: Lexicon, sizes: list[int], noise: float
) -> dict[str, list[float]]:
    """Jaccards by world. Groups of answers with words of their own, each a cluster.

    An answer is four segments and two units; words are invented, but for one of which the stem is
    no lemma, so that those are another table.
    """
    random = np.random.default_rng(0)
    terms, shapes, segments, readings = [], [], [], []
    for n, group in enumerate(np.repeat(np.arange(1, len(sizes) + 1), sizes).tolist(), 1):
        held = {f"zq{'abcd'[g]}{'klmnprstvwxz'[w]}u" for g in range(len(sizes)) for w in range(12)
                if random.random() < (0.4 if g + 1 == group else noise)}  # fmt: skip
        words = sorted(held | {f"zq{'abcd'[group - 1]}ku"})
        for k, own in enumerate((words[::2], words[1::2], words[::2], words[1::2]), 1):
            id, unit = 1_000_000 * n + k, 1_000_000 * n + (1 if k < 3 else 3)
            segments.append({"segment_id": id, "answer_id": n})
            apart = ["nation"] if n % 7 == 0 else ["national"] if n % 7 == 1 else []
            readings.append({"segment_id": id, "answer_id": n, "forms": [*own, *apart, "les"]})
            terms += [{"segment_id": id, "term": word} for word in own]
            if own:
                shapes.append({"segment_id": id, "unit_id": unit, "cluster_id": group})
    tables = (bench.arrow(name, *rows) for name, rows in (
        ("terms", terms), ("shapes", shapes), ("segments", segments), ("readings", readings)
    ))  # fmt: skip
    found: dict[str, list[float]] = {}
    for row in bench.keep("worlds", worlds(*tables, "1", Settings(), lexicon)):
        found.setdefault(row["world"], []).append(row["jaccard"])
    return found


def test_clusters_apart_are_in_every_world(bench: Bench, lexicon: Lexicon) -> None:
    """A row for each cluster and world; where nothing else is possible, each is found again."""
    found = measured(bench, lexicon, [80, 60, 60], 0.01)

    assert set(WORLDS) == set(found)
    assert {3} == {len(each) for each in found.values()}
    for name in WORLDS[2:]:
        assert min(found[name]) > 0.8, name


def test_clusters_of_nothing_are_in_few(bench: Bench, lexicon: Lexicon) -> None:
    """Where all say anything, another choice makes other clusters."""
    found = measured(bench, lexicon, [60, 60, 60], 0.4)

    assert np.mean([jaccard for each in found.values() for jaccard in each]) < 0.6


def test_a_question_without_clusters(bench: Bench, lexicon: Lexicon) -> None:
    """No row."""
    assert {} == measured(bench, lexicon, [], 0.0)
