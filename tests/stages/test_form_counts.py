"""Counts of forms: how often each is written."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Bench

READ = [["l'", "impôt", "."], ["impôt", "impôt", "baisse"], [".", "."], []]


def test_every_form_is_counted(bench: Bench) -> None:
    """Punctuation apart, as many occurrences as words read; in any order, the same bytes."""
    bench.give("readings", *({"segment_id": n, "forms": forms} for n, forms in enumerate(READ)))
    found = {row["form"]: row["occurrences"] for row in bench.build("form_counts")}

    assert Counter(form for forms in READ for form in forms if form != ".") == found
    assert 1 == bench.law("form_counts")
