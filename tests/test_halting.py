"""Signals: heeded while a command works, of no effect once it has said all."""

from __future__ import annotations

import subprocess
import sys

import pytest

SENT_AT_EXIT = """
import atexit, os, signal
atexit.register(lambda: os.kill(os.getpid(), signal.{name}))
from synthesis import halting
with halting.heeded():
    print("fini")
"""


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_a_signal_on_the_way_out_changes_nothing(name: str) -> None:
    """The work is done and said: the code is the one it ended with, and nothing more is said."""
    done = subprocess.run(
        [sys.executable, "-c", SENT_AT_EXIT.format(name=name)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (0, "fini\n", "") == (done.returncode, done.stdout, done.stderr)
