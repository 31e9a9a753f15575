"""Ways to alter an edition, as a careless hand, a damaged disk or somebody with a motive would."""

from __future__ import annotations

import dataclasses
import json
import random
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from synthesis import store
from synthesis.journal import Event
from synthesis.outcomes import EDITION
from synthesis.recipe import read as read_recipe
from synthesis.report.datapackage import datapackage
from synthesis.report.folder import SUMS, write_json, write_sums

FIGURE: Final = re.compile(r"(<data [^>]*>)([^<]*[0-9][^<]*)(</data>)")


def bit(folder: Path, dice: random.Random) -> str:
    """One bit of one file."""
    there = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]
    path = dice.choice([path for path in there if path.name != SUMS])
    content = bytearray(path.read_bytes())
    place = dice.randrange(len(content) * 8)
    content[place // 8] ^= 1 << (place % 8)
    path.write_bytes(content)
    return f"bit {place} of {path.relative_to(folder)}"


def row(folder: Path, dice: random.Random) -> str:
    """A row of a table taken out, told twice, or with a figure that is another."""
    path = _filled(folder, dice, "csv")
    lines = path.read_bytes().split(b"\r\n" if b"\r\n" in path.read_bytes() else b"\n")
    place = dice.randrange(1, len(lines) - 1)
    how = dice.choice(("out", "twice", "figure"))
    digits = [i for i, byte in enumerate(lines[place]) if chr(byte).isdigit()]
    if how == "out":
        del lines[place]
    elif how == "twice" or not digits:
        lines.insert(place, lines[place])
    else:
        at = dice.choice(digits)
        other = dice.choice([d for d in b"0123456789" if d != lines[place][at]])
        lines[place] = lines[place][:at] + bytes([other]) + lines[place][at + 1 :]
    path.write_bytes(b"\n".join(lines))
    return f"{how} at line {place} of {path.name}"


def swapped(folder: Path, dice: random.Random) -> str:
    """Two rows of a table, each in the place of the other."""
    path = _filled(folder, dice, "parquet", 2)
    table = pq.read_table(path)
    one = dice.randrange(table.num_rows - 1)
    order = [*range(table.num_rows)]
    order[one], order[one + 1] = one + 1, one
    pq.write_table(table.take(pa.array(order)), path, compression="zstd")
    return f"rows {one} and {one + 1} of {path.name}"


def figure(folder: Path, dice: random.Random) -> str:
    """A figure printed in a page."""
    pages = [p for p in sorted(folder.rglob("*.html")) if FIGURE.search(p.read_text("utf-8"))]
    path = dice.choice(pages)
    text = path.read_text("utf-8")
    found = dice.choice(list(FIGURE.finditer(text)))
    digits = [i for i, each in enumerate(found[2]) if each in "0123456789"]
    at = found.start(2) + dice.choice(digits)
    other = dice.choice([d for d in "0123456789" if d != text[at]])
    path.write_text(text[:at] + other + text[at + 1 :], encoding="utf-8")
    return f"{found[0][-40:]} in {path.relative_to(folder)}"


def event(folder: Path, dice: random.Random) -> str:
    """A decision of somebody else, or another one; half the time with the chain made good."""
    path = folder / "decisions.jsonl"
    lines = path.read_text("utf-8").splitlines()
    place = dice.randrange(len(lines))
    events = [Event.read(line) for line in lines]
    events[place] = dataclasses.replace(events[place], actor="r-99")
    if dice.random() < 0.5:
        events = _chained(events)
        _retold(folder, events)
    path.write_text("".join(f"{each.line}\n" for each in events), encoding="utf-8")
    return f"event {place + 1} of {len(events)}"


def tail(folder: Path, dice: random.Random) -> str:
    """The last decisions cut off, and the manifest told so."""
    path = folder / "decisions.jsonl"
    lines = path.read_text("utf-8").splitlines()
    kept = [Event.read(line) for line in lines[: -dice.randrange(1, len(lines) // 2)]]
    path.write_text("".join(f"{each.line}\n" for each in kept), encoding="utf-8")
    _retold(folder, kept)
    return f"{len(lines) - len(kept)} last events"


def replaced(folder: Path, dice: random.Random) -> str:
    """A table with another figure, both its files, and its digest in the manifest made good."""
    path = _filled(folder, dice, "parquet")
    table = pq.read_table(path)
    numbers = [
        name for name, kind in zip(table.column_names, table.schema.types, strict=True)
        if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_string(kind)
        if table[name].null_count < table.num_rows
    ]  # fmt: skip
    name = dice.choice(numbers)
    values = table[name].to_pylist()
    place = dice.choice([i for i, value in enumerate(values) if value is not None])
    values[place] = f"{values[place]}x" if isinstance(values[place], str) else values[place] + 1
    column = pa.array(values, table.schema.field(name).type)
    altered = table.set_column(table.column_names.index(name), table.schema.field(name), column)
    pq.write_table(altered, path, compression="zstd")
    found = store.canonical(path.stem, path)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest["tables"][path.stem] = {"rows": found.rows, "sha256": found.digest}
    write_json(folder / "manifest.json", manifest)
    _described(folder, manifest)
    return f"{name} of row {place} of {path.name}"


WAYS: Final[tuple[Callable[[Path, random.Random], str], ...]] = (
    bit, row, swapped, figure, event, tail, replaced,
)  # fmt: skip


def alter(folder: Path, seed: int, mended: bool) -> str:
    """One change to a copy of an edition; `mended`, its sums are made good after it."""
    told = WAYS[seed % len(WAYS)](folder, random.Random(seed))
    if mended:
        write_sums(folder)
        told += ", sums made good"
    return told


def _filled(folder: Path, dice: random.Random, suffix: str, rows: int = 1) -> Path:
    """A table that has so many rows."""
    paths = [
        path.with_suffix(f".{suffix}")
        for path in sorted((folder / "tables").glob("*.parquet"))
        if pq.read_metadata(path).num_rows >= rows
    ]
    return dice.choice(paths)


def _chained(events: list[Event]) -> list[Event]:
    """The same events, each with the digest of the one before and its own."""
    chained: list[Event] = []
    for each in events:
        prev = chained[-1].hash if chained else each.prev
        made = dataclasses.replace(each, prev=prev)
        chained.append(dataclasses.replace(made, hash=made.expected_hash))
    return chained


def _retold(folder: Path, events: list[Event]) -> None:
    path = folder / "manifest.json"
    manifest: dict[str, Any] = json.loads(path.read_text("utf-8"))
    manifest["journal"] = {"events": len(events), "head": events[-1].hash}
    write_json(path, manifest)


def _described(folder: Path, manifest: Mapping[str, Any]) -> None:
    recipe = read_recipe(folder / "rules" / "consultation.toml")
    made = datapackage(recipe, folder / "tables", [table.name for table in EDITION])
    write_json(folder / "datapackage.json", made | {"version": str(manifest["edition"])})
