"""Withdrawals: what people asked is read, honoured and counted; their words are nowhere."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from synthesis import run, withdrawals
from synthesis.cli import run_inline
from synthesis.errors import RecipeError
from synthesis.withdrawals import Withdrawal

RECIPE = """\
[consultation]
id = "essai"
[[sources]]
reader = "table"
path = "a.csv"
columns = { id = "id", text = "text" }
[rules]
withdrawals = "retraits.csv"
"""


def listed(folder: Path, text: str) -> tuple[Withdrawal, ...]:
    path = folder / "retraits.csv"
    path.write_text(text, encoding="utf-8")
    return withdrawals.read(path)


def test_read(tmp_path: Path) -> None:
    """A reference a line, each once; a source where one is named; a blank line is none."""
    assert (Withdrawal("3-1"), Withdrawal("3-2")) == listed(tmp_path, "reference\n3-1\n3-2\n3-1\n")
    assert (Withdrawal("3-1", "a.csv"),) == listed(tmp_path, "Référence;Source\n3-1;a.csv\n;\n")


def test_what_cannot_be_read_stops_the_run(tmp_path: Path) -> None:
    """A request that is not honoured would be a fault."""
    with pytest.raises(RecipeError, match="no column `reference`"):
        listed(tmp_path, "nom\nAda\n")
    with pytest.raises(RecipeError, match="cannot be read"):
        listed(tmp_path, "reference,source\n3-1,a\n3-2\n")
    with pytest.raises(RecipeError, match="No such file"):
        withdrawals.read(tmp_path / "absent.csv")


def test_honoured(tmp_path: Path) -> None:
    """The answer is counted as withdrawn; its words are in no file the run leaves."""
    (tmp_path / "a.csv").write_text("id,text\n1,Mon secret bleu\n2,Des trains\n", encoding="utf-8")
    (tmp_path / "retraits.csv").write_text(
        "reference,nom\n1,Zéphirine\n99,Personne\n", encoding="utf-8"
    )
    (tmp_path / "r.toml").write_text(RECIPE, encoding="utf-8")
    recipe = (tmp_path / "r.toml").read_text(encoding="utf-8")
    (tmp_path / "r.toml").write_text(recipe.split("[rules]")[0], encoding="utf-8")
    run_inline(run.prepare(run.Request((tmp_path / "r.toml",))))  # before anyone asked
    (tmp_path / "r.toml").write_text(recipe, encoding="utf-8")
    told = run_inline(run.prepare(run.Request((tmp_path / "r.toml",))))

    assert "1 retirée" in told
    assert "2 retraits demandés : 1 contribution retirée" in told
    left = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "a.csv"]
    assert len(left) > 50
    assert [] == [path for path in left if b"secret bleu" in path.read_bytes()]
    parts = [str(path) for path in tmp_path.rglob("*.parquet")]
    for part in parts:
        held = duckdb.sql(f"from '{part}'").fetchall()
        assert not any("secret bleu" in str(value) for row in held for value in row)
    rules = tmp_path / "reports" / "essai" / "draft" / "rules"
    assert "reference,source\n1,\n99,\n" == (rules / "withdrawals.csv").read_text()
    assert 'withdrawals = "withdrawals.csv"' in (rules / "consultation.toml").read_text()
