"""What a run says in a terminal while it works, and its closing summary."""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from synthesis.run import Prepared
from synthesis.walk import Walk, Watch

STATES = {
    "analysed": "analysées",
    "no_content": "sans contenu",
    "empty": "vides",
    "duplicate": "doublons",
    "not_public": "non publiques",
    "moderated": "modérées",
    "off_topic": "hors sujet",
    "withdrawn": "retirées",
    "unreadable": "illisibles",
}
TERMS_SHOWN = 6


def opening(prepared: Prepared, out: TextIO = sys.stderr) -> None:
    """What was found, before the work starts."""
    recipe = prepared.recipe
    print(f"{recipe.title} ({recipe.id})", file=out)
    for each in prepared.received:
        sheet = each.sheet
        aside = f", {number(len(sheet.rejects))} lignes refusées" if sheet.rejects else ""
        print(
            f"  {sheet.name} : {number(sheet.rows)} lignes, lecteur {each.reader}{aside}", file=out
        )
    kinds = list(recipe.kinds.values())
    print(
        f"  {kinds.count('open')} questions ouvertes, {len(kinds) - kinds.count('open')} fermées",
        file=out,
        flush=True,
    )


def watch(out: TextIO = sys.stderr) -> Watch:
    """Says when the ledger balances: from there on nothing can be lost."""

    def seen(table: str, question: str | None, reused: bool) -> None:
        if table == "ledger":
            print("  registre équilibré : chaque cellule reçue a un état", file=out, flush=True)

    return seen


def waiting(process: str) -> None:
    """Says that another run holds this consultation."""
    print(
        f"  un autre passage (processus {process}) travaille sur cette consultation : attente…",
        file=sys.stderr,
        flush=True,
    )


@contextmanager
def told(
    question: str,
    questions: Sequence[str],
    prepared: Prepared,
    walk: Walk,
    out: TextIO = sys.stderr,
) -> Iterator[None]:
    """Says which question is analysed, then what was found in it and how many are left."""
    place, total = questions.index(question) + 1, len(questions)
    title = textwrap.shorten(prepared.recipe.titles[question], 56, placeholder="…")
    print(f"  [{place}/{total}] {question} « {title} »", end="", file=out, flush=True)
    start, built = time.monotonic(), walk.built
    yield
    seconds = f"{time.monotonic() - start:.1f} s".replace(".", ",")
    took = seconds if walk.built > built else "repris"
    found = sizes(walk, [question])
    analysed = _analysed(walk, question)
    left = f", reste {total - place}" if place < total else ""
    print(
        f" : {number(analysed)} analysées, {len(found)} classes, {took}{left}",
        file=out,
        flush=True,
    )


def closing(prepared: Prepared, walk: Walk, questions: Sequence[str], edition: str) -> str:
    """The summary: ledger, clusters of each question with their first terms, the edition's path."""
    lines = ["", "Registre des réponses aux questions ouvertes"]
    lines += _ledger(walk)
    for question in questions:
        lines += ["", *_question(prepared, walk, question)]
    lines += [
        "",
        f"{walk.built} étapes faites, {walk.reused} reprises d’un passage précédent.",
        f"Entrepôt  {prepared.warehouse}",
        f"Brouillon {edition}/index.html",
    ]
    return "\n".join(lines)


def number(value: int) -> str:
    """A count with a narrow no-break space between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def _analysed(walk: Walk, question: str) -> int:
    walk.store.see("assignments", walk.files["assignments", question])
    rows = walk.store.rows("select count(*) as n from assignments where state = 'analysed'")
    return int(rows[0]["n"])


def ledger(walk: Walk) -> list[dict[str, object]]:
    """One row per open question and state, in numbers."""
    for name in ("ledger", "questions"):
        walk.store.see(name, walk.files[name, None])
    return walk.store.rows(
        "select question_id, state, answers, asked from ledger join questions using (question_id) "
        "order by position, answers desc, state"
    )


def sizes(walk: Walk, questions: Sequence[str]) -> list[dict[str, object]]:
    """One row per cluster of the questions, in numbers."""
    found: list[dict[str, object]] = []
    for question in questions:
        walk.store.see("clusters", walk.files["clusters", question])
        found += walk.store.rows(
            "select question_id, cluster_id, answers, contributions, authors, segments "
            "from clusters order by cluster_id"
        )
    return found


def _ledger(walk: Walk) -> list[str]:
    rows = ledger(walk)
    lines = []
    for question in dict.fromkeys(str(row["question_id"]) for row in rows):
        mine = [row for row in rows if row["question_id"] == question]
        told = " + ".join(f"{_count(row, 'answers')} {STATES[str(row['state'])]}" for row in mine)
        lines.append(f"  {question:>6} : {_count(mine[0], 'asked')} reçues = {told}")
    return lines


def _count(row: dict[str, object], name: str) -> str:
    return number(int(str(row[name])))


def _question(prepared: Prepared, walk: Walk, question: str) -> list[str]:
    for name in ("clusters", "keyness", "vocabulary"):
        walk.store.see(name, walk.files[name, question])
    rows = walk.store.rows(
        "select clusters.cluster_id, clusters.answers, "
        "array_to_string((list(label order by statistic desc, term) "
        "filter (where statistic > 0))[1:$shown], ', ') as terms "
        "from clusters left join keyness using (cluster_id) left join vocabulary using (term) "
        "group by all order by clusters.cluster_id",
        shown=TERMS_SHOWN,
    )
    title = textwrap.shorten(prepared.recipe.titles[question], 88, placeholder="…")
    if not rows:
        return [f"{question} « {title} » : trop peu de réponses pour des classes"]
    return [f"{question} « {title} »"] + [
        f"  classe {row['cluster_id']:>2} · {number(row['answers']):>6} réponses · {row['terms']}"
        for row in rows
    ]
