"""Terms: the incidence the clusters are made from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench


def given(bench: Bench) -> None:
    read = {1: ["impôt", "les", "impôts"], 2: [".", "les"], 3: ["école-entreprise", "rare"]}
    bench.give("readings", *({"segment_id": n, "forms": forms} for n, forms in read.items()))
    pairs = [("impôt", "impot"), ("impôts", "impot"), ("les", "les (stop_word)"), ("rare", "rare"),
             ("école-entreprise", "ecol"), ("école-entreprise", "entrepris")]  # fmt: skip
    bench.give("forms", *({"form": form, "term": term} for form, term in pairs))
    bench.give(
        "vocabulary",
        *(
            {"term": term, "kept": term in ("impot", "ecol", "entrepris")}
            for term in dict(map(reversed, pairs))  # type: ignore[arg-type]
        ),
    )


def test_presence_of_kept_terms(bench: Bench) -> None:
    """Once a segment, however often written; nothing of what is set aside."""
    given(bench)

    assert [(1, "impot"), (3, "ecol"), (3, "entrepris")] == [
        tuple(row.values()) for row in bench.build("terms")
    ]


def test_law(bench: Bench) -> None:
    """In any order, the same bytes."""
    given(bench)

    assert 1 == bench.law("terms")
