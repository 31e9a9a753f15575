"""Proposals, debates and comments of Decidim as utterances."""

from __future__ import annotations

import dataclasses
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from synthesis.sources.layout import Laid, Sheet
from synthesis.sources.mending import mended
from synthesis.sources.rows import lines, moment, rows_of, said
from synthesis.sources.utterances import Utterance, laid

Row = Mapping[str, str]

LANGUAGE: Final = "fr"  # first of the languages a text is given in; then the first with words
_RESOURCES: Final = {  # commentable_type, whatever module it is in: our kind
    "Proposal": "proposal", "CollaborativeDraft": "draft", "Debate": "debate",
    "Meeting": "meeting", "Result": "result", "Comment": "comment", "Post": "post",
}  # fmt: skip
_IN_URL: Final = {"proposals": "proposal", "debates": "debate", "meetings": "meeting",
                  "results": "result", "posts": "post"}  # fmt: skip
_ABOUT: Final = {"proposal": "propositions", "debate": "débats", "meeting": "réunions",
                 "result": "résultats", "post": "billets"}  # fmt: skip
_PLACE: Final = re.compile(r"/(?:processes|assemblies|conferences|initiatives)/([^/]+)/f/(\d+)/")
_STANCES: Final = {"1": "for", "-1": "against", "0": "neutral"}


def laid_threads(kind: str, sheet: Sheet, work: Path) -> Laid:
    """The utterances of a sheet; its dataset is the site it comes from, where the rows say it."""
    told = {"proposals": _proposal, "debates": _debate, "comments": _comment}[kind]
    site = _site(sheet)
    dataset = f"decidim {site}" if site else ""
    utterances: Iterator[Utterance] = (told(row) for row in rows_of(sheet))
    return laid(dataclasses.replace(sheet, dataset=dataset), utterances, work)


def _site(sheet: Sheet) -> str:
    """The host of most addresses in the sheet: two sites number their rows alike."""
    hosts = Counter(
        _host(row.get("url") or row.get("root_commentable_url") or "") for row in rows_of(sheet)
    )
    del hosts[""]
    return min(hosts, key=lambda host: (-hosts[host], host), default="")


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:  # brackets that are no address of version 6
        return ""


def _proposal(row: Row) -> Utterance:
    body, lang = _in_a_language(row, "body")
    amended = _last_number(row.get("original_proposal/url", ""))
    withdrawn = row.get("state") == "withdrawn" or row.get("withdrawn", "").lower() == "true"
    return dataclasses.replace(
        _written(row, "proposal", body),
        kind="amendment" if amended else "proposal",
        parent=f"proposal:{amended}" if amended else "",
        question=_question(row.get("url", ""), row, "propositions")[0],
        question_title=_question(row.get("url", ""), row, "propositions")[1],
        lang=lang,
        status="withdrawn" if withdrawn else "published",
        declared="withdrawn" if withdrawn else row.get("state", ""),
        support=_whole(row.get("supports", "") or row.get("votes", "")),
        endorsements=_whole(
            row.get("endorsements/total_count", "") or row.get("likes/total_count", "")
        ),
    )


def _debate(row: Row) -> Utterance:
    body, lang = _in_a_language(row, "description")
    question, title = _question(row.get("url", ""), row, "debats")
    return dataclasses.replace(
        _written(row, "debate", body), question=question, question_title=title, lang=lang
    )


def _comment(row: Row) -> Utterance:
    address = row.get("root_commentable_url", "")
    type = row.get("commentable_type", "").rsplit("::", 1)[-1]
    parent = f"{_RESOURCES.get(type, type.lower())}:{row.get('commentable_id', '')}"
    root = next((_IN_URL[part] for part in address.split("/") if part in _IN_URL), "")
    question, title = _question(address, row, "commentaires", _ABOUT.get(root, root))
    group = row.get("user_group/id", "") not in ("", "0")
    return dataclasses.replace(
        _written(row, "comment", row.get("body", "")),
        parent=parent if row.get("commentable_id") else "",
        stance=_STANCES.get(_whole(row.get("alignment", "")), ""),
        question=question,
        question_title=title,
        author_type="groupe" if group else "",
        lang=row.get("locale", ""),
    )


def _written(row: Row, kind: str, body: str) -> Utterance:
    """What the three have in common."""
    text, repairs = said(body, guarded=True)
    title, of_title = said(_in_a_language(row, "title")[0], guarded=True)
    scope, _ = _in_a_language(row, "scope/name")
    id = _whole(row.get("id", ""))
    created = row.get("created_at", "") or row.get("published_at", "")
    author = row.get("author/id", "") or row.get("author_id", "")
    return Utterance(
        native_id=f"{kind}:{id}" if id else "",
        reference=row.get("reference", "") or (f"{kind}-{id}" if id else ""),
        kind=kind,
        question="",
        question_title="",
        text=text,
        title=title,
        author=_whole(author.split(",")[0]),  # of several, the one who began
        place=scope,
        place_level="scope" if scope else "",
        place_of="document" if scope else "",
        date=moment(created),
        published=moment(row.get("published_at", "")),
        updated=moment(row.get("updated_at", "")),
        category=lines(_categories(row)),
        comments=_whole(row.get("comments", "")),
        mended=",".join(filter(None, (repairs, of_title))),
    )


def _in_a_language(row: Row, name: str) -> tuple[str, str]:
    """A text and its language, never a machine's translation."""
    if row.get(name):
        return row[name], ""
    languages = {
        column[len(name) + 1 :]: cell
        for column, cell in row.items()
        if column.startswith(f"{name}/") and "/" not in column[len(name) + 1 :] and cell.strip()
    }
    chosen = LANGUAGE if LANGUAGE in languages else next(iter(languages), "")
    return languages.get(chosen, ""), chosen


def _categories(row: Row) -> list[str]:
    """Of any era: a category, taxonomies by name, taxonomies one column each."""
    name, _ = _in_a_language(row, "category/name")
    found = [mended(name)[0]]
    ids = re.findall(r"\d+", row.get("taxonomies/ids", ""))
    found += [_in_a_language(row, f"taxonomies/{id}")[0] for id in ids]
    return found + _named(row.get("taxonomies/name", ""))


def _named(cell: str) -> list[str]:
    """The names in a list of names by language, written as JSON or as Ruby shows it."""
    if not cell.startswith("["):
        return cell.split(", ") if cell and not cell.startswith("{") else _named_in(cell)
    return _named_in(cell)


def _named_in(cell: str) -> list[str]:
    try:
        names = json.loads(cell.replace("=>", ":")) if cell else []
    except (ValueError, RecursionError):
        return []
    names = names if isinstance(names, list) else [names]
    by_language = [each for each in names if isinstance(each, dict)]
    return [str(each.get(LANGUAGE) or next(iter(each.values()), "")) for each in by_language]


def _question(address: str, row: Row, id: str, about: str = "") -> tuple[str, str]:
    """The component people were invited to write in, and the kind of writing."""
    found = _PLACE.search(address)
    space = found[1] if found else ""
    component = _whole(row.get("component/id", "") or row.get("feature/id", ""))
    component = component or (found[2] if found else "")
    label = {"propositions": "Propositions", "debats": "Débats"}.get(id, "Commentaires")
    label += f" sur les {about}" if about else ""
    where = ", ".join(filter(None, (space, f"composant {component}" if component else "")))
    return "-".join(filter(None, (id, component))), f"{label} : {where}" if where else label


def _last_number(address: str) -> str:
    last = address.rstrip("/").rsplit("/", 1)[-1].split("?")[0]
    return last if last.isdecimal() else ""


def _whole(cell: str) -> str:
    """A whole number as an old workbook shows it, `3696.0`, without its decimal."""
    return cell.strip().removesuffix(".0")
