"""The second source of the sample: an export of the same town's debates, one file a table."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

from . import documents, frame, people, records, tags
from .casting import cast
from .moments import schedule
from .tables import Table, write
from .threads import threads
from .trees import plant
from .votes import voted

SEED: Final = "courvallon/politizr"


def tables() -> list[Table]:
    """Every table of the export, with a die of its own: the other source owes it nothing."""
    dice = random.Random(SEED)
    accounts = people.accounts(dice)
    said = threads()
    cast(said, accounts, dice)
    schedule(said, dice)
    roots = plant(said)
    ballots = voted(said, accounts, dice)
    return [
        *documents.tables(said, roots, dice),
        *records.tables(said, ballots),
        *frame.tables(),
        *tags.tables(said, dice),
        people.table(accounts),
    ]


def write_all(folder: Path) -> None:
    """The folder of the export."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables():
        write(folder, table)
