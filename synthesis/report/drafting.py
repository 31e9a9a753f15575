"""A draft edition: tables, pages, rules, manifest and sums in one folder, whole or absent."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import synthesis
from synthesis import files, store, withdrawals
from synthesis.recipe import compose
from synthesis.report import pages
from synthesis.report.about import About, Setting, Source
from synthesis.report.datapackage import datapackage
from synthesis.report.folder import CSV_ROWS, libraries, write_json, write_sums
from synthesis.report.kwic import Kwic
from synthesis.settings import Settings
from synthesis.sources import reader_named
from synthesis.walk import Received, Walk, code_digest

RULES = {"lexicon": "lexicon", "withdrawals": "withdrawals.csv"}


def write(
    folder: Path, warehouse: Path, walk: Walk, tables: Sequence[str], asked: Sequence[str] = ()
) -> Path:
    """The draft of a run told to read the questions `asked`, or all; written aside, swapped in."""
    new = files.aside(folder)
    shutil.rmtree(new, ignore_errors=True)
    (new / "tables").mkdir(parents=True)
    exported = store.export(warehouse, new / "tables", tables, CSV_ROWS)
    with store.Warehouse(warehouse) as reading:
        pages.write(reading, _about(walk, asked), new)
    _rules(new / "rules", walk)
    (new / "decisions.jsonl").touch()  # a draft has none: no person has judged it
    write_json(new / "datapackage.json", datapackage(walk.recipe, new / "tables", tables))
    write_json(new / "manifest.json", _manifest(walk, exported, asked))
    write_sums(new)
    files.swap_in(new, folder)
    return folder


def _about(walk: Walk, asked: Sequence[str]) -> About:
    recipe = walk.recipe
    default = Settings()
    return About(
        id=recipe.id,
        title=recipe.title,
        sources=[_source(each, _rejects(walk)) for each in walk.received],
        settings=[
            Setting(
                field.name,
                getattr(recipe.settings, field.name),
                getattr(default, field.name),
                field.metadata["reason"],
            )
            for field in dataclasses.fields(Settings)
        ],
        lexicons=walk.lexicon.digests,
        code_version=synthesis.__version__,
        libraries=libraries(),
        kwic=Kwic(walk).lines,
        warnings=tuple(
            dict.fromkeys(
                warning for each in walk.received for warning in reader_named(each.reader).warnings
            )
        ),
        asked=asked,
    )


def _source(received: Received, rejects: Mapping[str, int]) -> Source:
    sheet = received.sheet
    return Source(
        sheet.name,
        received.reader,
        sheet.sha256,
        sheet.rows,
        sheet.encoding,
        dict(sorted(sheet.repairs.items())),
        rejects.get(sheet.name, 0),
    )


def _rejects(walk: Walk) -> dict[str, int]:
    """Rows not taken of each source, repeats included."""
    walk.store.see("rejects", walk.files["rejects", None])
    rows = walk.store.rows(
        "select source, count(*) as rows from rejects group by source order by source"
    )
    return {str(row["source"]): int(row["rows"]) for row in rows}


def _rules(folder: Path, walk: Walk) -> None:
    """The lists this run read, and its recipe with every question, to run it again."""
    for name in walk.lexicon.digests:
        target = folder / "lexicon" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(walk.lexicon.folder / Path(name).name, target)
    if "withdrawals" in walk.recipe.rules:
        withdrawals.write(walk.withdrawn, folder / RULES["withdrawals"])
    (folder / "consultation.toml").write_text(_portable(walk), encoding="utf-8")


def _portable(walk: Walk) -> str:
    """The recipe as if the exports lay beside it, by their names in the tables: no path of ours."""
    recipe = walk.recipe
    names = dict.fromkeys(each.export for each in walk.received)
    sources = tuple(
        dataclasses.replace(entry, path=recipe.folder / name, name=name)
        for entry, name in zip(recipe.sources, names, strict=True)
    )
    rules = {name: recipe.folder / RULES[name] for name in RULES if name in recipe.rules}
    return compose(dataclasses.replace(recipe, sources=sources, rules=rules))


def _manifest(
    walk: Walk, exported: Mapping[str, store.Exported], asked: Sequence[str]
) -> dict[str, object]:
    recipe, rejects = walk.recipe, _rejects(walk)
    return {
        "consultation": {
            "id": recipe.id,
            "title": recipe.title,
            "language": recipe.language,
            "contact": recipe.contact,
        },
        "edition": "draft",
        "sources": [
            {
                "name": each.sheet.name,
                "reader": each.reader,
                "sha256": each.sheet.sha256,
                "rows": each.sheet.rows,
                "encoding": each.sheet.encoding,
                "rejects": rejects.get(each.sheet.name, 0),
                "repairs": dict(sorted(each.sheet.repairs.items())),
            }
            for each in walk.received
        ],
        "questions": list(asked) or "all",
        "settings": dataclasses.asdict(recipe.settings),
        "settings_digest": recipe.settings.digest(),
        "lexicon": {"digest": walk.lexicon.digest, "lists": dict(walk.lexicon.digests)},
        "code": {"version": synthesis.__version__, "digest": code_digest(of_pages=True)},
        "libraries": libraries(),
        "journal": {"events": 0, "head": None},
        "tables": {
            name: {"rows": table.rows, "sha256": table.digest} for name, table in exported.items()
        },
    }
