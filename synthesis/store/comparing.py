"""Tables as somebody published them: their digest, and where two of them part."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from synthesis.outcomes import EVERY
from synthesis.sql import identifier, quoted
from synthesis.store.connection import OFFLINE, reading, rows_of
from synthesis.store.export import Exported, canonical_of


@dataclass(frozen=True)
class Parting:
    """The first row where two files of a table part, from 1: what each says, column by column.

    `here` is empty where the first file has no such row, `there` where the second has none.
    """

    row: int
    here: Mapping[str, object]
    there: Mapping[str, object]


def canonical(name: str, parquet: Path) -> Exported:
    """Rows and digest of a table as it lies in a file; AuditError if that cannot be read."""
    with _looking(parquet) as db:
        return canonical_of(db, EVERY[name], parquet)


def first_difference(
    name: str, one: Path, other: Path, without: Collection[str] = ()
) -> Parting | None:
    """Where two files of a table part, row after row; columns `without` are not looked at."""
    columns = [each for each in EVERY[name].column_names if each not in without]
    listed = ", ".join(map(identifier, columns))
    here, there = (
        f"select row_number() over () as place, {{{', '.join(_field(each) for each in columns)}}} "
        f"as said from (select {listed} from read_parquet({quoted(str(path))}))"
        for path in (one, other)
    )
    with _looking(one) as db:
        found = rows_of(
            db.execute(
                "select place, to_json(here.said) as one, to_json(there.said) as other "
                f"from ({here}) as here full join ({there}) as there using (place) "
                "where here.said is distinct from there.said order by place limit 1"
            )
        )
    if not found:
        return None
    row = found[0]
    said, expected = (json.loads(row[each]) if row[each] else {} for each in ("one", "other"))
    apart = [each for each in columns if said.get(each) != expected.get(each)]
    return Parting(
        int(row["place"]),
        {each: said[each] for each in apart if said},
        {each: expected[each] for each in apart if expected},
    )


def _field(column: str) -> str:
    return f"{quoted(column)}: {identifier(column)}"


@contextmanager
def _looking(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(config={"threads": 1, **OFFLINE}) as db, reading(path):
        db.execute("set enable_progress_bar = false")
        yield db
