"""Shares of our rules beside those the official synthesis of 2019 printed, on one base.

    python benchmarks/official_shares.py DIR [--codebooks DIR] [--question ID]… [--looked-at ID]…

DIR holds `official_shares.csv` (question_id, question, n, level, label, pct: % of contributions,
those without an answer included) and `answers/*.csv` (question_id, text). Each codebook of the
folder `--codebooks` has themes named as the official main categories. The answers go through the
line as any consultation does; a theme's share is that of the analysed answers its rule matches, and
the official share is divided by 1 − the official share of non-answers. Printed in Markdown, as in
docs/grand-debat-2019.md; `--looked-at` says for which questions rules were written from answers.
"""

from __future__ import annotations

import csv
import dataclasses
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
import pyarrow as pa
from scipy.stats import spearmanr

from synthesis import codebook, run
from synthesis.codebook import Codebook, Inflections, Theme, matches_sql
from synthesis.errors import InputError
from synthesis.line import CONSULTATION
from synthesis.text import folded
from synthesis.walk import Walk

CODEBOOKS = Path(__file__).resolve().parent.parent / "data" / "codebook" / "grand-debat-2019"
OFFICIAL = "official_shares.csv"
LOOKED_AT = ("149", "192")  # the questions whose answers were read while rules were written
NO_ANSWER = "Non réponses"
RESIDUAL = "Autres contributions trop peu citées ou inclassables"
FEWEST = 8  # categories from which a rank correlation says something


@dataclasses.dataclass(frozen=True)
class Line:
    """One official main category: its printed share, the same of answers only, and ours."""

    label: str
    printed: float
    official: float
    answers: int
    of: int

    @property
    def ours(self) -> float:
        """Percent of the analysed answers."""
        return 100 * self.answers / self.of

    @property
    def difference(self) -> float:
        """Points, ours minus theirs."""
        return self.ours - self.official


@dataclasses.dataclass(frozen=True)
class Compared:
    """One question: its categories in the official order, without the residual ones."""

    question_id: str
    title: str
    contributions: int
    no_answer: float
    lines: tuple[Line, ...]
    unmatched: int  # analysed answers no rule matches

    @property
    def error(self) -> float:
        """Mean absolute difference, in points."""
        return float(np.mean([abs(line.difference) for line in self.lines]))

    @property
    def error_of_nothing(self) -> float:
        """The same of who would always say 0 %."""
        return float(np.mean([line.official for line in self.lines]))

    @property
    def rank(self) -> float:
        """Spearman's correlation of the two lists of shares; nan for lists of one or two."""
        if len(self.lines) < 3:
            return float("nan")
        ours, theirs = zip(*((line.ours, line.official) for line in self.lines), strict=True)
        return float(spearmanr(ours, theirs).statistic)


def compare(
    folder: Path, codebooks: Path = CODEBOOKS, questions: Sequence[str] = ()
) -> list[Compared]:
    """Each question of the folder that a codebook is for."""
    printed = _printed(folder / OFFICIAL)
    themes = tuple(
        theme for path in sorted(codebooks.glob("*.toml")) for theme in codebook.read(path).themes
    )
    whole = Codebook(themes, codebooks, "")
    wanted = [id for id in sorted(printed) if whole.of(id) and (not questions or id in questions)]
    if not wanted:
        raise InputError(
            f"No codebook of {codebooks} is for a question of this file.",
            where=folder / OFFICIAL,
            todo=f"Its questions: {', '.join(sorted(printed)) or 'none'}.",
        )
    with tempfile.TemporaryDirectory() as work:
        found, sizes, matched = _measured(folder, whole, wanted, Path(work))
    return [
        _compared(id, printed[id], whole.of(id), found, sizes[id], matched.get(id, 0))
        for id in wanted
        if id in sizes
    ]


def _compared(
    id: str,
    rows: Sequence[dict[str, str]],
    themes: Sequence[Theme],
    found: dict[tuple[str, str], int],
    of: int,
    matched: int,
) -> Compared:
    by_label = {folded(theme.label_fr): theme.id for theme in themes}
    no_answer = sum(float(row["pct"]) for row in rows if row["label"] == NO_ANSWER)
    lines = tuple(
        Line(
            label=row["label"],
            printed=float(row["pct"]),
            official=float(row["pct"]) / (1 - no_answer / 100),
            answers=found.get((id, by_label.get(folded(row["label"]), "")), 0),
            of=of,
        )
        for row in rows
        if row["label"] not in (NO_ANSWER, RESIDUAL)
    )
    first = rows[0]
    return Compared(id, first["question"], int(float(first["n"])), no_answer, lines, of - matched)


def _printed(path: Path) -> dict[str, list[dict[str, str]]]:
    """The official main categories of each question, in their order."""
    if not path.is_file():
        raise InputError("There is no such file.", where=path, todo="Give the folder it is in.")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "category"]
    ids = dict.fromkeys(row["question_id"] for row in rows)
    return {id: [row for row in rows if row["question_id"] == id] for id in ids}


def _measured(
    folder: Path, book: Codebook, questions: Sequence[str], work: Path
) -> tuple[dict[tuple[str, str], int], dict[str, int], dict[str, int]]:
    """Answers of each question and theme, analysed answers, and those with any theme."""
    files = sorted((folder / "answers").glob("*.csv"))
    sources = "".join(
        f"[[sources]]\nreader = 'table'\npath = '{path.resolve()}'\n"
        'columns = { text = "text", question = "question_id" }\n'
        for path in files
    )
    kinds = "".join(f'[[questions]]\nid = "{id}"\nkind = "open"\n' for id in questions)
    recipe = work / "consultation.toml"
    recipe.write_text(f'[consultation]\nid = "shares"\n{sources}{kinds}', encoding="utf-8")
    with run.opened(run.prepare(run.Request((recipe,)))) as walk:
        for step in CONSULTATION:
            walk.table(step)
        _shown(walk, questions)
        walk.store.create("found", matches_sql(book, _inflections(walk)), {})
        counted = walk.store.rows(
            "select question_id, theme_id, count(*) as n from found group by all"
        )
        sizes = walk.store.rows(
            "select question_id, count(*) as n from answers group by question_id"
        )
        matched = walk.store.rows(
            "select question_id, count(distinct answer_id) as n from found group by question_id"
        )
    return (
        {(row["question_id"], row["theme_id"]): row["n"] for row in counted},
        {row["question_id"]: row["n"] for row in sizes},
        {row["question_id"]: row["n"] for row in matched},
    )


def _shown(walk: Walk, questions: Sequence[str]) -> None:
    """`answers` and `assignments`, of the analysed answers to these questions alone."""
    for name in ("answers", "states"):
        walk.store.see(name, walk.files[name, None])
    wanted = pa.table({"question_id": pa.array(list(questions), pa.string())})
    walk.store.give("wanted", wanted)
    walk.store.create("assignments", "select answer_id, state from states", {})
    walk.store.create(
        "kept",
        "select answers.* from answers join assignments using (answer_id) "
        "where state = 'analysed' and question_id in (select question_id from wanted)",
        {},
    )
    walk.store.define("answers", "select * from kept")


def _inflections(walk: Walk) -> Inflections:
    rows = walk.store.rows(
        "select form, count(*) as n from "
        "(select unnest(forms(text, $token_pattern)) as form from answers) "
        "where form <> '.' group by form",
        token_pattern=walk.lexicon.token_pattern,
    )
    return Inflections(walk.lexicon, {row["form"]: row["n"] for row in rows})


def markdown(compared: Sequence[Compared], looked_at: Sequence[str] = LOOKED_AT) -> str:
    """The two kinds of tables of the page: all questions, then each with its categories."""
    parts = [_summary(compared, looked_at)]
    for each in compared:
        parts.append(f"### Question {each.question_id}\n\n« {each.title} »\n\n{_table(each)}")
    return "\n\n".join(parts)


def _summary(compared: Sequence[Compared], looked_at: Sequence[str]) -> str:
    head = (
        "| question | réponses lues pour écrire les règles | réponses analysées | catégories "
        "| écart moyen | « toujours 0 % » | Spearman |\n|---|---|---:|---:|---:|---:|---:|"
    )
    rows = [
        f"| {each.question_id} | {'oui' if each.question_id in looked_at else '**non**'} "
        f"| {_whole(each.lines[0].of)} | {len(each.lines)} "
        f"| {_decimal(each.error)} | {_decimal(each.error_of_nothing)} "
        f"| {_decimal(each.rank, 2) if len(each.lines) >= FEWEST else '–'} |"
        for each in compared
    ]
    return "\n".join([head, *rows])


def _table(each: Compared) -> str:
    head = (
        "| catégorie officielle | imprimé | base comparable | nos règles | réponses | écart |\n"
        "|---|---:|---:|---:|---:|---:|"
    )
    rows = [
        f"| {line.label} | {_decimal(line.printed)} % | {_decimal(line.official)} % "
        f"| {_decimal(line.ours)} % | {_whole(line.answers)} | {_signed(line.difference)} |"
        for line in each.lines
    ]
    of = each.lines[0].of
    tail = (
        f"Officiel : {_whole(each.contributions)} contributions, dont {_decimal(each.no_answer)} % "
        f"de non-réponses. Ici : {_whole(of)} réponses analysées, dont {_whole(each.unmatched)} "
        f"({_decimal(100 * each.unmatched / of)} %) qu’aucune règle ne retient."
    )
    return "\n".join([head, *rows, "", tail])


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _decimal(number: float, places: int = 1) -> str:
    return f"{number:.{places}f}".replace(".", ",")


def _signed(number: float) -> str:
    rounded = round(number, 1)
    return "0,0" if rounded == 0 else f"{'+' if rounded > 0 else '−'}{_decimal(abs(rounded))}"


@click.command(help="Print the tables of docs/grand-debat-2019.md.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--codebooks", type=click.Path(exists=True, path_type=Path), default=CODEBOOKS)
@click.option("--question", "questions", multiple=True)
@click.option("--looked-at", "looked_at", multiple=True, default=LOOKED_AT)
def main(
    folder: Path, codebooks: Path, questions: tuple[str, ...], looked_at: tuple[str, ...]
) -> None:
    """Print the tables of the page."""
    try:
        sys.stdout.write(markdown(compare(folder, codebooks, questions), looked_at) + "\n")
    except InputError as error:
        raise click.ClickException(str(error)) from None


if __name__ == "__main__":
    main()
