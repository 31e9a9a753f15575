"""The commands of a review, as an analyst types them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from synthesis import recipe
from synthesis.cli import main
from synthesis.journal import Decision, Journal

Command = Callable[..., Result]


@pytest.fixture
def command() -> Command:
    """command("journal", "verify", path) runs it here."""
    runner = CliRunner()
    return lambda *words: runner.invoke(main, [str(word) for word in words])


@pytest.fixture
def decided(sample: Path) -> Path:
    """The recipe of the sample, with three decisions beside it."""
    journal = Journal(recipe.read(sample).journal)
    for n in range(3):
        payload = {"object": "Q", "text": f"Un mot\u2028et l’autre, {n}"}
        journal.append(
            Decision(
                "r-01", "reviewer", "comment", "Q", {f"Q/{n}": 0}, [f"Q/{n}"], payload, f"k{n}"
            )
        )
    journal.close()
    return sample


def test_a_journal_is_verified_and_prints_its_head(command: Command, decided: Path) -> None:
    told = command("journal", "verify", decided)
    head = told.stdout.split()[-1]

    assert 0 == told.exit_code
    assert "3 décisions, chaîne entière" in told.stdout
    assert 0 == command("journal", "verify", decided, "--head", head).exit_code

    other = command("journal", "verify", decided, "--head", f"7:{head[2:]}")

    assert 1 == other.exit_code
    assert "event 7 is not here as its head was kept" in other.stderr


@pytest.mark.parametrize("head", ["7", "x:y", f"a:{'0' * 64}", "7:abc"])
def test_what_is_no_head_is_told(command: Command, decided: Path, head: str) -> None:
    told = command("journal", "verify", decided, "--head", head)

    assert 2 == told.exit_code
    assert "This is no head" in told.stderr


def test_an_export_is_taken_back_in_an_empty_place(
    command: Command, decided: Path, tmp_path: Path
) -> None:
    lines = command("journal", "export", decided).stdout
    (tmp_path / "decisions.jsonl").write_text(lines, encoding="utf-8")
    elsewhere = tmp_path / "elsewhere" / "consultation.toml"
    elsewhere.parent.mkdir()
    elsewhere.write_text(decided.read_text(encoding="utf-8"), encoding="utf-8")
    told = command("journal", "import", tmp_path / "decisions.jsonl", elsewhere)

    assert 0 == told.exit_code, told.stderr
    assert lines == command("journal", "export", elsewhere).stdout
    assert 3 == lines.count("\n")

    again = command("journal", "import", tmp_path / "decisions.jsonl", elsewhere)

    assert 1 == again.exit_code
    assert "holds decisions already" in again.stderr


def test_lines_someone_touched_are_not_taken(
    command: Command, decided: Path, tmp_path: Path
) -> None:
    lines = command("journal", "export", decided).stdout
    (tmp_path / "decisions.jsonl").write_text(lines.replace("autre", "même"), encoding="utf-8")
    recipe.read(decided).journal.unlink()
    told = command("journal", "import", tmp_path / "decisions.jsonl", decided)

    assert 1 == told.exit_code
    assert "event 1 was altered" in told.stderr
    assert not recipe.read(decided).journal.exists()


def test_where_nobody_decided_anything_it_says_so(command: Command, sample: Path) -> None:
    for verb in ("verify", "export"):
        told = command("journal", verb, sample)

        assert 2 == told.exit_code
        assert "Nobody has decided anything yet" in told.stderr
    assert not recipe.read(sample).journal.exists()


def test_people_are_added_listed_and_shut_out(command: Command, sample: Path) -> None:
    added = command("reviewer", "add", "Ana", sample, "--role", "arbiter")

    assert 0 == added.exit_code, added.stderr
    assert "r-01  Ana  arbiter" in added.stdout
    assert "/welcome/" in added.stdout
    assert 2 == command("reviewer", "add", "ana", sample).exit_code
    assert "pas encore venu" in command("reviewer", "list", sample).stdout

    assert 0 == command("reviewer", "disable", "Ana", sample).exit_code
    assert "accès fermé" in command("reviewer", "list", sample).stdout
    assert 2 == command("reviewer", "disable", "Personne", sample).exit_code


def test_a_workshop_without_a_run_says_what_to_do(command: Command, sample: Path) -> None:
    told = command("review", sample)

    assert 2 == told.exit_code
    assert "doleances run" in told.stderr
