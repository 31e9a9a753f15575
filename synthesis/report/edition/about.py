"""What the pages of an edition must be told beside its tables: its number, journal and people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from synthesis.report import rows
from synthesis.report.about import About
from synthesis.report.asking import Reading, ask
from synthesis.report.differences import Difference


@dataclass(frozen=True)
class Unpublished:
    """A question of the consultation that this edition leaves out, and why.

    The reason is a key of the phrases `unpublished.*`: not_asked, not_read, not_signed.
    """

    question_id: str
    title: str
    reason: str = "not_asked"


@dataclass(frozen=True)
class People:
    """Distinct known authors of the consultation: the table that ties them is not published."""

    authors: int
    with_several: int  # contributions, two at least
    most: int  # contributions of one author


@dataclass(frozen=True, kw_only=True)
class EditionAbout(About):
    """What the pages say of an edition. Nothing in it names a person, a machine or a path."""

    number: int
    language: str = "fr"  # of the consultation: what people wrote is in it, whatever the page's
    contact: str = ""  # how to reach whoever answers for it; empty where nobody said
    head: str  # digest of the last event of the journal
    events: int
    people: People
    previous: int | None = None  # number of the edition before
    codebook: str | None = None  # its digest
    published: Sequence[str] = ()  # question ids, in order
    unpublished: Sequence[Unpublished] = ()
    decisions: Mapping[str, int] = field(default_factory=dict)  # events by operation
    signatories: Mapping[str, int] = field(default_factory=dict)  # distinct people by role
    disagreements: int = 0  # clusters on which two votes differed
    arbitrations: int = 0
    unsettled: int = 0  # disagreements that nobody arbitrated
    digests: Mapping[str, str] = field(default_factory=dict)  # SHA-256 of tables/<name>.parquet
    rows: Mapping[str, int] = field(default_factory=dict)  # of each published table
    differences: Sequence[Difference] = ()  # with the edition before, if there is one
    published_on: str = ""  # ISO day of the last event of the journal; nothing else is a clock

    def numbers(self) -> dict[str, object]:
        """What the pages print of all this: `manifest.json` must hold it, under `printed`."""
        return {
            "number": self.number,
            "published": len(self.published),
            "questions": len(self.published) + len(self.unpublished),
            "tables": len(self.digests),
            "previous": self.previous,
            "events": self.events,
            "authors": self.people.authors,
            "authors_with_several": self.people.with_several,
            "most_by_one": self.people.most,
            "decisions": dict(sorted(self.decisions.items())),
            "signatories": dict(sorted(self.signatories.items())),
            "disagreements": self.disagreements,
            "arbitrations": self.arbitrations,
            "unsettled": self.unsettled,
        }


def people(reading: Reading) -> People:
    """The known authors, counted in the warehouse of the run: an edition has no table `authors`."""
    counted = ask(reading, rows.Authors)[0]
    return People(counted.authors, counted.with_several, counted.most)
