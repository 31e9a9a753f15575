"""Forms: what each counts as; the dictionary is asked once a form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from synthesis.lexicon import Lexicon
from synthesis.stages.forms import forms

if TYPE_CHECKING:
    from tests.conftest import Bench


def made(bench: Bench, lexicon: Lexicon, **counts: int) -> list[tuple[str, str, str | None]]:
    """Form, term and reason of forms with their occurrences."""
    rows = [
        {"question_id": "1", "form": form.replace("_", "-"), "occurrences": count}
        for form, count in counts.items()
    ]
    table = forms(bench.arrow("form_counts", *rows), lexicon)
    return [(r["form"], r["term"], r["reason"]) for r in bench.keep("forms", table)]


def test_a_term_or_a_reason(bench: Bench, french: Lexicon) -> None:
    """Forms of one lemma meet in a term; a form set aside keeps a term of its own."""
    expected = [
        ("2019", "2019 (number)", "number"),
        ("impôt", "impot", None),
        ("impôts", "impot", None),
        ("les", "les (stop_word)", "stop_word"),
        ("ß", "ß (letter)", "letter"),
    ]

    assert expected == made(bench, french, impôts=2, impôt=1, les=9, ß=1, **{"2019": 1})


def test_a_compound_counts_as_several_terms(bench: Bench, french: Lexicon) -> None:
    """One row each."""
    found = made(bench, french, école_entreprise=1)

    assert [("école-entreprise", "ecol", None), ("école-entreprise", "entrepris", None)] == found


def test_law(bench: Bench, french: Lexicon) -> None:
    """Every form has a row, with its occurrences; their order does not matter; nor do none."""
    counts = {"impôts": 2, "baisser": 7, "les": 9, "école": 1, "ecole": 3}
    found = made(bench, french, **counts)

    assert set(counts) == {form for form, _, _ in found}
    assert found == made(bench, french, **dict(reversed(counts.items())))
    assert [] == made(bench, french)
