"""Exports whose platform is known but that no reader takes yet: told by their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Platform:
    """What a header shows; `columns` are patterns, each of which some column must match."""

    what_en: str
    what_fr: str
    columns: tuple[str, ...]
    holds_contributions: bool = True


def platform_of(header: Sequence[str]) -> Platform | None:
    """The platform whose tell-tale columns are all there; None when no one's are."""
    for platform in PLATFORMS:
        if all(_any(re.compile(column), header) for column in platform.columns):
            return platform
    return None


def _any(pattern: re.Pattern[str], header: Sequence[str]) -> bool:
    return any(pattern.fullmatch(name.strip()) for name in header)


_CAP = ("a Cap Collectif export", "un export de Cap Collectif")
_DECIDIM = ("a Decidim export", "un export de Decidim")
_LIMESURVEY = ("a LimeSurvey export", "un export de LimeSurvey")
_GOOGLE = ("answers to a Google form", "les réponses d’un formulaire Google")
_POLIS = ("a pol.is export", "un export de pol.is")
_POLITIZR = ("a Politizr export", "un export de Politizr")

PLATFORMS: Final = (
    Platform(
        "the meetings of the Grand Débat (EVENTS): announcements, not contributions",
        "les réunions du Grand Débat (EVENTS) : des annonces, pas des contributions",
        ("startAt", "endAt", "fullAddress"),
        holds_contributions=False,
    ),
    Platform(
        "the accounts of the Grand Débat (USERS): personal data, not contributions",
        "les comptes du Grand Débat (USERS) : des données personnelles, pas des contributions",
        ("username", "zipCode", "biography"),
        holds_contributions=False,
    ),
    Platform(
        "the list of meeting reports of the Grand Débat (documents.csv): links, not texts",
        "la liste des comptes rendus du Grand Débat (documents.csv) : des liens, pas des textes",
        ("code_postal", "ville", "qui", "url", "doc"),
        holds_contributions=False,
    ),
    Platform(*_CAP, ("export_.*",)),
    Platform(*_CAP, ("contribution_type",)),
    Platform(*_CAP, ("argument_.*", "author_id")),
    Platform(*_CAP, ("draft", "undraft_at")),
    Platform(*_DECIDIM, ("participatory_space/.*",)),
    Platform(*_DECIDIM, ("component/.*",)),
    Platform(*_DECIDIM, ("author/.*",)),
    Platform(*_DECIDIM, (".*/fr", "url")),
    Platform(*_DECIDIM, ("Hachage IP",)),
    Platform(
        "comments of Decidim or Consul",
        "des commentaires de Decidim ou de Consul",
        ("commentable_id",),
    ),
    Platform("a Consul export", "un export de Consul", ("cached_votes_up",)),
    Platform(*_POLIS, ("comment-id",)),
    Platform(*_POLIS, ("voter-id",)),
    Platform(*_POLITIZR, ("p_user_id",)),
    Platform(*_POLITIZR, ("note_pos", "note_neg")),
    Platform("a Loomio export", "un export de Loomio", ("Export for .*",)),
    Platform("a Loomio export", "un export de Loomio", ("discussion_id", "author_id")),
    Platform(*_LIMESURVEY, ("submitdate", "lastpage")),
    Platform(*_LIMESURVEY, ("Date de soumission", "Dernière page")),
    Platform(*_GOOGLE, ("Horodateur",)),
    Platform(*_GOOGLE, ("Timestamp",)),
    Platform("a codebook or highlights of Taguette", "un export de Taguette", ("tag", "document")),
    Platform("an IRaMuTeQ corpus", "un corpus IRaMuTeQ", (r"\*{4} .*",)),
)
