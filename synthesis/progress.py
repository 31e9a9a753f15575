"""What a run says in a terminal while it works, and its closing summary."""

from __future__ import annotations

import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO

from synthesis.audit.sections import Section
from synthesis.publication.examining import Prepared as Publication
from synthesis.publishing import Published
from synthesis.report.french import plural
from synthesis.report.wording import STATES
from synthesis.run import Prepared
from synthesis.walk import Walk, Watch

TERMS_SHOWN = 6


def opening(prepared: Prepared, out: TextIO = sys.stderr) -> None:
    """What was found, before the work starts."""
    recipe = prepared.recipe
    print(f"{recipe.title} ({recipe.id})", file=out)
    for each in prepared.received:
        sheet = each.sheet
        refused = counted(len(sheet.rejects), "ligne refusée", "lignes refusées")
        aside = f", {refused}" if sheet.rejects else ""
        rows = counted(sheet.rows, "ligne", "lignes")
        print(f"  {sheet.name} : {rows}, lecteur {each.reader}{aside}", file=out)
    kinds = list(recipe.kinds.values())
    named = {
        "open": ("question ouverte", "questions ouvertes"),
        "closed": ("fermée", "fermées"),
        "multiple": ("à choix multiples", "à choix multiples"),
    }
    found = [counted(kinds.count(kind), *words) for kind, words in named.items() if kind in kinds]
    print(f"  {', '.join(found) or 'aucune question'}", file=out, flush=True)


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
        f" : {counted(analysed, 'analysée', 'analysées')}, "
        f"{counted(len(found), 'classe', 'classes')}, {took}{left}",
        file=out,
        flush=True,
    )


def closing(prepared: Prepared, walk: Walk, questions: Sequence[str], edition: str) -> str:
    """The summary: ledger, clusters of each question with their first terms, the edition's path."""
    ledgers = _ledger(walk)
    lines = ["", "Registre des réponses aux questions ouvertes", *ledgers] if ledgers else []
    for question in questions:
        lines += ["", *_question(prepared, walk, question)]
    lines += _withdrawals(walk)
    lines += [
        "",
        f"{counted(walk.built, 'étape faite', 'étapes faites')}, "
        f"{counted(walk.reused, 'reprise', 'reprises')} d’un passage précédent.",
        f"Entrepôt  {prepared.warehouse}",
        f"Brouillon {edition}/index.html",
    ]
    left = len(walk.open_questions()) - len(questions)
    if left:
        lines += [
            f"  Il ne lit que ce que --question demande : {counted(left, 'question', 'questions')} "
            f"{plural(left, 'ouverte est comptée', 'ouvertes sont comptées')}, mais sans classes."
        ]
    return "\n".join(lines)


def _withdrawals(walk: Walk) -> list[str]:
    """What became of the requests: one that names nobody here is told, for someone to look into."""
    if not walk.withdrawn:
        return []
    walk.store.see("standings", walk.files["standings", None])
    [row] = walk.store.rows(
        "select count(*) as honoured from standings where declared = 'withdrawn on request'"
    )
    asked = counted(len(walk.withdrawn), "retrait demandé", "retraits demandés")
    found = counted(int(row["honoured"]), "contribution retirée", "contributions retirées")
    return ["", f"{asked} : {found} ; une demande sans contribution ne correspond à rien ici."]


def publishing(prepared: Publication, out: TextIO = sys.stderr) -> None:
    """What is about to be published, once nothing forbids it."""
    about = prepared.about
    print(f"{about.title} ({about.id})", file=out)
    asked = counted(len(about.published), "question", "questions")
    print(f"  {counted(about.events, 'décision', 'décisions')}, chaîne entière", file=out)
    print(f"  à publier : {asked}, rien ne manque", file=out, flush=True)


def published(done: Published, prepared: Publication) -> str:
    """The summary: what was published, what was not, where it lies."""
    edition, about = done.edition, prepared.about
    lines = [""]
    if not done.is_new:
        lines += ["Rien n’a changé depuis la dernière édition : rien n’est écrit.", ""]
    for question in about.published:
        title = textwrap.shorten(prepared.recipe.titles[question], 88, placeholder="…")
        lines.append(f"publiée      {question} « {title} »")
    for left in about.unpublished:
        title = textwrap.shorten(left.title, 88, placeholder="…")
        lines.append(f"non publiée  {left.question_id} « {title} »")
    lines += [
        "",
        f"Édition {edition.number}  {edition.folder}/index.html",
        f"Dossier    {edition.dossier}",
        f"Tête       {about.events}:{about.head}",
    ]
    return "\n".join(lines)


def audited(section: Section) -> str:
    """What a section of an audit looked at, the first thing that is wrong, what it cannot prove."""
    if section.holds:
        lines = [f"juste  {section.name:<14}{section.checked}"]
    else:
        more = len(section.wrong) - 1
        others = f" (et {counted(more, 'autre', 'autres')})" if more else ""
        lines = [f"FAUX   {section.name:<14}{section.wrong[0]}{others}"]
        lines += _beneath("vérifié", section.checked)
    lines += _beneath("sans preuve ici", "; ".join(section.untold))
    return "\n".join(lines)


def _beneath(name: str, said: str) -> list[str]:
    """What is said below a section, under its own words; nothing if nothing is."""
    margin = " " * 21
    folded = textwrap.wrap(f"{name} : {said}", 100, initial_indent=margin, subsequent_indent=margin)
    return folded if said else []


def verdict(holds: bool) -> str:
    """The last line of an audit."""
    if holds:
        return "\nTout ce qui se recalcule est comme publié."
    return "\nCette édition n’est pas celle que ses décisions et ses tables font."


def number(value: int) -> str:
    """A count with a narrow no-break space between thousands."""
    return f"{value:,}".replace(",", "\u202f")


def counted(value: int, one: str, many: str) -> str:
    """A count and the noun it counts, in agreement."""
    return f"{number(value)} {plural(value, one, many)}"


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
        "where kind = 'open' order by position, answers desc, state"
    )


def sizes(walk: Walk, questions: Sequence[str]) -> list[dict[str, object]]:
    """One row per cluster of the questions, in numbers."""
    found: list[dict[str, object]] = []
    for question in questions:
        walk.store.see("clusters", walk.files["clusters", question])
        found += walk.store.rows(
            "select question_id, cluster_id, answers, contributions, authors, segments, "
            "round(stability, 3) as stability "
            "from clusters order by cluster_id"
        )
    return found


def _ledger(walk: Walk) -> list[str]:
    rows = ledger(walk)
    lines = []
    for question in dict.fromkeys(str(row["question_id"]) for row in rows):
        mine = [row for row in rows if row["question_id"] == question]
        told = " + ".join(map(_state, mine))
        asked = counted(int(str(mine[0]["asked"])), "reçue", "reçues")
        lines.append(f"  {question:>6} : {asked} = {told}")
    return lines


def _state(row: dict[str, object]) -> str:
    wording = STATES[str(row["state"])]
    return counted(int(str(row["answers"])), wording.one, wording.many)


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
        why = (
            "trop peu de réponses, ou trop semblables"
            if _analysed(walk, question)
            else "rien à analyser"
        )
        return [f"{question} « {title} » : aucune classe ({why})"]
    return [f"{question} « {title} »", *map(_cluster, rows)]


def _cluster(row: dict[str, object]) -> str:
    size = f"{_count(row, 'answers'):>6} {plural(int(str(row['answers'])), 'réponse', 'réponses')}"
    return f"  classe {row['cluster_id']:>2} · {size} · {row['terms'] or '–'}"
