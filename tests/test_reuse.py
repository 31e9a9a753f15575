"""A stop word more: only what reads it is made again, and the edition is that of a fresh run."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from synthesis import run
from synthesis.lexicon import packaged
from synthesis.line import CONSULTATION, QUESTION
from synthesis.run import Request

AFTER = ("segments", "readings", "form_counts")  # of a question, what is made before stop words
WORD = "vraiment"

Seen = dict[str, bool]  # a table, and whether every part of it was reused


def walked(recipe: Path, out: str, fresh: bool = False) -> tuple[Seen, Path]:
    """A run in this process: what was reused of each table, and its draft."""
    seen: Seen = {}

    def watch(table: str, question: str | None, reused: bool) -> None:
        seen[table] = reused and seen.get(table, True)

    prepared = run.prepare(Request((recipe,), recipe.parent / out, fresh=fresh))
    with run.opened(prepared, watch) as walk:
        for step in CONSULTATION:
            walk.table(step)
        asked = run.selected(prepared, walk)
        for question in asked:
            walk.question(question)
        return seen, run.conclude(prepared, walk, asked)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def tables(names: Sequence[str], reused: bool) -> Seen:
    return dict.fromkeys(names, reused)


def test_a_stop_word_redoes_what_depends_on_it(
    shortened: Callable[[Path], Path], tmp_path: Path
) -> None:
    """Not the ledger, nor segments, nor the words as written: what counts terms, and what follows.

    The edition says which list it was made with, and is to the byte that of a run reusing nothing.
    """
    small = shortened(tmp_path / "small")
    first, _ = walked(small, "before")
    lists = small.parent / "lexique" / "fr"
    shutil.copytree(packaged() / "fr", lists)
    with (lists / "stopwords.txt").open("a", encoding="utf-8") as file:
        file.write(f"{WORD}\n")
    small.write_text(
        small.read_text(encoding="utf-8") + '\n[rules]\nlexicon = "lexique"\n', encoding="utf-8"
    )
    second, draft = walked(small, "after")
    fresh, witness = walked(small, "fresh", fresh=True)
    once = [name for step in CONSULTATION for name in step.makes]
    each = [name for step in QUESTION for name in step.makes]
    later = [name for name in each if name not in AFTER]

    assert tables(once + each, False) == first == fresh
    assert tables([*once, *AFTER], True) | tables(later, False) == second
    assert contents(witness) == contents(draft)
    assert WORD.encode() in contents(draft)["rules/lexicon/fr/stopwords.txt"].splitlines()
