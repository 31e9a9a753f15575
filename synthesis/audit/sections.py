"""What an audit says: a section a kind of thing, what was looked at, what is wrong with it."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from synthesis.errors import DoleancesError, OutputError

FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)


@dataclass
class Section:
    """One kind of thing that was checked.

    `checked` says what, with how many; `wrong` are differences, in the order they were met;
    `untold` is what an edition alone cannot prove, and who can.
    """

    name: str
    checked: str = ""
    wrong: list[str] = field(default_factory=list)
    untold: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong."""
        return not self.wrong


def section(name: str, look: Callable[[Section], None]) -> Section:
    """A section filled by `look`; whatever an altered edition makes fail in it is a difference.

    An edition under audit is anybody's file: a key that is gone, a number that is none, a page
    that cannot be decoded each stop one section, and are told.
    """
    made = Section(name)
    try:
        look(made)
    except (OutputError, MemoryError):  # no fault of the edition's: this machine's
        raise
    except DoleancesError as error:
        made.wrong.append(str(error).replace("\n  → ", " "))
    except Exception as error:  # anything: what is read here is not ours
        if isinstance(error, OSError) and error.errno in FULL:
            raise
        first = (str(error).splitlines() or [""])[0]
        made.wrong.append(f"illisible : {type(error).__name__} {first}".strip())
    return made


def first_wrong(sections: Iterator[Section]) -> Section | None:
    """The first section that does not hold: the later ones are not looked at."""
    return next((each for each in sections if not each.holds), None)
