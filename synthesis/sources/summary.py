"""What `doleances init` tells an analyst of an export, in French."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from synthesis.sources.layout import Asked, Kind, Laid, Layout, Sheet
from synthesis.sources.recognise import Recognised, Unknown
from synthesis.sources.sheets import cells

_MONTHS: Final = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_KINDS: Final[dict[Kind, tuple[str, str]]] = {  # of one question, of several
    "open": ("ouverte", "ouvertes"),
    "closed": ("fermée", "fermées"),
    "multiple": ("à choix multiple", "à choix multiple"),
}
_REASONS: Final = {
    "wrong number of cells": "pas autant de cellules que l’en-tête",
    "malformed quotes": "guillemets mal fermés",
    "bytes that are not UTF-8": "octets qui ne sont pas de l’UTF-8",
    "characters that are not Unicode": "caractères hors d’Unicode",
}
_REPAIRS: Final = {
    "nul": ("caractère nul retiré", "caractères nuls retirés"),
    "tabs": (
        "autre feuille du classeur, non lue : `sheet` la nomme dans la recette",
        "autres feuilles du classeur, non lues : `sheet` en nomme une dans la recette",
    ),
    "blank_lines": ("ligne vide passée", "lignes vides passées"),
}
_SHOWN: Final = 5  # lines of refused rows; all are in the table of rejects
_ISO: Final = re.compile(r"(\d{4})-(0\d|1[012])-([0-3]\d)")
_FRENCH: Final = re.compile(r"([0-3]\d)/(0\d|1[012])/(\d{4})")


def summary(found: Recognised | Unknown) -> str:
    """What to know before going on: rows, questions with their kinds, period, oddities."""
    if isinstance(found, Unknown):
        return "\n".join([*_unknown(found), *_oddities(found.sheet)])
    lines = [f"{found.entry.name} : lecteur « {found.entry.reader} »"]
    for laid in found.laid:
        if len(found.laid) > 1:
            lines.append(f"  {laid.sheet.name.removeprefix(found.entry.name).strip('/')}")
        lines += _told(laid)
    if found.entry.columns:
        named = ", ".join(f"{role} = « {name} »" for role, name in found.entry.columns.items())
        lines.append(f"  colonnes lues : {named}")
    if found.left_aside:
        lines.append(f"  colonnes laissées de côté : {_listed(found.left_aside)}")
    return "\n".join(lines + [line for laid in found.laid for line in _oddities(laid.sheet)])


def _told(laid: Laid) -> list[str]:
    sheet, asked = laid.sheet, laid.layout.questions
    rows = _counted(sheet.rows, *_rows_are(laid.layout))
    kinds = Counter(each.kind for each in asked)
    told = ", ".join(f"{count} {_KINDS[kind][count > 1]}" for kind, count in kinds.items())
    width = max((len(each.question_id) for each in asked), default=0)
    return [
        f"  {rows}, {_period(sheet, laid.layout)}, codage {_coding(sheet)}",
        f"  {_counted(len(asked), 'question', 'questions')} : {told}",
        *(f"    {_question(each, width)}" for each in asked),
    ]


def _rows_are(layout: Layout) -> tuple[str, str]:
    if "text" in layout.roles and "kind" not in layout.roles:
        return "réponse", "réponses"
    return "contribution", "contributions"


def _unknown(found: Unknown) -> list[str]:
    lines = [
        f"{found.sheet.name} : aucun lecteur n’est sûr de ce fichier",
        f"  {_counted(found.sheet.rows, 'ligne', 'lignes')}, codage {_coding(found.sheet)}",
        f"  colonnes : {_listed(found.sheet.header)}",
    ]
    if found.guess.doubt:
        lines.append(f"  {found.guess.doubt.fr}")
    if found.platform is None or found.platform.holds_contributions:
        lines.append(f'  à essayer, dans une recette : reader = "table", {found.guess.suggestion}')
    return lines


def _question(asked: Asked, width: int) -> str:
    title = " ".join(asked.title.split())
    return f"{asked.question_id:<{max(width, 6)}} {_KINDS[asked.kind][0]:<16} {title}"


def _coding(sheet: Sheet) -> str:
    return {
        "utf-8-sig": "UTF-8 avec BOM",
        "utf-16-le": "UTF-16 sans marque",
        "utf-16-be": "UTF-16 sans marque",
    }.get(sheet.encoding, sheet.encoding.upper())


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(" ".join(name.split()) for name in names)


def _oddities(sheet: Sheet) -> list[str]:
    """Rows refused, by reason with the first lines; repairs with their count."""
    lines = []
    for reason, count in Counter(reject.reason for reject in sheet.rejects).items():
        where = [str(each.line) for each in sheet.rejects if each.reason == reason]
        shown = ", ".join(where[:_SHOWN]) + ("…" if count > _SHOWN else "")
        what = _counted(count, "ligne écartée", "lignes écartées")
        lines.append(f"  {what}, {_REASONS[reason]} : {shown}")
    return lines + [f"  {_counted(count, *_REPAIRS[key])}" for key, count in sheet.repairs.items()]


def _period(sheet: Sheet, layout: Layout) -> str:
    """First and last day of the whole file."""
    column = layout.roles.get("date")
    if column is None:
        return "sans date"
    first, last = "", ""
    for row in cells(sheet):
        day = _day(row[column])
        if day:
            first, last = min(first or day, day), max(last, day)
    if not last:
        return "dates illisibles"
    return f"le {_spoken(first)}" if first == last else f"du {_spoken(first)} au {_spoken(last)}"


def _day(cell: str) -> str:
    """The day of `2019-01-22 10:11:06` or, French, of `22/01/2019`; empty of anything else."""
    if _ISO.match(cell):
        return cell[:10]
    french = _FRENCH.match(cell)
    return f"{french[3]}-{french[2]}-{french[1]}" if french else ""


def _spoken(day: str) -> str:
    year, month, rank = day.split("-")
    return f"{'1er' if rank == '01' else int(rank)} {_MONTHS[int(month) - 1]} {year}"


def _counted(count: int, one: str, several: str) -> str:
    """`1 question`, `569 022 contributions`: a narrow no-break space between thousands."""
    digits = f"{count:,}".replace(",", "\u202f")
    return f"{digits} {several if count > 1 else one}"
