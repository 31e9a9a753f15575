"""An edition checked from what it publishes alone: read, made again, compared, by sections."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cached_property, partial
from pathlib import Path

import pyarrow as pa

from synthesis.audit import (
    decisions,
    ground,
    making,
    pages,
    placing,
    published,
    replay,
    rerun,
    sums,
)
from synthesis.audit import evidence as witness
from synthesis.audit.evidence import Evidence
from synthesis.audit.making import BELIEVED, EDITED, LINE, Made
from synthesis.audit.opening import opened
from synthesis.audit.rerun import Rerun
from synthesis.audit.sections import Section, section
from synthesis.publication.building import COPIED
from synthesis.publication.reviews import Reviewed
from synthesis.report.edition.about import EditionAbout
from synthesis.store import DEFAULT_MEMORY, Store


def audit(
    given: Path,
    exports: Sequence[Path] = (),
    threads: int = 2,
    memory: str = DEFAULT_MEMORY,
) -> Iterator[Section]:
    """The sections of an audit, each as soon as it is known; InputError where no edition is.

    Each starts from what is published, not from what an earlier one found: a fault is told where
    it is, and the rest is still looked at as far as it can be read. With folders of `exports`, the
    whole line is run again from them, instead of from the answers that are published.
    """
    with opened(given) as folder, tempfile.TemporaryDirectory(prefix="doleances-") as room:
        yield section("Fichiers", partial(sums.check, folder))
        if sums.odd(folder):
            return
        told: dict[str, str] = {}
        with _Audit(folder, Path(room), exports, threads, memory) as under:
            for name, look in under.sections:
                made = section(name, look)
                made.wrong = [
                    f"même défaut que dans « {told[wrong]} »" if wrong in told else wrong
                    for wrong in made.wrong
                ]
                told |= dict.fromkeys(made.wrong, name)
                yield made


class _Audit:
    """One edition under audit; what several sections need is made once, when first asked for."""

    def __init__(
        self, folder: Path, room: Path, exports: Sequence[Path], threads: int, memory: str
    ) -> None:
        self.folder, self.room, self.exports, self.threads = folder, room, exports, threads
        self.memory = memory
        self._open = ExitStack()

    def __enter__(self) -> _Audit:
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    @property
    def sections(self) -> tuple[tuple[str, Callable[[Section], None]], ...]:
        """The sections after the files, in order."""
        return (
            ("Décisions", lambda told: decisions.chain(self.evidence, told)),
            ("Tables", self._tables),
            ("Relecture", self._review),
            ("Manifeste", lambda told: pages.manifest(self.evidence, self.about, told)),
            ("Pages", self._pages),
            *((("Exports", self._exports),) if self.exports else ()),
            ("Regroupements", self._line),
            ("Thèmes", self._edition),
        )

    @cached_property
    def evidence(self) -> Evidence:
        """What the edition says of itself."""
        return witness.read(self.folder)

    @cached_property
    def store(self) -> Store:
        """Where its tables are readable, each looked at when it is taken."""
        store = self._new("reading")
        ground.take(store, self.folder / "tables")
        return store

    @cached_property
    def found(self) -> Mapping[str, Path]:
        """The parts of its run, as far as it tells them."""
        return ground.rebuilt(self.store, self.folder / "tables", self.room / "found")

    @cached_property
    def reviewed(self) -> dict[str, Reviewed]:
        """The review of each question, its decisions taken again."""
        warehouse = self.room / "run.duckdb"
        ground.assemble(self.store, {name: [each] for name, each in self.found.items()}, warehouse)
        return decisions.fold(self.evidence, warehouse)

    @cached_property
    def decided(self) -> Mapping[str, pa.Table]:
        """What people decided, as tables."""
        run = self.rerun.warehouse if self.exports else self.room / "run.duckdb"
        return decisions.tables(self.reviewed, run)

    @cached_property
    def rerun(self) -> Rerun:
        """The line, run again from the exports."""
        return rerun.rerun(self.evidence, self.exports, self.room / "rerun", self.threads)

    @cached_property
    def masked(self) -> frozenset[str]:
        """Questions in which words are masked: the line cannot be run on them as it was."""
        return frozenset(id for id, each in self.reviewed.items() if each.review.masks)

    @cached_property
    def replayed(self) -> replay.Parts:
        """The line run again on all questions read, but for those with masks."""
        return replay.replay(
            self.evidence, self._new("line"), self.found, self.masked, self.room / "line"
        )

    @cached_property
    def made(self) -> Made:
        """The tables of the edition, made again."""
        if self.exports:
            forms, run = self.rerun.forms(self.evidence.read), self.rerun.warehouse
            making_in = self._new("making")
            return making.make(self.evidence, making_in, run, self.decided, forms, self.room, ())
        run = self.room / "found.duckdb"
        parts: dict[str, list[Path]] = {name: [path] for name, path in self.found.items()}
        believed = ground.of_questions(
            self.store, self.found, replay.SHOWN, self.masked, self.room / "masked"
        )
        for name, path in believed.items():
            parts[name] = [path, *self.replayed.files[name]]
        store = self._new("making")
        ground.assemble(store, parts, run)
        return making.make(self.evidence, store, run, self.decided, self.replayed.forms, self.room)

    @cached_property
    def about(self) -> EditionAbout:
        """What its pages were told."""
        return pages.about(self.evidence, self.reviewed)

    def _new(self, name: str) -> Store:
        store = Store(self.room / name, self.threads, self.memory)
        return self._open.enter_context(store)

    def _tables(self, told: Section) -> None:
        published.check(self.evidence, self.store, self.room, told)

    def _review(self, told: Section) -> None:
        decisions.check(self.evidence, self.store, self.decided, self.room / "found", told)

    def _line(self, told: Section) -> None:
        making.compare(self.evidence, self.made, LINE, told)
        if not self.exports:
            placing.check(self.store, self.reviewed, self.masked, told)

    def _edition(self, told: Section) -> None:
        if self.exports:
            names = (*EDITED, *BELIEVED, *COPIED)
            making.compare(self.evidence, self.made, names, told, {})
            return
        making.compare(self.evidence, self.made, EDITED, told)
        told.untold.append(making.BELIEVED_FR)

    def _exports(self, told: Section) -> None:
        rerun.check(self.evidence, self.rerun, told)

    def _pages(self, told: Section) -> None:
        pages.check(self.evidence, self.about, self.room / "published.duckdb", self.room, told)
