"""Ctrl-C and SIGTERM: a run tidies up, says so, and leaves at once; what it finished is kept.

Not by an exception: DuckDB makes an error of its own of one, and Prefect's client waits a minute
for a server that the same Ctrl-C has ended. Leaving at once costs nothing, as a run that is killed
costs nothing (docs/decisions/0001).
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

MESSAGE = "\ndoleances: interrompu : ce qui était fini est gardé\n"
Handler = Callable[[int, FrameType | None], None]
SIGNALS = (signal.SIGINT, signal.SIGTERM)

_fleeting: set[Path] = set()
_heeding: list[Handler] = []


def fleeting(folder: Path) -> None:
    """A folder that must not outlive this process: it holds copies of exports."""
    _fleeting.add(folder)


def discard(folder: Path) -> None:
    """Remove a fleeting folder."""
    shutil.rmtree(folder, ignore_errors=True)
    _fleeting.discard(folder)


@contextmanager
def heeded(before: Callable[[], None] = lambda: None) -> Iterator[None]:
    """While it lasts, either signal ends the process: 128 + its number; `before` is called first.

    For the main thread of a command: nobody else may end a process.
    """

    def leave(number: int, frame: FrameType | None) -> None:
        for each in SIGNALS:
            signal.signal(each, signal.SIG_IGN)  # an impatient second Ctrl-C
        _tidy()
        # Standard error may be in the middle of a line of ours: its buffer is left alone.
        os.write(2, MESSAGE.encode())
        try:
            before()
        finally:
            os._exit(128 + number)

    former = {each: signal.signal(each, leave) for each in SIGNALS}
    _heeding.append(leave)
    try:
        yield
    finally:
        _heeding.pop()
        for each, handler in former.items():
            signal.signal(each, handler)
        _tidy()
        atexit.unregister(_over)
        atexit.register(_over)  # the last to be registered is the first to be called


def take_back() -> None:
    """Heed again, if a command did: Prefect sets a handler of its own while a flow runs."""
    if _heeding:
        for each in SIGNALS:
            signal.signal(each, _heeding[-1])


def _over() -> None:
    """The work is done and said: a signal on the way out changes neither."""
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)


def _tidy() -> None:
    for folder in tuple(_fleeting):
        discard(folder)
