"""Errors: each says what, where and what to do; the tree is drawn as it is."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from synthesis import errors
from synthesis.errors import CheckError, DoleancesError, InputError, SourceError


def lines_of_the_tree(kind: type, above: str = "") -> Iterator[str]:
    """The classes under one, as the module draws them."""
    kinds = kind.__subclasses__()
    for number, each in enumerate(kinds, 1):
        last = number == len(kinds)
        yield f"{above}{'└── ' if last else '├── '}{each.__name__}"
        yield from lines_of_the_tree(each, above + ("    " if last else "│   "))


def test_the_drawing_is_the_tree() -> None:
    """Every class is drawn in its place, and none that is not there."""
    drawing = (errors.__doc__ or "").split("\n\n")[1].strip()
    names = [re.split(r"\s{2,}(?=\S)(?![│├└])", line)[0].rstrip() for line in drawing.splitlines()]

    assert ["DoleancesError", *lines_of_the_tree(DoleancesError)] == names


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (SourceError("Two columns."), "Two columns."),
        (SourceError("Two columns.", where="a.csv"), "a.csv: Two columns."),
        (SourceError("Two.", where=Path("a.csv"), line=3), "a.csv, line 3: Two."),
        (SourceError("Two.", where="a.csv", todo="Name them."), "a.csv: Two.\n  → Name them."),
    ],
)
def test_what_where_and_what_to_do(error: SourceError, expected: str) -> None:
    """On one line, and the advice on the next."""
    assert expected == str(error)


def test_exit_codes() -> None:
    """2: what was given cannot be used; 1: a promise of ours does not hold."""
    every = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    for kind in every:
        if issubclass(kind, DoleancesError):
            assert (2 if issubclass(kind, InputError) else 1) == kind.exit_code
    assert issubclass(CheckError, DoleancesError)


def test_every_error_has_a_sentence() -> None:
    """Its docstring ends with a full stop."""
    every = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]

    assert all((kind.__doc__ or "").endswith(".") for kind in every if kind is not Path)
