"""Where the command starts: signals are heeded before the libraries are imported."""

from __future__ import annotations

from synthesis import halting


def main() -> None:
    """`doleances`, or `python -m synthesis`."""
    with halting.heeded():
        from synthesis.cli import main as command

        command(prog_name="doleances")


if __name__ == "__main__":
    main()
