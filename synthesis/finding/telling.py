"""What became of a contribution, in words for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from synthesis.finding.finding import Answer, Contribution, ways
from synthesis.report.edition.words import phrases
from synthesis.store import Row

WIDTH: Final = 100
_KINDS: Final = {
    "random": "tirée au hasard",
    "typical": "typique",
    "borderline": "à la limite",
    "minority": "avis de quelques-uns",
}
_CHANGES: Final = {
    "aside": "des personnes l’ont mise dans cet état",
    "left_out": "des personnes ont défait sa classe, ou l’en ont ôtée",
    "merged": "des personnes ont réuni sa classe à la classe {cluster}",
    "moved": "des personnes l’ont déplacée en classe {cluster}",
}


def told(found: Contribution) -> str:
    """All of it, a block for each answer."""
    whence = f", {found.source}" + (f", déposée le {found.day}" if found.day else "")
    lines = [f"Contribution {found.reference}{whence}"]
    if found.standing and f"state.{found.standing}" in phrases():
        lines.append(f"  Elle est tout entière {_state(found.standing)}.")
    if not found.answers:
        lines.append("  Elle n’a aucun mot à une question ouverte de cette édition.")
    for answer in found.answers:
        lines += ["", *_answer(answer)]
    lines += ["", f"Dans les pages : {found.page}", *_contest(found.contact)]
    return "\n".join(lines)


def _answer(answer: Answer) -> Iterator[str]:
    row = answer.row
    title = textwrap.shorten(answer.question, WIDTH - 20, placeholder="…")
    yield f"Question {row.question_id} « {title} »"
    yield from _line("état", _state(str(row.state)))
    if answer.text is not None:
        yield from _line("texte", f"« {' '.join(answer.text.split())} »")
    else:
        yield from _line("texte", "n’est pas publié")
    if row.state == "analysed":
        yield from _line("thèmes", " ; ".join(_themes(answer)) or "aucun")
        yield from _line("pourquoi", _why(answer))
    if row.change:
        yield from _line("décidé", _CHANGES[row.change].format(cluster=row.cluster_id))
    if answer.decisions:
        named = ", ".join(f"{each.seq} ({_phrase(f'op.{each.op}')})" for each in answer.decisions)
        yield from _line("décisions", f"{named}, dans decisions.jsonl")
    if row.twin is not None:
        yield from _line("doublon", f"mêmes mots que {row.twin}, qui est comptée")
    if row.copies:
        yield from _line("copies", f"{row.copies} réponses portent ce texte, retouché ou non")
    if row.is_masked:
        yield from _line("masque", "un passage en est masqué : █")
    if row.view is not None:
        yield from _line("avis isolé", row.view or "sans position dite")
    if answer.quotations:
        yield from _line("citée", " ; ".join(_quoted(each) for each in answer.quotations))


def _themes(answer: Answer) -> Iterator[str]:
    for rows in ways(answer.codings).values():
        put = " et ".join(dict.fromkeys(_way(row, answer.text) for row in rows))
        yield f"{rows[0]['label_fr']} ({put})"


def _way(row: Row, text: str | None) -> str:
    if row["source"] == "cluster":
        return f"classe {row['why']}"
    if row["source"] == "rule":
        words = (text or "")[row["start"] or 0 : row["stop"] or 0]
        return f"règle, par « {words or row['why']} »"
    return f"par « {row['why']} », qu’il rassemble"


def _why(answer: Answer) -> str:
    row = answer.row
    if row.found_cluster_id is None:
        return "le calcul ne l’a mise dans aucune classe : aucune ne l’emporte clairement"
    weighed = [each for each in answer.weights if each["weight"] is not None]
    said = ", ".join(f"{each['label']} {_number(each['weight'])}" for each in weighed)
    why = f"classe {row.found_cluster_id} du calcul" + (f" : {said}" if said else "")
    if row.score is not None and row.margin is not None:
        why += f" ; score {_number(row.score)}, marge {_number(row.margin)}"
        if answer.second is not None:
            why += f" sur la classe {answer.second}"
    return why


def _quoted(row: Mapping[str, object]) -> str:
    where = f"« {row['label_fr']} »" if row["label_fr"] else "avis isolés"
    return f"{where}, {_KINDS.get(str(row['kind']), row['kind'])}"


def _contest(contact: str) -> Iterator[str]:
    yield from textwrap.wrap(
        "Pour contester un classement, signaler une erreur ou demander un retrait, donnez cette "
        "référence à l’organisateur : "
        + (contact if contact else "il n’a pas donné d’adresse pour cela."),
        WIDTH,
    )


def _state(state: str) -> str:
    return f"{_phrase(f'state.{state}')}, {_phrase(f'state.{state}.means')}"


def _phrase(key: str) -> str:
    return phrases()[key]["fr"]


def _number(value: Decimal) -> str:
    rounded = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{rounded:+}".replace(".", ",").replace("-", "−")


def _line(name: str, said: str) -> list[str]:
    return textwrap.wrap(
        said, WIDTH, initial_indent=f"  {name:<11}", subsequent_indent=" " * 13
    ) or [f"  {name}"]
