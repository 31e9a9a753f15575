"""The few things said to DuckDB outside .sql files: literals, identifiers, parameters."""

from __future__ import annotations

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from synthesis.sql import identifier, named_in, quoted

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)


@given(texts)
def test_a_literal_is_the_text(macros: duckdb.DuckDBPyConnection, text: str) -> None:
    """Whatever it holds, quotes and semicolons included."""
    assert [(text,)] == macros.execute(f"select {quoted(text)}").fetchall()


@given(texts.filter(bool))
def test_an_identifier_is_the_name(macros: duckdb.DuckDBPyConnection, name: str) -> None:
    """Whatever it holds, it is one name."""
    result = macros.execute(f"select 1 as {identifier(name)}")

    assert [name] == [column[0] for column in result.description or ()]


def test_only_what_a_query_names_is_bound() -> None:
    """DuckDB refuses a parameter it was not asked for."""
    given = {"question": "1", "seed": 7, "clusters": 2}

    assert {"question": "1", "seed": 7} == named_in("select $seed, $question, $seed", given)
