"""Reader `decidim`: proposals, debates, comments and surveys, of every era of its exports.

The columns changed: `title`, then `title/fr`; categories and scopes, then taxonomies; `supports`,
then `votes`. They are told by name (decidim/decidim, proposal_serializer.rb and its sisters).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from synthesis.errors import SourceError
from synthesis.sources import decidim_survey
from synthesis.sources.decidim_threads import laid_threads
from synthesis.sources.layout import Laid, Sheet
from synthesis.sources.platforms import platform_of
from synthesis.sources.reader import Reader, Recognition, SourceEntry

ORDER: Final = ("proposals", "debates", "comments", "survey")
ASIDE: Final = frozenset(("meetings", "results", "projects", "spaces"))  # nobody's contributions
READ: Final = (
    "id", "title", "body", "description", "url", "reference", "state", "category", "scope",
    "taxonomies", "component", "feature", "author/id", "author_id", "supports", "votes",
    "endorsements/total_count", "likes/total_count", "comments", "created_at", "published_at",
    "updated_at", "withdrawn", "is_amend", "original_proposal/url", "commentable_id",
    "commentable_type", "root_commentable_url", "alignment", "depth", "locale", "user_group/id",
)  # fmt: skip


def recognise(sheets: Sequence[Sheet]) -> Recognition | None:
    """At least one sheet of contributions; meetings and the like beside them are left aside."""
    kinds = [kind_of(sheet) for sheet in sheets]
    if not all(kinds) or all(kind in ASIDE for kind in kinds):
        return None
    aside = [sheet.name for sheet, kind in zip(sheets, kinds, strict=True) if kind in ASIDE]
    for sheet, kind in zip(sheets, kinds, strict=True):
        if kind == "survey":
            aside += decidim_survey.left_aside(sheet)
        elif kind not in ASIDE:
            aside += [name for name in sheet.header if not _is_read(name)]
    return Recognition("decidim", left_aside=tuple(dict.fromkeys(aside)))


def lay(sheets: Sequence[Sheet], entry: SourceEntry, work: Path) -> Sequence[Laid]:
    """One sheet of utterances for proposals, debates and comments; surveys as they are."""
    found = []
    for kind, sheet in sorted(((kind_of(each), each) for each in sheets), key=_order):
        if kind == "survey":
            found.append(decidim_survey.laid_survey(sheet))
        elif kind and kind not in ASIDE:
            found.append(laid_threads(kind, sheet, work))
    if not found:
        platform = platform_of(sheets[0].header)
        raise SourceError(
            f"This is {platform.what_en}, which reader decidim does not take."
            if platform
            else "This is no Decidim export of proposals, debates, comments or a survey.",
            where=entry.path,
            todo=f"It has {list(sheets[0].header[:20])}.",
        )
    return found


def _order(kind_and_sheet: tuple[str, Sheet]) -> tuple[int, str]:
    """What is written first comes first: comments after what they comment."""
    kind, sheet = kind_and_sheet
    return (ORDER.index(kind) if kind in ORDER else len(ORDER)), sheet.name


def kind_of(sheet: Sheet) -> str:
    """proposals, debates, comments, survey, or one of those left aside; empty for a stranger."""
    names = {name.strip() for name in sheet.header}
    heads = {name.split("/")[0] for name in names}
    if {"commentable_id", "commentable_type", "body", "root_commentable_url"} <= names:
        return "comments"
    if decidim_survey.is_survey(sheet):
        return "survey"
    if "id" not in names or "title" not in heads:
        return ""
    if {"start_time", "end_time", "url"} <= names and "description" in heads:
        return "meetings"
    if not heads & {"component", "feature", "participatory_space"}:
        return ""
    if "body" in heads:
        return "proposals"
    if heads & {"progress", "budget", "budget_amount"}:
        return "projects"
    if "description" in heads and "url" in names:
        return "debates"
    return ""


def _is_read(name: str) -> bool:
    return "machine_translations" not in name and any(
        name.strip() == known or name.strip().startswith(f"{known}/") for known in READ
    )


DECIDIM: Final = Reader(
    name="decidim",
    expects_en="Decidim: proposals, debates, comments or a survey, as CSV, JSON, .xlsx or .xls; or "
    "the open data archive",
    expects_fr="Decidim : propositions, débats, commentaires ou questionnaire, en CSV, JSON, .xlsx "
    "ou .xls ; ou l’archive de données ouvertes",
    recognise=recognise,
    lay=lay,
    dataset="decidim",
    warnings=("decidim_hidden",),
)
