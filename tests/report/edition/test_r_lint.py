"""R-LINT: no word of ours makes people of contributions, or causes of counts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from synthesis.report.edition import words
from synthesis.report.edition.words import phrases
from tests.report.edition.numbers import QUOTED

TEMPLATES = Path(words.__file__).parents[1] / "templates" / "edition"
FORBIDDEN = {
    "fr": (
        r"les français\b", r"\bmajorit", r"\bconsensus\b", r"pl[ée]biscit", r"massivement",
        r"largement", r"\bcitoyen", r"\bunanim", r"la plupart des (gens|personnes|participants)",
        # verbs of cause
        r"(?<!une )\bcause\b", r"\bcaus(ent|é)", r"\bprovoqu", r"\bentraîn", r"à cause de",
        r"grâce à", r"\bexpliqu", r"\bdû à\b",
    ),
    "en": (
        r"\bthe french (people|want|think)", r"\bmajorit", r"\bconsensus\b", r"\bplebiscit",
        r"\bmassively\b", r"\boverwhelming", r"\bwidely\b", r"\bcitizen", r"\bunanim",
        r"\bmost people\b",
        r"\bcause[sd]\b", r"\bdue to\b", r"\bthanks to\b", r"\bleads? to\b",
        r"\bexplains?\b",
    ),
}  # fmt: skip
# The whole vocabulary of the summary: a sentence that needs another word is another sentence.
VOCABULARY = {
    "fr": """a à accord analysée analysées analyser au aucun auteur auteurs autres avec cases ce
    cette ceux chacun classement codé comme comprises connu connus contribution contributions d de
    des départagent deux échantillon écart écrit en entier entre erreur est et façon faible fiable
    forment fréquent idée il ils inconnu inconnue incertitude inférieur intervalles isolée isolées
    krippendorff l la le les libre lire mentionne mentionner mesuré mesurée minoritaire
    minoritaires moins n ne non nombre on ont ordre par participants pas personnes peu peut
    plus point points population portent pour présenté présentée présentées présentés provisoire
    prudence pu que quelle question questions rattachée rattachées réponse réponses reçue reçues
    refuser représentatif réunissent réunit s sa sans se significatif soient soit son sont soutien
    spontanée sur taille thème thèmes tous tout toutes trop une un vides voir α contient
    contiennent au moins dire page peuvent peut cet dit être été retenu choix comptées part leur
    c compte tenu erreurs mesurées dans quel corrigée ces programme faut citer comptés sont
    disent contre qu qui""",
    "en": """a agreement all alpha ahead an analysed and answer answers are as at author authors be
    between by called can cannot caution cells choices classification coded contribution
    contributions could cells counted apart do each empty error few first for free frequent full
    gap gather gathers hold holds idea in included intervals is isolated it known krippendorff’s
    least less like measured mention mentioning mentions minority more most no not of on one order
    other others participants people point points population presented qualify question questions
    read received rejecting reliable representative s sample seeing significant size smaller
    spontaneously support tell tentative than that the their them theme themes these this those
    tied to together too uncertainty unknown weak were whatever with without written wrote α and
    retained was any its may which page given errors counted corrected
    share program quote multiple choice only against what part""",
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_r_lint_no_forbidden_word_in_a_phrase(language: str) -> None:
    """In any phrase, of any page."""
    wrong = [
        (key, word)
        for key, said in phrases().items()
        for word in FORBIDDEN[language]
        if re.search(word, said[language], re.I)
    ]

    assert [] == wrong


def test_r_lint_no_sentence_of_ours_hides_in_a_template() -> None:
    """Templates hold marks and keys: words are phrases, where they are told in both languages."""
    for template in sorted(TEMPLATES.rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        for pattern in (
            r"\{#.*?#\}",
            r"\{%.*?%\}",
            r"\{\{.*?\}\}",
            r"<(pre|code).*?</\1>",
            r"<[^>]*>",
        ):
            text = re.sub(pattern, " ", text, flags=re.S)
        left = set(re.findall(r"[^\W\d_]{3,}", text)) - {"Doléances", "SHA"}

        assert set() == left, template.name


@pytest.mark.parametrize("page", ["index.html", "en/index.html"])
def test_r_lint_the_summary_has_a_closed_vocabulary(
    edition_trees: dict[str, Any], page: str
) -> None:
    """Every word that is not a name, a number, a question or its folded foot is on the list."""
    language = "en" if page.startswith("en/") else "fr"
    summary = next(
        each for each in edition_trees[page].all("section") if each.attributes["id"] == "resume"
    )
    said = " ".join(
        "".join(c for c in each.children if isinstance(c, str))
        for each in summary.walk()
        if each.tag in ("p", "li") and not each.inside(*QUOTED, "details")
    )
    used = set(re.findall(r"[^\W\d_]+(?:’s)?", said.lower()))

    assert len(used) > 40
    assert set() == used - set(VOCABULARY[language].split())


def test_r_lint_the_first_sentence_is_never_missing(edition_trees: dict[str, Any]) -> None:
    """Participants are no sample: on every page; and a mention is no support, wherever counted."""
    for name, page in edition_trees.items():
        text = page.all("body")[0].text()
        expected = (
            "not a representative sample" if name.startswith("en/") else "échantillon représentatif"
        )
        assert expected in text, name


def test_a_forbidden_word_would_be_seen() -> None:
    """The patterns bite."""
    french = "La majorité des citoyens demande massivement, à cause de ce que les Français veulent."
    hits = [word for word in FORBIDDEN["fr"] if re.search(word, french, re.I)]

    assert 6 == len(hits)
