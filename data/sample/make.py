"""Write courvallon.csv, a fictional consultation in the official layout, and truth.csv beside it.

`python data/sample/make.py [FOLDER]`: the same bytes each time, from the texts of `bank/`. The
folder politizr/ is the second source: the debates of the same town, one file a table.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from maker.authors import sign
from maker.choices import choose
from maker.dates import schedule
from maker.dirt import soil
from maker.draw import SEED
from maker.export import exported, truth, write
from maker.planted import BUS, PARK
from maker.politizr import write_all
from maker.rows import contributions, moderated, numbered, resent, signed


def main(folder: Path) -> None:
    """Both files, and the folder of the second source, in that folder."""
    dice = random.Random(SEED)
    rows = [*contributions(dice), *signed(PARK, dice), *signed(BUS, dice), *moderated()]
    sign(rows, dice)
    schedule(rows, dice)
    choose(rows, dice)
    soil(rows, dice)
    rows = numbered([*rows, *resent(rows, dice)], dice)
    write(folder / "courvallon.csv", exported(rows))
    write(folder / "truth.csv", truth(rows))
    write_all(folder / "politizr")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent)
