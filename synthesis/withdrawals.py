"""`withdrawals.csv`: the contributions whose authors asked that they be withdrawn.

One line a request: `reference`, and optionally `source`, where two exports use one reference.
The words of these contributions are in no table of a run; that there was one stays counted.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from synthesis.errors import RecipeError, SourceError
from synthesis.sources.headers import plain
from synthesis.sources.sheets import cells, open_sheet

REFERENCE, SOURCE = ("reference", "id", "contribution"), ("source", "export", "fichier")


@dataclass(frozen=True)
class Withdrawal:
    """One request; an empty source means any."""

    reference: str
    source: str = ""


def read(path: Path) -> tuple[Withdrawal, ...]:
    """The requests in a table; RecipeError when it has no column of references."""
    with tempfile.TemporaryDirectory(prefix="doleances-") as work:
        try:
            sheet = open_sheet(path, Path(work))
        except SourceError as error:
            raise RecipeError(error.what, where=path, line=error.line, todo=error.todo) from None
        names = [plain(name) for name in sheet.header]
        column = next((names.index(name) for name in REFERENCE if name in names), None)
        source = next((names.index(name) for name in SOURCE if name in names), None)
        if column is None:
            raise RecipeError(
                "The list of withdrawals has no column `reference`.",
                where=path,
                line=1,
                todo=f"Name it in the first line, which has {list(sheet.header)}.",
            )
        if sheet.rejects:
            raise RecipeError(
                "A line of the list of withdrawals cannot be read.",
                where=path,
                line=sheet.rejects[0].line,
                todo="Mend it: a request that is not honoured would be a fault.",
            )
        found = [
            Withdrawal(row[column].strip(), row[source].strip() if source is not None else "")
            for row in cells(sheet)
        ]
    return tuple(dict.fromkeys(each for each in found if each.reference))


def write(withdrawals: Sequence[Withdrawal], path: Path) -> None:
    """The requests and nothing else of the list: a column of names stays where it was."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("reference", "source"))
        writer.writerows((each.reference, each.source) for each in withdrawals)


def table(withdrawals: Sequence[Withdrawal]) -> pa.Table:
    """The requests as rows, for the stages."""
    return pa.table(
        {
            "reference": pa.array([each.reference for each in withdrawals], pa.string()),
            "source": pa.array([each.source for each in withdrawals], pa.string()),
        }
    )
