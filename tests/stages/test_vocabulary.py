"""The vocabulary: each term, its forms and counts, whether it is kept and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    """Four segments: « impôt » in three of them, written five times in two ways."""
    read = [["impôt", "impôts"], ["impôts", ".", "les"], ["impôts"] * 2, ["vote blanc", "les"]]
    bench.give("readings", *({"segment_id": n, "forms": forms} for n, forms in enumerate(read)))
    bench.give("segments", *({"segment_id": n} for n in range(len(read))))
    bench.give(
        "forms",
        {"form": "impôt", "term": "impot", "occurrences": 1},
        {"form": "impôts", "term": "impot", "occurrences": 4},
        {"form": "vote blanc", "term": "vote blanc", "occurrences": 1},
        {"form": "les", "term": "les (stop_word)", "occurrences": 2, "reason": "stop_word"},
    )


def test_counts_and_labels(bench: Bench) -> None:
    """Segments with the term and times it is written; shown by its commonest form."""
    given(bench)
    expected = [
        ("impot", "impôts", "impôts, impôt", 3, 5, True, None),
        ("les (stop_word)", "les", "les", 2, 2, False, "stop_word"),
        ("vote blanc", "vote blanc", "vote blanc", 1, 1, False, "rare"),
    ]

    assert expected == [tuple(row.values())[1:] for row in bench.build("vocabulary")]


def test_a_compound_names_no_term_alone(bench: Bench) -> None:
    """Two terms are never shown by one label: each takes its part of the compound, or its own."""
    read = [["saint-cyprien"], ["saint-cyprien"], ["grands-mères", "mère"]]
    bench.give("readings", *({"segment_id": n, "forms": forms} for n, forms in enumerate(read)))
    bench.give("segments", *({"segment_id": n} for n in range(len(read))))
    bench.give(
        "forms",
        {"form": "saint-cyprien", "term": "saint", "occurrences": 2},
        {"form": "saint-cyprien", "term": "cyprien", "occurrences": 2},
        {"form": "grands-mères", "term": "grand", "occurrences": 3},
        {"form": "grands-mères", "term": "mer", "occurrences": 3},
        {"form": "mère", "term": "mer", "occurrences": 1},
    )
    labels = {row["term"]: row["label"] for row in bench.build("vocabulary")}

    assert {"saint": "saint", "cyprien": "cyprien", "grand": "grands", "mer": "mère"} == labels


def test_what_is_rare_depends_on_the_size_of_the_question(bench: Bench) -> None:
    """Three segments in a small question, ten in another."""
    given(bench)

    def kept(**settings: int) -> list[str]:
        return [row["term"] for row in bench.build("vocabulary", **settings) if row["kept"]]

    assert ["impot"] == kept(small_question=5)
    assert [] == kept(small_question=4)
    assert ["impot"] == kept(small_question=4, min_term_segments=3)
    assert ["impot", "vote blanc"] == kept(min_term_segments_small=1)


def test_law(bench: Bench) -> None:
    """Every term is listed, kept or with a reason; in any order, the same bytes."""
    given(bench)
    found = bench.build("vocabulary")

    assert 3 == len(found)
    assert all(row["kept"] == (row["reason"] is None) for row in found)
    assert 1 == bench.law("vocabulary")
