"""Signals: heeded while a command works, of no effect once it has said all."""

from __future__ import annotations

import subprocess
import sys

import pytest

from synthesis import halting

SENT_AT_EXIT = """
import atexit, os, signal
atexit.register(lambda: os.kill(os.getpid(), signal.{name}))
from synthesis import halting
with halting.heeded():
    print("fini")
"""


WHILE_IMPORTING = """
import os, signal, sys
class Sender:
    def find_spec(self, name, path=None, target=None):
        if name == "duckdb":
            os.kill(os.getpid(), signal.{name})
sys.meta_path.insert(0, Sender())
from synthesis.__main__ import main
main()
"""


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_a_signal_while_libraries_are_imported(name: str, code: int) -> None:
    """An impatient person is answered as at any other moment."""
    done = subprocess.run(
        [sys.executable, "-c", WHILE_IMPORTING.format(name=name)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (code, "", halting.MESSAGE) == (done.returncode, done.stdout, done.stderr)


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
