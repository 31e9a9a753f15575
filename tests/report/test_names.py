"""File names and anchors, whatever a question is called."""

from __future__ import annotations

import re

import pytest

from synthesis.report.names import anchor, page_names


@pytest.mark.parametrize("question_id", ["164", "QUXVlc3Rpb246MTYy", "te-11_a.b"])
def test_a_plain_identifier_is_its_own_page(question_id: str) -> None:
    """DESIGN.md: q/<question>.html."""
    assert {question_id: question_id} == page_names([question_id])


@pytest.mark.parametrize(
    "question_id",
    [
        "../../etc/passwd",
        "a/b",
        "..",
        ".",
        "",
        "é",
        "a b",
        "con\x00",
        "x" * 300,
        "1-concordance",
        "fin.",
        "<script>",
        "C:\\x",
        "-rf",
    ],
)
def test_any_other_identifier_gets_a_safe_name(question_id: str) -> None:
    """No folder is left, no page hides another, no link needs escaping."""
    name = page_names([question_id])[question_id]

    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,60}", name)
    assert not name.endswith("-concordance")


def test_names_differ_even_where_case_does_not_count() -> None:
    """Windows and macOS would write one page over the other."""
    names = page_names(["Impôt", "impôt", "A", "a", "b c", "b-c"])

    assert 6 == len({name.lower() for name in names.values()})


def test_an_anchor_depends_on_its_term_alone() -> None:
    """A link to a term survives a new order of terms."""
    assert anchor("term", "tva") == anchor("term", "tva")
    assert anchor("term", "tva") != anchor("term", "csg")
    assert re.fullmatch(r"term-[0-9a-f]{12}", anchor("term", '"><script>'))
