"""The pages of an edition rendered again from its tables, and all it says of itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from synthesis import files
from synthesis.audit.evidence import Evidence
from synthesis.audit.sections import Section
from synthesis.outcomes import EDITION
from synthesis.publication.examining import about_of
from synthesis.publication.reviews import Reviewed
from synthesis.publication.tally import tally
from synthesis.recipe import compose
from synthesis.report import differences
from synthesis.report.differences import Difference
from synthesis.report.dossier import MANIFEST, made_from
from synthesis.report.edition import pages
from synthesis.report.edition.about import EditionAbout, People, Unpublished
from synthesis.report.folder import SUMS, json_text
from synthesis.store import Warehouse
from synthesis.walk import code_digest

# The entries of some entries of the manifest, in order.
SHAPES: Final = {
    "consultation": ("id", "title", "language", "contact"),
    "questions": ("published", "not_published"),
    "lexicon": ("digest", "lists"),
    "code": ("version", "digest"),
    "draft": ("sha256", "questions"),
    "journal": ("events", "head"),
}
FIXED = (SUMS, "manifest.json", "datapackage.json", "differences.json", "decisions.jsonl")


def about(evidence: Evidence, reviewed: Mapping[str, Reviewed]) -> EditionAbout:
    """What the pages were told, from the tables, the decisions and the manifest."""
    manifest = evidence.manifest
    printed = manifest["printed"]
    told = tally([each.review for each in reviewed.values()], evidence.events)
    people = People(printed["authors"], printed["authors_with_several"], printed["most_by_one"])
    made = about_of(evidence.recipe, manifest, people, told, evidence.events, evidence.published)
    return dataclasses.replace(
        made,
        number=manifest["edition"],
        previous=manifest["previous"]["edition"] if manifest["previous"] else None,
        codebook=evidence.codebook.digest or None,
        unpublished=tuple(Unpublished(**each) for each in manifest["questions"]["not_published"]),
        code_version=manifest["code"]["version"],
        libraries=manifest["libraries"],
        rows={name: table["rows"] for name, table in manifest["tables"].items()},
        digests={table.name: files.digest(evidence.table(table.name)) for table in EDITION},
        differences=tuple(Difference(**each) for each in manifest["differences"]),
    )


def check(
    evidence: Evidence, told_of: EditionAbout, tables: Path, work: Path, told: Section
) -> None:
    """Every page and query, byte for byte; and that no other file is there."""
    rendered = work / "pages"
    with Warehouse(tables) as reading:
        written = pages.write(reading, told_of, rendered)
    names = [path.relative_to(rendered).as_posix() for path in written]
    for name in names:
        there = evidence.folder / name
        if not there.is_file():
            told.wrong.append(f"{name} : absent")
        elif there.read_bytes() != (rendered / name).read_bytes():
            told.wrong.append(f"{name} : {_parted(there, rendered / name)}")
    told.wrong += [f"{name} : rien ne le fait" for name in _others(evidence, names)]
    printed = sum((rendered / name).read_text("utf-8").count("<data ") for name in names)
    told.checked = f"{len(names)} pages et requêtes refaites, {printed} nombres imprimés"
    if evidence.manifest["code"]["digest"] != code_digest(of_pages=True):
        told.untold.append(
            "cette édition fut faite par un autre état du programme "
            f"({evidence.manifest['code']['digest'][:12]}…) : une page peut différer pour cela seul"
        )


def _parted(there: Path, ours: Path) -> str:
    """The first line where a page is not as its tables make it."""
    theirs, made = there.read_bytes().split(b"\n"), ours.read_bytes().split(b"\n")
    for number, (one, other) in enumerate(zip(theirs, made, strict=False), 1):
        if one != other:
            at = next(
                (i for i, (x, y) in enumerate(zip(one, other, strict=False)) if x != y),
                min(len(one), len(other)),
            )
            here, expected = (
                each[max(0, at - 20) : at + 40].decode("utf-8", "replace") for each in (one, other)
            )
            return f"ligne {number}, {here!r} ; d’après les tables {expected!r}"
    return "elle est plus courte ou plus longue que celle que font les tables"


def _others(evidence: Evidence, names: Sequence[str]) -> list[str]:
    """Files that nothing here makes."""
    known = {*names, *FIXED}
    known |= {"rules/consultation.toml", *(f"rules/lexicon/{x}" for x in evidence.lexicon.digests)}
    known |= {
        path.relative_to(evidence.folder.resolve()).as_posix()
        for name, path in evidence.recipe.rules.items()
        if name != "lexicon" and path.is_relative_to(evidence.folder.resolve())
    }
    known |= {f"tables/{table.name}.{suffix}" for table in EDITION for suffix in ("csv", "parquet")}
    return [
        name
        for path in sorted(evidence.folder.rglob("*"))
        if path.is_file()
        for name in [path.relative_to(evidence.folder).as_posix()]
        if name not in known
    ]


def manifest(evidence: Evidence, told_of: EditionAbout, told: Section) -> None:
    """Each line of the manifest that can be known from elsewhere, and the form of the file."""
    said, recipe = evidence.manifest, evidence.recipe
    path = evidence.folder / "manifest.json"
    if path.read_bytes() != json_text(said).encode():
        told.wrong.append("manifest.json : il n’est pas écrit comme nous l’écrivons")
    expected: dict[str, Any] = {
        "consultation": {
            "id": recipe.id,
            "title": recipe.title,
            "language": recipe.language,
            "contact": recipe.contact,
        },
        "settings": dataclasses.asdict(recipe.settings),
        "settings_digest": recipe.settings.digest(),
        "lexicon": {"digest": evidence.lexicon.digest, "lists": dict(evidence.lexicon.digests)},
        "codebook": {"sha256": evidence.codebook.digest} if evidence.codebook.digest else None,
        "printed": told_of.numbers(),
        "made_from": made_from(
            draft=said["draft"]["sha256"],
            journal=[said["journal"]["events"], said["journal"]["head"]],
            codebook=evidence.codebook.digest or None,
            questions=evidence.published,
            code=said["code"]["digest"],
            libraries=said["libraries"],
        ),
    }
    for name, value in expected.items():
        if said.get(name) != value:
            told.wrong.append(
                f"manifest.json, {name} : {_short(said.get(name))} au lieu de {_short(value)}"
            )
    if (evidence.folder / "rules/consultation.toml").read_bytes() != compose(recipe).encode():
        told.wrong.append("rules/consultation.toml : elle n’est pas écrite comme nous l’écrivons")
    told.wrong += _strange(evidence)
    read = [each["reader"] for each in said["sources"]]
    if sorted(set(read)) != sorted({entry.reader for entry in recipe.sources}):
        told.wrong.append(f"manifest.json, sources : lus par {read}, ce que la recette ne dit pas")
    former = said["previous"]["edition"] if said["previous"] else None
    stated = json_text(differences.as_json(told_of.differences, former))
    if (evidence.folder / "differences.json").read_bytes() != stated.encode():
        told.wrong.append("differences.json : ce ne sont pas les différences du manifeste")
    told.checked = f"{len(expected)} entrées recalculées, recette, réglages, listes de mots"


def _strange(evidence: Evidence) -> Iterator[str]:
    """What the manifest holds that we never write, and rules that lie elsewhere."""
    said = evidence.manifest
    if tuple(said) != MANIFEST:
        yield f"manifest.json : ses entrées sont {list(said)}"
    for name, keys in SHAPES.items():
        if tuple(said[name]) != keys:
            yield f"manifest.json, {name} : ses entrées sont {list(said[name])}"
    asked = said["draft"]["questions"]
    if asked != "all" and not (
        isinstance(asked, list) and set(asked) <= set(evidence.recipe.kinds)
    ):
        yield f"manifest.json, draft : {asked!r} ne nomme pas des questions"
    rules = (evidence.folder / "rules").resolve()
    for name, path in evidence.recipe.rules.items():
        if not path.resolve().is_relative_to(rules):
            yield f"rules/consultation.toml, {name} : cette règle n’est pas dans l’édition"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
