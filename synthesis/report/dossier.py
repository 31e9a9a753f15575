"""A numbered edition: tables, pages, decisions, rules, manifest and sums, in a folder that never
changes again, and all of it in one archive beside.
"""

from __future__ import annotations

import dataclasses
import errno
import hashlib
import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import synthesis
from synthesis import files, store
from synthesis import recipe as recipes
from synthesis.errors import OutputError
from synthesis.report import archive, differences, editions
from synthesis.report.datapackage import datapackage
from synthesis.report.draft import Draft
from synthesis.report.edition import pages
from synthesis.report.edition.about import EditionAbout
from synthesis.report.editions import Edition
from synthesis.report.folder import CSV_ROWS, libraries, write_json, write_sums
from synthesis.walk import code_digest

CODEBOOK: Final = "codebook.toml"
# What the manifest of an edition says, in this order.
MANIFEST: Final = (
    "consultation", "edition", "made_from", "sources", "questions", "settings", "settings_digest",
    "lexicon", "codebook", "code", "libraries", "draft", "journal", "tables", "previous", "printed",
    "differences",
)  # fmt: skip


@dataclass(frozen=True)
class Made:
    """All an edition is made of: the draft, what people decided of it, what follows from it.

    `about` is what its pages are told, `lines` the journal as exported, `warehouse` its tables,
    `tables` the names of those it publishes.
    """

    draft: Draft
    about: EditionAbout
    lines: Sequence[str]
    codebook: Path | None
    warehouse: Path
    tables: Sequence[str]

    @property
    def digest(self) -> str:
        """SHA-256 of all that can make an edition another: inputs, rules, decisions, code."""
        return made_from(
            draft=self.draft.digest,
            journal=[self.about.events, self.about.head],
            codebook=self.about.codebook,
            questions=list(self.about.published),
            code=code_digest(of_pages=True),
            libraries=libraries(),
        )


def made_from(**things: object) -> str:
    """SHA-256 of what an edition is made of, each thing by its name."""
    return hashlib.sha256(json.dumps(things, sort_keys=True).encode()).hexdigest()


def write(place: Path, made: Made, former: Edition | None, comparing: store.Store) -> Edition:
    """A new edition in a folder of editions, one number after the last; whole or absent.

    OutputError where another process took the number meanwhile: nothing is written over, ever.
    """
    number = editions.next_number(place)
    folder = editions.folder_of(place, number)
    new = files.aside(folder)
    shutil.rmtree(new, ignore_errors=True)
    (new / "tables").mkdir(parents=True)
    exported = store.export(made.warehouse, new / "tables", made.tables, CSV_ROWS)
    digests = {name: files.digest(new / "tables" / f"{name}.parquet") for name in exported}
    rows = {name: table.rows for name, table in exported.items()}
    about = dataclasses.replace(made.about, number=number, digests=digests, rows=rows)
    manifest = _manifest(made, about, exported, former)
    found = _differences(comparing, new, manifest, former)
    about = dataclasses.replace(about, differences=found)
    with store.Warehouse(made.warehouse) as reading:
        pages.write(reading, about, new)
    _rules(new / "rules", made)
    (new / "decisions.jsonl").write_bytes("".join(made.lines).encode())
    previous = former.number if former else None
    write_json(new / "differences.json", differences.as_json(found, previous))
    package = datapackage(made.draft.recipe, new / "tables", made.tables)
    write_json(new / "datapackage.json", package | {"version": str(number)})
    manifest["differences"] = [dataclasses.asdict(each) for each in found]  # the pages print them
    write_json(new / "manifest.json", manifest)
    write_sums(new)
    _put(new, folder)
    edition = Edition(number, folder, manifest)
    archive.write(folder, edition.dossier)
    return edition


def _put(new: Path, folder: Path) -> None:
    """Give a finished folder its place, unless anything is there by now."""
    try:
        os.rename(new, folder)
    except OSError as error:
        shutil.rmtree(new, ignore_errors=True)
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST, errno.ENOTDIR):
            raise
        raise OutputError(
            "This edition appeared while another was being made.",
            where=folder,
            todo="Publish again: the next one has the next number.",
        ) from None


def mend(edition: Edition) -> bool:
    """Make the archive of an edition that has none; whether it had none."""
    if edition.dossier.exists():
        return False
    archive.write(edition.folder, edition.dossier)
    return True


def _differences(
    comparing: store.Store, new: Path, manifest: Mapping[str, Any], former: Edition | None
) -> tuple[differences.Difference, ...]:
    if former is None:
        return ()
    before = differences.summary(comparing, former.folder, former.manifest)
    return differences.between(before, differences.summary(comparing, new, manifest))


def _rules(folder: Path, made: Made) -> None:
    """The lists the run read, the codebook, and the recipe that names them."""
    shutil.copytree(made.draft.folder / "rules", folder)
    if made.codebook is None:
        return
    shutil.copyfile(made.codebook, folder / CODEBOOK)
    portable = recipes.read(folder / "consultation.toml")
    rules = {**portable.rules, "codebook": portable.folder / CODEBOOK}
    written = recipes.compose(dataclasses.replace(portable, rules=rules))
    (folder / "consultation.toml").write_text(written, encoding="utf-8")


def _manifest(
    made: Made,
    about: EditionAbout,
    exported: Mapping[str, store.Exported],
    former: Edition | None,
) -> dict[str, Any]:
    draft = made.draft.manifest
    return {
        "consultation": draft["consultation"],
        "edition": about.number,
        "made_from": made.digest,
        "sources": draft["sources"],
        "questions": {
            "published": list(about.published),
            "not_published": [dataclasses.asdict(each) for each in about.unpublished],
        },
        "settings": draft["settings"],
        "settings_digest": draft["settings_digest"],
        "lexicon": draft["lexicon"],
        "codebook": {"sha256": about.codebook} if about.codebook else None,
        "code": {"version": synthesis.__version__, "digest": code_digest(of_pages=True)},
        "libraries": libraries(),
        "draft": {"sha256": made.draft.digest, "questions": draft["questions"]},
        "journal": {"events": about.events, "head": about.head},
        "tables": {
            name: {"rows": table.rows, "sha256": table.digest} for name, table in exported.items()
        },
        "previous": _previous(former),
        "printed": about.numbers(),
    }


def _previous(former: Edition | None) -> dict[str, Any] | None:
    """The edition before, by what nobody can change in it unseen."""
    if former is None:
        return None
    return {
        "edition": former.number,
        "manifest": files.digest(former.folder / "manifest.json"),
        "journal": former.manifest["journal"],
        "tables": {name: told["sha256"] for name, told in former.manifest["tables"].items()},
    }
